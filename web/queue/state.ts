import { signal } from '@preact/signals'
import { proxy, wrap, type Remote } from 'comlink'
import type { Problem, ProjectStatement, ReplayAnswer, Timeline } from '../../sim/index.ts'
import type { Asked, Overview, Queue, Why } from './worker.ts'

export const policyNames = ['fcfs', 'easy', 'conservative', 'conservative_rebuild'] as const

export const asked = signal<Asked>({ file: null, policy: 'easy', nodes: '', coresPerNode: '' })
export const overview = signal<Overview | null>(null)
export const problems = signal<readonly Problem[]>([])
export const timeline = signal<Timeline | null>(null)
/** The stretch of time that the charts show. */
export const stretch = signal<readonly [number, number]>([0, 1])
/** Answers by policy, as far as they are known. */
export const beside = signal<Readonly<Record<string, ReplayAnswer>>>({})
/** As they stand at the right edge of the charts. */
export const budgets = signal<readonly ProjectStatement[]>([])
export const why = signal<Why | null>(null)
export type Progress = { readonly stage: 'reading' | 'replaying'; readonly fraction: number }
export const progress = signal<Progress | null>(null)

type Bench = { readonly worker: Worker; readonly queue: Remote<Queue> }

/** One worker answers the page; another replays the policies beside it, so that no chart waits for them. */
let own = open()
let other: Bench | null = null
let wanted = 0

function open(): Bench {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'queue' })
  return { worker, queue: wrap<Queue>(worker) }
}

function close(bench: Bench | null): void {
  bench?.worker.terminate()
}

/** Buckets of a chart: more than its pixels would show nothing. */
function bucketsOfChart(): number {
  return Math.min(640, Math.max(160, Math.round(innerWidth * 0.8)))
}

/** Loads and replays what is asked for; only the newest question is answered. */
export async function ask(next: Partial<Asked>): Promise<void> {
  const generation = (wanted += 1)
  close(other)
  const isSameWorkload =
    overview.value !== null &&
    next.file === undefined &&
    next.nodes === undefined &&
    next.coresPerNode === undefined
  asked.value = { ...asked.value, ...next }
  progress.value = { stage: 'reading', fraction: 0 }
  const onProgress = proxy((stage: Progress['stage'], fraction: number) => {
    if (generation === wanted) progress.value = { stage, fraction }
  })
  const told = await own.queue.load(asked.value, onProgress)
  if (generation !== wanted) return
  progress.value = null
  problems.value = told.ok ? [] : told.problems
  if (!told.ok) return
  const shown = told.value
  overview.value = shown
  beside.value = { ...(isSameWorkload ? beside.value : {}), [shown.answer.policy]: shown.answer }
  await Promise.all([look(shown.fromS, shown.untilS), askWhy(shown.longestJob, null)])
  await compare(generation)
}

/** The other policies, one after the other, until something else is asked for. */
async function compare(generation: number): Promise<void> {
  const missing = policyNames.filter((policy) => beside.value[policy] === undefined)
  if (missing.length === 0) return
  const bench = open()
  other = bench
  for (const policy of missing) {
    const told = await bench.queue.load({ ...asked.value, policy }, null)
    if (generation !== wanted) return
    if (told.ok) beside.value = { ...beside.value, [policy]: told.value.answer }
  }
  close(bench)
}

/** Gives up the work at hand: the worker goes, and with it the workload. */
export function cancel(): void {
  wanted += 1
  progress.value = null
  close(own)
  close(other)
  own = open()
  overview.value = null
}

let looked = 0

/** Shows a stretch of time, in as much detail as it holds. */
export async function look(fromS: number, untilS: number): Promise<void> {
  const whole = overview.value
  if (whole === null) return
  const generation = (looked += 1)
  const buckets = bucketsOfChart()
  const spanS = Math.min(Math.max(untilS - fromS, buckets), whole.untilS - whole.fromS)
  const beginS = Math.min(Math.max(fromS, whole.fromS), whole.untilS - spanS)
  stretch.value = [beginS, beginS + spanS]
  const made = await own.queue.timeline(beginS, beginS + spanS, buckets)
  if (generation !== looked) return
  timeline.value = made
  const stand = whole.budgetRules === null ? [] : await own.queue.budgets(beginS + spanS)
  if (generation === looked) budgets.value = stand
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
  const whole = overview.value
  if (whole !== null) void look(whole.fromS, whole.untilS)
}

/** Asks of one job, at an instant or when it was submitted. */
export async function askWhy(job: number, atS: number | null): Promise<void> {
  why.value = await own.queue.why(job, atS)
}

/** As `askWhy` by the job's label; false when no job has it. */
export async function askWhyLabelled(label: string): Promise<boolean> {
  const job = await own.queue.labelled(label)
  if (job !== null) await askWhy(job, null)
  return job !== null
}
