import { HOURS_PER_YEAR } from '../../base/units.ts'
import { breakEvenUtilisation, serve } from '../../investment/compare.ts'
import type { BreakEvenAnswer, Difference, OptionAnswer } from './answer.ts'
import { asPlanned, centiles, demandOf, rangeAround, type Outcomes } from './futures.ts'
import type { InvestPlan } from './plan.ts'
import { comparable, withinScope } from './scope/scope.ts'
import { steadyCost } from './steady.ts'

/** Each way of serving the demand, at the centre and over the futures. */
export function optionsOf(plan: InvestPlan, outcomes: Outcomes): readonly OptionAnswer[] {
  return plan.ways.map(({ id, name, basis, source, way }, index) => {
    const served = serve(asPlanned(plan, way), demandOf(plan))
    return {
      id,
      name,
      basis,
      source,
      presentCost: rangeAround(served.presentCost, outcomes.presentCosts[index] ?? []),
      perServedHour: served.perServedHour,
      toppedUpHours: served.years.reduce((total, { toppedUpHours }) => total + toppedUpHours, 0),
      unmetHours: served.unmetHours,
      yearlyCost: served.years.map(({ cost }) => cost),
    }
  })
}

/** Every pair of ways over the same futures: how far apart, and how often the second is the cheaper one. */
export function differencesOf(plan: InvestPlan, { presentCosts }: Outcomes): readonly Difference[] {
  return plan.ways.flatMap((a, i) =>
    plan.ways.slice(i + 1).flatMap((b, offset) => {
      if (!comparable(plan, a.id, b.id)) return []
      const ofA = presentCosts[i] ?? []
      const ofB = presentCosts[i + 1 + offset] ?? []
      const apart = ofA.map((cost, future) => (ofB[future] ?? 0) - cost)
      const cheaperFraction = apart.filter((difference) => difference < 0).length / Math.max(1, apart.length)
      const said = inFutures(a.name, b.name, { cheaperFraction, futures: apart.length })
      const sentence = withinScope(plan, [a.id, b.id], said)
      return [{ a: a.id, b: b.id, difference: centiles(apart), cheaperFraction, sentence }]
    }),
  )
}

const outOf = 20

/** 'Rent is cheaper than Own in 19 of 20 futures.' The cheaper one in most futures is the one named first. */
export function inFutures(
  a: string,
  b: string,
  { cheaperFraction, futures }: { readonly cheaperFraction: number; readonly futures: number },
): string {
  const [winner, loser, share] =
    cheaperFraction >= 0.5 ? [b, a, cheaperFraction] : [a, b, 1 - cheaperFraction]
  if (share === 1)
    return `${winner} is cheaper than ${loser} in each of ${futures.toLocaleString('en')} futures.`
  const times = Math.min(outOf - 1, Math.round(share * outOf))
  return `${winner} is cheaper than ${loser} in ${String(times)} of ${String(outOf)} futures.`
}

const curvePoints = 20

/** From which use on the own machine is cheaper than the rent, and the cost of its hour over the use. */
export function breakEvenOf(plan: InvestPlan): BreakEvenAnswer {
  const rent = plan.ways.find(({ way }) => way.kind === 'rent')?.way
  const at = (utilisation: number) =>
    steadyCost({ ...plan, programme: { ...plan.programme, utilisationByYear: [utilisation] } })
  const full = at(1)
  const half = at(0.5)
  const perUsedHour = (full.yearlyTotal - half.yearlyTotal) / (HOURS_PER_YEAR * plan.accelerators * 0.5)
  const fixed = full.yearlyTotal / plan.accelerators - perUsedHour * HOURS_PER_YEAR
  const rentPerHour = rent?.kind === 'rent' ? rent.tariff.perHour : null
  return {
    rentPerHour,
    utilisation:
      rentPerHour === null
        ? null
        : breakEvenUtilisation({ fixedPerAcceleratorY: fixed, perUsedHour, rentPerHour }),
    curve: Array.from({ length: curvePoints }, (_, index) => {
      const utilisation = (index + 1) / curvePoints
      return { utilisation, ownPerHour: at(utilisation).perAllocatedHour }
    }),
  }
}
