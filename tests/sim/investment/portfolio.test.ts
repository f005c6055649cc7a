import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { place, pullForward, type Portfolio, type Project } from '../../../sim/investment/portfolio.ts'

function project(id: string, gpuHours: number, more: Partial<Project> = {}): Project {
  return {
    id,
    name: id,
    gpuHours,
    readyQuarter: 0,
    dueQuarter: null,
    priority: 1,
    mostHoursPerQuarter: null,
    ...more,
  }
}

const year: Portfolio = {
  projects: [],
  quarters: Array.from({ length: 4 }, () => ({ capacityHours: 100, budget: 1000 })),
  costPerHour: 1,
  moneyCarriesOver: false,
}

describe('a portfolio', () => {
  const ends = (portfolio: Portfolio) => place(portfolio).placements.map(({ endQuarter }) => endQuarter)

  it('places by priority, then by the order of the list', () => {
    const projects = [project('A', 100, { priority: 2 }), project('B', 100), project('C', 100)]
    expect(ends({ ...year, projects })).toEqual([2, 0, 1])
  })

  it('says what fits, what slips and what is left unfinished, and why', () => {
    const projects = [
      project('fits', 150, { dueQuarter: 1 }),
      project('slips', 100, { dueQuarter: 1 }),
      project('unfinished', 300),
    ]
    const { placements } = place({ ...year, projects })
    expect(placements.map(({ verdict }) => verdict)).toEqual(['fits', 'slips', 'unfinished'])
    expect(placements[1]?.slipQuarters).toBe(1)
    expect(placements[1]?.heldBackBy).toBe('capacity')
    expect(placements[2]?.missingHours).toBe(150)
  })

  it('money holds back as hours do, and may be carried over', () => {
    const tight = year.quarters.map((quarter, q) => ({ ...quarter, budget: q === 0 ? 150 : 20 }))
    const projects = [project('A', 120, { readyQuarter: 1 })]
    const kept = place({ ...year, quarters: tight, projects })
    const carried = place({ ...year, quarters: tight, projects, moneyCarriesOver: true })
    expect(kept.placements[0]).toMatchObject({
      verdict: 'unfinished',
      missingHours: 60,
      heldBackBy: 'budget',
    })
    expect(carried.placements[0]).toMatchObject({ verdict: 'fits', endQuarter: 2 })
  })

  it('a project does not take more than it can use', () => {
    const projects = [project('A', 90, { mostHoursPerQuarter: 30 })]
    expect(place({ ...year, projects }).placements[0]?.hoursByQuarter).toEqual([30, 30, 30, 0])
  })

  it('pulling one forward says whom it delays and what renting costs', () => {
    const projects = [project('A', 100), project('B', 100, { priority: 2 })]
    const pulled = pullForward({ ...year, projects }, { id: 'B', targetQuarter: 0, rentPerHour: 3 })
    expect(pulled.byPriority).toEqual({ endQuarter: 0, delayed: [{ id: 'A', from: 0, to: 1 }] })
    expect(pulled.byRenting).toEqual({ hours: 100, extraCost: 200 })
  })
})

const anyProject = fc.record({
  gpuHours: fc.integer({ min: 1, max: 400 }),
  readyQuarter: fc.integer({ min: 0, max: 5 }),
  priority: fc.integer({ min: 1, max: 3 }),
  mostHoursPerQuarter: fc.option(fc.integer({ min: 1, max: 80 })),
})
const anyQuarter = fc.record({
  capacityHours: fc.integer({ min: 0, max: 120 }),
  budget: fc.integer({ min: 0, max: 150 }),
})
const anyPortfolio = fc
  .record({
    wishes: fc.array(anyProject, { minLength: 1, maxLength: 8 }),
    quarters: fc.array(anyQuarter, { minLength: 1, maxLength: 8 }),
    moneyCarriesOver: fc.boolean(),
  })
  .map(({ wishes, quarters, moneyCarriesOver }): Portfolio => ({
    projects: wishes.map((wish, index) => project(String(index), wish.gpuHours, wish)),
    quarters,
    costPerHour: 1.5,
    moneyCarriesOver,
  }))

describe('laws of every portfolio', () => {
  it('no quarter gives more hours or money than it has, and no hour is lost or made', () => {
    fc.assert(
      fc.property(anyPortfolio, (portfolio) => {
        const { placements, quarters } = place(portfolio)
        for (const quarter of quarters) {
          expect(quarter.usedHours).toBeLessThanOrEqual(quarter.capacityHours + 1e-6)
          expect(quarter.spent).toBeLessThanOrEqual(quarter.available + 1e-6)
        }
        placements.forEach((placement, index) => {
          const done = placement.hoursByQuarter.reduce((a, b) => a + b, 0)
          const wanted = portfolio.projects[index]
          expect(done + placement.missingHours).toBeCloseTo(wanted?.gpuHours ?? 0, 5)
          expect(placement.startQuarter ?? 99).toBeGreaterThanOrEqual(wanted?.readyQuarter ?? 0)
        })
        const used = quarters.reduce((sum, { usedHours }) => sum + usedHours, 0)
        const placed = placements.flatMap(({ hoursByQuarter }) => hoursByQuarter).reduce((a, b) => a + b, 0)
        expect(used).toBeCloseTo(placed, 5)
      }),
    )
  })

  it('another project of the lowest priority changes nothing for those above', () => {
    fc.assert(
      fc.property(anyPortfolio, (portfolio) => {
        const more = [...portfolio.projects, project('last', 1000, { priority: 9 })]
        const before = place(portfolio).placements
        expect(place({ ...portfolio, projects: more }).placements.slice(0, -1)).toEqual(before)
      }),
    )
  })
})
