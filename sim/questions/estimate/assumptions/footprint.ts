import type { Accelerator, Citation, Grid, GridIntensity } from '../../../catalogue/types.ts'
import { usually, workedOut, type Assumed } from './assumed.ts'
import type { Scenario } from '../input.ts'

/** The environmental inputs of the estimate: grid, hardware, life and water, each with its range. */
export function footprint(scenario: Scenario): readonly Assumed[] {
  const { grid, accelerator, system } = scenario
  const [kg, water] = [usually('embodiedAcceleratorKg'), usually('wueLPerKwh')]
  return [intensity(grid), kg, serverKg(accelerator), life(system.lifeY, system.name), water, gridWater(grid)]
}

/** The ways of counting a grid, in words. */
export const methodWords = {
  production: 'production of the country',
  'consumption-lifecycle': 'consumption with imports, life cycle',
  'production-owid': 'production of the country, Our World in Data',
} as const

/** The middle of the grid's published intensities, and their spread. */
function intensity(grid: Grid): Assumed {
  const ascending = [...grid.intensities].sort((a, b) => a.gCo2ePerKwh - b.gCo2ePerKwh)
  const middle = ascending[Math.floor((ascending.length - 1) / 2)]
  const least = ascending[0]
  const most = ascending.at(-1)
  if (middle === undefined || least === undefined || most === undefined) {
    throw new Error(`the grid ${grid.id} has no intensity`)
  }
  return {
    id: 'gCo2ePerKwh',
    name: `Carbon intensity of the grid of ${grid.name}`,
    value: middle.gCo2ePerKwh,
    range: [least.gCo2ePerKwh, most.gCo2ePerKwh],
    unit: 'g/kWh',
    basis: 'sourced',
    citations: ascending.map(({ citation }) => citation),
    because: `the middle of ${ascending.map(inYear).join('; ')}`,
  }
}

function inYear({ method, year, gCo2ePerKwh }: GridIntensity): string {
  return `${String(gCo2ePerKwh)} g (${methodWords[method]}, ${String(year)})`
}

const ofEight = 5700 / 8
const ofBlade: Citation = ['archer2-emissions', 'node of two sockets 1,100 kg']

/**
 * A superchip brings its own processor and memory on a blade without disks. The nearest that is published is a blade of
 * ARCHER2: 1,100 kg for two sockets, and maybe 15 % less.
 */
function serverKg({ name }: Accelerator): Assumed {
  const blade = name.includes('Superchip')
  const told = workedOut('embodiedServerKg', {
    value: blade ? 1100 / 2 : ofEight,
    range: [164, ofEight],
    because: `${blade ? 'a socket of a blade, up to ' : ''}a server of eight; at least as much as the accelerator, our judgement`,
  })
  return blade ? { ...told, citations: [ofBlade, ...told.citations] } : told
}

function life(lifeY: number | null, name: string): Assumed {
  const usual = usually('lifeY')
  if (lifeY === null) return usual
  return { ...usual, value: lifeY, basis: 'derived', because: `the operating horizon of ${name}` }
}

function gridWater({ name, water }: Grid): Assumed {
  return {
    id: 'gridWaterLPerKwh',
    name: `Water of electricity from the grid of ${name}`,
    value: water?.lPerKwh ?? 0,
    range: water === null ? null : [water.lowLPerKwh, water.highLPerKwh],
    unit: 'L/kWh',
    basis: water === null ? 'judgement' : 'sourced',
    citations: water === null ? [] : [water.citation],
    because:
      water === null
        ? 'not published for this grid and left out'
        : 'consumed by power plants for the sources of its electricity; the high end adds what evaporates from reservoirs',
  }
}
