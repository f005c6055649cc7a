import { sum } from '../../base/math.ts'
import { own } from '../../base/nearest.ts'
import { namesIn } from '../../base/csv.ts'
import { discountRates, performanceTrends } from '../../catalogue/economics.ts'
import { demandEvents, type PlanStage } from '../../catalogue/uncertain.ts'
import type { Citation } from '../../catalogue/types.ts'
import { writtenOff, type Programme } from '../../investment/programme.ts'
import { usually, type Assumed } from '../estimate/assumptions/assumed.ts'
import { saidAt } from '../asking/problems.ts'
import type { Origin } from './cases.ts'
import { beliefOf, type FutureId, type GivenRanges } from './futures/draw.ts'
import type { Site } from './reading/site.ts'
import { steadyYear } from './steady.ts'

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

/** Capital, use and goodput. */
function figuresOf(plan: Programme, about: About): readonly Assumed[] {
  const { currency, origin } = about
  const capital = plan.phases.reduce((total, { amount }) => total + amount, 0)
  const isByYear = plan.utilisationByYear.length > 1
  const figures = [
    {
      id: 'capital' as const,
      name: 'Capital, all figures together',
      value: capital,
      unit: currency,
      ...basisOf(plan.phases.length > 1 ? 'capital' : 'capital.0.amount', origin, ''),
    },
    {
      id: 'utilisation' as const,
      name: isByYear
        ? 'Utilisation: allocated ÷ installed hours, mean of the years by accelerators'
        : 'Utilisation: allocated ÷ installed hours',
      value: steadyYear(plan).utilisation,
      unit: '',
      ...basisOf(
        'utilisation',
        origin,
        'our judgement, between the 77 % that Nurion averaged and a snapshot of CSCS with 95 %',
      ),
    },
    {
      id: 'goodput' as const,
      name: 'Goodput: useful ÷ allocated hours',
      value: plan.goodputFraction,
      unit: '',
      ...basisOf('goodput', origin, 'our judgement; the estimate of a run has its own'),
    },
  ]
  return figures.map((one) => spread(one, one.id, about))
}

/** What is paid every year. */
function yearlyOf(plan: Programme, about: About): readonly Assumed[] {
  const { origin, currency, discountName, staff } = about
  const of = (path: string) => basisOf(path, origin, 'none given: not counted')
  const rate = discountRates.find(({ name }) => name === discountName)
  const support = {
    id: 'maintenancePerY',
    name: 'Maintenance a year',
    value: plan.maintenancePerY,
    unit: currency,
    ...of('maintenancePerY'),
  }
  const people = { id: 'people', name: 'Staff', value: staff.people, unit: 'people', ...of('staff.people') }
  const each = {
    id: 'personCost',
    name: 'Cost of a person a year',
    value: staff.costPerPersonY,
    unit: currency,
    ...of('staff.costPerPersonY'),
  }
  return [
    spread(support, 'maintenance', about),
    { ...people, range: null },
    spread(each, 'staff', about),
    spread(
      {
        id: 'discount',
        name: `Discount rate, ${plan.discounting.kind} (${discountName})`,
        value: plan.discounting.ratePerY,
        unit: '1/year',
        ...basisOf('discount', origin, 'the UK Green Book, where none is given'),
        citations: rate === undefined ? [] : [rate.citation],
      },
      'ratePerY',
      about,
    ),
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
  const { site, currency, origin } = about
  const own = site.powerAssumed.find(({ id }) => id === 'computingW')
  if (plan.power === null || own === undefined) return []
  const given = basisOf('power.computingW', origin, '')
  const watts = given.because === '' ? own : { ...own, ...given }
  const usual = `industrial price of ${site.grid.name}: ${site.grid.priceBasis ?? ''}`
  const isByYear = plan.pricePerKwhByYear.length > 1
  return [
    spread({ ...watts, value: plan.power.computingW }, 'computingW', about),
    spread(
      {
        id: 'pricePerKwh',
        name: isByYear ? 'Electricity price, mean of the years by accelerators' : 'Electricity price',
        value: steadyYear(plan).pricePerKwh,
        unit: `${currency}/kWh`,
        ...basisOf('power.pricePerKwh', origin, usual),
      },
      'pricePerKwh',
      about,
    ),
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
