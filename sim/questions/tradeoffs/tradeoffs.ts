import { paretoFront } from '../../base/pareto.ts'
import type { Problem } from '../../base/outcome.ts'
import { faultWords, readFormula, type UserFormula } from '../../formula/expression/expression.ts'
import type { Answered } from '../../base/answered.ts'
import { priceOf } from '../estimate/assumptions/price.ts'
import { version } from '../../base/version.ts'
import type { FrontRanges, PointAnswer, TradeoffsAnswer } from './answer.ts'
import { cheapestSite } from './sites.ts'
import { largestModel, latestStart, smallestCluster } from './inverse.ts'
import { keptBy } from './limits.ts'
import { notesOf } from './notes.ts'
import { evaluate, gathered, rowOf, type EvaluatedPoint, type Point } from './points.ts'
import { rangesOfPoint } from './medians.ts'
import { readTradeoffs, type TradeoffsPlan } from './input.ts'
import type { Limit } from './read-limits.ts'
import { unitsOf, variablesIn } from './variables.ts'
import { sentenceOf } from './sentence.ts'

/** One run over many ways of doing it: the points, those that nothing beats, the best within limits, and inverses. */
export function answerTradeoffs(raw: unknown): Answered<TradeoffsAnswer> {
  const read = readTradeoffs(raw)
  if (!read.ok) return { status: 'refused', problems: read.problems }
  const plan = read.value
  const evaluated = evaluate(plan.axes)
  if (evaluated.points.length === 0)
    return { status: 'infeasible', obstacles: evaluated.fallen.map(({ obstacle }) => obstacle) }
  const currency = oneCurrency(evaluated.points)
  const formulas = readObjectives(plan, currency)
  const problems = [...formulas.problems, ...limitProblems(plan.limits, currency), ...budgetProblems(plan)]
  if (problems.length > 0) return { status: 'refused', problems }
  const undefinedSomewhere = valueProblems(evaluated.points, formulas.ready)
  if (undefinedSomewhere.length > 0) return { status: 'refused', problems: undefinedSomewhere }
  const find = findOf(plan)
  if (!find.ok) return { status: 'infeasible', obstacles: find.obstacles }
  const all = withCluster(plan, evaluated, find.value)
  return {
    status: 'answer',
    value: compose(plan, { evaluated: all, currency, formulas: formulas.ready, find: find.value }),
  }
}

/** The smallest cluster is a way too: often a better one than the numbers of the axis, since few of them divide well. */
function withCluster({ axes }: TradeoffsPlan, evaluated: EvaluatedPoint, find: Found): EvaluatedPoint {
  const gpus = find.smallestCluster?.gpus ?? null
  const [scenario] = axes.scenarios
  if (gpus === null || scenario === undefined || axes.gpusOf(scenario).includes(gpus)) return evaluated
  const more = evaluate({ ...axes, scenarios: [scenario], gpusOf: () => [gpus] })
  return {
    points: [...evaluated.points, ...more.points],
    fallen: gathered([...evaluated.fallen, ...more.fallen]),
  }
}

/** The currency of every point; null where they differ, and cost is then no common measure. */
function oneCurrency(points: readonly Point[]): string | null {
  const currencies = new Set(points.map(({ prepared }) => prepared.price.currency))
  const [only] = currencies
  return currencies.size === 1 ? (only ?? null) : null
}

type Formulas = { readonly ready: readonly UserFormula[]; readonly problems: readonly Problem[] }

function readObjectives({ objectives }: TradeoffsPlan, currency: string | null): Formulas {
  const variables = variablesIn(currency)
  const reads = objectives.map((text) => ({ text, read: readFormula(text, variables) }))
  const faults = reads.flatMap(({ text, read }, index) =>
    read.ok ? [] : [{ field: `objectives.${String(index)}`, message: faultWords(text, read.fault) }],
  )
  const ready = reads.flatMap(({ read }) => (read.ok ? [read.formula] : []))
  const mixed = ready.flatMap((formula, index) =>
    currency === null && formula.uses.includes('cost')
      ? [{ field: `objectives.${String(index)}`, message: severalCurrencies }]
      : [],
  )
  return { ready, problems: [...faults, ...mixed] }
}

const severalCurrencies =
  "the points are priced in several currencies; give price: 'market' or one gpuHourPrice"

function limitProblems(limits: readonly Limit[], currency: string | null): readonly Problem[] {
  return limits.flatMap((limit) => {
    if (limit.currency === null || limit.currency === currency) return []
    const priced =
      currency === null
        ? severalCurrencies
        : `the points are priced in ${currency}; give the limit in ${currency}, or gpuHourPrice in ${limit.currency}`
    return [{ field: 'limits.cost', message: priced }]
  })
}

/** An objective has to be a number for every way, or ways cannot be compared by it. */
function valueProblems(points: readonly Point[], formulas: readonly UserFormula[]): readonly Problem[] {
  return formulas.flatMap(({ text, evaluate: valueOf }, index) => {
    const lost = points.find((point) => !Number.isFinite(valueOf(rowOf(point))))
    if (lost === undefined) return []
    const { scenario, numbers } = lost
    const where = `${numbers.gpus.toLocaleString('en')} accelerators of ${scenario.system.name}`
    const message = `'${text.slice(0, 80)}' is ${String(valueOf(rowOf(lost)))} for ${where}; it has to be a finite number for every way`
    return [{ field: `objectives.${String(index)}`, message }]
  })
}

/** The largest model is asked of the first machine, so its budget is in the currency of that. */
function budgetProblems({ first, find: { largestModel: asked } }: TradeoffsPlan): readonly Problem[] {
  const priced = priceOf(first).currency
  if (asked === null || asked.budget.currency === priced) return []
  const message = `the hours are priced in ${priced}; give the budget in ${priced}, or gpuHourPrice in ${asked.budget.currency}: nothing is converted without a dated rate`
  return [{ field: 'find.largestModel.budget', message }]
}

type Found = TradeoffsAnswer['find']

function findOf({ first, firstCapW, find, confidence }: TradeoffsPlan) {
  const from = { scenario: first, capW: firstCapW }
  const model = find.largestModel === null ? null : largestModel(from, find.largestModel)
  const start = find.latestStart === null ? null : latestStart(from, find.latestStart)
  const obstacles = [model, start].flatMap((one) => (one !== null && 'reason' in one ? [one] : []))
  if (obstacles.length > 0) return { ok: false, obstacles } as const
  const value: Found = {
    smallestCluster:
      find.smallestCluster === null
        ? null
        : smallestCluster(from, { timeDays: find.smallestCluster.timeDays, confidence }),
    largestModel: model !== null && 'reason' in model ? null : model,
    cheapestSite: find.cheapestSite === null ? null : cheapestSite(from, find.cheapestSite.systems),
    latestStart: start !== null && 'reason' in start ? null : start,
  }
  return { ok: true, value } as const
}

type Parts = {
  readonly evaluated: EvaluatedPoint
  readonly currency: string | null
  readonly formulas: readonly UserFormula[]
  readonly find: Found
}

function compose(plan: TradeoffsPlan, { evaluated, currency, formulas, find }: Parts): TradeoffsAnswer {
  const bare = evaluated.points.map((point) => {
    const row = rowOf(point)
    return { point, objectives: formulas.map((formula) => formula.evaluate(row)), ...keptBy(point, plan) }
  })
  const within = bare.flatMap(({ breaks }, index) => (breaks.length === 0 ? [index] : []))
  const objectivesAt = (index: number) => bare[index]?.objectives ?? []
  const front = paretoFront(within.map(objectivesAt)).flatMap((place) => within[place] ?? [])
  const onFront = new Set(front)
  const points = bare.map(({ point, ...judged }, index) =>
    pointAnswer(point, { ...judged, index, front: onFront.has(index) }),
  )
  const best = formulas.map((formula, column) => ({
    objective: formula.text,
    index: within.reduce<number | null>((least, index) => {
      const value = objectivesAt(index)[column] ?? Number.NaN
      const known = least === null ? Infinity : (objectivesAt(least)[column] ?? Infinity)
      return value < known ? index : least
    }, null),
  }))
  const counts = {
    points: points.length,
    infeasible: evaluated.fallen.reduce((total, one) => total + one.points, 0),
    within: within.length,
    front: front.length,
  }
  return {
    sentence: sentenceOf({ plan, points, counts, best, currency }),
    axes: axesOf(plan),
    objectives: formulas.map(({ text, unit, numberConverts }) => ({
      text,
      unit: objectiveUnit(text, unit, currency),
      numberConverts,
    })),
    confidence: plan.confidence,
    limits: plan.limits.map(({ measure, most, currency: money }) => ({
      measure,
      most,
      unit: money ?? unitsOf[measure].shown,
    })),
    currency,
    priceBasis: plan.price === 'market' ? 'market rent' : (evaluated.points[0]?.prepared.price.basis ?? ''),
    counts,
    points,
    front,
    best,
    ranges: rangesOf(evaluated.points, { front, best, confidence: plan.confidence }),
    infeasible: reasonsOf(evaluated),
    find,
    notes: notesOf(plan),
    version,
  }
}

function objectiveUnit(text: string, unit: string, currency: string | null): string {
  const known = Object.entries(unitsOf).find(([measure]) => measure === text.trim())?.[1].shown
  return (known ?? unit).replace('money', currency ?? 'money')
}

type Judged = Pick<PointAnswer, 'index' | 'objectives' | 'breaks' | 'needs' | 'probability' | 'front'>

function pointAnswer({ scenario, powerCapW, prepared, numbers }: Point, judged: Judged): PointAnswer {
  const { index, objectives, breaks, ...more } = judged
  return {
    index,
    model: scenario.model.id,
    system: scenario.system.id,
    accelerator: scenario.accelerator.id,
    precision: scenario.precision,
    powerCapW,
    ...numbers,
    currency: prepared.price.currency,
    objectives,
    within: breaks.length === 0,
    breaks,
    ...more,
  }
}

/** So many reasons are told, the commonest first. */
const mostReasons = 20

function reasonsOf({ fallen }: EvaluatedPoint): TradeoffsAnswer['infeasible'] {
  return [...fallen]
    .sort((a, b) => b.points - a.points)
    .slice(0, mostReasons)
    .map(({ obstacle, points, example }) => ({ reason: obstacle.reason, points, example }))
}

/** So many points of the front get their ranges, spread evenly where there are more, and the best of each objective. */
const mostRanged = 12
/** A way, and the smallest cluster beside it, are asked about; many are looked at. */
const mostExplained = 2

type RangedOf = Pick<TradeoffsAnswer, 'front' | 'best' | 'confidence'>

function rangesOf(points: readonly Point[], { front, best, confidence }: RangedOf): readonly FrontRanges[] {
  const isExplained = points.length <= mostExplained
  const step = Math.max(1, front.length / mostRanged)
  const spread = Array.from(
    { length: Math.min(front.length, mostRanged) },
    (_, place) => front[Math.floor(place * step)] ?? 0,
  )
  const shown = isExplained ? points.keys() : [...spread, ...best.flatMap(({ index }) => index ?? [])]
  return [...new Set(shown)].flatMap((index) => {
    const point = points[index]
    if (point === undefined) return []
    const { ranges, sure, formulas } = rangesOfPoint(point, { isExplained, confidence })
    return [{ index, ...ranges, sure, formulas }]
  })
}

function axesOf({ axes }: TradeoffsPlan): TradeoffsAnswer['axes'] {
  const distinct = <T>(values: readonly T[]) => [...new Set(values)]
  return [
    { name: 'model', values: distinct(axes.scenarios.map(({ model }) => model.id)) },
    { name: 'system', values: distinct(axes.scenarios.map(({ system }) => system.id)) },
    { name: 'accelerator', values: distinct(axes.scenarios.map(({ accelerator }) => accelerator.id)) },
    { name: 'precision', values: axes.precisions },
    {
      name: 'gpus',
      values: distinct(axes.scenarios.flatMap((scenario) => axes.gpusOf(scenario))).sort((a, b) => a - b),
    },
    { name: 'powerCapW', values: axes.powerCapsW },
    { name: 'tokens', values: axes.tokens },
  ]
}
