import { valueAt } from '../../../base/math.ts'
import type { Case, Likeness } from './cases.ts'

/** The share of what may come that is below each of the quantiles of a spread. */
const levels = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const
/** Cases that are looked at for one job. */
const alike = 200
/** Of one user at one instant, who start together or not at all: more of them would be taken for more evidence. */
const mostOfOwner = 3
/** So many times as many are put in order to find them. */
const looked = 4
/** Instants whose outcomes say by how much the quantiles are moved. */
const judged = 80
/** Fewer cases, or fewer jobs among them, than this say nothing. */
const leastCases = 100
const leastJobs = 30
const freshS = 3600
/** Two waits of less than so much are alike. */
const graceS = 60

/** Quantiles, at `levels`, of the time until a job starts. */
type Spread = readonly number[]

type Known = { readonly one: Case; readonly spread: Spread | null }

const logOf = (s: number) => Math.log(Math.max(0, s) + graceS)
const secondsOf = (log: number) => Math.max(0, Math.exp(log) - graceS)

/**
 * When a waiting job starts, from what became of those most like it: that had waited as long, were planned to start as
 * soon, and had as much of their own user's work ahead. Every past instant has been forecast with what was known
 * before it; by how much its outcomes missed moves the quantiles, for jobs that have just come and for the others.
 *
 * What has not yet started counts as later than now (Kaplan and Meier 1958). Ours: nearest neighbours with their
 * quantiles conformalised over the last instants, so that the policy, the limits and the failures of a real machine
 * count as they came, without a model of any.
 */
export class LikelyStarts {
  private readonly pool: Case[] = []
  private readonly jobs = new Set<number>()
  private readonly instants: (readonly Known[])[] = []
  /** Of the pool, three to a case. */
  private readonly marks: number[] = []

  /** Learns the jobs of an instant later than all before; where it is asked, says what is forecast of each before that. */
  learn(cases: readonly Case[], isAsked: boolean): readonly (Spread | null)[] {
    const atS = cases[0]?.atS ?? 0
    const raw = cases.map((one) => this.rawSpread(one, atS))
    const moved = isAsked ? this.movers(atS) : (_: Likeness, spread: Spread) => spread
    this.instants.push(cases.map((one, i) => ({ one, spread: raw[i] ?? null })))
    for (const one of cases) {
      this.pool.push(one)
      this.jobs.add(one.job)
      this.marks.push(...marksOf(one))
    }
    return cases.map((one, i) => {
      const spread = raw[i] ?? null
      return spread === null ? null : moved(one, spread)
    })
  }

  /** Spreads of the times until jobs start that wait at an instant; null where too little is known. */
  spreads(jobs: readonly Likeness[], atS: number): readonly (Spread | null)[] {
    const moved = this.movers(atS)
    return jobs.map((job) => {
      const raw = this.rawSpread(job, atS)
      return raw === null ? null : moved(job, raw)
    })
  }

  private rawSpread(job: Likeness, atS: number): Spread | null {
    const { pool, marks } = this
    if (pool.length < leastCases || this.jobs.size < leastJobs) return null
    const [waited = 0, planned = 0, own = 0] = marksOf(job)
    const far = new Float64Array(pool.length)
    for (let i = 0; i < far.length; i += 1)
      far[i] =
        Math.abs((marks[3 * i] ?? 0) - waited) +
        Math.abs((marks[3 * i + 1] ?? 0) - planned) +
        Math.abs((marks[3 * i + 2] ?? 0) - own)
    const limit = valueAt(far.slice(), Math.min(far.length, looked * alike) - 1, 0)
    const close: Near[] = []
    pool.forEach((one, i) => {
      if ((far[i] ?? 0) <= limit) close.push({ one, far: far[i] ?? 0 })
    })
    return surviving(nearest(close, atS), levels)
  }

  /** Moves quantiles by what the last instants missed them by, as far as is known at an instant. */
  private movers(atS: number): (job: Likeness, spread: Spread) => Spread {
    const sides = [true, false].map((isFresh) => {
      const of = (list: readonly Known[]) =>
        list.filter(({ one, spread }) => spread !== null && one.waitedS < freshS === isFresh)
      const last = this.instants
        .map(of)
        .filter((list) => list.length > 0)
        .slice(-judged)
        .flat()
      if (last.length < leastCases / 3) return null
      return levels.map((level, i) => {
        const misses = last.map(({ one, spread }) =>
          outcomeAt(one, { atS, from: spread?.[i] ?? 0, weight: one.weight }),
        )
        return surviving(misses, [level])[0] ?? 0
      })
    })
    return (job, spread) => {
      const by = sides[job.waitedS < freshS ? 0 : 1] ?? sides[1] ?? null
      return spread.map((s, i) => s + (by?.[i] ?? 0)).sort((a, b) => a - b)
    }
  }
}

function marksOf({ waitedS, plannedS, ownS }: Likeness): readonly number[] {
  return [logOf(waitedS), logOf(plannedS), logOf(ownS)]
}

type Outcome = Readonly<ReturnType<typeof outcomeAt>>

/** As far as it is known at an instant; `from` is taken off it. */
function outcomeAt(
  { atS: sinceS, leftS }: Case,
  { atS, from, weight }: { readonly atS: number; readonly from: number; readonly weight: number },
) {
  const isKnown = sinceS + leftS <= atS
  return { log: logOf(isKnown ? leftS : atS - sinceS) - from, isKnown, weight }
}

type Near = { readonly one: Case; readonly far: number }

/** The outcomes of those most alike, few of each user and instant. */
function nearest(close: Near[], atS: number): readonly Outcome[] {
  const taken = new Map<string, number>()
  const near: Outcome[] = []
  for (const { one } of close.sort((a, b) => a.far - b.far)) {
    const key = `${String(one.atS)} ${String(one.owner)}`
    const before = taken.get(key) ?? 0
    if (before >= mostOfOwner || near.length >= alike) continue
    taken.set(key, before + 1)
    near.push(outcomeAt(one, { atS, from: 0, weight: 1 }))
  }
  return near
}

/** Quantiles of outcomes of which some are only known to be later (Kaplan and Meier); the last where none is so late. */
function surviving(outcomes: readonly Outcome[], asked: readonly number[]): Spread {
  const sorted = [...outcomes].sort((a, b) => a.log - b.log)
  let atRisk = sorted.reduce((sum, { weight }) => sum + weight, 0)
  let alive = 1
  const found: number[] = []
  for (const { log, isKnown, weight } of sorted) {
    if (isKnown) alive *= 1 - Math.min(1, weight / atRisk)
    atRisk -= weight
    while (found.length < asked.length && 1 - alive >= (asked[found.length] ?? 1) - 1e-9) found.push(log)
  }
  const last = sorted.at(-1)?.log ?? 0
  return asked.map((_, i) => found[i] ?? last)
}

/** Seconds until the start, for a share of what may come. */
export function startQuantile(spread: Spread, share: number): number {
  return secondsOf(spread[levels.findIndex((level) => level >= share - 1e-9)] ?? spread.at(-1) ?? 0)
}

/** The probability of a start within so many seconds: between quantiles in proportion, in the logarithm. */
export function startProbability(spread: Spread, withinS: number): number {
  if (withinS < 0) return 0
  const log = logOf(withinS)
  const points = [logOf(0), ...spread, (spread.at(-1) ?? 0) + Math.LN2]
  const shares = [0, ...levels, 1]
  let below = 0
  for (let i = 1; i < points.length; i += 1) {
    const [from, to] = [points[i - 1] ?? 0, points[i] ?? 0]
    const [low, high] = [shares[i - 1] ?? 0, shares[i] ?? 1]
    if (log >= to) below = high
    else if (log > from) return low + ((high - low) * (log - from)) / (to - from)
    else break
  }
  return below
}
