import type { Accelerator, Citation, Grid, GridIntensity, System } from '../../../catalogue/types.ts'
import type { Assumed } from './assumed.ts'
import type { Scenario } from '../input.ts'

/** The environmental inputs of the estimate: grid, hardware, life and water, each with its range. */
export function footprint(scenario: Scenario): readonly Assumed[] {
  const { grid, accelerator, system } = scenario
  return [intensity(grid), acceleratorKg, serverKg(accelerator), life(system), siteWater, gridWater(grid)]
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

const acceleratorKg: Assumed = {
  id: 'embodiedAcceleratorKg',
  name: 'Embodied carbon of one accelerator',
  value: 164,
  range: null,
  unit: 'kg/GPU',
  basis: 'sourced',
  citations: [['nvidia-hgx-h100-pcf', '1,312 kg for eight H100']],
  because: 'of an H100; few makers publish theirs',
}

const ofEight = 5700 / 8
const eight: Citation = ['ecologits', 'server without its eight 5,700 kg']

/**
 * A superchip brings its own processor and memory on a blade without disks. The nearest that is published is a blade of
 * ARCHER2: 1,100 kg for two sockets, and maybe 15 % less.
 */
function serverKg({ name }: Accelerator): Assumed {
  const blade = name.includes('Superchip')
  return {
    id: 'embodiedServerKg',
    name: "Embodied carbon of one accelerator's share of the server",
    value: blade ? 1100 / 2 : ofEight,
    range: [164, ofEight],
    unit: 'kg/GPU',
    basis: 'derived',
    citations: blade ? [['archer2-emissions', 'node of two sockets 1,100 kg'], eight] : [eight],
    because: `${blade ? 'a socket of a blade, up to ' : ''}a server of eight; at least as much as the accelerator, our judgement`,
  }
}

function life(system: System): Assumed {
  return {
    id: 'lifeY',
    name: 'Service life of the hardware',
    value: system.lifeY ?? 5,
    range: [3, 7],
    unit: 'year',
    basis: system.lifeY === null ? 'sourced' : 'derived',
    citations: [['epoch-1gw', 'IT life 5 years, 3 and 7 as variants']],
    because: system.lifeY === null ? 'the usual life of IT' : `the operating horizon of ${system.name}`,
  }
}

const siteWater: Assumed = {
  id: 'wueLPerKwh',
  name: 'Water usage effectiveness on site',
  value: 0.17,
  range: [0.01, 0.36],
  unit: 'L/kWh',
  basis: 'sourced',
  citations: [
    ['gsf-real-time-cloud', 'AWS 0.17, Azure Finland 0.01'],
    ['lbnl-2024', 'United States average 0.36 in 2023'],
  ],
  because: 'no site value is published; a closed loop or lake water evaporates least',
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
