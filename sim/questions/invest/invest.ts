import { priceLevel } from '../../investment/cashflow.ts'
import { programme, purchasesOf, writtenOff, type ProgrammeAnswer } from '../../investment/programme.ts'
import { KWH_PER_MWH } from '../../base/units.ts'
import type { Answered } from '../../base/answered.ts'
import { inWords } from '../estimate/assumptions/cited.ts'
import { version } from '../../base/version.ts'
import type { InvestAnswer, PortfolioAnswerView } from './answer.ts'
import { shortMoney } from './amounts.ts'
import { buysOf, energyKwhOf, siteOf } from './buys.ts'
import { explainInvest } from './explain.ts'
import { drawFutures } from './futures/draw.ts'
import { centiles, futureOutcomesOf } from './futures/ways.ts'
import { breakEvenOf, differencesOf, optionsOf, unmetRefusals } from './options.ts'
import type { InvestPlan } from './plan.ts'
import { paidBy, taxLines } from './payers/payers.ts'
import { whyNoRun, runQuestion } from './run/question.ts'
import { readInvest } from './input.ts'
import { filledBefore, listed, refusals, scopesOf } from './scope/scope.ts'
import { servingOf } from './serving.ts'
import { sovereigntyView } from './sovereignty/view.ts'
import { runningBy, steadyCost, steadyYear } from './steady.ts'
import { depreciationOf, shocksOf, trendsOf } from './what-if.ts'
import { place, pullForward } from '../../investment/portfolio.ts'
import { quarterWords, type PortfolioPlan } from './reading/portfolio.ts'

/** What fits, what slips, and what it would take to end a late project on its date. */
function portfolioView(plan: InvestPlan, asked: PortfolioPlan): PortfolioAnswerView {
  const { portfolio, startQuarter: firstQuarter } = asked
  const placed = place(portfolio)
  const words = (quarter: number | null) => (quarter === null ? null : quarterWords(firstQuarter + quarter))
  const rent = plan.ways.find(({ way }) => way.kind === 'rent')?.way
  const rentPerHour = rent?.kind === 'rent' ? rent.tariff.perHour : null
  return {
    projects: portfolio.projects.flatMap(({ id, name, gpuHours, dueQuarter }, index) => {
      const placement = placed.placements[index]
      if (placement === undefined) return []
      const { id: _, startQuarter, endQuarter, ...fate } = placement
      const late = fate.verdict !== 'fits' && dueQuarter !== null && dueQuarter >= 0
      const pulled = late ? pullForward(portfolio, { id, targetQuarter: dueQuarter, rentPerHour }) : null
      return [
        {
          id,
          name,
          gpuHours,
          start: words(startQuarter),
          end: words(endQuarter),
          due: words(dueQuarter),
          ...fate,
          pullForward:
            pulled === null
              ? null
              : {
                  target: quarterWords(firstQuarter + pulled.targetQuarter),
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
      quarter: quarterWords(firstQuarter + quarter),
      usedHours,
      capacityHours,
      spent,
      available: available >= unlimited ? null : available,
    })),
  }
}

/** A budget as large as this was not given. */
const unlimited = 1e17

/** A programme over many years: its cash flow, the cost of an hour, other ways of getting hours, what it buys. */
export function answerInvest(raw: unknown): Answered<InvestAnswer> {
  const plan = readInvest(raw)
  if (!plan.ok) return { status: 'refused', problems: plan.problems }
  const obstacles = whyNoRun(plan.value)
  if (obstacles.length > 0) return { status: 'infeasible', obstacles }
  return { status: 'answer', value: compose(plan.value) }
}

function compose(plan: InvestPlan): InvestAnswer {
  const owned = programme(plan.programme)
  const futures = drawFutures(plan.seed, plan.samples, plan)
  const outcomes = futureOutcomesOf(plan, futures)
  const hours = hourCostOf(plan, owned, outcomes)
  const presentCost = centiles(outcomes.ownPresentCosts)
  const options = optionsOf(plan, outcomes)
  const differences = differencesOf(plan, outcomes)
  const sentences = sentencesOf(plan, hours, headlineOf(options, differences))
  return {
    sentence: sentences.join(' '),
    sentences,
    ...subjects(plan),
    hourCost: hours,
    depreciationView: depreciationOf(plan),
    cashFlow: owned.years.map(
      ({ firstGenerationHours: _hours, energyKwh: _paid, discountFactor: _rate, ...year }) => ({
        ...year,
        energyMwh: energyKwhOf(plan, year) / KWH_PER_MWH,
      }),
    ),
    payers: paidBy(plan.payers, plan.programme, owned),
    taxes: taxLines(plan.taxes, { payers: plan.payers, discounting: plan.programme.discounting }, owned),
    presentCost,
    planPresentCost: owned.presentCost,
    options,
    differences,
    scopes: scopesOf(plan),
    notCompared: [...plan.notCompared, ...refusals(plan), ...unmetRefusals(plan, outcomes)],
    exchanges: plan.exchanges,
    breakEven: breakEvenOf(plan),
    trends: trendsOf(plan),
    shocks: shocksOf(plan),
    runQuestion: runQuestion(plan, futures),
    buys: buysOf(plan, owned),
    site: siteOf(plan, owned),
    portfolio: plan.portfolio === null ? null : portfolioView(plan, plan.portfolio),
    serving: plan.serving === null ? null : servingOf(plan, plan.serving, hours.perAllocatedHour),
    sovereignty:
      plan.sovereignty === null
        ? null
        : sovereigntyView(plan.sovereignty, {
            low: hours.perAllocatedHour.p10,
            high: hours.perAllocatedHour.p90,
            without: plan.fill.missing,
          }),
    futures: { seed: plan.seed, samples: plan.samples, stage: plan.stage },
    assumptions: plan.assumed.map(inWords),
    formulas: explainInvest(plan, { hourCost: hours, presentCost, owned }),
    notIncluded: notIncluded(plan),
    version,
  }
}

/** The two cheapest ways that can be compared, by the middle of their futures. */
function headlineOf(ways: InvestAnswer['options'], differences: InvestAnswer['differences']): string {
  const { length } = ways
  const rank = new Map(
    [...ways].sort((a, b) => a.presentCost.p50 - b.presentCost.p50).map(({ id }, place) => [id, place]),
  )
  const place = ({ a, b }: InvestAnswer['differences'][number]) =>
    (rank.get(a) ?? length) + (rank.get(b) ?? length)
  const [first] = [...differences].sort((one, other) => place(one) - place(other))
  return first?.sentence ?? ''
}

function subjects(plan: InvestPlan) {
  const { name, story, currency, capital, accelerator, accelerators, grid, programme: years } = plan
  const { discounting } = years
  const percent = (rate: number) => `${String(Number((rate * 100).toPrecision(4)))} %`
  const prices =
    discounting.kind === 'real'
      ? `prices of today, discounted at a real rate of ${percent(discounting.ratePerY)}`
      : `money of each year at ${percent(discounting.inflationPerY)} inflation, discounted at a nominal rate of ${percent(discounting.ratePerY)}; year ${String(years.horizonY)} costs ${priceLevel(discounting, years.horizonY).toFixed(2)} times today's prices`
  return {
    name,
    story,
    currency,
    prices,
    horizonY: years.horizonY,
    machine: {
      accelerator: accelerator.name,
      accelerators,
      country: grid.name,
      capital: capital.map((item) => ({
        name: item.name,
        part: item.part,
        scope: item.scope,
        amount: item.amount,
        perAccelerator: item.amount / (item.accelerators || accelerators),
        startY: item.startY,
        lifeY: item.lifeY,
        renewals: purchasesOf(item, years)
          .slice(1)
          .map(({ startY, amount }) => ({ startY, amount })),
      })),
    },
  }
}

type HourCosts = InvestAnswer['hourCost']
type Outcomes = ReturnType<typeof futureOutcomesOf>

/** The steady cost as planned; its range is that of the levelised cost over the futures, scaled to it. */
function hourCostOf(plan: InvestPlan, owned: ProgrammeAnswer, outcomes: Outcomes): HourCosts {
  const steady = steadyCost(plan)
  const scaled = (values: readonly number[], from: number, to: number) =>
    values.map((value) => (value * to) / from)
  const { levelisedPerAllocatedHour, levelisedPerUsefulHour, presentResidual: residual } = owned
  const present = Object.entries({ ...owned.presentParts, residual })
  return {
    perAllocatedHour: centiles(
      scaled(outcomes.perAllocatedHour, levelisedPerAllocatedHour, steady.perAllocatedHour),
    ),
    perUsefulHour: centiles(scaled(outcomes.perUsefulHour, levelisedPerUsefulHour, steady.perUsefulHour)),
    planPerAllocatedHour: steady.perAllocatedHour,
    planPerUsefulHour: steady.perUsefulHour,
    parts: steady.parts,
    yearlyTotal: steady.yearlyTotal,
    levelisedPerAllocatedHour,
    levelisedPerUsefulHour,
    levelisedParts: Object.fromEntries(
      present.map(([part, amount]) => [part, amount / owned.discountedAllocatedHours]),
    ),
  }
}

function sentencesOf(plan: InvestPlan, hours: HourCosts, comparison: string): readonly string[] {
  const { perAllocatedHour: hour } = hours
  const money = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 3 })
  const { horizonY } = plan.programme
  const isRenewed = plan.capital.some(
    ({ part, startY, lifeY, refresh }) =>
      part === 'compute' && refresh !== 'none' && startY + lifeY < horizonY,
  )
  const renewed = isRenewed
    ? `With its refreshes it costs ${plan.currency} ${money(hours.levelisedPerAllocatedHour)} over ${String(horizonY)} years, counted in hours of the first machine.`
    : ''
  const share = Math.round(steadyYear(plan.programme).utilisation * 100)
  const cost = `An accelerator-hour of ${plan.name} costs ${plan.currency} ${money(hour.p50)} (${money(hour.p10)} to ${money(hour.p90)}) at ${String(share)} % use${without(plan)}.`
  const compared = renewed === '' ? filledBefore(plan, comparison) : comparison
  return [cost, renewed, compared].filter((sentence) => sentence !== '')
}

/** The parts that the cost of the hour leaves out, said with it. */
function without({ fill: { missing } }: InvestPlan): string {
  return missing.length === 0 ? '' : `, without ${listed(missing)}`
}

/** What neither a figure's scope nor a field of its own pays for. */
function notIncluded(plan: InvestPlan): readonly string[] {
  const {
    fill,
    taxes,
    programme: { power },
  } = plan
  const filled = fill.unfilled.length === 0 ? '; filled from a cited range where Own is compared' : ''
  return [
    ...fill.missing.map((part) => `${part}: no figure was given and no scope covers it${filled}`),
    ...beyondHorizon(plan),
    ...withoutMachine(plan),
    ...(power === null ? ['electricity is counted inside another figure'] : []),
    taxes.vatFraction + taxes.dutyFraction > 0
      ? 'taxes, which are lines of their own, financing other than the discount rate, and the cost of decisions that come late'
      : 'taxes, financing other than the discount rate, and the cost of decisions that come late',
  ]
}

/** Years of the horizon in which nothing runs: a life ended, and no refresh follows. */
function withoutMachine({ capital, programme: { horizonY } }: InvestPlan): readonly string[] {
  const idle = runningBy(capital, horizonY).flatMap(({ share }, at) => (share === 0 ? [at + 1] : []))
  const years = idle.join(', ')
  return idle.length === 0
    ? []
    : [
        `no machine runs in year ${years}: give lifeY, startY or refresh; without demandHoursPerY no hours are wanted then`,
      ]
}

/** What outlives the years looked at and is counted for nothing then. */
function beyondHorizon({ capital, currency, programme: plan }: InvestPlan): readonly string[] {
  return capital.flatMap((item) => {
    const amount = writtenOff(item, plan)
    const leftFraction = amount / (purchasesOf(item, plan).at(-1)?.amount ?? amount)
    return amount === 0
      ? []
      : [
          `${item.name}: ${String(Number((leftFraction * item.lifeY).toFixed(2)))} of its ${String(item.lifeY)} years, ${shortMoney(currency, amount)} by the straight line, lie beyond the horizon, counted for nothing (residual)`,
        ]
  })
}
