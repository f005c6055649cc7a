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
import type { Said } from '../../state/said.ts'
import { pause } from '../../worker/pause.ts'
import { report } from '../../worker/remote.ts'
import { ownOf } from '../own.ts'
import { fieldsOf, type Asked } from './asked.ts'
import { lengthsOf, withinExtent, withLength, type Span } from './length.ts'
import { warm } from './warm.ts'

/** A plan, and what would start at once when it is submitted. */
export type PlanShown = QueueRunPlan & { readonly startsNow: ReturnType<typeof simulation.startsAtOnce> }

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
  /** Of the month's own budgets. */
  readonly quarter: typeof simulation.monthQuarter | null
  /** All of this as the API is asked for it. */
  readonly asked: Said
  /** Of it, what a person gave beyond the policy and the machine. */
  readonly own: Said
  readonly powerCapW: number | null
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
  readonly fields: Said
  readonly options: ReplayOptions
  readonly imported: Imported
  readonly replayed: Replayed
}

/** What is read, and of what: the same file is read once. */
let imported: { readonly of: string; readonly file: File | null; readonly value: Imported } | null = null
let loaded: Loaded | null = null
/** What the charts show: the replay, or that with the run. */
let shown: Replayed | null = null

async function load(asked: Asked): Promise<Told> {
  const fields = fieldsOf(asked)
  if (!fields.ok) return fields
  const unplaced = simulation.readReplay(fields.value)
  if (!unplaced.ok) return unplaced
  const source = await importedOf(asked, unplaced.value)
  if (!source.ok) return source
  const options = simulation.readReplay(fields.value, simulation.clockOf(source.value))
  if (!options.ok) return options
  const made = simulation.answerReplay(source.value, options.value, (done, jobs) =>
    tell('replaying', done / jobs),
  )
  if (made.status === 'refused') return { ok: false, problems: made.problems }
  if (made.status === 'infeasible') return { ok: false, problems: made.obstacles.map(asProblem) }
  loaded = {
    asked,
    fields: fields.value,
    options: options.value,
    imported: source.value,
    replayed: made.value,
  }
  shown = made.value
  return { ok: true, value: overviewOf(loaded) }
}

const asProblem = ({ reason, nearest }: Obstacle): Problem => ({
  field: nearest?.field ?? 'log',
  message: reason,
})

async function importedOf({ file, coresPerNode, columns, own }: Asked, options: ReplayOptions) {
  const of = JSON.stringify([coresPerNode, columns, own])
  if (imported !== null && imported.file === file && imported.of === of)
    return { ok: true as const, value: imported.value }
  const read =
    file === null
      ? { ok: true as const, value: simulation.monthAsRead(1).imported }
      : await readFile(file, options.import)
  if (read.ok) imported = { of, file, value: read.value }
  return read
}

function overviewOf({ asked, fields, options, replayed, imported: { unixStartS } }: Loaded): Overview {
  const [fromS, untilS] = simulation.extentOf(replayed)
  const isMonth = asked.file === null
  const { budgets, ...others } = fields
  const own = ownOf(asked.own)
  const isOfMonth = isMonth && !('budgets' in own)
  return {
    answer: replayed.answer,
    fromS,
    untilS,
    longestJob: simulation.longestWait(replayed),
    largestNodes: replayed.workload.jobs.nodes.reduce((most, nodes) => Math.max(most, nodes), 0),
    waits: simulation.waitQuantiles(replayed),
    unixStartS,
    gpusPerNode: options.beyond.budgets?.plan.gpusPerNode ?? null,
    figures: isMonth ? simulation.monthAsRead(1).month.figures : [],
    budgetRules: replayed.answer.budgets?.rules?.title ?? null,
    quarter: isOfMonth ? simulation.monthQuarter : null,
    // What is only shown of the month holds nobody back, and is much to read.
    asked: isOfMonth && asked.budgets === 'shown' ? others : { ...others, budgets },
    own,
    powerCapW: options.beyond.powerCapW,
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
function optionsWith({ fields, imported: log, replayed }: Loaded, { estimate, submitS, isFirst }: RunAsked) {
  const { nodes, workS, limitS, startupS } = simulation.chainOf(estimate)
  const largest = replayed.workload.jobs.priority?.reduce((most, one) => Math.max(most, one), 0) ?? 0
  const chain = { nodes, work: workS, limit: limitS, startup: startupS, submit: submitS }
  const run = { ...chain, priority: isFirst ? Math.max(1, largest) : 0 }
  const read = simulation.readReplay({ ...fields, run }, simulation.clockOf(log))
  return read.ok ? { ...read, run } : read
}

/** Puts a run among the jobs at hand, its stretch of the charts with it, or takes it out again. */
function place(wanted: RunAsked | null, asked: Span | null = null, buckets = 1): Placed | null {
  if (loaded === null) return null
  shown = loaded.replayed
  if (wanted === null) return null
  const options = optionsWith(loaded, wanted)
  if (!options.ok) return { status: 'refused', problems: options.problems }
  const { replayed } = loaded
  const obstacles = [simulation.runObstacles, simulation.failureObstacles].flatMap((of) =>
    of(replayed.workload, options.value),
  )
  if (obstacles.length > 0) return { status: 'infeasible', obstacles }
  const planned = options.value.ask.run?.planned
  if (planned === undefined) return null
  const replay = () => simulation.replayWithRun(replayed, options.value, planned)
  shown = replay()
  void warm(replayed.workload.jobs.count, replay)
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
    JSON.stringify(fieldsOf(asked)) === JSON.stringify({ ok: true, value: loaded.fields })
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
  budgets: (atS: number) => {
    const plan = loaded?.options.beyond.budgets?.plan
    return shown === null || plan === undefined ? [] : simulation.standingBudgets(shown, plan, atS)
  },
  labelled: (label: string) => (shown === null ? null : simulation.jobLabelled(shown, label)),
  /** At an instant, or when it is most worth asking. */
  why: (job: number, atS: number | null) =>
    shown === null ? null : simulation.whyWaiting(shown, job, atS ?? simulation.instantToAsk(shown, job)),
}

export type Queue = typeof queue
