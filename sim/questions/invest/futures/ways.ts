import { spend } from '../../../base/outcome.ts'
import { quantile } from '../../../base/math.ts'
import { serve, type Demand, type Tariff, type Way } from '../../../investment/compare.ts'
import { inYear, programme, type Phase, type Programme } from '../../../investment/programme.ts'
import type { Range } from '../../estimate/answer.ts'
import type { Fill, InvestPlan, NamedWay } from '../plan.ts'
import { filledProgramme } from '../scope/scope.ts'
import { asPlannedFuture, leftInLull, type Future } from './draw.ts'

/**
 * A programme as it turns out in a future: dearer, with other prices and use. Its years count from its first day, so a
 * machine that comes late is paid for late and costs the same.
 */
export function programmeIn(plan: Programme, future: Future): Programme {
  const years = Array.from({ length: plan.horizonY }, (_, year) => year)
  return {
    ...plan,
    discounting: discountingIn(plan, future),
    phases: plan.phases.map((phase) => ({
      ...(phase.part === 'compute' ? lived(phase, plan, future.life) : phase),
      amount: phase.amount * (phase.part === 'facility' ? future.facility : future.capital),
    })),
    maintenancePerY: plan.maintenancePerY * future.maintenance,
    staffPerY: plan.staffPerY * future.staff,
    power:
      plan.power === null
        ? null
        : {
            ...plan.power,
            computingW: plan.power.computingW * future.computingW,
            pueRatio: Math.max(1, plan.power.pueRatio * future.pueRatio),
          },
    pricePerKwhByYear: years.map(
      (year) =>
        inYear(plan.pricePerKwhByYear, year + 1) * future.pricePerKwh * future.electricityGrowth ** year,
    ),
    utilisationByYear: years.map((year) =>
      Math.min(1, inYear(plan.utilisationByYear, year + 1) * future.utilisation),
    ),
    goodputFraction: Math.min(1, plan.goodputFraction * future.goodput),
  }
}

/**
 * The same by the years of a demand that does not wait. A machine is paid for when it comes; what it would have used up
 * by the horizon then has some of its life left, which counts by the straight line.
 *
 * Ours: what lateness costs is the hours that are got elsewhere meanwhile.
 */
function late(plan: Programme, delayY: number): Programme {
  if (delayY === 0) return plan
  const phases = plan.phases.map((phase) => ({
    ...phase,
    startY: phase.startY + delayY,
    residual: residualIn(phase, plan),
  }))
  return { ...plan, phases }
}

function residualIn(phase: Phase, { horizonY }: Programme): Phase['residual'] {
  const isUsedUp = Number.isInteger((horizonY - phase.startY) / phase.lifeY)
  return isUsedUp && phase.residual === 'none' ? 'straight-line' : phase.residual
}

/** A life that turns out otherwise; in whole years where a refresh follows. What is left of it counts as in a machine that comes late. */
function lived(phase: Phase, plan: Programme, factor: number): Phase {
  if (factor === 1) return phase
  const years = phase.lifeY * factor
  const lifeY = phase.refresh === 'none' ? years : Math.max(1, Math.round(years))
  return { ...phase, lifeY, residual: residualIn(phase, plan) }
}

function discountingIn({ discounting }: Programme, { ratePerY }: Future): Programme['discounting'] {
  return { ...discounting, ratePerY: discounting.ratePerY * ratePerY }
}

type Moving = { readonly growth: number; readonly exchange: number }

function tariffIn(tariff: Tariff, { growth, exchange }: Moving): Tariff {
  return {
    perHour: tariff.perHour,
    growthPerY: (1 + tariff.growthPerY) * growth - 1,
    exchangePerRootY: exchange * (tariff.exchangePerRootY ?? 0),
  }
}

/** A rent follows the market; the tariff of a share follows its machine's cost. */
export function wayIn({ way }: NamedWay, future: Future, fill: Fill): Way {
  const { rentGrowth, tariffGrowth, exchange } = future
  switch (way.kind) {
    case 'own': {
      const whole = filledProgramme(way.plan, fill, future.operationShare)
      return { ...way, plan: late(programmeIn(whole, future), future.delayY) }
    }
    case 'reserve':
    case 'rent':
      return { ...way, tariff: tariffIn(way.tariff, { growth: rentGrowth, exchange }) }
    case 'share':
      return { ...way, tariff: tariffIn(way.tariff, { growth: tariffGrowth, exchange }) }
  }
}

/** A way with nothing drawn, over the scope that the others have. */
export function asPlanned(plan: InvestPlan, way: NamedWay): Way {
  return wayIn(way, asPlannedFuture, plan.fill)
}

/** The rent without the spread of a foreign currency's rate, which is a risk and no rise; null where none is known. */
export function rentAsPlanned(plan: InvestPlan): Extract<Way, { kind: 'rent' }> | null {
  const named = plan.ways.find(({ way }) => way.kind === 'rent')
  const rent = named === undefined ? null : asPlanned(plan, named)
  return rent?.kind === 'rent' ? rent : null
}

export type Outcomes = Readonly<ReturnType<typeof futureOutcomesOf>>

/** Of a future, beside the years of its programmes. */
const futureUs = 80

/** Every way in every future. The demand differs among futures and is one within each: all ways serve the same hours. */
export function futureOutcomesOf(plan: InvestPlan, futures: readonly Future[]) {
  spend(futureUs * futures.length)
  const owned = futures.map((future) => programme(programmeIn(plan.programme, future)))
  const served = plan.ways.map((way) =>
    futures.map((future) => serve(wayIn(way, future, plan.fill), demandOf(plan, future))),
  )
  return {
    /** Present cost of each way, one entry a future, in the order of the plan's ways. */
    presentCosts: served.map((one) => one.map(({ presentCost }) => presentCost)),
    /** Hours of the demand that stay undone in each, in the same order. */
    unmetHours: served.map((one) => one.map(({ unmetHours }) => unmetHours)),
    /** Of the own machine at its planned use, its figures as given: nothing is filled in. */
    ownPresentCosts: owned.map(({ presentCost }) => presentCost),
    /** Levelised cost of the same. */
    perAllocatedHour: owned.map(({ levelisedPerAllocatedHour }) => levelisedPerAllocatedHour),
    perUsefulHour: owned.map(({ levelisedPerUsefulHour }) => levelisedPerUsefulHour),
  }
}

/** The demand of a plan; what a way cannot give is rented where a rent is known, else at what was said to be its worth. */
export function demandOf(plan: InvestPlan, future: Future = asPlannedFuture): Demand {
  const rent = plan.ways.find(({ way }) => way.kind === 'rent')?.way
  const worth = plan.unmetPerHour === null ? null : { perHour: plan.unmetPerHour, growthPerY: 0 }
  const { rentGrowth: growth, exchange } = future
  return {
    horizonY: plan.programme.horizonY,
    discounting: discountingIn(plan.programme, future),
    hoursByYear: demandIn(plan, future),
    topUp: rent?.kind === 'rent' ? tariffIn(rent.tariff, { growth, exchange }) : worth,
  }
}

/** Hours wanted by year in a future: whether they come, at which level, a path that rises or falls, and a lull. */
function demandIn({ demandHoursByYear: planned, programme: { horizonY } }: InvestPlan, future: Future) {
  return Array.from({ length: horizonY }, (_, year) => {
    const level = inYear(planned, year + 1) * future.demand * future.demandGrowth ** year
    return level * future.comes * leftInLull(future.lullY, year + 1)
  })
}

export function centiles(values: readonly number[]): Range {
  const ascending = [...values].sort((a, b) => a - b)
  return { p10: quantile(ascending, 0.1), p50: quantile(ascending, 0.5), p90: quantile(ascending, 0.9) }
}
