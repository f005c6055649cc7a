import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  gateOf,
  levelBetween,
  movedBy,
  scoreOf,
  unknownLevel,
  weightedScore,
  weightSensitivity,
} from '../../../sim/investment/sovereignty.ts'
import {
  dimensions,
  editorialMapping,
  equalWeights,
  euMappedWeights,
  euObjectives,
  euWeights,
  levelAnchors,
} from '../../../sim/investment/sovereignty-frames.ts'

const apertusOnAlps = {
  data: levelBetween(3, 4),
  model: levelBetween(4, 4),
  infrastructure: levelBetween(3, 3),
  talent: levelBetween(3, 3),
  energy: levelBetween(2, 3),
  chips: levelBetween(0, 1),
}

describe('the weights', () => {
  it('of the EU framework sum to a hundred, and each row of the mapping to one', () => {
    expect(Object.values(euWeights).reduce((a, b) => a + b, 0)).toBe(100)
    for (const objective of euObjectives)
      expect(Object.values(editorialMapping[objective]).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
  })

  it.each([
    ['data', 14],
    ['model', 18.5],
    ['infrastructure', 37.5],
    ['talent', 9],
    ['energy', 5],
    ['chips', 16],
  ] as const)('of %s is %d %% after the mapping', (dimension, expected) => {
    expect(euMappedWeights[dimension]).toBeCloseTo(expected, 9)
  })

  it('each dimension has five anchors', () => {
    expect(dimensions.map((dimension) => levelAnchors[dimension].length)).toEqual([5, 5, 5, 5, 5, 5])
  })
})

describe('Apertus on Alps', () => {
  it('scores 68.75 with equal weights and 70.75 with the mapped ones', () => {
    expect(scoreOf(equalWeights, apertusOnAlps).middle).toBeCloseTo(68.75, 9)
    expect(scoreOf(euMappedWeights, apertusOnAlps).middle).toBeCloseTo(70.75, 9)
  })

  it('its gate is 0.5, chips', () => {
    expect(gateOf(apertusOnAlps)).toEqual({ level: 0.5, weakest: ['chips'], unknown: [] })
  })

  it('what an investment moves adds up', () => {
    const moved = movedBy(equalWeights, apertusOnAlps, {
      chips: levelBetween(2, 2),
      energy: levelBetween(3, 3),
    })
    const points = moved.byChange.reduce((sum, { points: by }) => sum + (by ?? 0), 0)
    expect(points).toBeCloseTo((moved.after.middle ?? 0) - (moved.before.middle ?? 0), 9)
    expect(moved.gateAfter.level).toBe(2)
  })
})

const anyLevels = fc.record({
  data: fc.double({ min: 0, max: 4, noNaN: true }),
  model: fc.double({ min: 0, max: 4, noNaN: true }),
  chips: fc.double({ min: 0, max: 4, noNaN: true }),
})
const weights = { data: 5, model: 80, chips: 15 }

describe('laws of the score', () => {
  it('lies between its weakest and strongest dimension', () => {
    fc.assert(
      fc.property(anyLevels, (levels) => {
        const found = weightedScore(weights, levels)
        expect(found).toBeGreaterThanOrEqual(25 * Math.min(...Object.values(levels)) - 1e-9)
        expect(found).toBeLessThanOrEqual(25 * Math.max(...Object.values(levels)) + 1e-9)
      }),
    )
  })

  it('the unknown is an interval and never a middle', () => {
    const profile = { data: levelBetween(2, 2), model: unknownLevel, chips: levelBetween(1, 1) }
    const found = scoreOf(weights, profile)
    expect(found.middle).toBeNull()
    expect(found.high - found.low).toBeCloseTo(80, 9)
    expect(gateOf(profile)).toEqual({ level: 1, weakest: ['chips'], unknown: ['model'] })
  })

  it('a weight moves ten points, no lower than nothing and no higher than all', () => {
    const profile = { data: levelBetween(4, 4), model: levelBetween(0, 0), chips: levelBetween(0, 0) }
    const shifts = weightSensitivity(weights, profile)
    expect(shifts.filter(({ key }) => key === 'data').map(({ to }) => to)).toEqual([0, 15])
    expect(shifts.find(({ key, to }) => key === 'data' && to === 15)?.score.middle).toBeCloseTo(15, 9)
    expect(shifts.find(({ key, to }) => key === 'model' && to === 90)?.score.middle).toBeCloseTo(2.5, 9)
  })
})
