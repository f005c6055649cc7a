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
  type Problem,
} from '../sim/index.ts'

/** What one answer over HTTP may ask for at most, each some ten seconds of one core; the command line takes more. */
export const httpLimits = {
  /** Samples of an estimate: a second of work. */
  samples: 100_000,
  /** The same where the numbers of accelerators that are in time are looked for. */
  samplesInTime: 10_000,
  /** Futures of a programme. */
  futures: 10_000,
  /** Futures by what is bought by years. */
  futureYears: 3_000_000,
  /** Runs of a programme, each with a search of its own. */
  runs: 150,
  /** Layouts of a trade-off or a sweep to be searched: models by systems by parts by precisions by counts. */
  searches: 400,
  /** The same where a utilisation is given and none is searched. */
  unsearched: 1500,
  /** Jobs of an invented workload. */
  inventedJobs: 50_000,
  /** Jobs by the times that they are replayed, where it is more than once. */
  replayedJobs: 300_000,
  /** Waiting jobs by the draws of their starts. */
  drawnStarts: 5_000_000,
  /** Nodes that jobs share and places on them, by replays and draws: seven microseconds each. */
  sharedNodes: 3_000_000,
  /** Jobs by limits: a microsecond each. */
  limitedJobs: 10_000_000,
  /** Of nodes that break, and of jobs on them. */
  failures: 1_000_000,
  /** Of a conservative replay: jobs by those that wait before them, some 20 million a second. */
  waitedFor: 150_000_000,
  /** Runs whose step is predicted: two milliseconds each. */
  lines: 1000,
} as const

type OnProgress = (done: number, of: number) => void
type Fields = ReadonlyMap<string, unknown>
type Answering = (input: unknown, onProgress: OnProgress) => Answered<unknown>

/** One thing that a question costs. */
type Term = {
  readonly field: string
  readonly most: number
  readonly what?: string
  /** How much is asked for, as far as it can be told before anything is read; NaN where it is not said. */
  readonly asked: (fields: Fields) => number
}

/** A question whose terms are all counted before it is read. */
const within =
  (terms: readonly Term[], answer: Answering): Answering =>
  (input, onProgress) => {
    const fields = fieldsOf(input)
    const problems = terms.flatMap((term) => beyond(term, term.asked(fields)))
    return problems.length > 0 ? { status: 'refused', problems } : answer(input, onProgress)
  }

function beyond({ field, most, what = 'are' }: Omit<Term, 'asked'>, asked: number): readonly Problem[] {
  if (!(asked > most)) return []
  return [
    { field, message: `${what} at most ${most.toLocaleString('en')} here; the command line takes more` },
  ]
}

function fieldsOf(input: unknown): Fields {
  return new Map<string, unknown>(typeof input === 'object' && input !== null ? Object.entries(input) : [])
}

const samplesWithin = (most: number): Term => ({
  field: 'samples',
  most,
  asked: (fields) => amount(fields.get('samples')),
})

export const answerEstimateWithin = within(
  [
    samplesWithin(httpLimits.samples),
    {
      ...samplesWithin(httpLimits.samplesInTime),
      what: 'of a run with a deadline are',
      asked: (fields) => (fields.has('deadline') ? amount(fields.get('samples')) : 0),
    },
  ],
  answerEstimate,
)

export const answerSbatchWithin = within([samplesWithin(httpLimits.samples)], answerSbatch)
export const answerAnnexWithin = within([samplesWithin(httpLimits.samples)], annex.answerAnnex)

const usualFutures = 2000
const usualYears = 5

export const answerInvestWithin = within(
  [
    samplesWithin(httpLimits.futures),
    { field: 'runs', most: httpLimits.runs, asked: (fields) => entries(fields.get('runs')) },
    {
      field: 'capital',
      most: httpLimits.futureYears,
      what: 'by samples and years of the horizon comes to',
      asked: (fields) =>
        entries(fields.get('capital')) *
        (amount(fields.get('samples')) || usualFutures) *
        (amount(fields.get('horizonY')) || usualYears),
    },
  ],
  answerInvest,
)

/** Each by what the simulation counts of what was read, however it was given. */
const replayTerms = [
  {
    of: 'replayedJobs',
    field: 'jobs',
    most: httpLimits.replayedJobs,
    what: 'by the times that they are replayed come to',
  },
  {
    of: 'waitedFor',
    field: 'policy',
    most: httpLimits.waitedFor,
    what: 'takes each job with every job that waits before it, which come to',
  },
  {
    of: 'drawnStarts',
    field: 'waiting.draws',
    most: httpLimits.drawnStarts,
    what: 'by the jobs that wait come to',
  },
  {
    of: 'sharedNodes',
    field: 'cluster.nodes',
    most: httpLimits.sharedNodes,
    what: 'by replays and draws come to',
  },
  { of: 'limitedJobs', field: 'limits', most: httpLimits.limitedJobs, what: 'by jobs come to' },
  { of: 'failures', field: 'failures', most: httpLimits.failures, what: 'come to' },
] as const

export const answerScheduleWithin = within(
  [
    {
      field: 'synthetic.jobs',
      most: httpLimits.inventedJobs,
      asked: (fields) => amount(fieldsOf(fields.get('synthetic')).get('jobs')),
    },
  ],
  (input, onProgress) =>
    answerSchedule(input, onProgress, (cost) =>
      replayTerms.flatMap(({ of, ...term }) => beyond(term, cost[of])),
    ),
)

export const answerPredictWithin = within(
  [{ field: 'lines', most: httpLimits.lines, asked: (fields) => entries(fields.get('lines')) }],
  (input) => answerPredict(input),
)

/** A number, also as people write it. */
function amount(raw: unknown): number {
  const read = typeof raw === 'string' || typeof raw === 'number' ? readCount('', raw) : null
  return read?.ok === true ? read.value : Number.NaN
}

const usualCounts = 20

/** Axes of which each combination has a layout and futures of its own. */
function combinations(fields: Fields): number {
  const many = ['model', 'system', 'accelerator', 'precision'].map((name) => entries(fields.get(name)))
  const gpus = fields.get('gpus')
  const steps = fieldsOf(gpus).get('steps')
  const counts = Array.isArray(gpus) ? gpus.length : gpus === undefined ? usualCounts : amount(steps ?? 1)
  return many.reduce((product, one) => product * one, counts)
}

const byParts = { field: 'gpus', what: 'by models, systems, parts and precisions come to' } as const

export const answerTradeoffsWithin = within(
  [
    {
      ...byParts,
      most: httpLimits.searches,
      asked: (fields) => (fields.has('mfu') ? 0 : combinations(fields)),
    },
    { ...byParts, most: httpLimits.unsearched, asked: combinations },
  ],
  (input) => answerTradeoffs(input),
)

function entries(raw: unknown): number {
  return Array.isArray(raw) ? raw.length : 1
}
