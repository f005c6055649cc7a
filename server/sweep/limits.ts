import {
  addTallies,
  mostSamples,
  noPoints,
  pointAt,
  readSweep,
  sweepRowOf,
  summaryOf,
  tallyOf,
  totalSamples,
  type Answered,
  type Read,
  type SweepAnswer,
  type SweepPlan,
} from '../../sim/index.ts'

/** Some minutes of one core; more is for the command line, which can be stopped and gone on with. */
export const mostPointsOverHttp = 2000
/** Of a job that nobody waits for. */
export const mostPointsOfJob = 100_000
/** Of all its points together: an hour of one core. */
export const mostSamplesOfJob = 1_000_000_000
const mostSamplesOfPoint = 100_000
/** Eight seconds of a core. */
const mostSamplesInAll = 1_000_000

/** Reads a sweep of a size that a server can answer, or says everything that is wrong with it. */
export function readSweepOverHttp(raw: unknown): Read<SweepPlan> {
  const plan = readSweep(raw, {
    mostPoints: mostPointsOverHttp,
    resolve: (_, value) => ({ ok: true, value }),
  })
  if (!plan.ok) return plan
  const limits = [
    [mostSamples(plan.value), mostSamplesOfPoint, 'at one point'],
    [totalSamples(plan.value), mostSamplesInAll, 'at all points together'],
  ] as const
  const problems = limits
    .filter(([has, may]) => has > may)
    .map(([has, may, where]) => {
      const said = `are ${has.toLocaleString('en')} ${where}; at most ${may.toLocaleString('en')} here`
      return { field: 'samples', message: `${said}, the command line takes more` }
    })
  return problems.length > 0 ? { ok: false, problems } : plan
}

/** Every point in this thread; told of as it goes. */
export function answerSweepWithin(
  input: unknown,
  onProgress: (done: number, of: number) => void,
): Answered<SweepAnswer> {
  const plan = readSweepOverHttp(input)
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
