import { batch, computed, effect, signal } from '@preact/signals'
import type { EstimateFigures, ReplayAnswer, RunShown } from '../../sim/index.ts'
import { fromFragment } from '../state/address.ts'
import { fieldValue, fields, inputOf, lastAnswer, settledMs } from '../state/state.ts'
import { wrongNumber } from '../state/wrong-number.ts'
import { lastAsked } from '../worker/remote.ts'
import { simulation } from '../worker/simulation.ts'
import {
  askBudgets,
  asked,
  askedBy,
  askedStretch,
  askWhy,
  beside,
  bucketsOfChart,
  budgetChoices,
  cancel,
  draw,
  extent,
  inForce,
  load,
  openBench,
  overview,
  policyNames,
  queue,
  repeated,
  variantOf,
  whys,
  workloadName,
  type Bench,
} from './state.ts'
import type { Asked } from './worker/asked.ts'
import type { Placed, PlanShown, RunAsked } from './worker/replaying.ts'

const dayS = 86_400

/** The run of Plan, to join the queue on the day that the address says; null where it says none. */
export const runAsked = computed<RunAsked | null>(() => askedOf(lastAnswer.value))

/** What is wrong with the day on which the run is to join; the last one is that of the simulation's last second. */
export const wrongDay = computed(() => {
  const said = fieldValue('runDay') ?? ''
  return said === '' ? '' : wrongNumber(said.slice(0, 40), 1, lastDay)
})
const lastDay = Math.floor(1e12 / dayS)

function askedOf(answer: EstimateFigures | null): RunAsked | null {
  const day = Number((fieldValue('runDay') || 'none').replace(',', '.'))
  if (!Number.isFinite(day) || wrongDay.value !== '' || answer === null) return null
  const { system, totals, goodput, gpuHoursBreakdown } = answer
  return {
    estimate: { system, totals, goodput, gpuHoursBreakdown },
    submitS: Math.round((day - 1) * dayS),
    isFirst: fieldValue('runFirst') === 'yes',
  }
}

/** The jobs at hand under the policy, the budgets and the machine of the baseline, and its run among them. */
export const ofPinned = signal<{ readonly answer: ReplayAnswer; readonly run: RunShown | null } | null>(null)

function pinnedAsked(): Asked | null {
  const baseline = fields.peek()['baseline'] ?? ''
  if (baseline === '') return null
  const said = fromFragment(baseline)
  return askedBy((name) => said[name] ?? '')
}

/** Replays what is pinned; false where something newer is asked meanwhile. */
async function followPinned(bench: Bench, turn: number): Promise<boolean> {
  const base = pinnedAsked()
  if (base === null) {
    ofPinned.value = null
    return true
  }
  replaying = true
  const told = await bench.queue.load(base)
  const figures = await simulation.check(inputOf(fromFragment(fields.peek()['baseline'] ?? '')))
  const run = figures.status === 'answer' ? askedOf(figures.value) : null
  const found = told.ok && run !== null ? await bench.queue.place(run) : null
  if (bench === other) replaying = false
  if (turn !== turns) return false
  const placedRun = found?.status === 'answer' ? found.run : null
  ofPinned.value = told.ok ? { answer: told.value.answer, run: placedRun } : null
  return true
}

/** The run in the workload as it is, or why it cannot be. */
export const placed = signal<Placed | null>(null)
/** All of it as the command line and the API are asked for it. */
effect(() => {
  const put = placed.value
  // In the jobs as they are: repeats of so many are more than the service works out in one answer.
  const run = put?.status === 'answer' ? { run: { ...put.asked, seeds: 1, shake: 0 } } : {}
  lastAsked.set('queue', { ...overview.value?.asked, ...run })
})
/** Its ranges over repeats of the workload; null until they are known. */
export const plan = signal<PlanShown | null>(null)
/** The same, or those of where it stood before while new ones are made. */
export const lastPlan = signal<PlanShown | null>(null)
/** Share of the repeats that are done; null while none are made. */
export const planning = signal<number | null>(null)
/** Apart from how far they are: what shows no share is not drawn anew with each. */
export const isPlanning = computed(() => planning.value !== null)
/** Whether the repeats were given up. */
export const planStopped = signal(false)

/** Replays and plans what nobody waits for in sight. */
let other: Bench | null = null
let turns = 0

function openOther(): Bench {
  return openBench(({ stage, fraction }) => {
    if (stage === 'planning' && planning.value !== null && !placing) planning.value = fraction
  })
}

/** What is answered, so that a view that comes back does not ask again. */
let answeredKey = ''

/** What the answer of the queue, without the run, depends on. */
export function queueKey(): string {
  return JSON.stringify([workloadName(asked.value), variantOf(asked.value)])
}

/** Answers the workload and the policy that are asked for, then the run. */
export async function answerQueue(): Promise<void> {
  const key = queueKey()
  if (key === answeredKey && overview.peek() !== null) return
  answeredKey = key
  stopOther()
  if (!(await load()) && isInForce()) answeredKey = queueKey()
  if (isInForce()) await answerRun()
}

/** Whether the answer in sight is of what is asked: a run is put into no other. */
export function isInForce(): boolean {
  const of = inForce.peek()
  const now = asked.peek()
  return of !== null && workloadName(of) === workloadName(now) && variantOf(of) === variantOf(now)
}

/** Gives up what is being replayed. */
export function cancelQueue(): void {
  answeredKey = ''
  cancel()
}

let placing = false
let again = false
let runs = 0

/**
 * Puts the run into the queue as it is asked for now; while one is under way only the newest waits. Why it waits and what
 * may come of it is worked out once no newer one is asked for.
 */
export async function answerRun(): Promise<void> {
  const run = (runs += 1)
  // The processors are for what is asked for now.
  turns += 1
  void other?.queue.stop()
  if (placing) {
    again = true
    return
  }
  placing = true
  const job = await placeRun()
  placing = false
  if (again) {
    again = false
    await answerRun()
    return
  }
  const before = whys.asked
  await new Promise((resolve) => setTimeout(resolve, settledMs))
  if (run !== runs) return
  await askBudgets()
  if (job !== null && before === whys.asked) await askWhy(job, null)
  // Who presses a key twice a second is not done: repeats that begin now would be in the way of the next step.
  await new Promise((resolve) => setTimeout(resolve, repeatsAfterMs))
  if (run === runs && !planStopped.value) void work()
}

/** The job to ask of; null where there is none. */
async function placeRun(): Promise<number | null> {
  const shown = overview.peek()
  if (shown === null || !isInForce()) return null
  if (shown.answer.metrics.jobs === shown.answer.metrics.rejected) {
    placed.value = null
    return null
  }
  const run = runAsked.peek()
  const asked = askedStretch()
  const found = await queue().place(run, asked, bucketsOfChart())
  const put = found?.status === 'answer' ? found : null
  await batch(() => {
    plan.value = null
    if (put === null) lastPlan.value = null
    planning.value = put === null ? null : (planning.value ?? 0)
    planStopped.value = false
    placed.value = found
    const { fromS, untilS } = put ?? shown
    extent.value = [fromS, untilS]
    return draw(asked ?? extent.value, put?.timeline ?? null)
  })
  return put?.firstLink ?? shown.longestJob
}

/** Whether the other worker replays a policy, which nothing but its end stops. */
let replaying = false

function stopOther(isLost = replaying): void {
  turns += 1
  planning.value = null
  if (isLost) other?.end()
  else void other?.queue.stop()
  if (isLost) [other, replaying] = [null, false]
}

/** Repeats take long on large workloads, and are not made unasked beyond so many jobs. */
export const mostRepeatedJobs = 200_000

/** As it is asked, and as it would be under each other policy and with the budgets taken the other way. */
function variants(now: Asked): readonly Asked[] {
  const policies = policyNames.filter((policy) => policy !== now.policy).map((policy) => ({ ...now, policy }))
  const choices = now.file === null ? budgetChoices.filter((choice) => choice !== now.budgets) : []
  return [now, ...choices.map((budgets) => ({ ...now, budgets })), ...policies]
}

const repeatsAfterMs = 500
/** What does not follow a slider begins once nothing is asked for so long. */
const idleMs = 1000

/** What is worked out after the answer is there: ranges of the run, the other variants, then their ranges. */
async function work(): Promise<void> {
  stopOther()
  if (!isInForce()) return
  const turn = turns
  const bench = (other ??= openOther())
  const now = asked.peek()
  const { jobs, rejected } = overview.peek()?.answer.metrics ?? { jobs: 0, rejected: 0 }
  const run = placed.peek()?.status === 'answer' ? runAsked.peek() : null
  if (run !== null) {
    planning.value = 0
    const made = await bench.queue.plan(now, run)
    if (turn !== turns) return
    planning.value = null
    plan.value = made
    lastPlan.value = made
  }
  if (!(await followPinned(bench, turn))) return
  // While a slider is moved again and again, the rest would only be begun, given up and in the way.
  await new Promise((resolve) => setTimeout(resolve, idleMs))
  if (turn !== turns) return
  const name = workloadName(now)
  for (const variant of variants(now)) {
    if (beside.value[variantOf(variant)] !== undefined) continue
    replaying = true
    const told = await bench.queue.load(variant)
    if (bench === other) replaying = false
    if (name !== workloadName(asked.peek())) return
    if (told.ok) beside.value = { ...beside.value, [variantOf(variant)]: told.value.answer }
    if (turn !== turns) return
  }
  if (jobs - rejected > mostRepeatedJobs) return
  // No range is shown of budgets that are taken the other way.
  for (const variant of variants(now).filter(({ budgets }) => budgets === now.budgets)) {
    if (repeated.value[variantOf(variant)] !== undefined) continue
    const made = await bench.queue.repeated(variant)
    if (turn !== turns || name !== workloadName(asked.peek())) return
    if (made !== null) repeated.value = { ...repeated.value, [variantOf(variant)]: made }
  }
}

/** Gives up the repeats: their worker goes. */
export function stopPlanning(): void {
  planStopped.value = true
  stopOther(true)
}

/** Makes the repeats after all. */
export function resumePlanning(): void {
  planStopped.value = false
  void work()
}
