import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchLayouts } from '../../../sim/planner/search.ts'
import { bruteForce, type Tried } from './brute-force.ts'
import type { Layout } from '../../../sim/workload/layout.ts'
import { catalogueShapes, pose, type Posed } from './question.ts'

/** Sums of the same parts in another order. */
const rounding = 1e-9

function near(value: number, other: number): boolean {
  return Math.abs(value - other) <= rounding * Math.abs(other)
}

const llama = catalogueShapes('llama-3.1-8b')
const mixture = catalogueShapes('qwen3-30b-a3b')
/** The same widths with fewer layers, so that every layout can be tried one by one. */
const small = fc.record({
  model: fc.oneof(
    fc.integer({ min: 2, max: 7 }).map((layers) => ({ ...llama, layers, denseLayers: layers })),
    fc.constant({ ...mixture, layers: 4, mixtureLayers: 4, experts: 8, expertsPerToken: 2 }),
  ),
  machine: fc.constantFrom('alps', 'h100-sxm-80', 'v100-sxm2-16'),
  gpus: fc.constantFrom(1, 2, 3, 4, 6, 8, 12, 16),
  seqLen: fc.constantFrom(1024, 2048, 8192),
  globalBatch: fc.constantFrom(1, 4, 6, 12, 24),
})

/** Dense and mixture, latent and hybrid, small and large, counts that are powers of two and not. */
const catalogued = [
  ['qwen3-235b-a22b', 2240, 'alps', 2240],
  ['qwen3-30b-a3b', 800, 'alps', 1600],
  ['deepseek-v3', 3072, 'h100-sxm-80', 3072],
  ['apertus-70b', 4096, 'alps', 2048],
  ['llama-3.1-405b', 16_128, 'h100-sxm-80', 2016],
  ['llama-3.1-8b', 556, 'alps', 556],
  ['llama-3.2-1b', 96, 'a100-sxm-80', 384],
  ['gpt-oss-120b', 1152, 'alps', 1152],
  ['mixtral-8x7b', 64, 'v100-sxm2-16', 256],
] as const

function fitting(question: Posed): readonly Tried[] {
  return bruteForce(question).filter(({ bytes }) => bytes <= question.capacityBytes)
}

describe('the search', () => {
  it('tries exactly the layouts that plain loops find, and finds the same best', () => {
    fc.assert(
      fc.property(small, (run) => {
        const question = pose(run)
        const all = bruteForce(question)
        const { tally, leanest, ranked } = searchLayouts(question)
        expect(tally.layouts).toBe(all.length)
        const full = all.filter(({ bytes }) => bytes > question.capacityBytes)
        expect(tally.layoutsTooFull).toBe(full.length)
        const least = Math.min(...all.map(({ bytes }) => bytes))
        expect(near(leanest?.peakBytes ?? Infinity, least) || all.length === 0).toBe(true)
        const fits = all.filter(({ bytes }) => bytes <= question.capacityBytes)
        const fastest = Math.min(...fits.map(({ stepS }) => stepS))
        expect(near(ranked[0]?.stepS ?? Infinity, fastest) || fits.length === 0).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('ranks by the pessimistic time and says both', () => {
    fc.assert(
      fc.property(small, (run) => {
        const question = {
          ...pose(run),
          pessimism: ({ tp, pp }: { tp: number; pp: number }) => 1 + tp / 10 + pp / 7,
        }
        const all = fitting(question).map((one) => one.stepS * question.pessimism(one.layout))
        const { ranked } = searchLayouts(question)
        for (const { layout, stepS, pessimisticStepS } of ranked)
          expect(pessimisticStepS).toBeCloseTo(stepS * question.pessimism(layout), 12)
        const times = ranked.map(({ pessimisticStepS }) => pessimisticStepS)
        expect(times).toEqual([...times].sort((a, b) => a - b))
        if (ranked[0] !== undefined) expect(near(ranked[0].pessimisticStepS, Math.min(...all))).toBe(true)
      }),
      { numRuns: 15 },
    )
  })

  it('keeps on the front what nothing beats, and nothing else', () => {
    fc.assert(
      fc.property(small, (run) => {
        const question = pose(run)
        const all = fitting(question)
        const { front } = searchLayouts(question)
        for (const one of front) {
          const beaten = all.some(
            ({ stepS, bytes }) =>
              stepS < one.stepS * (1 - rounding) && bytes < one.peakBytes * (1 - rounding),
          )
          expect(beaten).toBe(false)
        }
        for (const { stepS, bytes } of all) {
          const covered = front.some(
            (one) => one.stepS <= stepS * (1 + rounding) && one.peakBytes <= bytes * (1 + rounding),
          )
          expect(covered).toBe(true)
        }
      }),
      { numRuns: 15 },
    )
  })

  it('is never slower with more memory: the least that fits is the fastest', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 40 }), (run, gigabytes) => {
        const question = { ...pose(run), capacityBytes: gigabytes * 1e9 }
        const [tight] = searchLayouts(question).ranked
        const [roomy] = searchLayouts({ ...question, capacityBytes: 1.5 * question.capacityBytes }).ranked
        expect(roomy?.stepS ?? Infinity).toBeLessThanOrEqual(tight?.stepS ?? Infinity)
      }),
    )
  })

  it.each(catalogued)('finds the same best when it leaves out what cannot be: %s on %i %s', (...asked) => {
    const [model, gpus, machine, globalBatch] = asked
    const question = pose({ model, machine, gpus, seqLen: 8192, globalBatch })
    for (const pessimism of [
      () => 1,
      ({ cp, pp, zero }: Layout) => cp ** 0.5 * (pp > 1 ? 1.05 : 1) + zero ** 2 / 9,
    ]) {
      const [best] = searchLayouts({ ...question, pessimism }).ranked
      const { ranked } = searchLayouts({ ...question, pessimism, top: 1, keepsFront: false })
      expect(ranked).toEqual(best === undefined ? [] : [best])
    }
  })

  it('has nothing to offer where nothing fits, but says what comes nearest', () => {
    const answer = searchLayouts(
      pose({ model: 'llama-3.1-405b', machine: 'h100-sxm-80', gpus: 8, seqLen: 8192, globalBatch: 64 }),
    )
    expect(answer.ranked).toEqual([])
    expect(answer.tally.layoutsTooFull).toBe(answer.tally.layouts)
    // 405 B parameters in bf16 alone are 101 GB on each of eight.
    expect(answer.leanest?.peakBytes).toBeGreaterThan(101e9)
  })

  it('says that a prime number of accelerators leaves the batch undivided', () => {
    const { tally } = searchLayouts(
      pose({ model: 'llama-3.1-8b', machine: 'h100-sxm-80', gpus: 127, seqLen: 4096, globalBatch: 512 }),
    )
    expect(tally.layouts).toBe(0)
    expect(tally.cutsFell.batch).toBeGreaterThan(0)
    expect(tally.cutsFell.domain).toBe(1)
  })
})
