import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stream } from '../../../../sim/base/random.ts'
import {
  besirogluIntervals,
  drawBesiroglu,
  exponentCorrelation,
  interval95,
} from '../../../../sim/workload/scaling-laws/bootstrap.ts'
import {
  deepseekOptimal,
  flopsPerPetaflopSDay,
  kaplanOptimal,
  llama3Optimal,
} from '../../../../sim/workload/scaling-laws/optima.ts'
import { outsideFit } from '../../../../sim/workload/scaling-laws/domain.ts'
import { inferenceAware } from '../../../../sim/workload/scaling-laws/inference-demand.ts'
import {
  type Allocation,
  type LossLaw,
  allocation,
  besiroglu2024,
  computeOptimal,
  excessCompute,
  hoffmann2022,
  loss,
  overTraining,
} from '../../../../sim/workload/scaling-laws/parametric.ts'
import { repeatedData, warrantedParameters } from '../../../../sim/workload/scaling-laws/repeated-data.ts'

/**
 * The compute-optimal run of a number of parameters: the tokens D with ∂L/∂ln N = ∂L/∂ln D, so
 * D^β = βB/(αA) · N^α.
 */
function optimalFor(law: LossLaw, parameters: number): Allocation {
  const { A, B, alpha, beta } = law
  return allocation(law, parameters, (((beta * B) / (alpha * A)) * parameters ** alpha) ** (1 / beta))
}

/** Equal to as many significant digits as the vector is printed with. */
function expectDigits(value: number, printed: number, digits: number): void {
  expect(Number(value.toPrecision(digits))).toBe(printed)
}

describe('the parametric laws', () => {
  it.each([
    [hoffmann2022, 1e21, 1.824e9, 9.136e10, 50.1, 2.3289],
    [hoffmann2022, 5.76e23, 3.219e10, 2.982e12, 92.6, 1.9307],
    [hoffmann2022, 6.3e24, 9.482e10, 1.107e13, 116.8, 1.8567],
    [hoffmann2022, 3.8e25, 2.135e11, 2.967e13, 139.0, 1.8165],
    [besiroglu2024, 1e21, 2.787e9, 5.98e10, 21.5, 2.3046],
    [besiroglu2024, 5.76e23, 7.251e10, 1.324e12, 18.3, 1.9739],
    [besiroglu2024, 6.3e24, 2.472e11, 4.248e12, 17.2, 1.9194],
    [besiroglu2024, 3.8e25, 6.21e11, 1.02e13, 16.4, 1.8913],
  ])(
    '$name splits %e FLOPs as the tables of the papers do',
    (law, flops, parameters, tokens, ratio, least) => {
      const best = computeOptimal(law, flops)
      expectDigits(best.parameters, parameters, 4)
      expectDigits(best.tokens, tokens, 4)
      expect(best.tokensPerParameter).toBeCloseTo(ratio, 1)
      expect(best.loss).toBeCloseTo(least, 4)
      expect(best.trainingFlops / flops).toBeCloseTo(1, 12)
    },
  )

  it.each([
    ['Chinchilla', 70e9, 1.4e12, 1.9366, 1.9734],
    ['Gopher', 280e9, 300e9, 1.9933, 1.999],
    ['Apertus 70B', 70e9, 15e12, 1.8575, 1.9299],
    ['8B on 15T', 8e9, 15e12, 1.9485, 2.0217],
    ['Llama 3 405B', 405e9, 15.6e12, 1.819, 1.8922],
  ])('%s has the loss of either law', (_, parameters, tokens, asHoffmann, asBesiroglu) => {
    expect(loss(hoffmann2022, parameters, tokens)).toBeCloseTo(asHoffmann, 4)
    expect(loss(besiroglu2024, parameters, tokens)).toBeCloseTo(asBesiroglu, 4)
  })

  it('three digits of an exponent move the answer by half', () => {
    const unrounded = { ...hoffmann2022, alpha: 0.3392, beta: 0.2849 }
    expect(computeOptimal(unrounded, 5.76e23).tokensPerParameter).toBeCloseTo(59.1, 1)
  })

  it('no other split of the same FLOPs has less loss', () => {
    const share = fc.double({ min: 0.05, max: 20, noNaN: true })
    fc.assert(
      fc.property(
        fc.constantFrom(hoffmann2022, besiroglu2024),
        fc.double({ min: 18, max: 27, noNaN: true }),
        share,
        (law, log, by) => {
          const best = computeOptimal(law, 10 ** log)
          expect(loss(law, best.parameters * by, best.tokens / by)).toBeGreaterThanOrEqual(best.loss - 1e-12)
        },
      ),
    )
  })

  it('the optimum of a size is the optimum of its own compute', () => {
    const size = optimalFor(besiroglu2024, 70e9)
    expect(computeOptimal(besiroglu2024, size.trainingFlops).parameters / 70e9).toBeCloseTo(1, 9)
  })
})

describe('training past the optimum', () => {
  it('Apertus 70B uses 12.5 times the optimal ratio of its compute', () => {
    const best = computeOptimal(besiroglu2024, 6 * 70e9 * 15e12)
    expect(allocation(besiroglu2024, 70e9, 15e12).tokensPerParameter / best.tokensPerParameter).toBeCloseTo(
      12.5,
      1,
    )
  })

  it('costs nothing at the optimum and always more elsewhere', () => {
    const best = computeOptimal(besiroglu2024, 1e24)
    expect(overTraining(besiroglu2024, best, best.tokensPerParameter).penaltyFactor).toBeCloseTo(1, 9)
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 50, noNaN: true }), (times) => {
        const { penaltyFactor, chosen } = overTraining(besiroglu2024, best, best.tokensPerParameter * times)
        expect(penaltyFactor).toBeGreaterThanOrEqual(1 - 1e-9)
        expect(chosen.loss).toBeCloseTo(best.loss, 9)
        expect(chosen.tokensPerParameter / (best.tokensPerParameter * times)).toBeCloseTo(1, 9)
      }),
    )
  })

  it('looked at from the run that was chosen, it is the same factor', () => {
    const chosen = excessCompute(besiroglu2024, 70e9, 15e12)
    const again = overTraining(besiroglu2024, chosen.optimum, 15e12 / 70e9)
    expect(again.chosen.parameters / 70e9).toBeCloseTo(1, 6)
    expect(again.penaltyFactor).toBeCloseTo(chosen.penaltyFactor, 6)
  })
})

describe('the uncertainty of the fit', () => {
  const random = stream(1, 'scaling-law')
  const laws = Array.from({ length: 4000 }, () => drawBesiroglu(random))

  it.each(['E', 'A', 'B', 'alpha', 'beta'] as const)(
    '%s varies over its published 95 %% interval',
    (constant) => {
      const { low, high } = interval95((law) => law[constant], laws)
      const [least, most] = besirogluIntervals[constant]
      const width = Math.log(most / least)
      expect(Math.abs(Math.log(low / least))).toBeLessThan(0.12 * width)
      expect(Math.abs(Math.log(high / most))).toBeLessThan(0.12 * width)
    },
  )

  it('the allocation exponent has its published error of 0.020', () => {
    const exponents = laws.map(({ alpha, beta }) => beta / (alpha + beta))
    const mean = exponents.reduce((a, b) => a + b, 0) / exponents.length
    const variance = exponents.reduce((total, a) => total + (a - mean) ** 2, 0) / exponents.length
    expect(mean).toBeCloseTo(0.513, 2)
    expect(Math.sqrt(variance)).toBeGreaterThan(0.0185)
    expect(Math.sqrt(variance)).toBeLessThan(0.0215)
    expect(exponentCorrelation).toBeGreaterThan(-1)
    expect(exponentCorrelation).toBeLessThan(0)
  })

  it('the optimum at the compute of Chinchilla stays near twenty tokens a parameter', () => {
    const { low, centre, high } = interval95((law) => computeOptimal(law, 5.76e23).tokensPerParameter, laws)
    expect(low).toBeLessThan(centre)
    expect(high).toBeGreaterThan(centre)
    expect(low).toBeGreaterThan(3)
    expect(high).toBeLessThan(120)
  })
})

describe('the other laws', () => {
  it('Kaplan et al. put growth into parameters: 0.73 against 0.27', () => {
    const small = kaplanOptimal(flopsPerPetaflopSDay)
    const large = kaplanOptimal(10 * flopsPerPetaflopSDay)
    expect(small).toEqual({ parameters: 1.3e9, tokens: 2e10 })
    expect(Math.log10(large.parameters / small.parameters)).toBeCloseTo(0.73, 9)
    expect(Math.log10(large.tokens / small.tokens)).toBeCloseTo(0.27, 9)
  })

  it.each([
    [1e20, 5.251e9, 1.905e10, 9.86e-4, 1.017e6],
    [3e23, 3.494e11, 8.587e11, 3.62e-4, 1.396e7],
  ])('DeepSeek LLM at %e FLOPs', (flops, perToken, tokens, learningRate, batch) => {
    const best = deepseekOptimal(flops)
    expectDigits(best.flopsPerToken, perToken, 4)
    expectDigits(best.tokens, tokens, 4)
    expectDigits(best.learningRate, learningRate, 3)
    expectDigits(best.batchTokens, batch, 4)
    expect((best.flopsPerToken * best.tokens) / flops).toBeCloseTo(1.0001, 4)
  })

  it('Llama 3 at its own compute asks for the 16.3 T tokens of its legend, not the 10.5 T of its rounding', () => {
    const best = llama3Optimal(3.8e25)
    expectDigits(best.tokens, 1.63e13, 3)
    expect(best.parameters / 402e9).toBeGreaterThan(0.95)
    expect(best.parameters / 402e9).toBeLessThan(1.05)
  })
})

describe('repeated data', () => {
  it.each([
    [6.34e9, 242e9, 2.2256440889984477],
    [8.67e9, 178e9, 2.2269634075087867],
  ])('%e parameters on %e tokens of 25 B unique ones, as the repository computes it', (n, d, expected) => {
    expect(repeatedData(n, d, 25e9).loss).toBeCloseTo(expected, 6)
  })

  it.each([
    [1, 1],
    [2, 1.97],
    [4, 3.73],
    [8, 6.62],
    [16, 10.58],
    [40, 15.17],
    [64, 16.13],
  ])('%i epochs are worth %d', (epochs, worth) => {
    expect(repeatedData(1e9, epochs * 1e9, 1e9).effectiveTokens / 1e9).toBeCloseTo(worth, 2)
  })

  it('unique tokens warrant U · 0.2258² parameters', () => {
    expect(warrantedParameters(25e9) / 25e9).toBeCloseTo(0.2258 ** 2, 4)
  })

  it('more unique tokens never make it worse', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e8, max: 1e12, noNaN: true }), (unique) => {
        expect(repeatedData(1e9, 1e12, unique * 1.1).loss).toBeLessThanOrEqual(
          repeatedData(1e9, 1e12, unique).loss,
        )
      }),
    )
  })
})

describe('inference demand', () => {
  const target = computeOptimal(hoffmann2022, 6 * 13e9 * 260e9)

  it('without demand is the compute-optimal model', () => {
    const best = inferenceAware(besiroglu2024, {
      targetLoss: computeOptimal(besiroglu2024, 1e23).loss,
      inferenceTokens: 0,
    })
    expect(best.parameters / computeOptimal(besiroglu2024, 1e23).parameters).toBeCloseTo(1, 4)
    expect((6 * best.parameters * best.tokens) / 1e23).toBeCloseTo(1, 9)
  })

  it('a 13B target with 2 T tokens of demand is met by about a 7B model that saves about 17 %', () => {
    const chinchilla = optimalFor(hoffmann2022, 13e9)
    const best = inferenceAware(hoffmann2022, { targetLoss: chinchilla.loss, inferenceTokens: 2e12 })
    const before = chinchilla.trainingFlops + 2 * chinchilla.parameters * 2e12
    expect(best.parameters).toBeGreaterThan(6e9)
    expect(best.parameters).toBeLessThan(9e9)
    const after = best.parameters * (6 * best.tokens + 2 * 2e12)
    expect(1 - after / before).toBeGreaterThan(0.1)
    expect(1 - after / before).toBeLessThan(0.25)
  })

  it('more demand never asks for a larger model', () => {
    const demand = fc.double({ min: 1e9, max: 1e14, noNaN: true })
    fc.assert(
      fc.property(demand, (tokens) => {
        const some = inferenceAware(hoffmann2022, { targetLoss: target.loss, inferenceTokens: tokens })
        const more = inferenceAware(hoffmann2022, { targetLoss: target.loss, inferenceTokens: tokens * 2 })
        expect(more.parameters).toBeLessThanOrEqual(some.parameters * (1 + 1e-6))
        expect(loss(hoffmann2022, more.parameters, more.tokens)).toBeCloseTo(target.loss, 8)
      }),
      { numRuns: 50 },
    )
  })
})

describe('fit domains', () => {
  it('a frontier run is far outside, and the warning says how far', () => {
    const warnings = outsideFit(besiroglu2024.domain, {
      parameters: 70e9,
      tokens: 15e12,
      trainingFlops: 6.3e24,
    })
    expect(warnings.map(({ quantity }) => quantity)).toEqual(['parameters', 'tokens', 'trainingFlops'])
    expect(warnings[1]?.beyondFactor).toBeCloseTo(30, 9)
  })

  it('a run of the fit is inside', () => {
    expect(
      outsideFit(besiroglu2024.domain, { parameters: 1e9, tokens: 20e9, trainingFlops: 1.2e20 }),
    ).toEqual([])
  })
})
