import {
  annex,
  answerEstimate,
  answerInvest,
  answerPredict,
  answerSbatch,
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
  /** Runs of a programme, each with a search of its own. */
  runs: 150,
  /** Layouts of a trade-off to be searched: models by systems by parts by precisions by counts. */
  searches: 400,
  /** Jobs of an invented workload. */
  inventedJobs: 50_000,
  /** Jobs by the times that they are replayed, where it is more than once. */
  replayedJobs: 300_000,
  /** Of a conservative replay: jobs by those that wait before them, some 20 million a second. */
  waitedFor: 150_000_000,
  /** Runs whose step is predicted: two milliseconds each. */
  lines: 1000,
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

/** A deadline draws several numbers of accelerators. */
export const answerEstimateWithin = within('samples', httpLimits.samples, {
  asked: (fields) => amount(fields.get('samples')) * (fields.has('deadline') ? 10 : 1),
  answer: answerEstimate,
})

const samplesOf = (fields: Fields) => amount(fields.get('samples'))
const drawn = (answer: Within['answer']) =>
  within('samples', httpLimits.samples, { asked: samplesOf, answer })
export const answerSbatchWithin = drawn(answerSbatch)
export const answerAnnexWithin = drawn(annex.answerAnnex)

export const answerInvestWithin = within('samples', httpLimits.futures, {
  asked: samplesOf,
  answer: within('runs', httpLimits.runs, {
    asked: (fields) => entries(fields.get('runs')),
    answer: answerInvest,
  }),
})

export const answerScheduleWithin = within('synthetic.jobs', httpLimits.inventedJobs, {
  asked: (fields) => amount(fieldsOf(fields.get('synthetic')).get('jobs')),
  answer: within('jobs', httpLimits.replayedJobs, {
    what: 'by the times that they are replayed come to',
    asked: (fields) => (replays(fields) > 1 ? jobsIn(fields) * replays(fields) : 0),
    answer: within('policy', httpLimits.waitedFor, {
      what: 'takes each job with every job that waits before it, which come to',
      asked: (fields) => waitedFor(fields) * replays(fields),
      answer: answerSchedule,
    }),
  }),
})

const usualSeeds = 10

/** How often a workload is replayed: for itself, around a planned run, and beside another scenario. */
function replays(fields: Fields): number {
  const [run, against] = ['run', 'against'].map((name) => fields.get(name))
  const seeds = (asked: unknown) => amount(fieldsOf(asked).get('seeds') ?? usualSeeds) || usualSeeds
  return 1 + (run === undefined ? 0 : seeds(run)) + (against === undefined ? 0 : 2 * seeds(against))
}

function jobsIn(fields: Fields): number {
  const jobs = fields.get('jobs')
  const file = fields.get('file')
  if (typeof file === 'string') return file.split(/\r\n?|\n/).length
  return Array.isArray(jobs) ? jobs.length : amount(fieldsOf(fields.get('synthetic')).get('jobs') ?? 0)
}

/** A reservation for each that waits: by what a look at one costs, beside the cheaper of the two. */
const looks: ReadonlyMap<unknown, number> = new Map([
  ['conservative', 1],
  ['conservative_rebuild', 8],
])
/** Of bounded backfill and preemption, as a reservation for each. */
const mostLooks = 8
/** Waiting jobs of a machine that is not overloaded, as a share of all. */
const leastWaiting = 0.02

/** Jobs by those that wait at the end of an overloaded log; NaN where its load is not told. */
function waitedFor(fields: Fields): number {
  const policies = [fields.get('policy'), fieldsOf(fields.get('against')).get('policy')]
  const isBounded = ['backfill', 'preemption'].some((part) => fields.has(part))
  const look = Math.max(isBounded ? mostLooks : 0, ...policies.map((policy) => looks.get(policy) ?? 0))
  const waiting = Math.max(leastWaiting, 1 - 1 / loadOf(fields))
  return look === 0 ? 0 : look * jobsIn(fields) ** 2 * waiting
}

/** Node-seconds that jobs take over those that the machine has while they come. */
function loadOf(fields: Fields): number {
  const jobs: unknown = fields.get('jobs')
  if (!Array.isArray(jobs)) return amount(fieldsOf(fields.get('synthetic')).get('load') ?? 1)
  const nodes = amount(fields.get('nodes') ?? fieldsOf(fields.get('cluster')).get('nodes'))
  let [wanted, first, last] = [0, Infinity, 0]
  for (const job of jobs) {
    const of = fieldsOf(job)
    const submitS = Number(of.get('submit'))
    wanted += Number(of.get('nodes')) * Number(of.get('actual_s') ?? of.get('requested_s'))
    first = Math.min(first, submitS)
    last = Math.max(last, submitS)
  }
  return wanted / (nodes * (last - first))
}

export const answerPredictWithin = within('lines', httpLimits.lines, {
  asked: (fields) => entries(fields.get('lines')),
  answer: (input) => answerPredict(input),
})

/** A number, also as people write it. */
function amount(raw: unknown): number {
  const read = typeof raw === 'string' || typeof raw === 'number' ? readCount('', raw) : null
  return read?.ok === true ? read.value : Number.NaN
}

const usualCounts = 20

/** Futures are drawn four times as fast as a layout is searched. */
const unsearched = 4

/** Of the axes of which each combination has a layout of its own; with an MFU none is searched. */
export const answerTradeoffsWithin = within('gpus', httpLimits.searches, {
  what: 'by models, systems, parts and precisions come to',
  asked: (fields) => {
    const many = ['model', 'system', 'accelerator', 'precision'].map((name) => entries(fields.get(name)))
    const gpus = fields.get('gpus')
    const steps = fieldsOf(gpus).get('steps')
    const counts = Array.isArray(gpus) ? gpus.length : gpus === undefined ? usualCounts : amount(steps ?? 1)
    const all = many.reduce((product, one) => product * one, counts)
    return fields.get('mfu') === undefined ? all : all / unsearched
  },
  answer: (input) => answerTradeoffs(input),
})

function entries(raw: unknown): number {
  return Array.isArray(raw) ? raw.length : 1
}
