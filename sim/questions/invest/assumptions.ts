import { sum } from '../../base/math.ts'
import inputs from '../../data/economics/inputs.json' with { type: 'json' }
import { own } from '../../base/nearest.ts'
import { namesIn } from '../../base/csv.ts'
import { discountRates, performanceTrends } from '../../catalogue/economics.ts'
import { demandEvents, type PlanStage } from '../../catalogue/uncertain.ts'
import type { Citation } from '../../catalogue/types.ts'
import { writtenOff, type Programme } from '../../investment/programme.ts'
import { usually, type Assumed } from '../estimate/assumptions/assumed.ts'
import { saidAt } from '../asking/problems.ts'
import type { Origin } from './cases.ts'
import { beliefOf, futureIds, type FutureId, type GivenRanges } from './futures/draw.ts'
import type { Site } from './reading/site.ts'
import { steadyYear } from './steady.ts'

type InputRow = Readonly<Record<'name' | 'unit' | 'path' | 'usual', string>> & {
  readonly nameByYear?: string
  /** The input of the futures that moves it; null where nothing does. */
  readonly moves: string | null
}

export type About = {
  readonly site: Site
  readonly origin: Origin
  readonly currency: string
  readonly discountName: string
  readonly stage: PlanStage
  readonly ranges: GivenRanges
  readonly staff: { readonly people: number; readonly costPerPersonY: number }
}

/** What the plan rests on: each input with its range over the futures, and who said it. */
export function assumptionsOf(plan: Programme, about: About): readonly Assumed[] {
  return [
    ...figuresOf(plan, about),
    ...futuresAssumed(about),
    ...powerOf(plan, about),
    ...yearlyOf(plan, about),
    ...livesOf(plan, about),
    ...writtenOffOf(plan, about),
    gainOf(plan, about),
    ...overheadOf(about),
  ]
}

type Figure = { readonly value: number; readonly isByYear?: boolean } & Partial<
  Record<'name' | 'path' | 'usual', string> & Pick<Assumed, 'citations'>
>

/** A figure of the plan by the table of what is said of each, with what it may turn out to be. */
function figureOf(
  id: keyof typeof inputs,
  { isByYear = false, path, usual, ...told }: Figure,
  about: About,
): Assumed {
  const said: InputRow = inputs[id]
  const name = (isByYear && said.nameByYear) || said.name
  const unit = said.unit.replace('money', about.currency)
  const assumed = {
    id,
    name,
    unit,
    ...basisOf(path ?? said.path, about.origin, usual ?? said.usual),
    ...told,
  }
  const moves = futureIds.find((one) => one === said.moves)
  return moves === undefined ? { ...assumed, range: null } : spread(assumed, moves, about)
}

function figuresOf(plan: Programme, about: About): readonly Assumed[] {
  const capital = plan.phases.reduce((total, { amount }) => total + amount, 0)
  const path = plan.phases.length > 1 ? 'capital' : 'capital.0.amount'
  const isByYear = plan.utilisationByYear.length > 1
  return [
    figureOf('capital', { value: capital, path }, about),
    figureOf('utilisation', { value: steadyYear(plan).utilisation, isByYear }, about),
    figureOf('goodput', { value: plan.goodputFraction }, about),
  ]
}

function yearlyOf({ maintenancePerY, discounting }: Programme, about: About): readonly Assumed[] {
  const { discountName, staff } = about
  const rate = discountRates.find(({ name }) => name === discountName)
  const name = `Discount rate, ${discounting.kind} (${discountName})`
  const citations = rate === undefined ? [] : [rate.citation]
  return [
    figureOf('maintenancePerY', { value: maintenancePerY }, about),
    figureOf('people', { value: staff.people }, about),
    figureOf('personCost', { value: staff.costPerPersonY }, about),
    figureOf('discount', { value: discounting.ratePerY, name, citations }, about),
  ]
}

/** How long what was bought lasts: a figure of each part. */
function livesOf({ phases }: Programme, about: About): readonly Assumed[] {
  return phases.flatMap(({ name, part, lifeY }, at) => {
    if (phases.findIndex((one) => one.part === part) !== at) return []
    const basis = basisOf(`capital.${String(at)}.lifeY`, about.origin, usualLife.because)
    const life = {
      id: part === 'compute' ? 'life' : `${part}Life`,
      name: `Life of ${name}`,
      value: lifeY,
      unit: 'years',
      ...(basis.because === usualLife.because ? usualLife : basis),
    }
    return [part === 'compute' ? spread(life, 'life', about) : { ...life, range: null }]
  })
}

/** What the years looked at count for nothing although it has years left. */
function writtenOffOf(plan: Programme, { currency }: About): readonly Assumed[] {
  const value = sum(plan.phases.map((phase) => writtenOff(phase, plan)))
  const told = { id: 'writtenOff', name: 'Written off at the horizon: what has years left', unit: currency }
  const because =
    'no residual was given, so it counts for nothing in the present cost; this is its value by the straight line, in prices of today'
  return value === 0 ? [] : [{ ...told, value, range: null, basis: 'judgement', citations: [], because }]
}

const usualLife: Basis = {
  basis: 'sourced',
  citations: usually('lifeY').citations,
  because: 'as of a data centre of 1 GW',
}

/** A planned figure with what it may turn out to be; one that nothing is believed of is certain. */
function spread(assumed: Omit<Assumed, 'range'>, id: FutureId, about: About): Assumed {
  const { p10, p90, note, citations } = beliefOf(id, about)
  if (p10 === p90) return { ...assumed, range: null }
  const most = assumed.unit === '' && assumed.value <= 1 ? 1 : Infinity
  return {
    ...assumed,
    range: [assumed.value * p10, Math.min(assumed.value * p90, most)],
    citations: [...assumed.citations, ...citations],
    because:
      assumed.because === '' || note === ''
        ? `${assumed.because}${note}`
        : `${assumed.because}; range: ${note}`,
  }
}

/** What no field of the plan holds and every future has: the same for each way of serving the demand. */
function futuresAssumed(about: About): readonly Assumed[] {
  const ids = namesIn('delayY demand demandGrowth rentGrowth tariffGrowth electricityGrowth exchange')
  return [
    ...ids.map((id): Assumed => {
      const { name, p10, p50, p90, heat, note, citations } = beliefOf(id, about)
      const shared =
        heat === 0 ? '' : `; correlation with the heat of the market ${String(heat)}, our judgement`
      return {
        id,
        name,
        value: p50,
        range: [p10, p90],
        unit: id === 'delayY' ? 'years' : '',
        basis: citations.length > 0 ? 'sourced' : 'judgement',
        citations,
        because: `${note}${shared}`,
      }
    }),
    ...demandEvents.map(({ id, name, chance, left, lastsY, note }): Assumed => ({
      id: `demand-${id}`,
      name: `${name}; ${String(left * 100)} % is then left, for ${String(lastsY)} years or to the horizon`,
      value: chance,
      range: null,
      unit: '',
      basis: 'judgement',
      citations: [],
      because: note,
    })),
  ]
}

/** The facility's overhead: given, else as in the estimate of a run. */
function overheadOf(about: About): readonly Assumed[] {
  const { site, origin, ranges } = about
  const own = site.powerAssumed.filter(({ id }) => id === 'pueRatio')
  const given = basisOf('power.pueRatio', origin, '')
  if (given.because === '' && ranges['pueRatio'] === undefined) return own
  const said = given.because === '' ? {} : given
  return own.map((one) => spread({ ...one, ...said, value: site.power.pueRatio }, 'pueRatio', about))
}

function powerOf(plan: Programme, about: About): readonly Assumed[] {
  const { site, origin } = about
  const own = site.powerAssumed.find(({ id }) => id === 'computingW')
  if (plan.power === null || own === undefined) return []
  const given = basisOf('power.computingW', origin, '')
  const watts = given.because === '' ? own : { ...own, ...given }
  const usual = `industrial price of ${site.grid.name}: ${site.grid.priceBasis ?? ''}`
  const isByYear = plan.pricePerKwhByYear.length > 1
  const price = { value: steadyYear(plan).pricePerKwh, isByYear, usual }
  return [
    spread({ ...watts, value: plan.power.computingW }, 'computingW', about),
    figureOf('pricePerKwh', price, about),
  ]
}

function gainOf(plan: Programme, { origin }: About): Assumed {
  const trend = performanceTrends.find(({ gainPerY }) => gainPerY === plan.performanceGainPerY)
  const given = saidAt(origin.given, ['pricePerformance']) !== undefined
  return {
    id: 'pricePerformance',
    name: 'Gain of performance per accelerator at a fixed price',
    value: plan.performanceGainPerY,
    range: null,
    unit: '1/year',
    basis: trend === undefined || given ? 'given' : 'sourced',
    citations: trend === undefined ? [] : [trend.citation],
    because: trend === undefined ? 'given by you' : trend.name,
  }
}

type Basis = Pick<Assumed, 'basis' | 'citations' | 'because'>

/** Who said a field: the person, the ready case with its sources, or a default. */
function basisOf(path: string, { given, ready }: Origin, usual: string): Basis {
  const at = path.split('.')
  const [said, ofCase] = [saidAt(given, at), saidAt(ready?.input, at)]
  if (said !== undefined && JSON.stringify(said) !== JSON.stringify(ofCase))
    return { basis: 'given', citations: [], because: 'given by you' }
  // Who said what a machine cost has not said how long it lasts.
  const cited = at.includes('lifeY') ? 'lifeY' : (at[0] ?? '')
  const citations: readonly Citation[] = own(ready?.citations ?? {}, cited) ?? []
  if (ready !== null && ofCase !== undefined)
    return {
      basis: citations.length > 0 ? 'sourced' : 'judgement',
      citations,
      because: `of the case ${ready.id}`,
    }
  return { basis: 'judgement', citations: [], because: usual }
}
