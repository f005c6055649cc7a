import { namesIn } from '../../base/csv.ts'
import { discountRates, performanceTrends } from '../../catalogue/economics.ts'
import { demandEvents, type PlanStage } from '../../catalogue/uncertain.ts'
import type { Citation } from '../../catalogue/types.ts'
import type { Programme } from '../../investment/programme.ts'
import { saidAt } from '../asking/problems.ts'
import type { Assumed } from '../estimate/assumptions/assumed.ts'
import type { InvestCase, Origin } from './cases.ts'
import { beliefOf, type FutureId } from './futures/draw.ts'
import type { Site } from './reading/site.ts'
import { steadyYear } from './steady.ts'

export type About = {
  readonly site: Site
  readonly origin: Origin
  readonly currency: string
  readonly discountName: string
  readonly stage: PlanStage
}

/** What the plan rests on: each input with its range over the futures, and who said it. */
export function assumptionsOf(plan: Programme, about: About): readonly Assumed[] {
  const { stage } = about
  return [
    ...figuresOf(plan, about),
    ...futuresAssumed(stage),
    ...powerOf(plan, about),
    ...yearlyOf(plan, about),
    gainOf(plan, about),
    ...overheadOf(about),
  ]
}

/** Capital, use and goodput. */
function figuresOf(plan: Programme, about: About): readonly Assumed[] {
  const { currency, stage } = about
  const of = (id: keyof InvestCase['input'], usual: string) => basisOf(id, about.origin, usual)
  const capital = plan.phases.reduce((total, { amount }) => total + amount, 0)
  return [
    spread(
      {
        id: 'capital',
        name: 'Capital, all figures together',
        value: capital,
        unit: currency,
        ...of('capital', ''),
      },
      stage,
    ),
    spread(
      {
        id: 'utilisation',
        name:
          plan.utilisationByYear.length > 1
            ? 'Utilisation: allocated ÷ installed hours, mean of the years by accelerators'
            : 'Utilisation: allocated ÷ installed hours',
        value: steadyYear(plan).utilisation,
        unit: '',
        ...of(
          'utilisation',
          'our judgement, between the 77 % that Nurion averaged and a snapshot of CSCS with 95 %',
        ),
      },
      stage,
    ),
    spread(
      {
        id: 'goodput',
        name: 'Goodput: useful ÷ allocated hours',
        value: plan.goodputFraction,
        unit: '',
        ...of('goodput', 'our judgement; the estimate of a run has its own'),
      },
      stage,
    ),
  ]
}

/** What is certain of every year. */
function yearlyOf(plan: Programme, about: About): readonly Assumed[] {
  const of = (id: keyof InvestCase['input'], usual: string) => basisOf(id, about.origin, usual)
  return [
    {
      id: 'maintenancePerY',
      name: 'Maintenance a year',
      value: plan.maintenancePerY,
      range: null,
      unit: about.currency,
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
  ]
}

/** A planned figure with what it may turn out to be. */
function spread(assumed: Omit<Assumed, 'range'> & { readonly id: FutureId }, stage: PlanStage): Assumed {
  const { p10, p90, note, citations } = beliefOf(assumed.id, stage)
  const most = assumed.unit === '' ? 1 : Infinity
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
function futuresAssumed(stage: PlanStage): readonly Assumed[] {
  const ids = namesIn('delayY demand demandGrowth rentGrowth tariffGrowth electricityGrowth exchange')
  return [
    ...ids.map((id): Assumed => {
      const { name, p10, p50, p90, heat, note, citations } = beliefOf(id, stage)
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
function overheadOf({ site, origin }: About): readonly Assumed[] {
  const own = site.powerAssumed.filter(({ id }) => id === 'pueRatio')
  if (saidAt(origin.given, ['power', 'pueRatio']) === undefined) return own
  return own.map((one) => ({
    ...one,
    value: site.power.pueRatio,
    range: null,
    basis: 'given',
    citations: [],
    because: 'given by you',
  }))
}

function powerOf(plan: Programme, { site, currency, origin, stage }: About): readonly Assumed[] {
  const own = site.powerAssumed.find(({ id }) => id === 'computingW')
  if (plan.power === null || own === undefined) return []
  const given = saidAt(origin.given, ['power', 'computingW']) !== undefined
  const watts = spread(
    {
      id: 'computingW',
      name: own.name,
      value: plan.power.computingW,
      unit: own.unit,
      basis: given ? 'given' : own.basis,
      citations: given ? [] : own.citations,
      because: given ? 'given by you' : own.because,
    },
    stage,
  )
  const price = spread(
    {
      id: 'pricePerKwh',
      name:
        plan.pricePerKwhByYear.length > 1
          ? 'Electricity price, mean of the years by accelerators'
          : 'Electricity price',
      value: steadyYear(plan).pricePerKwh,
      unit: `${currency}/kWh`,
      ...basisOf('power', origin, `industrial price of ${site.grid.name}: ${site.grid.priceBasis}`),
    },
    stage,
  )
  return [watts, price]
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
function basisOf(field: keyof InvestCase['input'], { given, ready }: Origin, usual: string): Basis {
  if (saidAt(given, [field]) !== undefined) return { basis: 'given', citations: [], because: 'given by you' }
  const citations: readonly Citation[] = ready?.citations[field] ?? []
  if (ready !== null && ready.input[field] !== undefined)
    return {
      basis: citations.length > 0 ? 'sourced' : 'judgement',
      citations,
      because: `of the case ${ready.id}`,
    }
  return { basis: 'judgement', citations: [], because: usual }
}
