import { stream } from '../../base/random.ts'
import { serve, type Tariff, type Way } from '../../investment/compare.ts'
import { programme, type Programme } from '../../investment/programme.ts'
import type { Range } from '../estimate/answer.ts'
import { spreads, type SpreadId } from './assumptions.ts'
import { filledProgramme } from './scope/fill.ts'
import type { Fill, InvestPlan } from './plan.ts'

/** One future: a factor for every uncertain input. The same futures meet every way of getting hours. */
export type Future = { readonly [K in SpreadId]: number }

const ids = [
  'capital',
  'utilisation',
  'goodput',
  'computingW',
  'pricePerKwh',
  'rentGrowth',
  'demand',
  'demandGrowth',
  'operationShare',
] as const

/** Ninetieth centile of the standard normal. */
const normalP90 = 1.2815515655446004

/**
 * Futures by the seed. Each input has its own stream, so that one more input would change nothing in the others. A
 * factor is log-normal on either side of 1, with the p10 and p90 of its range.
 */
export function drawFutures(seed: number, howMany: number): readonly Future[] {
  const streams = ids.map((id) => ({ id, random: stream(seed, `invest ${id}`), ...spreads[id] }))
  return Array.from({ length: howMany }, () => {
    const drawn = { ...unchanged }
    for (const { id, random, low, high } of streams) {
      const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
      const end = normal < 0 ? low : high
      drawn[id] = Math.exp((Math.abs(normal) / normalP90) * Math.log(end))
    }
    return drawn
  })
}

const unchanged: Record<SpreadId, number> = {
  capital: 1,
  utilisation: 1,
  goodput: 1,
  computingW: 1,
  pricePerKwh: 1,
  rentGrowth: 1,
  demand: 1,
  demandGrowth: 1,
  operationShare: 1,
}

/** A programme as it turns out in a future. */
export function programmeIn(plan: Programme, future: Future): Programme {
  return {
    ...plan,
    phases: plan.phases.map((phase) => ({ ...phase, amount: phase.amount * future.capital })),
    power:
      plan.power === null ? null : { ...plan.power, computingW: plan.power.computingW * future.computingW },
    pricePerKwhByYear: plan.pricePerKwhByYear.map((price) => price * future.pricePerKwh),
    utilisationByYear: plan.utilisationByYear.map((share) => Math.min(1, share * future.utilisation)),
    goodputFraction: Math.min(1, plan.goodputFraction * future.goodput),
  }
}

function tariffIn({ perHour, growthPerY }: Tariff, { rentGrowth }: Future): Tariff {
  return { perHour, growthPerY: (1 + growthPerY) * rentGrowth - 1 }
}

/** The tariff of a share follows its machine's cost, not the market: it keeps its price. */
function wayIn(way: Way, future: Future, fill: Fill): Way {
  switch (way.kind) {
    case 'own': {
      const whole = filledProgramme(way.plan, fill, future.operationShare)
      return { ...way, plan: programmeIn(whole, future) }
    }
    case 'reserve':
    case 'rent':
      return { ...way, tariff: tariffIn(way.tariff, future) }
    case 'share':
      return way
  }
}

/** A way with nothing drawn, over the scope that the others have. */
export function asPlanned(plan: InvestPlan, way: Way): Way {
  return wayIn(way, unchanged, plan.fill)
}

export type Outcomes = {
  /** Present cost of each way, one entry a future, in the order of the plan's ways. */
  readonly presentCosts: readonly (readonly number[])[]
  /** Of the own machine at its planned use, its figures as given: nothing is filled in. */
  readonly ownPresentCosts: readonly number[]
  /** Levelised cost of the same. */
  readonly perAllocatedHour: readonly number[]
  readonly perUsefulHour: readonly number[]
}

/** Every way in every future. The demand differs among futures and is one within each: all ways serve the same hours. */
export function outcomesOf(plan: InvestPlan, futures: readonly Future[]): Outcomes {
  const owned = futures.map((future) => programme(programmeIn(plan.programme, future)))
  return {
    presentCosts: plan.ways.map(({ way }) =>
      futures.map((future) => serve(wayIn(way, future, plan.fill), demandOf(plan, future)).presentCost),
    ),
    ownPresentCosts: owned.map(({ presentCost }) => presentCost),
    perAllocatedHour: owned.map(({ levelisedPerAllocatedHour }) => levelisedPerAllocatedHour),
    perUsefulHour: owned.map(({ levelisedPerUsefulHour }) => levelisedPerUsefulHour),
  }
}

/** The demand of a plan; what a way cannot give is rented where a rent is known. */
export function demandOf(plan: InvestPlan, future: Future = unchanged) {
  const rent = plan.ways.find(({ way }) => way.kind === 'rent')?.way
  return {
    horizonY: plan.programme.horizonY,
    discounting: plan.programme.discounting,
    hoursByYear: demandIn(plan, future),
    topUp: rent?.kind === 'rent' ? tariffIn(rent.tariff, future) : null,
  }
}

/** Hours wanted by year in a future: another level, and a path that rises or falls. */
function demandIn({ demandHoursByYear: planned, programme: { horizonY } }: InvestPlan, future: Future) {
  return Array.from({ length: horizonY }, (_, year) => {
    const hours = planned[Math.min(year, planned.length - 1)] ?? 0
    return hours * future.demand * future.demandGrowth ** year
  })
}

/** The centre as planned, with the tenth and ninetieth centile of the futures around it. */
export function rangeAround(centre: number, values: readonly number[]): Range {
  const { p10, p90 } = centiles(values)
  return { p10: Math.min(p10, centre), p50: centre, p90: Math.max(p90, centre) }
}

export function centiles(values: readonly number[]): Range {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) }
}
