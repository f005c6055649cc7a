import {
  answerEstimate,
  answerInvest,
  answerSchedule,
  answerTradeoffs,
  readCount,
  type Answered,
} from '../sim/index.ts'

/** What one answer over HTTP may ask for at most; the command line takes more. */
export const httpLimits = {
  /** Samples of an estimate: a second of work. */
  samples: 100_000,
  /** Futures of a programme. */
  futures: 10_000,
  /** Layouts of a trade-off to be searched: models by systems by parts by precisions by counts. */
  searches: 400,
  /** Jobs of an invented workload. */
  inventedJobs: 50_000,
} as const

const within =
  (field: string, most: number, { what = 'are', asked, answer }: Within) =>
  (input: unknown, onProgress: OnProgress): Answered<unknown> => {
    if (!(asked(fieldsOf(input)) > most)) return answer(input, onProgress)
    const message = `${what} at most ${most.toLocaleString('en')} here; the command line takes more`
    return { status: 'refused', problems: [{ field, message }] }
  }

type OnProgress = (done: number, of: number) => void
type Fields = ReadonlyMap<string, unknown>
type Within = {
  /** How much is asked for, as far as it can be told before anything is read; NaN where it is not said. */
  readonly asked: (fields: Fields) => number
  readonly what?: string
  readonly answer: (input: unknown, onProgress: OnProgress) => Answered<unknown>
}

function fieldsOf(input: unknown): Fields {
  return new Map<string, unknown>(typeof input === 'object' && input !== null ? Object.entries(input) : [])
}

export const answerEstimateWithin = within('samples', httpLimits.samples, {
  asked: (fields) => amount(fields.get('samples')),
  answer: answerEstimate,
})

export const answerInvestWithin = within('samples', httpLimits.futures, {
  asked: (fields) => amount(fields.get('samples')),
  answer: answerInvest,
})

export const answerScheduleWithin = within('synthetic.jobs', httpLimits.inventedJobs, {
  asked: (fields) => amount(fieldsOf(fields.get('synthetic')).get('jobs')),
  answer: answerSchedule,
})

/** A number, also as people write it. */
function amount(raw: unknown): number {
  const read = typeof raw === 'string' || typeof raw === 'number' ? readCount('', raw) : null
  return read?.ok === true ? read.value : Number.NaN
}

const usualCounts = 20

/** Of the axes of which each combination has a layout of its own; with an MFU none is searched. */
export const answerTradeoffsWithin = within('gpus', httpLimits.searches, {
  what: 'by models, systems, parts and precisions come to',
  asked: (fields) => {
    if (fields.get('mfu') !== undefined) return 0
    const many = ['model', 'system', 'accelerator', 'precision'].map((name) => entries(fields.get(name)))
    const gpus = fields.get('gpus')
    const steps = fieldsOf(gpus).get('steps')
    const counts = Array.isArray(gpus) ? gpus.length : gpus === undefined ? usualCounts : amount(steps ?? 1)
    return many.reduce((product, one) => product * one, counts)
  },
  answer: (input) => answerTradeoffs(input),
})

function entries(raw: unknown): number {
  return Array.isArray(raw) ? raw.length : 1
}
