import { computed, signal } from '@preact/signals'
import type {
  Problem,
  Repeated,
  ReplayAnswer,
  StandingBudget,
  Timeline,
  WhyWaiting,
} from '../../sim/index.ts'
import { NotLoaded, remote, type Remote } from '../worker/remote.ts'
import { change, fields, fieldValue } from '../state/state.ts'
import { columns, file, machine, putBack } from './given.ts'
import { ownOf, partsOf } from './own.ts'
import { queueWords } from './words/words.ts'
import { withinExtent } from './worker/length.ts'
import type { Asked } from './worker/asked.ts'
import type { Overview, Progress, Queue, Told } from './worker/replaying.ts'

export const policyNames = ['fcfs', 'easy', 'conservative', 'conservative_rebuild'] as const
export const budgetChoices = ['shown', 'enforced'] as const

/** How the queue is asked for by the fields of an address. */
export function askedBy(said: (name: string) => string): Asked {
  const own = said('queueOptions')
  const { budgets } = ownOf(own)
  const isLog = file.value !== null
  return {
    file: file.value,
    policy: said('policy') || 'easy',
    nodes: said('machineNodes'),
    coresPerNode: said('coresPerNode'),
    columns: columns.value,
    // The month has a machine of its own.
    machine: isLog ? machine.value : null,
    // A log has no budgets but those that are given, which say themselves whether they hold jobs back.
    budgets: isLog || budgets !== undefined ? choiceOf(budgets) : said('budgets') || 'shown',
    own,
  }
}

const choiceOf = (budgets: unknown) => (partsOf(budgets)['enforce'] === true ? 'enforced' : 'shown')

export const asked = computed(() => askedBy((name) => fieldValue(name) ?? ''))
export const overview = signal<Overview | null>(null)
/** What `overview` answers; null while nothing is answered. */
export const inForce = signal<Asked | null>(null)
/** The file that the problems are of. */
export const refusedLog = signal<File | null>(null)
export const problems = signal<readonly Problem[]>([])
export const timeline = signal<Timeline | null>(null)
/** The whole time that there is to see: of the workload, and of the run where one is planned. */
export const extent = signal<readonly [number, number]>([0, 1])
/** The stretch of it that the charts show. */
export const stretch = signal<readonly [number, number]>([0, 1])
/** Answers of one workload by policy and budgets (`variantOf`), as far as they are known. */
export const beside = signal<Readonly<Record<string, ReplayAnswer>>>({})
/** The same over repeats. */
export const repeated = signal<Readonly<Record<string, Repeated>>>({})
/** As they stand at the right edge of the charts, and when that is. */
type Standing = { readonly atS: number; readonly stand: readonly StandingBudget[] }
export const budgets = signal<Standing>({ atS: 0, stand: [] })
export const why = signal<WhyWaiting | null>(null)
export const progress = signal<Progress | null>(null)
/** Whether the work at hand was given up. */
export const cancelled = signal(false)

export type Bench = { readonly end: () => void; readonly queue: Remote<Queue> }

export function openBench(onProgress: (progress: Progress) => void): Bench {
  let worker: Worker | null = null
  const open = () => {
    worker = new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module', name: 'queue' })
    return worker
  }
  const queue = remote<Queue>(open, (said) => isProgress(said) && onProgress(said))
  return { end: () => worker?.terminate(), queue }
}

function isProgress(said: unknown): said is Progress {
  return typeof said === 'object' && said !== null && 'stage' in said && 'fraction' in said
}

/** The worker that answers the page; another (`background.ts`) replays beside it, so that no chart waits for it. */
const own = { bench: openOwn() }
let wanted = 0

function openOwn(): Bench {
  return openBench((said) => {
    if (progress.value !== null) progress.value = said
  })
}

export function queue(): Remote<Queue> {
  return own.bench.queue
}

/** Buckets of a chart: more than its pixels would show nothing. */
export function bucketsOfChart(): number {
  return Math.min(480, Math.max(160, Math.round(innerWidth * 0.8)))
}

let workloadOfBeside = ''
const numbers = new WeakMap<File, number>()
let files = 0

/** Tells workloads apart: two of one name have the same jobs, machine and settings of a person's own. */
export function workloadName(workload: Asked): string {
  const { file: log, nodes, coresPerNode, columns: names, machine: conf, own: settings } = workload
  if (log !== null && !numbers.has(log)) numbers.set(log, (files += 1))
  return JSON.stringify([log === null ? 0 : numbers.get(log), nodes, coresPerNode, names, conf, settings])
}

/** Tells the ways apart in which one workload may be replayed. */
export function variantOf({ policy, budgets: choice }: Pick<Asked, 'policy' | 'budgets'>): string {
  return `${policy} ${choice}`
}

/** Whether budgets hold jobs back in an answer. */
export function isEnforced({ budgets: stand }: ReplayAnswer): boolean {
  return stand?.enforced === true
}

/** A fault of the worker, such as a log larger than the browser's memory. */
function broken(fault: unknown): Told {
  if (fault instanceof NotLoaded) {
    progress.value = null
    throw fault
  }
  own.bench.end()
  own.bench = openOwn()
  return { ok: false, problems: [{ field: 'log', message: queueWords.broken(String(fault)) }] }
}

/** Loads and replays what is asked for; false where something newer is asked meanwhile or it cannot be answered. */
export async function load(): Promise<boolean> {
  const generation = (wanted += 1)
  const now = asked.peek()
  cancelled.value = false
  progress.value = { stage: 'reading', fraction: 0 }
  const told = await own.bench.queue.load(now).catch(broken)
  if (generation !== wanted) return false
  progress.value = null
  problems.value = told.ok ? [] : told.problems
  refusedLog.value = told.ok ? null : now.file
  if (!told.ok) {
    // A file that is refused changes nothing: what was in sight stays asked for. One that a field completes waits for it.
    if (inForce.value !== null && now.machine !== inForce.value.machine) machine.value = inForce.value.machine
    if (inForce.value !== null && now.file !== inForce.value.file && !isCompletable(told.problems))
      putBack(inForce.value.file, inForce.value.columns)
    return false
  }
  inForce.value = now
  const shown = told.value
  const name = workloadName(now)
  const isSame = name === workloadOfBeside
  workloadOfBeside = name
  beside.value = { ...(isSame ? beside.value : {}), [variantOf(now)]: shown.answer }
  if (!isSame) repeated.value = {}
  extent.value = [shown.fromS, shown.untilS]
  overview.value = shown
  return true
}

/** Whether the file can be replayed once the machine's nodes or processors are said. */
function isCompletable(found: readonly Problem[]): boolean {
  return found.every(({ field }) => field === 'nodes' || field === 'coresPerNode')
}

/** Gives up the work at hand: the worker goes, and with it the workload. */
export function cancel(): void {
  wanted += 1
  progress.value = null
  cancelled.value = true
  own.bench.end()
  own.bench = openOwn()
  overview.value = null
  inForce.value = null
  timeline.value = null
  why.value = null
}

const dayS = 86_400

/** The stretch that the address asks for; null for everything. */
export function askedStretch(): readonly [number, number] | null {
  const day = (name: string) => Number.parseFloat(fields.peek()[name] ?? '')
  const [from, until] = [(day('fromDay') - 1) * dayS, (day('untilDay') - 1) * dayS]
  return until > from ? [from, until] : null
}

let looked = 0

/** Shows a stretch of time, in as much detail as it holds, and how the budgets stand at its end. */
export async function look(fromS: number, untilS: number): Promise<void> {
  await draw([fromS, untilS], null)
  await askBudgets()
}

/** Draws a stretch, of which the charts may be there already. */
export async function draw(asked: readonly [number, number], there: Timeline | null): Promise<void> {
  if (overview.value === null) return
  const generation = (looked += 1)
  stretch.value = withinExtent(asked, extent.value, bucketsOfChart())
  remember()
  const made = there ?? (await queue().timeline(...stretch.value, bucketsOfChart()))
  if (generation === looked) timeline.value = made
}

export async function askBudgets(): Promise<void> {
  const generation = looked
  const has = (overview.value?.budgetRules ?? null) !== null
  const [, atS] = stretch.value
  const stand = has ? await queue().budgets(atS) : []
  if (generation === looked) budgets.value = { atS, stand }
}

/** Keeps the stretch in the address, unless it is everything. */
function remember(): void {
  const [[fromS, untilS], [firstS, lastS]] = [stretch.value, extent.value]
  const isAll = untilS - fromS >= lastS - firstS
  if (isAll && (fields.value['fromDay'] ?? '') === '') return
  const day = (s: number) => (s / dayS + 1).toFixed(3)
  const asked = isAll ? { fromDay: '', untilDay: '' } : { fromDay: day(fromS), untilDay: day(untilS) }
  change({ ...fields.value, ...asked }, 'replace')
}

/** A move within the whole: `factor` of the span, kept around `centre` of it (0 left, 1 right). */
export function zoom(factor: number, centre: number): void {
  const [fromS, untilS] = stretch.value
  const spanS = (untilS - fromS) * factor
  const pivotS = fromS + (untilS - fromS) * centre
  void look(pivotS - spanS * centre, pivotS + spanS * (1 - centre))
}

export function pan(fraction: number): void {
  const [fromS, untilS] = stretch.value
  const shiftS = (untilS - fromS) * fraction
  void look(fromS + shiftS, untilS + shiftS)
}

export function showAll(): void {
  void look(...extent.value)
}

/** How often it was asked why: what is worked out unasked takes no place of an answer that somebody waits for. */
export const whys = { asked: 0 }

/** Asks of one job, at an instant or when it was submitted; the newest question is answered. */
export async function askWhy(job: number, atS: number | null): Promise<void> {
  const turn = (whys.asked += 1)
  const answer = await queue().why(job, atS)
  if (turn === whys.asked) why.value = answer
}

/** As `askWhy` by the job's label; false when no job has it. */
export async function askWhyLabelled(label: string): Promise<boolean> {
  whys.asked += 1
  const job = await queue().labelled(label)
  if (job !== null) await askWhy(job, null)
  return job !== null
}
