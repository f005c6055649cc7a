import { place, pullForward } from '../../investment/portfolio.ts'
import type { PortfolioAnswerView } from './answer.ts'
import type { InvestPlan } from './plan.ts'
import { quarterWords, type PortfolioPlan } from './reading/portfolio.ts'

/** What fits, what slips, and what it would take to end a late project on its date. */
export function portfolioView(plan: InvestPlan, asked: PortfolioPlan): PortfolioAnswerView {
  const { portfolio, startQuarter } = asked
  const placed = place(portfolio)
  const words = (quarter: number | null) => (quarter === null ? null : quarterWords(startQuarter + quarter))
  const rent = plan.ways.find(({ way }) => way.kind === 'rent')?.way
  const rentPerHour = rent?.kind === 'rent' ? rent.tariff.perHour : null
  return {
    projects: portfolio.projects.flatMap(({ id, name, gpuHours, dueQuarter }, index) => {
      const placement = placed.placements[index]
      if (placement === undefined) return []
      const late = placement.verdict !== 'fits' && dueQuarter !== null && dueQuarter >= 0
      const pulled = late ? pullForward(portfolio, { id, targetQuarter: dueQuarter, rentPerHour }) : null
      return [
        {
          id,
          name,
          gpuHours,
          start: words(placement.startQuarter),
          end: words(placement.endQuarter),
          due: words(dueQuarter),
          verdict: placement.verdict,
          slipQuarters: placement.slipQuarters,
          missingHours: placement.missingHours,
          cost: placement.cost,
          heldBackBy: placement.heldBackBy,
          hoursByQuarter: placement.hoursByQuarter,
          pullForward:
            pulled === null
              ? null
              : {
                  target: quarterWords(startQuarter + pulled.targetQuarter),
                  endIfFirst: words(pulled.byPriority.endQuarter),
                  delays: pulled.byPriority.delayed.map(
                    ({ id: other, from, to }) =>
                      `${other}: ${words(from) ?? 'unfinished'} → ${words(to) ?? 'unfinished'}`,
                  ),
                  rentHours: pulled.byRenting?.hours ?? null,
                  extraCost: pulled.byRenting?.extraCost ?? null,
                },
        },
      ]
    }),
    quarters: placed.quarters.map(({ usedHours, capacityHours, spent, available }, quarter) => ({
      quarter: quarterWords(startQuarter + quarter),
      usedHours,
      capacityHours,
      spent,
      available: available >= unlimited ? null : available,
    })),
  }
}

/** A budget as large as this was not given. */
const unlimited = 1e17
