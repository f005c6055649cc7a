import { batch, computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Answered, EstimateAnswer, EstimateFigures, CountSweep } from '../../sim/index.ts'
import {
  fromFragment,
  linkOf,
  packedOf,
  pairsOf,
  runOf,
  viewOf,
  type Fields,
  type ViewId,
} from './address.ts'
import { lose } from '../parts/later.tsx'
import { arrived, enter, writeOwed, type Step } from './past.ts'
import { numberOf } from './number.ts'
import { saidOf, sizeOf, type Said } from './said.ts'
import { simulation } from '../worker/simulation.ts'
import type { Span } from '../worker/worker.ts'
import { changedNames } from './slide.ts'

/** A slider that rests so long is left where it is. */
export const settledMs = 150

export type Known = Awaited<ReturnType<typeof simulation.start>>

export const known = signal<Known | null>(null)
export const view = signal<ViewId>(viewOf(location.hash))
export const fields = signal<Fields>(fromFragment(location.hash))
/** The link that was opened last, as it was. */
export const link = signal(location.hash)
export const answered = signal<Answered<EstimateFigures> | null>(null)
/** The last run that could be answered: stays in sight, dimmed, while the next one is wrong or under way. */
export const lastAnswer = signal<EstimateFigures | null>(null)
/** The last run with the reasons for its figures; only asked for while somebody reads them. */
export const reasons = signal<EstimateAnswer | null>(null)
/** The run on other numbers of accelerators, its own among them. */
export type Swept = CountSweep & { readonly isCoarse: boolean; readonly chosen: number }
export const sweep = signal<Swept | null>(null)
export const busy = signal(true)

/** Whether what is in sight is of an older run, or of one before a run that has no answer. */
export const isStale = computed(() => busy.value || answered.value?.status !== 'answer')
export const hasAnswer = computed(() => lastAnswer.value !== null)

/** The same once it has lasted: what is answered within a few frames is not dimmed for them. */
export function lasting(isSo: ReadonlySignal<boolean>): ReadonlySignal<boolean> {
  const hasLasted = signal(false)
  let timer = 0
  isSo.subscribe((so) => {
    clearTimeout(timer)
    if (so) timer = window.setTimeout(() => (hasLasted.value = true), settledMs)
    else hasLasted.value = false
  })
  return hasLasted
}

const values = new Map<string, ReadonlySignal<string | undefined>>()

/** One field: what reads it is drawn anew when that field changes, not with every other. */
export function fieldValue(name: string): string | undefined {
  const known = values.get(name) ?? computed(() => fields.value[name])
  values.set(name, known)
  return known.value
}

/** The fields once no slider moves, for what nobody reads meanwhile. */
export const rested = signal(fields.peek())
let resting = 0
let wanted = 0

/** Changes the run and its address; a move of a slider and a choice are each a step to go back to. */
export function change(next: Fields, step: Step): void {
  const names = changedNames(fields.value, next)
  fields.value = next
  clearTimeout(resting)
  if (step === 'slide') resting = window.setTimeout(rest, settledMs)
  else rested.value = next
  enter(`#${linkOf(next, view.value)}`, step, names)
}

function rest(): void {
  rested.value = fields.peek()
  writeOwed()
}

export function addressOf(id: ViewId): string {
  return `#${linkOf(rested.value, id)}`
}

/** Opens another view of the same run. */
export function show(id: ViewId): void {
  view.value = id
  change(fields.value, 'push')
}

export function set(name: string, value: string, step: Step = 'slide'): void {
  change({ ...fields.value, [name]: value }, step)
}

export function inputOf(all: Fields): Said {
  return { model: '', tokens: '', system: '', gpus: '', ...saidOf(runOf(all)) }
}

let isAsking = false

/** Asks for the newest run: one question is under way at a time, and what is asked for meanwhile follows it. */
async function recompute(): Promise<void> {
  wanted += 1
  busy.value = true
  if (isAsking) return
  isAsking = true
  try {
    let generation = 0
    while (generation !== wanted) {
      generation = wanted
      const run = fields.peek()
      const answer = await simulation.figures(inputOf(run), spanOf(run))
      // A slider that moves on shows what it passed, dimmed; what is wrong is said of the newest run alone.
      if (generation !== wanted && answer.status === 'answer') lastAnswer.value = answer.value
      if (generation === wanted) follow(run, answer).catch(lose)
    }
  } finally {
    isAsking = false
  }
}

function spanOf(run: Fields): Span {
  const size = sizeOf(run['system'] ?? '', known.value?.choices ?? null)
  return [size?.acceleratorsPerNode ?? 8, size?.accelerators ?? numberOf(run['gpus'] ?? '') ?? 8]
}

/** Shows an answer, then works out what stands under it while no newer run is asked for. */
async function follow(run: Fields, answer: Answered<EstimateFigures>): Promise<void> {
  const generation = wanted
  batch(() => {
    answered.value = answer
    busy.value = false
    if (answer.status === 'answer') lastAnswer.value = answer.value
  })
  if (answer.status !== 'answer') return
  // Few draws show at once what all of them make exact.
  for (const isCoarse of [true, false]) {
    const swept = await simulation.sweep(inputOf(run), spanOf(run), isCoarse)
    if (generation !== wanted || swept?.status !== 'answer') return
    if (isCoarse || swept.value.isCoarse !== sweep.value?.isCoarse)
      sweep.value = withChosen(swept.value, answer.value)
    if (!isCoarse) continue
    await new Promise((resolve) => setTimeout(resolve, settledMs))
    if (generation === wanted) await explain()
  }
  await complete()
}

/** The sweep with the run itself at its place: its figures are those of the headline, and are not worked out again. */
function withChosen(swept: Omit<Swept, 'chosen'>, { system, totals }: EstimateFigures): Swept {
  const layout = swept.points.find(({ gpus }) => gpus === system.gpus)?.layout ?? ''
  const own = { ...totals, gpus: system.gpus, currency: totals.cost.currency, layout }
  const others = swept.points.filter(({ gpus }) => gpus !== own.gpus)
  return { ...swept, points: [...others, own].sort((a, b) => a.gpus - b.gpus), chosen: own.gpus }
}

let isWhole = false

/** The catalogue's other models, once there is something to read meanwhile. */
async function complete(): Promise<void> {
  if (isWhole || known.value === null) return
  const choices = await simulation.wholeCatalogue()
  isWhole = true
  known.value = { ...known.value, choices }
}

let readers = 0
let explained = 0

/** Works out the reasons for the newest run, if anybody reads them and they are not there yet. */
async function explain(): Promise<void> {
  if (readers === 0 || explained === wanted) return
  const generation = wanted
  const answer = await simulation.estimate(inputOf(fields.value))
  if (generation !== wanted || answer.status !== 'answer') return
  explained = generation
  reasons.value = answer.value
}

/** Keeps the reasons up to date until the returned function is called. */
export function readReasons(): () => void {
  readers += 1
  void explain()
  return () => (readers -= 1)
}

/** Takes what the address says, once what it holds compressed is read. */
export async function takeLink(): Promise<void> {
  const at = location.hash
  const isPacked = pairsOf(at).some(([, value]) => value.startsWith(packedOf))
  if (isPacked) await import('./packing.ts').then(({ unpack }) => unpack(at)).catch(lose)
  if (at !== location.hash) return
  batch(() => {
    view.value = viewOf(at)
    fields.value = fromFragment(at)
    rested.value = fields.value
    link.value = at
  })
}

/** Writes the address and the links to the views once more: what they hold may be shorter now. */
export function linkAnew(): void {
  rested.value = { ...fields.peek() }
  enter(`#${linkOf(rested.value, view.value)}`, 'replace', '')
}

/** Follows the browser's history, and says what breaks where nobody waits for it. */
function listen(): void {
  for (const event of ['popstate', 'hashchange'] as const) {
    addEventListener(event, () => {
      arrived()
      void takeLink()
    })
  }
  // A file dropped beside its place would replace the page.
  for (const event of ['dragover', 'drop'] as const)
    addEventListener(event, (dropped) => {
      dropped.preventDefault()
    })
  addEventListener('unhandledrejection', ({ reason }) => {
    lose(reason)
  })
}

/** Asks again after something was missing. */
export async function again(): Promise<void> {
  if (known.value === null) await begin()
  else await recompute()
}

export async function startUp(): Promise<void> {
  listen()
  await begin()
}

/** Learns the catalogue, then answers each change. */
async function begin(): Promise<void> {
  known.value = await simulation.start()
  const run = computed(() => JSON.stringify(runOf(fields.value)))
  run.subscribe(() => void recompute())
}
