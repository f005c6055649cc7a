import { sum } from '../../base/math.ts'
import { experimentMultipliers, researcherYardstick } from '../../catalogue/economics.ts'
import { findGrid } from '../../catalogue/find.ts'
import type { Grid } from '../../catalogue/types.ts'
import { HOURS_PER_DAY, HOURS_PER_YEAR, KWH_PER_MWH } from '../../base/units.ts'
import { meanFacilityW, projectsPerY, researchersServed } from '../../investment/capacity.ts'
import { yearlyEnergyKwh } from '../../investment/ownership.ts'
import type { ProgrammeAnswer, ProgrammeYear } from '../../investment/programme.ts'
import { electricityCost, operationalT } from '../../run/totals.ts'
import { cited } from '../estimate/assumptions/cited.ts'
import { rangeOf } from '../estimate/figures.ts'
import type { Scenario } from '../estimate/input.ts'
import { work } from '../estimate/work.ts'
import type { BuysAnswer, SiteAnswer } from './answer.ts'
import type { InvestPlan } from './plan.ts'
import { tokensPerHour } from './serving.ts'
import { meanRunning } from './steady.ts'

/** What the hours of each year buy: training projects with their experiments, research, serving. */
export function buysOf(plan: InvestPlan, { years }: ProgrammeAnswer): BuysAnswer {
  const { scenario, multiplier, multiplierSource, shareFraction } = plan.run
  const { feasible, reason, runHours: hours } = hoursOf(scenario)
  const run = `${scenario.model.name} on ${(scenario.tokens / 1e12).toLocaleString('en')} T tokens, ${scenario.gpus.toLocaleString('en')} accelerators`
  const per = (allocated: number, m: number) =>
    hours === null ? 0 : projectsPerY(allocated, { allocatedHours: hours.p50, experimentMultiplier: m })
  const boughtBy = (allocatedHours: number) => ({
    allocatedHours,
    projects: per(allocatedHours, multiplier),
    projectsAtShare: per(allocatedHours * shareFraction, multiplier),
    researchers: researchersServed(
      allocatedHours * (1 - shareFraction),
      researcherYardstick.hoursPerResearcher,
    ),
  })
  const { runningY } = meanRunning(plan.capital, plan.programme.horizonY)
  const mean = sum(years.map(({ firstGenerationHours }) => firstGenerationHours)) / runningY
  return {
    run,
    feasible,
    reason,
    runHours: hours,
    multiplier,
    multiplierSource,
    years: years
      .filter(({ allocatedHours }) => allocatedHours > 0)
      .map(({ year, firstGenerationHours }) => ({ year, ...boughtBy(firstGenerationHours) })),
    meanYear: boughtBy(mean),
    byMultiplier: experimentMultipliers.map(({ name, multiplier: m }) => ({
      name,
      multiplier: m,
      projectsPerY: per(mean, m),
    })),
    inferenceTokensPerDay: (mean / HOURS_PER_YEAR) * HOURS_PER_DAY * tokensPerHour(plan),
    notes: [
      `Researchers: ${researcherYardstick.hoursPerResearcher.toLocaleString('en')} hours each, ${cited(researcherYardstick.citation)}; of an initial grant, not of a year.`,
      'Tokens served: all hours of a day, by the middle of what serving was published to reach; give serving for a demand.',
    ],
  }
}

type RunHours = Pick<BuysAnswer, 'feasible' | 'reason' | 'runHours'>
let before: { readonly key: string; readonly hours: RunHours } | null = null

/** The hours of a run; most of what is turned of a programme leaves them as they were. */
function hoursOf(scenario: Scenario): RunHours {
  const { published: _, ...asked } = scenario
  const key = JSON.stringify(asked, (_name, value: unknown) =>
    typeof value === 'number' ? String(value) : value,
  )
  if (before?.key !== key) {
    const worked = work(scenario)
    const hours = worked.feasible
      ? { feasible: true, reason: null, runHours: rangeOf(worked.value, 'gpuHours') }
      : { feasible: false, reason: worked.obstacles.map(({ reason }) => reason).join('; '), runHours: null }
    before = { key, hours }
  }
  return before.hours
}

/** Countries beside the site, for comparison: from the cleanest grid to the dirtiest of the usual candidates. */
const compared = ['NOR', 'CHE', 'FRA', 'FIN', 'GBR', 'DEU', 'USA', 'KOR', 'POL'] as const

/** Energy of the machine in a year, whoever pays for it. */
export function energyKwhOf(
  { sitePower }: Pick<InvestPlan, 'sitePower'>,
  { accelerators, allocatedHours }: Pick<ProgrammeYear, 'accelerators' | 'allocatedHours'>,
): number {
  const share = accelerators === 0 ? 0 : allocatedHours / (accelerators * HOURS_PER_YEAR)
  return yearlyEnergyKwh(sitePower, accelerators, share)
}

/** The accelerators of the mean year in which any runs, renewals by fewer included, and their use. */
export function drawnOf({ capital, programme: { horizonY } }: InvestPlan, years: ProgrammeAnswer['years']) {
  const installedY = sum(years.map(({ accelerators }) => accelerators))
  const allocatedHours = sum(years.map((year) => year.allocatedHours))
  return {
    accelerators: installedY / meanRunning(capital, horizonY).runningY,
    utilisation: allocatedHours / (installedY * HOURS_PER_YEAR),
  }
}

/** Power of the machine in the mean year, and its carbon and electricity on the grids of other countries. */
export function siteOf(plan: InvestPlan, { years }: ProgrammeAnswer): SiteAnswer {
  const { sitePower, accelerators: said, grid } = plan
  const busiest = Math.max(said, ...years.map((year) => year.accelerators))
  const { accelerators, utilisation } = drawnOf(plan, years)
  const energyKwh = yearlyEnergyKwh(sitePower, accelerators, utilisation)
  const grids = [grid, ...compared.map((id) => findGrid(id))].flatMap((one) => one ?? [])
  const distinct = grids.filter((one, index) => grids.findIndex(({ id }) => id === one.id) === index)
  return {
    meanMw: meanFacilityW(energyKwh) / 1e6,
    peakMw: (busiest * sitePower.computingW * sitePower.pueRatio) / 1e6,
    energyMwhPerY: energyKwh / KWH_PER_MWH,
    countries: distinct.map((one) => country(one, energyKwh / KWH_PER_MWH, one.id === grid.id)),
  }
}

function country(grid: Grid, energyMwh: number, isSite: boolean): SiteAnswer['countries'][number] {
  const tonnes = grid.intensities.map(({ gCo2ePerKwh }) => operationalT(energyMwh, gCo2ePerKwh))
  return {
    id: grid.id,
    name: grid.name,
    isSite,
    carbonTPerY: { low: Math.min(...tonnes), high: Math.max(...tonnes) },
    electricityEurPerY: grid.priceEurPerKwh === null ? null : electricityCost(energyMwh, grid.priceEurPerKwh),
    priceBasis: grid.priceBasis,
  }
}
