import {
  queue as simulation,
  type EstimateFigures,
  type Imported,
  type Obstacle,
  type Problem,
  type Read,
  type ReplayAnswer,
  type Replayed,
  type ReplayOptions,
  type QueueRunPlan,
  type RunShown,
  type Timeline,
} from '../../../sim/index.ts'
import { pause } from '../../worker/pause.ts'
import { report } from '../../worker/remote.ts'
import { lengthsOf, withinExtent, withLength, type Span } from './length.ts'

export type Asked = {
  /** Null: the invented month. */
  readonly file: File | null
  readonly policy: string
  readonly nodes: string
  readonly coresPerNode: string
  /** What the file calls the columns; empty where it uses our names. */
  readonly columns: Readonly<Record<string, string>>
  /** The text of a slurm.conf, given beside the log; null where nodes are counted. */
  readonly machine: MachineFile | null
  /** Whether budgets hold jobs back: 'shown' or 'enforced'. */
  readonly budgets: string
}

/** A plan, and what would start at once when it is submitted. */
export type PlanShown = QueueRunPlan & { readonly startsNow: ReturnType<typeof simulation.startsAtOnce> }

export type MachineFile = { readonly name: string; readonly text: string }

export type Trust = ReturnType<typeof simulation.trustOf>

/** A run that is to join the queue: its estimate, when, and whether it goes before all others. */
export type RunAsked = {
  readonly estimate: Pick<EstimateFigures, 'system' | 'totals' | 'goodput' | 'gpuHoursBreakdown'>
  readonly submitS: number
  readonly isFirst: boolean
}

export type Overview = Extent & {
  readonly answer: ReplayAnswer
  readonly longestJob: number
  /** Nodes that the largest job asks for. */
  readonly largestNodes: number
  readonly waits: ReturnType<typeof simulation.waitQuantiles>
  readonly unixStartS: number | null
  /** Null for a log, which does not say. */
  readonly gpusPerNode: number | null
  /** Where the figures of an invented workload come from. */
  readonly figures: ReturnType<typeof simulation.monthAsRead>['month']['figures']
  /** The rules of the budgets; null where there are none. */
  readonly budgetRules: string | null
  readonly quarter: typeof simulation.monthQuarter | null
}

export type Told = Read<Overview>

type Extent = Readonly<Record<'fromS' | 'untilS', number>>
type Put = Extent & {
  readonly run: RunShown
  /** The run as the API is asked for it. */
  readonly asked: object
  readonly firstLink: number | null
  readonly timeline: Timeline | null
}

/** The run among the others, or why it cannot be. */
export type Placed =
  | (Put & { readonly status: 'answer' })
  | { readonly status: 'infeasible'; readonly obstacles: readonly Obstacle[] }
  | { readonly status: 'refused'; readonly problems: readonly Problem[] }

export type Stage = 'reading' | 'replaying' | 'planning'
export type Progress = { readonly stage: Stage; readonly fraction: number }

function tell(stage: Stage, fraction: number): void {
  const progress: Progress = { stage, fraction }
  report(progress)
}

type Loaded = {
  readonly asked: Asked
  readonly options: ReplayOptions
  readonly imported: Imported
  readonly replayed: Replayed
}

/** What is read, and of what: the same file is read once. */
let imported: { readonly of: string; readonly file: File | null; readonly value: Imported } | null = null
let loaded: Loaded | null = null
/** What the charts show: the replay, or that with the run. */
let shown: Replayed | null = null

function fieldsOf({ policy, nodes, coresPerNode, columns, machine }: Asked) {
  const system = machine === null ? null : simulation.systemFromSlurm([machine])
  return {
    ...(system?.ok === true ? { system: system.value } : {}),
    policy,
    ...(nodes === '' ? {} : { nodes }),
    ...(coresPerNode === '' ? {} : { coresPerNode }),
    ...(Object.keys(columns).length === 0 ? {} : { columns }),
  }
}

async function load(asked: Asked): Promise<Told> {
  const read = readOptions(asked)
  if (!read.ok) return read
  const options = read.value
  const source = await importedOf(asked, options)
  if (!source.ok) return source
  const made = simulation.replay(source.value, options, (done, jobs) => tell('replaying', done / jobs))
  if (!made.ok) return made
  loaded = { asked, options, imported: source.value, replayed: made.value }
  shown = made.value
  return { ok: true, value: overviewOf(loaded) }
}

/** The options of the command line and the API, with what the page knows of the month: its power and its budgets. */
function readOptions(asked: Asked): Read<ReplayOptions> {
  const machine = asked.machine === null ? null : simulation.systemFromSlurm([asked.machine])
  if (machine?.ok === false) return machine
  const read = simulation.readReplay(fieldsOf(asked))
  if (!read.ok || asked.file !== null) return read
  const budgets = simulation.readMonthBudgets(asked.budgets)
  if (!budgets.ok) return budgets
  const beyond = { ...read.value.beyond, budgets: budgets.value }
  return { ok: true, value: { ...read.value, power: simulation.monthPower, beyond } }
}

async function importedOf({ file, coresPerNode, columns }: Asked, options: ReplayOptions) {
  const of = JSON.stringify([coresPerNode, columns])
  if (imported !== null && imported.file === file && imported.of === of)
    return { ok: true as const, value: imported.value }
  const read =
    file === null
      ? { ok: true as const, value: simulation.monthAsRead(1).imported }
      : await readFile(file, options.import)
  if (read.ok) imported = { of, file, value: read.value }
  return read
}

function overviewOf({ asked, replayed, imported: { unixStartS } }: Loaded): Overview {
  const [fromS, untilS] = simulation.extentOf(replayed)
  const isMonth = asked.file === null
  return {
    answer: replayed.answer,
    fromS,
    untilS,
    longestJob: simulation.longestWait(replayed),
    largestNodes: replayed.workload.jobs.nodes.reduce((most, nodes) => Math.max(most, nodes), 0),
    waits: simulation.waitQuantiles(replayed),
    unixStartS,
    gpusPerNode: isMonth ? simulation.gpusPerNodeOfMonth : null,
    figures: isMonth ? simulation.monthAsRead(1).month.figures : [],
    budgetRules: isMonth ? simulation.monthBudgetRules : null,
    quarter: isMonth ? simulation.monthQuarter : null,
  }
}

/** Reads a file piece by piece, unpacked where it is gzip. */
async function readFile(file: File, options: ReplayOptions['import']) {
  const reader = simulation.workloadReader(options)
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  if (simulation.isParquet(head)) {
    const slice = (start: number, end?: number) => file.slice(start, end).arrayBuffer()
    return simulation.readParquet({ byteLength: file.size, slice }, options, await import('hyparquet'))
  }
  let readBytes = 0
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      readBytes += chunk.length
      tell('reading', readBytes / file.size)
      controller.enqueue(chunk)
    },
  })
  const bytes = file.stream().pipeThrough(counted)
  const isGzip = head[0] === 0x1f && head[1] === 0x8b
  const stream = (isGzip ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes).getReader()
  try {
    for (let piece = await stream.read(); !piece.done; piece = await stream.read()) reader.push(piece.value)
  } catch {
    return reader.breakOff(isGzip ? 'the gzip stream breaks off or is damaged' : 'the file cannot be read')
  }
  return reader.end()
}

/** The run as the study reads it, on the workload at hand. */
function optionsWith({ asked, options, replayed }: Loaded, { estimate, submitS, isFirst }: RunAsked) {
  const { nodes, workS, limitS, startupS } = simulation.chainOf(estimate)
  const largest = replayed.workload.jobs.priority?.reduce((most, one) => Math.max(most, one), 0) ?? 0
  const chain = { nodes, work: workS, limit: limitS, startup: startupS, submit: submitS }
  const run = { ...chain, priority: isFirst ? Math.max(1, largest) : 0 }
  const read = simulation.readReplay({ ...fieldsOf(asked), run })
  const { power, beyond } = options
  return read.ok ? { ok: true as const, value: { ...read.value, power, beyond }, run } : read
}

/** Puts a run among the jobs at hand, its stretch of the charts with it, or takes it out again. */
function place(wanted: RunAsked | null, asked: Span | null = null, buckets = 1): Placed | null {
  if (loaded === null) return null
  shown = loaded.replayed
  if (wanted === null) return null
  const options = optionsWith(loaded, wanted)
  if (!options.ok) return { status: 'refused', problems: options.problems }
  const obstacles = simulation.runObstacles(loaded.replayed.workload, options.value)
  if (obstacles.length > 0) return { status: 'infeasible', obstacles }
  const planned = options.value.ask.run?.planned
  if (planned === undefined) return null
  shown = simulation.replayWithRun(loaded.replayed, options.value, planned)
  const [run, all, { firstLink }] = [simulation.runShown(shown), simulation.extentOf(shown), shown]
  const drawn = timeline(...withinExtent(asked ?? all, all, buckets), buckets)
  const [fromS, untilS] = all
  if (run === null) return null
  return { status: 'answer', run, fromS, untilS, firstLink, timeline: drawn, asked: options.run }
}

const timeline = (fromS: number, untilS: number, buckets: number) =>
  shown && simulation.timelineOf(shown, { fromS, untilS, buckets }, loaded?.options.power ?? null)

/** Counts what is asked step by step, so that the newest ends what is under way. */
let newest = 0

async function answered<T>(
  steps: Generator<number | null, T>,
  onStep: (done: number) => void,
): Promise<T | null> {
  newest += 1
  const turn = newest
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (step.value !== null) onStep(step.value)
    await pause()
    if (turn !== newest) return null
  }
}

/** Makes sure that this worker holds what is asked. */
async function hold(asked: Asked): Promise<Loaded | null> {
  const same =
    loaded !== null &&
    asked.file === loaded.asked.file &&
    asked.budgets === loaded.asked.budgets &&
    JSON.stringify(fieldsOf(asked)) === JSON.stringify(fieldsOf(loaded.asked))
  // What is held still is of something else where what is asked cannot be loaded.
  if (!same && !(await load(asked)).ok) return null
  return loaded
}

/** When the run starts and ends over repeats of the workload; null when something newer is asked meanwhile. */
async function plan(asked: Asked, run: RunAsked): Promise<PlanShown | null> {
  const held = await hold(asked)
  if (held === null) return null
  const options = optionsWith(held, run)
  const question = options.ok ? options.value.ask.run : null
  if (!options.ok || question === null) return null
  tell('planning', 0)
  const steps = simulation.plannedSteps(held.replayed.workload, options.value, question)
  const made = await answered(steps, (done) => tell('planning', done / question.seeds.length))
  if (made === null) return null
  const startsNow = simulation.startsAtOnce(held.replayed, options.value, question.planned)
  return { ...withLength(made, lengthsOf(run.estimate)), startsNow }
}

/** The figures of the replay over repeats of the workload. */
async function repeated(asked: Asked) {
  const held = await hold(asked)
  return held === null ? null : answered(simulation.repeatSteps(held.replayed, held.options), () => undefined)
}

export const queue = {
  load,
  place,
  plan,
  repeated,
  /** Ends what is answered step by step. */
  stop: () => {
    newest += 1
  },
  /** Of the replay without a planned run. */
  trust: () =>
    loaded === null ? null : simulation.trustOf(loaded.imported, loaded.replayed, loaded.options),
  timeline,
  budgets: (atS: number) => (shown === null ? [] : simulation.monthBudgets(shown, atS)),
  labelled: (label: string) => (shown === null ? null : simulation.jobLabelled(shown, label)),
  /** At an instant, or when it is most worth asking. */
  why: (job: number, atS: number | null) =>
    shown === null ? null : simulation.whyWaiting(shown, job, atS ?? simulation.instantToAsk(shown, job)),
}

export type Queue = typeof queue
