import { ascending } from './engine/sorted.ts'

/** A quantity over time: `values[i]` from `timesS[i]` until the next instant, 0 before the first. */
export type StepSeries = { readonly timesS: Float64Array; readonly values: Float64Array }

/** The sum of all changes up to each instant. Changes of one instant are one step, so nothing overlaps by a second. */
export function accumulate(timesS: Float64Array, changes: Float64Array): StepSeries {
  const order = ascending(timesS)
  const times = new Float64Array(order.length)
  const values = new Float64Array(order.length)
  let steps = 0
  let value = 0
  for (let i = 0; i < order.length;) {
    const nowS = timesS[order[i] ?? 0] ?? 0
    const before = value
    for (; i < order.length && timesS[order[i] ?? 0] === nowS; i += 1) value += changes[order[i] ?? 0] ?? 0
    if (value === before && steps > 0) continue
    times[steps] = nowS
    values[steps] = value
    steps += 1
  }
  return { timesS: times.slice(0, steps), values: values.slice(0, steps) }
}

/** What changes when a job begins and when it ends: `from` and `until` its instants, `amount` how much between. */
type Span = {
  readonly from: Float64Array
  readonly until: Float64Array
  readonly amount: (job: number) => number
}

/** The total of all jobs' amounts over time. A job for which the amount is 0 counts for nothing. */
export function total({ from, until, amount }: Span): StepSeries {
  let used = 0
  const jobs = new Uint32Array(from.length)
  for (let job = 0; job < from.length; job += 1) {
    if (until[job] === from[job] || amount(job) === 0) continue
    jobs[used] = job
    used += 1
  }
  const times = new Float64Array(used * 2)
  const changes = new Float64Array(used * 2)
  for (let i = 0; i < used; i += 1) {
    const job = jobs[i] ?? 0
    times[2 * i] = from[job] ?? 0
    times[2 * i + 1] = until[job] ?? 0
    changes[2 * i] = amount(job)
    changes[2 * i + 1] = -amount(job)
  }
  return accumulate(times, changes)
}

export function integral({ timesS, values }: StepSeries, fromS: number, untilS: number): number {
  let area = 0
  for (let step = Math.max(0, lastAtOrBefore(timesS, fromS)); step < timesS.length; step += 1) {
    const startS = Math.max(fromS, timesS[step] ?? 0)
    if (startS >= untilS) break
    area += (values[step] ?? 0) * (Math.min(untilS, timesS[step + 1] ?? Infinity) - startS)
  }
  return area
}

/** The last step that has begun at an instant; -1 when none has. */
export function lastAtOrBefore(timesS: Float64Array, instantS: number): number {
  let low = -1
  let high = timesS.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((timesS[middle] ?? 0) <= instantS) low = middle
    else high = middle - 1
  }
  return low
}
