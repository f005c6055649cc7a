import { computed, signal } from '@preact/signals'
import type { PointAnswer, Problem, TradeoffsAnswer } from '../../sim/index.ts'
import { late } from '../late.ts'
import { numberOf } from '../state/number.ts'
import { sizeOf } from '../state/said.ts'
import { inputOf, fields, fieldValue, known, lastAnswer } from '../state/state.ts'
import { simulation } from '../worker/simulation.ts'
import { withoutRefused } from './refused.ts'

export type LimitName = 'time' | 'cost' | 'power' | 'carbon'
export const limitNames: readonly LimitName[] = ['time', 'cost', 'power', 'carbon']

/** The address's name of each limit. */
export const limitFields = {
  time: 'maxTime',
  cost: 'maxCost',
  power: 'maxPower',
  carbon: 'maxCarbon',
} as const

export const tradeoffs = signal<TradeoffsAnswer | null>(null)
/** One and the same list, so that an answer without problems draws nothing anew: half-typed text would be lost. */
const none: readonly Problem[] = []
export const problems = signal(none)
/** What is wrong with the questions, e.g. a date that is none. */
export const questionProblems = signal<readonly Problem[]>([])
export const questions = signal<TradeoffsAnswer['find'] | null>(null)
type Ranges = TradeoffsAnswer['ranges'][number]
/** The last way that was drawn on its own: which of the chart it stands for, itself, and its ranges. */
type Drawn = { readonly of: PointAnswer; readonly point: PointAnswer; readonly ranges: Ranges | null }
/** Shares of the futures in which a promise may be asked to hold. */
export const confidences = ['0.5', '0.8', '0.9'] as const
const drawn = signal<Drawn | null>(null)

/** Three months, where nothing is said: without it the best way to save money would take years. */
const usual: Readonly<Record<string, string>> = { maxTime: '90' }

/** What the address says in place of a usual limit that was taken away. */
export const noLimit = 'none'

/** A limit as it is typed; empty where there is none. */
export function limitText(name: LimitName): string {
  const field = limitFields[name]
  const said = fieldValue(field) ?? usual[field] ?? ''
  return said === noLimit ? '' : said
}

/** What may stand after an amount, or before it, in its unit. */
const units = { time: / ?d$/, power: /MW$/, carbon: /t( ?CO[₂2]e?)?$/ } as const

/** Each by itself: a limit that moves reads none of the others anew. */
const amounts = new Map(limitNames.map((name) => [name, computed(() => amountOf(name))]))

/** A limit as a number, also where its unit is typed too and as each language writes it; null where it is none. */
export function limitOf(name: LimitName): number | null {
  return amounts.get(name)?.value ?? null
}

function amountOf(name: LimitName): number | null {
  const unit = name === 'cost' ? (tradeoffs.value?.currency ?? '') : units[name]
  const said = limitText(name)
  return numberOf((late.value?.respelt(said) ?? said).replace(unit, ''))
}

export const limits = computed(() =>
  limitNames.flatMap((name) => {
    const most = limitOf(name)
    return most === null ? [] : [{ name, most }]
  }),
)

/** What is typed as a limit and is no amount: such a limit holds nothing back, and says so. */
export function wrongLimit(name: LimitName): Problem | null {
  const text = limitText(name).slice(0, 40)
  const message = `'${text}' is not a number; write a number such as 4096, 70B, 15T or 1.5e13`
  return text === '' || limitOf(name) !== null ? null : { field: limitFields[name], message }
}

export const objective = computed(() => fieldValue('objective') ?? 'cost')

export type Shown = {
  readonly within: readonly PointAnswer[]
  readonly outside: readonly PointAnswer[]
  /** Of those within the limits, what nothing beats in time and objective, by time. */
  readonly front: readonly PointAnswer[]
  readonly best: PointAnswer | null
}

const nothing: Shown = { within: [], outside: [], front: [], best: null }

/** What a limit leaves: computed at every step of a slider, in one pass and one sort. */
export const shown = computed<Shown>(() => {
  const answer = tradeoffs.value
  if (answer === null) return nothing
  const kept = limits.value
  const within: PointAnswer[] = []
  const outside: PointAnswer[] = []
  for (const point of answer.points)
    (kept.every(({ name, most }) => point[name] <= most) ? within : outside).push(point)
  const front: PointAnswer[] = []
  let least = Infinity
  for (const point of [...within].sort((a, b) => a.time - b.time || yOf(a) - yOf(b))) {
    if (yOf(point) >= least) continue
    least = yOf(point)
    front.push(point)
  }
  return { within, outside, front, best: front.at(-1) ?? null }
})

export type Best = {
  readonly point: PointAnswer
  readonly ranges: Ranges | null
  /** Better than every way of the chart: the smallest cluster in time, which lies between two of them. */
  readonly between: boolean
  /** Share of the futures that keeps all limits; null until it is drawn, or where none is set. */
  readonly chance: number | null
}

/**
 * The best way: once the sliders rest, by the medians of its own draw, and the smallest cluster in its place where that is
 * better; until then as interpolated between neighbours, to no more digits than both share.
 */
export const best = computed<Best | null>(() => {
  const way = shown.value.best
  if (way === null) return null
  const own = drawn.value
  if (own?.of !== way || !keeps(own.point))
    return { point: rough(way), ranges: null, between: false, chance: null }
  const chance = limits.value.length === 0 ? null : own.point.probability
  return { point: own.point, ranges: own.ranges, between: own.point.gpus !== way.gpus, chance }
})

function rough(way: PointAnswer): PointAnswer {
  const two = (value: number) => Number(value.toPrecision(2))
  const { time, cost, energy, carbon } = way
  return { ...way, time: two(time), cost: two(cost), energy: two(energy), carbon: two(carbon) }
}

function keeps(point: PointAnswer): boolean {
  return limits.value.every(({ name, most }) => point[name] <= most)
}

/** The objective's value of a point: the second of the two that were asked for, time being the first. */
export function yOf(point: PointAnswer): number {
  return point.objectives[1] ?? point.cost
}

const capSteps = 20
const leastCap = 0.45
/** Of the mean draw: no accelerator reaches it, so it holds none back. */
const noCap = 1.5
const gpuSteps = 100

const wPerMw = 1e6
const usualW = 700

/** Power of an accelerator at work in the last answer: its computing energy over the hours that computed. */
function drawnW(): number {
  const answer = lastAnswer.value
  if (answer === null) return usualW
  const { training = 0, lostWork = 0, slowPhases = 0 } = answer.gpuHoursBreakdown
  const mwh = answer.energyBreakdownMwh['computing'] ?? 0
  const watts = (mwh * wPerMw) / (training + lostWork + slowPhases)
  return watts > 0 ? watts : usualW
}

/** The axes: a hundred numbers of accelerators, twenty caps from half of the draw up to it, the last one none. */
function axesOf(): { readonly gpus: unknown; readonly powerCapW: readonly number[] } {
  const watts = drawnW()
  const system = sizeOf(fields.value['system'] ?? '', known.value?.choices ?? null)
  const most = system?.accelerators ?? 4096
  const powerCapW = Array.from({ length: capSteps }, (_, step) =>
    Math.ceil(watts * (step === capSteps - 1 ? noCap : leastCap + ((1 - leastCap) * step) / (capSteps - 2))),
  )
  const from = Math.min(most, 16 * (system?.acceleratorsPerNode ?? 8))
  return { gpus: { from, to: most, steps: gpuSteps }, powerCapW }
}

/** The run of Plan; each way chooses its own layout. */
function baseInput(): Readonly<Record<string, unknown>> {
  const run = Object.entries(inputOf(fields.value)).filter(([name]) => name !== 'layout')
  return { ...Object.fromEntries(run), objectives: ['time', objective.value] }
}

let wanted = 0
/** The ways that stand are of another run or objective until this is over. */
export const busy = signal(false)

/** Computes the points anew when the run or the objective changes; older answers are dropped. */
export async function recompute(): Promise<void> {
  const generation = (wanted += 1)
  busy.value = true
  const answered = await simulation.tradeoffs({ ...baseInput(), ...axesOf() })
  if (generation !== wanted) return
  busy.value = false
  problems.value = answered.status === 'refused' ? answered.problems.map(onPage) : none
  if (answered.status === 'answer') tradeoffs.value = answered.value
  if (answered.status !== 'refused' || tradeoffs.value !== null) return
  // A link with a wrong formula has ways too: those by cost, dimmed, under what is wrong.
  const byCost = await simulation.tradeoffs({ ...baseInput(), objectives: ['time', 'cost'], ...axesOf() })
  if (generation === wanted && byCost.status === 'answer') tradeoffs.value = byCost.value
}

/** What is wrong, by the control that says it. */
function onPage({ field, message }: Problem): Problem {
  const control = field.startsWith('objectives')
    ? 'formula'
    : field === 'find.latestStart.finish'
      ? 'finish'
      : field
  return { field: control, message }
}

let asked = 0

/** Asks for the way itself and its ranges, and the questions that the limits make. */
export async function ask(way: PointAnswer): Promise<void> {
  const generation = (asked += 1)
  const input = { ...baseInput(), ...promised(), powerCapW: way.powerCapW ?? undefined }
  const itself = await simulation.tradeoffs({ ...input, gpus: way.gpus })
  if (generation !== asked) return
  const alone = itself.status === 'answer' ? drawnOf(way, itself.value) : null
  const find = questionsOf(way)
  // The smallest cluster in time may take its place: until that is known it is a rough answer.
  drawn.value = alone !== null && 'smallestCluster' in find ? { ...alone, ranges: null } : alone
  const first = await simulation.tradeoffs({ ...input, gpus: way.gpus, find })
  if (generation !== asked) return
  const wrong =
    first.status === 'refused' ? first.problems.filter(({ field }) => field.startsWith('find')) : []
  questionProblems.value = wrong.map(onPage)
  // A question that is asked wrongly takes none of the others with it.
  const found =
    wrong.length === 0
      ? first
      : await simulation.tradeoffs({ ...input, gpus: way.gpus, find: withoutRefused(find, wrong) })
  if (generation !== asked) return
  drawn.value = found.status === 'answer' ? drawnOf(way, found.value) : alone
  if (found.status !== 'answer') return
  questions.value = found.value.find
}

/** The limits as they are asked for, to learn in how many futures the way keeps them all. */
function promised(): Readonly<Record<string, unknown>> {
  const { currency = '' } = tradeoffs.value ?? {}
  const most = limits.value.map(({ name, most: value }): readonly [string, string | number] => [
    name,
    name === 'cost' ? `${currency} ${String(value)}` : name === 'time' ? `${String(value)}d` : value,
  ])
  return { limits: Object.fromEntries(most), confidence: fields.value['confidence'] ?? confidences[0] }
}

function questionsOf(way: PointAnswer): Readonly<Record<string, unknown>> {
  const time = limits.value.find(({ name }) => name === 'time')?.most
  const cost = limits.value.find(({ name }) => name === 'cost')?.most
  const finish = fields.value['finish']
  return {
    ...(time === undefined ? {} : { smallestCluster: { time } }),
    ...(cost === undefined ? {} : { largestModel: { budget: `${way.currency} ${String(cost)}` } }),
    ...(finish === undefined || finish === '' ? {} : { latestStart: { finish } }),
    cheapestSite: {},
  }
}

/** Of the few ways of an answer, that with the least objective within the limits; the way itself where none keeps them. */
function drawnOf(way: PointAnswer, { points, ranges }: TradeoffsAnswer): Drawn | null {
  const kept = points.filter(keeps).sort((a, b) => yOf(a) - yOf(b))
  const point = kept[0] ?? points.find(({ gpus }) => gpus === way.gpus)
  if (point === undefined) return null
  return { of: way, point, ranges: ranges.find(({ index }) => index === point.index) ?? null }
}

/** For each limit, the least value that some way keeps together with the other limits; null where it breaks none. */
export function relaxed(): readonly { readonly name: LimitName; readonly least: number }[] {
  const points = tradeoffs.value?.points ?? []
  return limits.value.flatMap(({ name }) => {
    const others = limits.value.filter((other) => other.name !== name)
    const possible = points.filter((point) => others.every((other) => point[other.name] <= other.most))
    const least = possible.reduce((low, point) => Math.min(low, point[name]), Infinity)
    return Number.isFinite(least) ? [{ name, least }] : []
  })
}

/** The least and the most of each limited measure over all points: the ends of its slider. */
export const spans = computed(() => {
  const points = tradeoffs.value?.points ?? []
  const of = (name: LimitName): readonly [number, number] => {
    if (points.length === 0) return [1, 2]
    const values = points.map((point) => point[name])
    return [Math.min(...values) * 0.999, Math.max(...values) * 1.001]
  }
  return { time: of('time'), cost: of('cost'), power: of('power'), carbon: of('carbon') }
})

/** The highest cap of the axes, which changes nothing. */
export const highestCap = computed(() =>
  (tradeoffs.value?.points ?? []).reduce((most, { powerCapW }) => Math.max(most, powerCapW ?? 0), 0),
)
