import type { ErrorClass } from '../../sim/step/fitted/calibration.ts'
import type { Novelty } from '../../sim/step/fitted/error.ts'
import first from './first-errors.json' with { type: 'json' }
import type { LeftOut } from './leave-out.ts'

type Range = readonly [low: number, high: number]
export type Quantiles = Readonly<Record<Novelty, Readonly<Record<ErrorClass, Range>>>>

/** A value and how much it counts. */
export type Weighted = { readonly value: number; readonly weight: number }

/** Value below which a share of the weight lies, interpolated between the middles of the weights. */
export function weightedQuantile(values: readonly Weighted[], share: number): number {
  const sorted = [...values].sort((a, b) => a.value - b.value)
  const wanted = share * sorted.reduce((sum, { weight }) => sum + weight, 0)
  let passed = 0
  let before: { readonly value: number; readonly middle: number } | null = null
  for (const { value, weight } of sorted) {
    const middle = passed + weight / 2
    if (middle >= wanted) {
      if (before === null) return value
      return before.value + ((value - before.value) * (wanted - before.middle)) / (middle - before.middle)
    }
    before = { value, middle }
    passed += weight
  }
  return before?.value ?? Number.NaN
}

/** Every source with the same weight, whatever the rows it has. */
export function bySource<T extends { readonly row: { readonly source: string } }>(
  left: readonly T[],
  valueOf: (one: T) => number,
): readonly Weighted[] {
  const counts = new Map<string, number>()
  for (const { row } of left) counts.set(row.source, (counts.get(row.source) ?? 0) + 1)
  return left.map((one) => ({ value: valueOf(one), weight: 1 / (counts.get(one.row.source) ?? 1) }))
}

/** Tails of an interval of 80 %, less what quantiles of so many sources fall short of: 80 % of 39 are 82 % of 38. */
const tailsOf = (sources: number) => {
  const outside = (1 - (0.8 * (sources + 1)) / sources) / 2
  return [outside, 1 - outside] as const
}
/** A class with fewer sources is judged with its next of kin: it borrows so many of theirs. */
const enoughSources = 8

const firstErrors = new Map(Object.entries(first))

/**
 * Logarithm of predicted over published as a range is made of it: of a blind row that was read again, or whose physics was
 * added, once its error was known, as it was before. The next source comes with what nobody has read again.
 *
 * Those errors are of commits 3ce00470, fea08fa5 and 707db5b0, 30 November 2026, each row's source left out of the fit;
 * rows that moved by less than 0.02 since are not listed. They stand for a row also where its software or chip is left out.
 */
const unread = ({ row, error }: LeftOut) => firstErrors.get(row.id) ?? error

/** Errors of a mixture spread so much wider than those of a dense model; the median ratio of the left-out rows. */
function mixtureWidth(left: readonly LeftOut[]): number {
  const size = (kind: ErrorClass) => {
    const own = left.filter(({ row, novelty }) => row.kind === kind && novelty === 'known')
    return weightedQuantile(
      bySource(own, ({ row, error }) => Math.abs(error) / row.width),
      0.8,
    )
  }
  return Math.max(1, size('mixture') / size('dense'))
}

/**
 * How much wider a range is than errors of the sources that the model was formed with, which are too small for a new
 * one: its form was chosen with them in sight, whatever was left out of the fit. Sources that were predicted blind have
 * the larger errors (of four rows in five); half way to them, in logarithms.
 */
export function unseenWidth(left: readonly LeftOut[]): number {
  const size = (isBlind: boolean) =>
    weightedQuantile(
      bySource(
        left.filter(({ row, grouping }) => grouping === 'source' && row.blind === isBlind),
        ({ row, error }) => Math.abs(error) / row.width,
      ),
      0.8,
    )
  const [blind, formed] = [size(true), size(false)]
  return Number.isFinite(blind) ? Math.sqrt(Math.max(1, blind / formed)) : 1
}

/**
 * Logarithm of published over predicted at both ends of the interval, by class of novelty and kind of model. A class's
 * shape is that of all its sources: the errors of blind ones as they first were, those of the others widened towards them.
 */
export function quantilesOf(left: readonly LeftOut[]): Quantiles {
  const wider = mixtureWidth(left.filter(({ row }) => !row.blind))
  const unseen = unseenWidth(left)
  const asBlind = (one: LeftOut) =>
    (-unread(one) / one.row.width / (one.row.kind === 'mixture' ? wider : 1)) * (one.row.blind ? 1 : unseen)
  const scaled = (novelty: Novelty) => {
    const own = left.filter((one) => one.novelty === novelty)
    const sources = new Set(own.map(({ row }) => row.source)).size
    const kin = left.filter((one) => one.novelty === 'known')
    const pooled = [
      ...bySource(own, asBlind),
      ...bySource(kin, asBlind).map((one) => ({
        ...one,
        weight: one.weight * Math.max(0, 1 - sources / enoughSources),
      })),
    ]
    const [low, high] = tailsOf(Math.max(sources, enoughSources))
    return [weightedQuantile(pooled, low), weightedQuantile(pooled, high)] as const
  }
  const rangesOf = (novelty: Novelty) => {
    const [low, high] = scaled(novelty)
    return { dense: [low, high], mixture: [low * wider, high * wider] } as const
  }
  return {
    known: rangesOf('known'),
    'beyond scale': rangesOf('beyond scale'),
    'open layout': rangesOf('open layout'),
    'new stack': rangesOf('new stack'),
    'new chip': rangesOf('new chip'),
  }
}

/** Whether intervals hold a row as it first came, and as it is read now. */
export type Held = { readonly inside: boolean; readonly insideNow: boolean }

/**
 * Whether intervals made without a row's source hold it, row by row: the error that they are made of, `unread`, is what
 * they are judged by. As rows are read now more are held, for ranges do not shrink with what is read again.
 */
export function nestedInside<T extends LeftOut>(left: readonly T[]): readonly (T & Held)[] {
  const sources = [...new Set(left.map(({ row }) => row.source))]
  return sources.flatMap((source) => {
    const quantiles = quantilesOf(left.filter(({ row }) => row.source !== source))
    return left
      .filter(({ row }) => row.source === source)
      .map((one) => {
        const [low, high] = quantiles[one.novelty][one.row.kind]
        const holds = (error: number) => -error / one.row.width >= low && -error / one.row.width <= high
        return { ...one, inside: holds(unread(one)), insideNow: holds(one.error) }
      })
  })
}

export type Accuracy = {
  readonly rows: number
  readonly sources: number
  readonly median: number
  readonly p90: number
  readonly bias: number
  readonly coverage: number
  readonly coverageNow: number
}

/** Every source with the same weight; errors as predicted over published less one. */
export function accuracyOf(left: readonly (LeftOut & Held)[]): Accuracy {
  const sizes = bySource(left, ({ error }) => Math.abs(Math.expm1(error)))
  const shareOf = (holds: (one: Held) => boolean) => {
    const inside = bySource(left, (one) => (holds(one) ? 1 : 0))
    const weight = inside.reduce((sum, one) => sum + one.weight, 0)
    return inside.reduce((sum, one) => sum + one.value * one.weight, 0) / weight
  }
  return {
    rows: left.length,
    sources: new Set(left.map(({ row }) => row.source)).size,
    median: weightedQuantile(sizes, 0.5),
    p90: weightedQuantile(sizes, 0.9),
    bias: Math.expm1(
      weightedQuantile(
        bySource(left, ({ error }) => error),
        0.5,
      ),
    ),
    coverage: shareOf(({ inside }) => inside),
    coverageNow: shareOf(({ insideNow }) => insideNow),
  }
}

const novelties = ['known', 'beyond scale', 'open layout', 'new stack', 'new chip'] as const

export function byNovelty<T extends { readonly novelty: Novelty }>(left: readonly T[]) {
  return novelties.map((novelty) => [novelty, left.filter((one) => one.novelty === novelty)] as const)
}
