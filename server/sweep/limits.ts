import {
  addTallies,
  noPoints,
  pointAt,
  readSweep,
  sweepRowOf,
  summaryOf,
  tallyOf,
  type Answered,
  type SweepAnswer,
} from '../../sim/index.ts'

/** More is for jobs, and for the command line, which can be stopped and gone on with. */
export const mostPointsOverHttp = 2000
/** Of a job that nobody waits for. */
export const mostPointsOfJob = 100_000
/** Of all its points together: an hour of one core. */
export const mostSamplesOfJob = 1_000_000_000

/** Every point in this thread; told of as it goes. */
export function answerSweepWithin(
  input: unknown,
  onProgress: (done: number, of: number) => void,
): Answered<SweepAnswer> {
  const plan = readSweep(input, {
    mostPoints: mostPointsOverHttp,
    resolve: (_, value) => ({ ok: true, value }),
  })
  if (!plan.ok) return { status: 'refused', problems: plan.problems }
  const { count } = plan.value
  const points = Array.from({ length: count }, (_, index) => {
    const row = sweepRowOf(pointAt(plan.value, index))
    onProgress(index + 1, count)
    return row
  })
  const tally = points.map(tallyOf).reduce(addTallies, noPoints)
  return { status: 'answer', value: { sweep: summaryOf(plan.value, tally), points } }
}
