import { discountRates, operationShare, performanceTrends } from '../../catalogue/economics.ts'
import type { Citation } from '../../catalogue/types.ts'
import type { Programme } from '../../investment/programme.ts'
import type { Assumed } from '../estimate/assumptions/assumed.ts'
import type { Origin } from './cases.ts'
import type { Site } from './reading/read-site.ts'
import type { InvestFields } from './schema.ts'
import { steadyYear } from './steady.ts'

export type About = {
  readonly site: Site
  readonly origin: Origin
  readonly currency: string
  readonly discountName: string
}

/** What the plan rests on: each input with its range over the futures, and who said it. */
export function assumptionsOf(plan: Programme, about: About): readonly Assumed[] {
  const { currency } = about
  const of = (id: keyof InvestFields, usual: string) => basisOf(id, about.origin, usual)
  const capital = plan.phases.reduce((total, { amount }) => total + amount, 0)
  return [
    spread({
      id: 'capital',
      name: 'Capital, all figures together',
      value: capital,
      unit: currency,
      ...of('capital', ''),
    }),
    spread({
      id: 'utilisation',
      name:
        plan.utilisationByYear.length > 1
          ? 'Utilisation: allocated ÷ installed hours, mean of the years'
          : 'Utilisation: allocated ÷ installed hours',
      value: steadyYear(plan).utilisation,
      unit: '',
      ...of(
        'utilisation',
        'our judgement, between the 77 % that Nurion averaged and a snapshot of CSCS with 95 %',
      ),
    }),
    spread({
      id: 'goodput',
      name: 'Goodput: useful ÷ allocated hours',
      value: plan.goodputFraction,
      unit: '',
      ...of('goodput', 'our judgement; the estimate of a run has its own'),
    }),
    ...demandAssumed,
    ...powerOf(plan, about),
    {
      id: 'maintenancePerY',
      name: 'Maintenance a year',
      value: plan.maintenancePerY,
      range: null,
      unit: currency,
      ...of('maintenancePerY', 'none given: not counted'),
    },
    {
      id: 'discount',
      name: `Discount rate, ${plan.discounting.kind} (${about.discountName})`,
      value: plan.discounting.ratePerY,
      range: null,
      unit: '1/year',
      ...of('discount', 'the UK Green Book, where none is given'),
      citations: discountRates.flatMap(({ name, citation }) =>
        name === about.discountName ? [citation] : [],
      ),
    },
    gainOf(plan, about),
    ...overheadOf(about),
  ]
}

/**
 * p10 and p90 of each uncertain input as factors on its value, and of price drifts as factors on a year's growth.
 * The capital's upper end is half of what KISTI-6 rose by; the rest are judgements, and said to be.
 */
export const spreads = {
  capital: { low: 0.95, high: 1.25, because: 'offers come in below and above; KISTI-6 rose by 53 %' },
  utilisation: { low: 0.9, high: 1.06, because: 'Nurion averaged 77 % and reached 90 %' },
  goodput: { low: 0.93, high: 1.04, because: 'our judgement' },
  computingW: { low: 560 / 685, high: 1.05, because: 'as in the estimate of a run: training against HPL' },
  pricePerKwh: {
    low: 0.7,
    high: 1.5,
    because: 'our judgement: industrial prices in Europe lie further apart',
  },
  demand: {
    low: 0.8,
    high: 1.1,
    because:
      'our judgement: the hours wanted in the first year against the hours planned; a machine may stand idle',
  },
  demandGrowth: {
    low: 0.93,
    high: 1.07,
    because: 'our judgement: a lull over the years against growth',
  },
  operationShare: {
    low: operationShare.low / operationShare.middle,
    high: operationShare.high / operationShare.middle,
    because: 'operation of public systems: 28 to 50 % of all cost',
  },
  rentGrowth: { low: 1 / 1.3, high: 1.1, because: 'long-run price-performance against the rises of 2026' },
} as const

export type SpreadId = keyof typeof spreads

function spread(assumed: Omit<Assumed, 'range'> & { readonly id: SpreadId }): Assumed {
  const { low, high, because } = spreads[assumed.id]
  return {
    ...assumed,
    range: [assumed.value * low, Math.min(assumed.value * high, assumed.unit === '' ? 1 : Infinity)],
    because: [assumed.because, because].filter((part) => part !== '').join('; range: '),
  }
}

/** The demand of every future, the same for each way of serving it. */
const demandAssumed: readonly Assumed[] = (['demand', 'demandGrowth'] as const).map((id) => ({
  id,
  name:
    id === 'demand'
      ? 'Demand: hours wanted ÷ hours planned'
      : 'Demand: hours wanted ÷ those of the year before',
  value: 1,
  range: [spreads[id].low, spreads[id].high],
  unit: '',
  basis: 'judgement',
  citations: [],
  because: spreads[id].because,
}))

/** The facility's overhead: given, else as in the estimate of a run. */
function overheadOf({ site, origin }: About): readonly Assumed[] {
  const own = site.powerAssumed.filter(({ id }) => id === 'pueRatio')
  const { power } = origin.given
  if (typeof power !== 'object' || power.pueRatio === undefined) return own
  return own.map((one) => ({
    ...one,
    value: site.power.pueRatio,
    range: null,
    basis: 'given',
    citations: [],
    because: 'given by you',
  }))
}

function powerOf(plan: Programme, { site, currency, origin }: About): readonly Assumed[] {
  const own = site.powerAssumed.find(({ id }) => id === 'computingW')
  if (plan.power === null || own === undefined) return []
  const given = typeof origin.given.power === 'object' && origin.given.power.computingW !== undefined
  const watts = spread({
    id: 'computingW',
    name: own.name,
    value: plan.power.computingW,
    unit: own.unit,
    basis: given ? 'given' : own.basis,
    citations: given ? [] : own.citations,
    because: given ? 'given by you' : own.because,
  })
  const price = spread({
    id: 'pricePerKwh',
    name: plan.pricePerKwhByYear.length > 1 ? 'Electricity price, mean of the years' : 'Electricity price',
    value: steadyYear(plan).pricePerKwh,
    unit: `${currency}/kWh`,
    ...basisOf(
      'power',
      origin,
      `industrial price of ${site.grid?.name ?? ''}: ${site.grid?.priceBasis ?? ''}`,
    ),
  })
  return [watts, price]
}

function gainOf(plan: Programme, { origin }: About): Assumed {
  const trend = performanceTrends.find(({ gainPerY }) => gainPerY === plan.performanceGainPerY)
  const given = origin.given.pricePerformance !== undefined
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
function basisOf(field: keyof InvestFields, { given, ready }: Origin, usual: string): Basis {
  if (given[field] !== undefined) return { basis: 'given', citations: [], because: 'given by you' }
  const citations: readonly Citation[] = ready?.citations[field] ?? []
  if (ready !== null && ready.input[field] !== undefined)
    return {
      basis: citations.length > 0 ? 'sourced' : 'judgement',
      citations,
      because: `of the case ${ready.id}`,
    }
  return { basis: 'judgement', citations: [], because: usual }
}
