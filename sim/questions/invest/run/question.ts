import { quantile, sum } from '../../../base/math.ts'
import type { Obstacle } from '../../../base/outcome.ts'
import { programme } from '../../../investment/programme.ts'
import { HOURS_PER_DAY, HOURS_PER_YEAR } from '../../../base/units.ts'
import { columnOf, drawAll } from '../../estimate/assumptions/sampling.ts'
import { rangeOf } from '../../estimate/figures.ts'
import { inPercent } from '../../estimate/promises/promises.ts'
import { work, type Worked } from '../../estimate/work.ts'
import type { Future } from '../futures/draw.ts'
import { centiles, demandOf, wayIn } from '../futures/ways.ts'
import type { InvestPlan, NamedWay } from '../plan.ts'
import type { RunInYear } from '../reading/run.ts'
import { comparable, listed } from '../scope/scope.ts'
import type { RunQuestionAnswer } from './answer.ts'
import { discountFactor, priceLevel } from '../../../investment/cashflow.ts'
import { priceIn, serve, type Way } from '../../../investment/compare.ts'

type Made = { readonly run: RunInYear; readonly worked: Worked; readonly hours: Float64Array }

/** Why runs that were asked about cannot be. */
export function whyNoRun({ runs }: InvestPlan): readonly Obstacle[] {
  return (runs ?? []).flatMap(({ scenario }) => {
    const outcome = work(scenario)
    return outcome.feasible ? [] : outcome.obstacles
  })
}

/** This run, or a list of runs by year, under every way, in one currency, over one scope and horizon; null where not asked. */
export function runQuestion(plan: InvestPlan, futures: readonly Future[]): RunQuestionAnswer | null {
  if (plan.runs === null) return null
  const made = plan.runs.flatMap((run) => {
    const outcome = work(run.scenario)
    return outcome.feasible ? [madeOf(run, outcome.value, futures.length)] : []
  })
  const years = futures.map((_, index) => yearsOf(made, index))
  const tooMany = beyondOwn(plan, made)
  const ways = plan.ways.filter(
    ({ id }) => comparable(plan, id, 'rent') && (id !== 'own' || tooMany === null),
  )
  const costs = ways.map((way) =>
    futures.map((future, index) => runCost(plan, way, { future, years: years[index] ?? [] })),
  )
  const billed = years.map((inYears) => sum(inYears.map(({ year, hours }) => hours * worthIn(plan, year))))
  const last = Math.max(...plan.runs.map(({ year }) => year))
  const told = [...ways.map((way, index) => toldOf(way, costs[index] ?? [])), ...granted(plan, years)]
  const answers = told.map((one, index) =>
    wayAnswer(one, { billed, cheapest: cheapestOf(plan, told, index) }),
  )
  return {
    sentence: sentenceOf(plan, made, answers),
    runs: made.map(runAnswer),
    ways: answers,
    notCompared: [...notComparedOf(plan), ...(tooMany === null ? [] : [tooMany])],
    notes: [...notesOf(plan, answers, last), ...longerThanAYear(made)],
  }
}

/** Runs are billed in the year they begin in, however long the calendar holds them. */
function longerThanAYear(made: readonly Made[]): readonly string[] {
  return made.flatMap(({ run, worked }) => {
    const days = rangeOf(worked, 'calendarDays').p50
    return days <= HOURS_PER_YEAR / HOURS_PER_DAY
      ? []
      : [
          `${runWords(run)}: ${Math.round(days).toLocaleString('en')} days of the calendar in the middle, all billed in year ${String(run.year)}.`,
        ]
  })
}

function madeOf(run: RunInYear, worked: Worked, samples: number): Made {
  const draw = drawAll(worked.question, { seed: worked.scenario.seed, samples: Math.max(200, samples) })
  return { run, worked, hours: columnOf(draw, 'gpuHours') }
}

/** What the own machine cannot give in a year, if it gave all its planned hours of that year to these runs. */
function beyondOwn(plan: InvestPlan, made: readonly Made[]): string | null {
  const { years } = programme(plan.programme)
  for (const year of new Set(made.map(({ run }) => run.year))) {
    const inYear = made.filter(({ run }) => run.year === year)
    const hours = sum(
      inYear.map(({ run, worked }) => rangeOf(worked, 'gpuHours').p50 * run.multiplier * run.count),
    )
    const most = years[year]?.firstGenerationHours ?? 0
    if (hours > most)
      return `Own: year ${String(year)} is billed for ${Math.round(hours).toLocaleString('en')} hours, and the machine gives ${Math.round(most).toLocaleString('en')}.`
  }
  return null
}

/** What one future is billed for, year by year. */
function yearsOf(made: readonly Made[], index: number): readonly YearHours[] {
  const years = [...new Set(made.map(({ run }) => run.year))].sort((a, b) => a - b)
  return years.map((year) => {
    const inYear = made.filter(({ run }) => run.year === year)
    return {
      year,
      hours: sum(inYear.map(({ run, hours }) => (hours[index] ?? 0) * run.multiplier * run.count)),
      gpus: Math.max(...inYear.map(({ run }) => run.scenario.gpus)),
    }
  })
}

type Told = {
  readonly id: string
  readonly name: string
  readonly basis: string
  readonly exchangeRiskPerY: number
  readonly costs: readonly number[]
}

/** A grant as it is awarded; where it is not, its hours are rented, so it is told only where a rent is known. */
function granted(plan: InvestPlan, years: readonly (readonly YearHours[])[]): readonly Told[] {
  if (!plan.ways.some(({ id }) => id === 'rent')) return []
  const costs = years.map((inYears) =>
    sum(inYears.map(({ year, hours }) => hours * plan.grant.perHour * worthIn(plan, year))),
  )
  return [{ id: 'grant', name: 'Grant', basis: 'given', exchangeRiskPerY: 0, costs }]
}

function toldOf({ id, name, basis, way }: NamedWay, costs: readonly number[]): Told {
  const exchangeRiskPerY = way.kind === 'own' ? 0 : (way.tariff.exchangePerRootY ?? 0)
  return { id, name, basis, exchangeRiskPerY, costs }
}

type Share = { readonly low: number; readonly high: number }

/**
 * In which share of the futures a way is the cheapest; those of one cost share it. A grant is awarded by a chance of its own, so the share is that
 * of both cases by that chance; where nobody knows the chance it lies between them.
 */
function cheapestOf({ grant }: InvestPlan, told: readonly Told[], index: number): Share {
  const shareWith = (ways: readonly Told[], one: Told | undefined) => {
    const mine = one?.costs ?? []
    if (one === undefined || !ways.includes(one)) return 0
    const least = mine.map((cost, future) => {
      const theirs = ways.map(({ costs }) => costs[future] ?? Infinity)
      return Math.min(...theirs) < cost ? 0 : 1 / theirs.filter((other) => other === cost).length
    })
    return sum(least) / Math.max(1, mine.length)
  }
  const always = shareWith(told, told[index])
  const never = shareWith(
    told.filter(({ id }) => id !== 'grant'),
    told[index],
  )
  const at = (chance: number) => chance * always + (1 - chance) * never
  const ends = grant.awardedFraction === null ? [at(0), at(1)] : [at(grant.awardedFraction)]
  return { low: Math.min(...ends), high: Math.max(...ends) }
}

function wayAnswer(
  { costs, ...way }: Told,
  { billed, cheapest }: { readonly billed: readonly number[]; readonly cheapest: Share },
) {
  const perHour = costs.map((cost, index) => cost / (billed[index] ?? 1)).sort((a, b) => a - b)
  return { ...way, cost: centiles(costs), perBilledHour: quantile(perHour, 0.5), cheapest }
}

function runAnswer({ run, worked, hours }: Made): RunQuestionAnswer['runs'][number] {
  const gpuHours = rangeOf(worked, 'gpuHours')
  const bill = run.multiplier * run.count
  return {
    run: runWords(run),
    year: run.year,
    count: run.count,
    gpuHours,
    calendarDays: rangeOf(worked, 'calendarDays'),
    multiplier: run.multiplier,
    multiplierSource: run.multiplierSource,
    billedHours: centiles([...hours].map((one) => one * bill)),
  }
}

function runWords({ scenario: { model, tokens, gpus } }: RunInYear): string {
  return `${model.name} on ${(tokens / 1e12).toLocaleString('en')} T tokens, ${gpus.toLocaleString('en')} accelerators`
}

function sentenceOf(plan: InvestPlan, made: readonly Made[], ways: RunQuestionAnswer['ways']): string {
  const money = (value: number) =>
    `${plan.currency} ${(value / 1e6).toLocaleString('en', { maximumSignificantDigits: 3 })} M`
  const said = ways.map(({ name, cost, cheapest }) => {
    if (ways.length === 1)
      return `${name} ${money(cost.p50)} (${money(cost.p10)} to ${money(cost.p90)}); no other way can be compared`
    const free =
      cost.p90 === 0 ? 'nothing to you' : `${money(cost.p50)} (${money(cost.p10)} to ${money(cost.p90)})`
    const share =
      cheapest.low === cheapest.high
        ? inPercent(cheapest.low)
        : `${inPercent(cheapest.low)} to ${inPercent(cheapest.high)}`
    return `${name} ${free}, cheapest in ${share} of futures`
  })
  const [first] = made
  const what = made.length === 1 && first !== undefined ? runWords(first.run) : `${String(made.length)} runs`
  const filled =
    ways.some(({ id }) => id === 'own') && plan.fill.missing.length > 0
      ? ` With ${listed(plan.fill.missing)} of Own filled from cited ranges.`
      : ''
  return `${what}, experiments in: ${said.join('; ')}.${filled}`
}

function notComparedOf(plan: InvestPlan): readonly string[] {
  const has = (id: string) => plan.ways.some((way) => way.id === id)
  return [
    ...plan.notCompared,
    ...(comparable(plan, 'own')
      ? []
      : [`Own: its figures lack ${listed(plan.fill.missing)}, and the price of an hour holds all of that.`]),
    ...(has('reserve') ? [] : ['Reserve: no contract price is given (options.reserve.perHour).']),
    ...(has('share') || plan.notCompared.some((one) => one.startsWith('Share'))
      ? []
      : ['Share: no tariff of this machine is known (options.share.perHour).']),
    ...(has('rent')
      ? []
      : ['Grant: what is not awarded has to be rented, and no rent is known (options.rent.perHour).']),
  ]
}

function notesOf(plan: InvestPlan, ways: RunQuestionAnswer['ways'], last: number): readonly string[] {
  const { grant, currency, programme: years } = plan
  const chance = grant.awardedFraction
  const share = plan.ways.find(({ id }) => id === 'share')
  const told = ways.find(({ id }) => id === 'share')?.cost.p50
  // The host charges nobody an entry for what it gives away.
  const tariff = told === undefined || share === undefined ? undefined : told - feesOf(plan, share.way, last)
  const host =
    tariff === undefined
      ? ''
      : ` Its host pays: ${currency} ${Math.round(tariff).toLocaleString('en')} by the tariff.`
  return [
    `Present cost over ${String(years.horizonY)} years, in ${currency}; an own hour is levelised over the hours that the demand of the whole programme takes, a reserve is held all the year.`,
    chance === null
      ? `Grant: hours on ${grant.host}, as they are awarded; nobody said with which chance (options.grant.awardedFraction), so each chance to be cheapest is an interval.${host}`
      : `Grant: hours on ${grant.host}, awarded with a chance of ${inPercent(chance)}; where it is not, another way is taken.${host}`,
  ]
}

/** Hours of one future that a year is billed for, and the most accelerators that one of its runs holds. */
type YearHours = { readonly year: number; readonly hours: number; readonly gpus: number }

/**
 * Present cost of the runs of a future in a way that their hours are got.
 *
 * Ours: the own machine's hour costs what the whole machine does, levelised over the hours that its demand takes, so idle
 * time is paid by those who use it. A reserve holds the largest run's accelerators, or as many as the year's hours fill,
 * all the year. Fees of a share are paid for these runs alone. Runs wait for a machine that comes late, at no cost.
 */
function runCost(plan: InvestPlan, named: NamedWay, { future, years }: InFuture): number {
  const way = wayIn(named, { ...future, delayY: 0 }, plan.fill)
  const last = Math.max(...years.map(({ year }) => year))
  const fees = feesOf(plan, way, last)
  const perHour =
    way.kind === 'own' ? serve(way, { ...demandOf(plan, future), topUp: null }).perServedHour : 0
  return years.reduce((total, inYear) => {
    const worth = worthIn(plan, inYear.year)
    return total + worth * yearCost(way, inYear, perHour)
  }, fees)
}

type InFuture = { readonly future: Future; readonly years: readonly YearHours[] }

function yearCost(way: Way, { year, hours, gpus }: YearHours, ownHour: number): number {
  switch (way.kind) {
    case 'own':
      return hours * ownHour
    case 'reserve':
      return Math.max(gpus, hours / HOURS_PER_YEAR) * HOURS_PER_YEAR * priceIn(way.tariff, year)
    case 'rent':
    case 'share':
      return hours * priceIn(way.tariff, year)
  }
}

/** Worth today of an amount in prices of today that is paid at the end of a year. */
function worthIn({ programme: { discounting } }: InvestPlan, year: number): number {
  return discountFactor(discounting, year) * priceLevel(discounting, year)
}

/** What a share costs beside its hours, to the last year of the runs: the same in every future. */
function feesOf(plan: InvestPlan, way: Way, last: number): number {
  const worths = Array.from({ length: last }, (_, at) => worthIn(plan, at + 1))
  return way.kind === 'share' ? way.entryFee + way.feePerY * sum(worths) : 0
}
