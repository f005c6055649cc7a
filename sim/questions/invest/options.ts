import { serve } from '../../investment/compare.ts'
import { programme, type Programme } from '../../investment/programme.ts'
import type { BreakEvenAnswer, Difference, OptionAnswer } from './answer.ts'
import { asPlanned, centiles, demandOf, rentAsPlanned, type Outcomes } from './futures/ways.ts'
import type { InvestPlan } from './plan.ts'
import { comparable, withinScope, filledProgramme } from './scope/scope.ts'

/** Each way of serving the demand, at the centre and over the futures. */
export function optionsOf(plan: InvestPlan, outcomes: Outcomes): readonly OptionAnswer[] {
  return plan.ways.map((named, index) => {
    const { id, name, basis, source } = named
    const served = serve(asPlanned(plan, named), demandOf(plan))
    return {
      id,
      name,
      basis,
      source,
      presentCost: centiles(outcomes.presentCosts[index] ?? []),
      plan: served.presentCost,
      perServedHour: served.perServedHour,
      toppedUpHours: served.years.reduce((total, { toppedUpHours }) => total + toppedUpHours, 0),
      unmetHours: served.unmetHours,
      yearlyCost: served.years.map(({ cost }) => cost),
    }
  })
}

/** Every pair of ways over the same futures: how far apart, and how often the second is the cheaper one. */
export function differencesOf(plan: InvestPlan, outcomes: Outcomes): readonly Difference[] {
  const { presentCosts } = outcomes
  const undone = new Set(undoneBy(plan, outcomes).map(({ id }) => id))
  return plan.ways.flatMap((a, i) =>
    plan.ways.slice(i + 1).flatMap((b, offset) => {
      if (!comparable(plan, a.id, b.id) || undone.has(a.id) || undone.has(b.id)) return []
      const ofA = presentCosts[i] ?? []
      const ofB = presentCosts[i + 1 + offset] ?? []
      const apart = ofA.map((cost, future) => (ofB[future] ?? 0) - cost)
      const cheaperFraction = apart.filter((difference) => difference < 0).length / Math.max(1, apart.length)
      const said = apart.every((difference) => difference === 0)
        ? `${a.name} costs as much as ${b.name} in each of ${apart.length.toLocaleString('en')} futures.`
        : inFutures(a.name, b.name, { cheaperFraction, futures: apart.length })
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

/** Ways that leave hours undone in some future, where nobody said what an undone hour costs: they look cheap for it. */
function undoneBy(plan: InvestPlan, { unmetHours }: Outcomes) {
  return plan.ways.flatMap(({ id, name }, index) => {
    const inFuture = unmetHours[index] ?? []
    const share = inFuture.filter((hours) => hours > 0).length / Math.max(1, inFuture.length)
    return share === 0 ? [] : [{ id, name, share, most: Math.max(...inFuture) }]
  })
}

/** Why such ways are compared with nothing. */
export function unmetRefusals(plan: InvestPlan, outcomes: Outcomes): readonly string[] {
  if (plan.ways.length < 2) return []
  return undoneBy(plan, outcomes).map(
    ({ name, share, most }) =>
      `${name} is compared with nothing: in ${String(Math.max(1, Math.round(share * 100)))} % of futures it leaves hours undone, up to ${Math.round(most).toLocaleString('en')}, and no rent is known for them. Give options.rent, or unmetPerHour: what an undone hour is worth.`,
  )
}

const curvePoints = 20

/**
 * From which use on the own machine is cheaper than the rent, both levelised over the horizon and over one scope: what
 * the own machine's figures lack is filled. Beside it the same by the figures as they are given.
 */
export function breakEvenOf(plan: InvestPlan): BreakEvenAnswer {
  const rent = rentAsPlanned(plan)
  const levelled = rent === null ? null : serve(rent, { ...demandOf(plan), topUp: null }).perServedHour
  const costAt = (own: Programme, utilisation: number) =>
    programme({ ...own, utilisationByYear: [utilisation] }).levelisedPerAllocatedHour
  // The cost of an hour is A/u + B over the use u.
  const useOf = (own: Programme) => {
    const perFull = costAt(own, 0.5) - costAt(own, 1)
    const saved = (levelled ?? 0) - costAt(own, 1) + perFull
    return perFull > saved ? null : perFull / saved
  }
  const whole = filledProgramme(plan.programme, plan.fill)
  return {
    rentPerHour: rent?.tariff.perHour ?? null,
    rentLevelised: levelled,
    horizonY: plan.programme.horizonY,
    filled: plan.fill.missing,
    utilisation: plan.fill.unfilled.length > 0 ? null : useOf(whole),
    utilisationAsGiven: useOf(plan.programme),
    curve: Array.from({ length: curvePoints }, (_, index) => {
      const utilisation = (index + 1) / curvePoints
      return { utilisation, ownPerHour: costAt(whole, utilisation) }
    }),
  }
}
