import { findAccelerator } from '../../catalogue/accelerators.ts'
import { findGrid, findSystem } from '../../catalogue/find.ts'
import { grids } from '../../catalogue/grids.ts'
import { systems } from '../../catalogue/systems.ts'
import type { System } from '../../catalogue/types.ts'
import { electricityCost, operationalT } from '../../run/totals.ts'
import type { Scenario } from '../estimate/input.ts'
import { rangeOf } from '../estimate/figures.ts'
import { workOut } from '../estimate/work.ts'
import type { CheapestSite } from './answer.ts'
import { planOf, type Start } from './inverse.ts'

/**
 * The same run on other machines, by the market's rents so that all are counted in one currency and on one basis,
 * cheapest first and of equal cost the cleanest first; and its electricity on other grids.
 */
export function cheapestSite(start: Start, wanted: readonly string[] | null): CheapestSite {
  const { scenario } = start
  const candidates =
    wanted === null
      ? systems.filter(
          ({ status, accelerators }) => status === 'operational' && accelerators >= scenario.gpus,
        )
      : wanted.flatMap((id) => findSystem(id) ?? [])
  const tried = candidates.map((system) => siteOf(start, system))
  const sites = tried.flatMap((one) => ('cost' in one ? [one] : []))
  const cannot = tried.flatMap((one) => ('reason' in one ? [one] : []))
  return {
    currency: scenario.gpuHourPrice?.currency ?? 'USD',
    sites: [...sites].sort((a, b) => a.cost.p50 - b.cost.p50 || a.carbonT - b.carbonT),
    cannot,
    grids: gridsOf(start),
  }
}

type Site = CheapestSite['sites'][number]

function siteOf({ scenario, capW }: Start, system: System): Site | CheapestSite['cannot'][number] {
  const accelerator = findAccelerator(system.acceleratorId)
  if (accelerator === null) return { system: system.id, reason: 'its accelerator is not in the catalogue' }
  const there: Scenario = {
    ...scenario,
    system: { ...system, tariffId: null },
    accelerator,
    grid: findGrid(system.country) ?? scenario.grid,
    layout: 'auto',
  }
  const planned = planOf({ scenario: there, capW })
  if (!planned.feasible) return { system: system.id, reason: planned.obstacles[0]?.reason ?? '' }
  const worked = workOut(planned.value)
  return {
    system: system.id,
    name: system.name,
    gpus: scenario.gpus,
    cost: rangeOf(worked, 'cost'),
    timeDays: rangeOf(worked, 'calendarDays').p50,
    carbonT: rangeOf(worked, 'carbonT').p50,
    basis: worked.price.assumed.because,
  }
}

function gridsOf(start: Start): CheapestSite['grids'] {
  const planned = planOf(start)
  if (!planned.feasible) return []
  const energyMwh = rangeOf(workOut(planned.value), 'energyMwh').p50
  const found = grids.flatMap((grid) => {
    const { priceEurPerKwh, intensities } = grid
    const sorted = intensities.map(({ gCo2ePerKwh }) => gCo2ePerKwh).sort((a, b) => a - b)
    const middle = sorted[Math.floor((sorted.length - 1) / 2)]
    if (priceEurPerKwh === null || middle === undefined) return []
    return [
      {
        id: grid.id,
        name: grid.name,
        electricityEur: electricityCost(energyMwh, priceEurPerKwh),
        carbonT: operationalT(energyMwh, middle),
      },
    ]
  })
  return found.sort((a, b) => a.electricityEur - b.electricityEur || (a.id < b.id ? -1 : 1))
}
