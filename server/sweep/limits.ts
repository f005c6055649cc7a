import {
  addTallies,
  noPoints,
  pointAt,
  readSweep,
  sweepRowOf,
  summaryOf,
  tallyOf,
  totalSamples,
  type Answered,
  type Problem,
  type Read,
  type SweepAnswer,
  type SweepPlan,
} from '../../sim/index.ts'
import { httpLimits } from '../limits.ts'

/** Some minutes of one core; more is for the command line, which can be stopped and gone on with. */
export const mostPointsOverHttp = 2000
/** Of a job that nobody waits for. */
export const mostPointsOfJob = 100_000
/** Of all its points together: an hour of one core. */
export const mostSamplesOfJob = 1_000_000_000
/** Eight seconds of a core. */
export const mostSamplesInAll = 1_000_000

/** Reads a sweep of a size that a server can answer, or says everything that is wrong with it. */
export function readSweepOverHttp(raw: unknown): Read<SweepPlan> {
  const plan = readSweep(raw, {
    mostPoints: mostPointsOverHttp,
    resolve: (_, value) => ({ ok: true, value }),
  })
  if (!plan.ok) return plan
  const problems: Problem[] = []
  const samples = totalSamples(plan.value)
  if (samples > mostSamplesInAll)
    problems.push({ field: 'samples', message: tooMany(samples, 'in all', mostSamplesInAll) })
  const searches = searchesIn(plan.value)
  if (searches > httpLimits.searches)
    problems.push({
      field: 'axes',
      message: tooMany(searches, 'layouts to be searched; give layout or mfu', httpLimits.searches),
    })
  return problems.length > 0 ? { ok: false, problems } : plan
}

function tooMany(has: number, where: string, may: number): string {
  return `are ${has.toLocaleString('en')} ${where}; at most ${may.toLocaleString('en')} here, the command line and jobs take more`
}

/** What a layout hangs on. */
const ofLayout =
  'model system gpus seqLen globalBatchTokens precision framework year profile layout mfu'.split(' ')

/** Layouts to be searched, each once: of points that give neither a layout nor a utilisation. */
function searchesIn(plan: SweepPlan): number {
  const { points, count } = plan
  const searched = new Set<string>()
  for (let index = 0; index < count; index += 1) {
    const { input, axes } = pointAt(plan, index)
    const fields = new Map<string, unknown>(Object.entries(Object(input)))
    if (fields.has('mfu') || (fields.has('layout') && fields.get('layout') !== 'auto')) continue
    // What no axis varies is the same everywhere; a list may vary everything.
    searched.add(
      points.kind === 'list' ? String(index) : JSON.stringify(ofLayout.map((name) => axes[name] ?? null)),
    )
  }
  return searched.size
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
