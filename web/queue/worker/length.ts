import type { EstimateFigures, Range, QueueRunPlan } from '../../../sim/index.ts'

const dayS = 86_400
/** Swanson's weights: a quantity known by its p10, p50 and p90 as three cases. Source: Keefer and Bodily 1983. */
const weights = [3, 4, 3] as const

/** Seconds that the run is held at p10, p50 and p90, less those at p50. */
export function lengthsOf({ totals }: Pick<EstimateFigures, 'totals'>): Range {
  const { p10, p50, p90 } = totals.wallClockDays
  return { p10: (p10 - p50) * dayS, p50: 0, p90: (p90 - p50) * dayS }
}

/**
 * The plan with the run's own length in the range of its end: each repeat of the queue ends in three cases, the run
 * shorter, as planned or longer, with the time between its start and its end stretched by what it is held more or less.
 * The waits between its links are those of the middle length.
 */
export function withLength(plan: QueueRunPlan, lengths: Range): QueueRunPlan {
  const ends = endsOf(plan, lengths)
  return { ...plan, lastEndS: { p10: at(ends, 0.1), p50: at(ends, 0.5), p90: at(ends, 0.9) } }
}

/** The probability, over the same cases, that the run has started by an instant, and that it has ended. */
export function oddsBy(plan: QueueRunPlan, lengths: Range, byS: number) {
  const ends = endsOf(plan, lengths)
  const weightOf = (list: readonly Weighed[]) => list.reduce((sum, { weight }) => sum + weight, 0)
  return {
    start: plan.firstStartsS.filter((s) => s <= byS).length / plan.firstStartsS.length,
    end: weightOf(ends.filter(({ s }) => s <= byS)) / weightOf(ends),
  }
}

/** Ascending. */
function endsOf(plan: QueueRunPlan, lengths: Range): readonly Weighed[] {
  const cases = [lengths.p10, lengths.p50, lengths.p90]
  const ends = plan.lastEndsS.flatMap((endS, repeat) => {
    const startS = plan.firstStartsS[repeat] ?? endS
    return cases.map((moreS, one) => ({ s: Math.max(startS, endS + moreS), weight: weights[one] ?? 0 }))
  })
  return ends.sort((a, b) => a.s - b.s)
}

type Weighed = { readonly s: number; readonly weight: number }

/** The first of ascending values up to which so large a share of the weight lies. */
function at(ascending: readonly Weighed[], share: number): number {
  const all = ascending.reduce((sum, { weight }) => sum + weight, 0)
  let sum = 0
  for (const { s, weight } of ascending) {
    sum += weight
    if (sum >= share * all) return s
  }
  return ascending.at(-1)?.s ?? 0
}

export type Span = readonly [fromS: number, untilS: number]

/** A stretch moved and cut to lie within all that there is to see, no shorter than so many seconds. */
export function withinExtent([fromS, untilS]: Span, [firstS, lastS]: Span, leastS: number): Span {
  const spanS = Math.min(Math.max(untilS - fromS, leastS), lastS - firstS)
  const beginS = Math.min(Math.max(fromS, firstS), lastS - spanS)
  return [beginS, beginS + spanS]
}
