import {
  answerSchedule,
  answerTradeoffs,
  texts,
  withinWork,
  type Answered,
  type Problem,
} from '../sim/index.ts'

/**
 * What one answer over HTTP may ask for at most, told from its fields before they are read; what follows from them is
 * counted by `answerWithinWork`. The command line takes more.
 */
export const httpLimits = {
  /** Layouts of a trade-off or a sweep to be searched: models by systems by parts by precisions by counts. */
  searches: 1500,
  /** Jobs by the times that they are replayed, where it is more than once. */
  replayedJobs: 200_000,
  /** Of nodes that break, and of jobs on them. */
  failures: 1_000_000,
} as const

type OnProgress = (done: number, of: number) => void
type Fields = ReadonlyMap<string, unknown>
type Answering = (input: unknown, onProgress: OnProgress) => Answered<unknown>

type Term = { readonly field: string; readonly most: number; readonly what: string }

function beyond({ field, most, what }: Term, asked: number): readonly Problem[] {
  const message = `${what} at most ${most.toLocaleString('en')} here; the command line takes more`
  return asked > most ? [{ field, message }] : []
}

const replayed: Term = {
  field: 'jobs',
  most: httpLimits.replayedJobs,
  what: 'by the times that they are replayed come to',
}

function fieldsOf(input: unknown): Fields {
  return new Map<string, unknown>(typeof input === 'object' && input !== null ? Object.entries(input) : [])
}

/** By what the simulation counts of what was read, however it was given. */
export const answerScheduleWithin: Answering = (input, onProgress) =>
  answerSchedule(input, onProgress, (cost) => [
    ...beyond(replayed, cost.replayedJobs),
    ...beyond({ field: 'failures', most: httpLimits.failures, what: 'come to' }, cost.failures),
  ])

/**
 * The answer; or, where it comes to more work than so much, a refusal that says the limit, how far that goes, and what
 * to ask for less of.
 */
export function answerWithinWork(
  { name, answer }: { readonly name: string; readonly answer: Answering },
  input: unknown,
  { mostMs, onProgress }: { readonly mostMs: number; readonly onProgress: OnProgress },
): Answered<unknown> {
  let far = ''
  const tell: OnProgress = (done, of) => {
    far = `; ${done.toLocaleString('en')} of ${of.toLocaleString('en')} are within it`
    onProgress(done, of)
  }
  const answered = withinWork(mostMs * 1000, () => answer(input, tell))
  if (answered !== null) return answered
  const message = `comes to more than ${mostMs.toLocaleString('en')} ms of counted work, the most of an answer here${far}; ask for fewer points, samples, jobs, lines or years; jobs of sweeps and the command line take more`
  return { status: 'refused', problems: [{ field: name, message }] }
}

/** A number, also as people write it. */
function amount(raw: unknown): number {
  const read = texts.readCount('', typeof raw === 'string' || typeof raw === 'number' ? raw : '')
  return read.ok ? read.value : Number.NaN
}

/** Axes of which each combination has a layout and futures of its own. */
function combinations(fields: Fields): number {
  const many = ['model', 'system', 'accelerator', 'precision'].map((name) => {
    const raw = fields.get(name)
    return Array.isArray(raw) ? raw.length : 1
  })
  const gpus = fields.get('gpus')
  const steps = fieldsOf(gpus).get('steps')
  const counts = Array.isArray(gpus) ? gpus.length : gpus === undefined ? 20 : amount(steps ?? 1)
  return many.reduce((product, one) => product * one, counts)
}

const searched: Term = {
  field: 'gpus',
  what: 'by models, systems, parts and precisions come to',
  most: httpLimits.searches,
}

export function answerTradeoffsWithin(input: unknown): Answered<unknown> {
  const problems = beyond(searched, combinations(fieldsOf(input)))
  return problems.length > 0 ? { status: 'refused', problems } : answerTradeoffs(input)
}
