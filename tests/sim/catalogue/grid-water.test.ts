import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { grids } from '../../../sim/catalogue/grids.ts'

/**
 * Gallons a MWh: once-through, the median of all cooling, the thirstiest usual one. Source: Macknick et al. 2012, table 2,
 * as github.com/Lucas-Doctorate-Project/env_research_scripts carries its medians; oil as gas steam, our judgement.
 */
const gallons: Readonly<Record<string, readonly [number, number]>> = {
  coal: [250, 476],
  gas: [100, 287],
  oil: [100, 287],
  nuclear: [269, 517],
  hydro: [0, 0],
  biofuel: [300, 303],
  solar: [1, 1],
  wind: [0, 0],
  other: [5, 251],
}
const litresPerGallon = 3.785411784

/** TWh by source, of Our World in Data as CodeCarbon carries them (MIT, data CC BY). */
const [head = [], ...rows] = readFileSync(new URL('grid-mix.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','))

describe('the water of electricity', () => {
  it('of every grid is its mix times the factors, worked out again here', () => {
    expect(rows).toHaveLength(grids.length)
    for (const row of rows) {
      const cell = (name: string) => Number(row[head.indexOf(name)])
      const all = Object.keys(gallons).reduce((sum, source) => sum + cell(source), 0)
      const litres = (end: 0 | 1) =>
        (Object.entries(gallons).reduce((sum, [source, of]) => sum + cell(source) * of[end], 0) / all) *
        (litresPerGallon / 1000)
      const water = grids.find(({ id }) => id === row[0])?.water
      expect(water?.lowLPerKwh).toBeCloseTo(litres(0), 2)
      expect(water?.lPerKwh).toBeCloseTo(litres(1), 2)
      expect(water?.highLPerKwh).toBeGreaterThanOrEqual(water?.lPerKwh ?? Infinity)
    }
  })

  it('with reservoirs, two methods agree where little is hydropower: WRI and Macknick within a half', () => {
    const high = (id: string) => grids.find((grid) => grid.id === id)?.water?.highLPerKwh ?? 0
    // By Macknick's hydropower median of 4,491 and the thirstiest cooling: United States 3.20, Germany 2.18, Poland 2.30.
    for (const [id, other] of [
      ['USA', 3.2],
      ['DEU', 2.18],
      ['POL', 2.3],
    ] as const)
      expect(Math.abs(high(id) / other - 1)).toBeLessThan(0.5)
  })
})
