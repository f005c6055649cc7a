import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { models } from '../../sim/catalogue/models.ts'
import { systems } from '../../sim/catalogue/systems.ts'
import { answerEstimate, type EstimateAnswer } from '../../sim/index.ts'

/** Every model once, and every system in turn: all kinds of both, the same at each run. */
const pairs = models.flatMap((model, index) => {
  const system = systems[index % systems.length]
  return system === undefined ? [] : [[model.id, system.id, system.accelerators] as const]
})
/** The laws of growth hold at every size, and small machines have fewer layouts to search. */
const small = pairs.filter(([, , accelerators]) => accelerators <= 2048)

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

const placeless = new Set(systems.filter(({ country }) => country === '').map(({ id }) => id))

type Input = { readonly system: string; readonly [field: string]: unknown }

/** With one block of samples: the laws hold sample by sample. */
function answerOf(input: Input): EstimateAnswer | null {
  const place = placeless.has(input.system) ? { grid: 'CH' } : {}
  const answered = answerEstimate({ ...input, ...place, samples: 200 })
  if (answered.status === 'refused') throw new Error(JSON.stringify(answered.problems))
  return answered.status === 'answer' ? answered.value : null
}

describe('over all pairs of a model and a system', () => {
  it('there are more than seventy, with every model and every system among them', () => {
    expect(pairs.length).toBeGreaterThan(70)
    expect(new Set(pairs.map(([model]) => model)).size).toBe(models.length)
    expect(new Set(pairs.map(([, system]) => system)).size).toBe(systems.length)
  })

  it('no number is NaN, infinite or negative, and p10 ≤ p50 ≤ p90', () => {
    let answered = 0
    for (const [model, system, accelerators] of pairs) {
      const answer = answerOf({ model, system, tokens: '1T', gpus: accelerators })
      if (answer === null) continue
      answered += 1
      const wrong = numbersIn(answer).filter((number) => !Number.isFinite(number) || number < 0)
      expect(wrong, `${model} on ${system}`).toEqual([])
      for (const range of Object.values(answer.totals)) {
        expect(range.p10).toBeLessThanOrEqual(range.p50)
        expect(range.p50).toBeLessThanOrEqual(range.p90)
      }
      expect(answer.step.mfu).toBeLessThanOrEqual(answer.step.hfu)
      expect(answer.step.hfu).toBeLessThanOrEqual(1)
    }
    expect(answered).toBeGreaterThan(70)
  })

  const anyPair = fc.constantFrom(...small)
  const mfu = fc.double({ min: 0.05, max: 0.7, noNaN: true })

  it('more accelerators at a fixed MFU never take longer', () => {
    fc.assert(
      fc.property(
        anyPair,
        mfu,
        fc.integer({ min: 1, max: 6 }),
        ([model, system, accelerators], given, halvings) => {
          const few = Math.max(1, Math.floor(accelerators / 2 ** halvings))
          const slow = answerOf({ model, system, tokens: '1T', gpus: few, mfu: given })
          const fast = answerOf({ model, system, tokens: '1T', gpus: few * 2, mfu: given })
          if (slow === null || fast === null) return
          expect(fast.totals.wallClockDays.p50).toBeLessThanOrEqual(slow.totals.wallClockDays.p50)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('more tokens never cost, burn or emit less', () => {
    fc.assert(
      fc.property(
        anyPair,
        mfu,
        fc.double({ min: 1e9, max: 5e13, noNaN: true }),
        ([model, system, gpus], given, tokens) => {
          const less = answerOf({ model, system, tokens, gpus, mfu: given })
          const more = answerOf({ model, system, tokens: tokens * 1.5, gpus, mfu: given })
          if (less === null || more === null) return
          expect(more.totals.cost.p50).toBeGreaterThan(less.totals.cost.p50)
          expect(more.totals.energyMwh.p50).toBeGreaterThan(less.totals.energyMwh.p50)
          expect(more.totals.carbonT.p50).toBeGreaterThan(less.totals.carbonT.p50)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('a higher MFU never takes longer, and the same question has the same answer', () => {
    fc.assert(
      fc.property(anyPair, mfu, ([model, system, gpus], given) => {
        const slow = answerOf({ model, system, tokens: '1T', gpus, mfu: given })
        const fast = answerOf({ model, system, tokens: '1T', gpus, mfu: given + 0.05 })
        expect(answerOf({ model, system, tokens: '1T', gpus, mfu: given })).toEqual(slow)
        if (slow === null || fast === null) return
        expect(fast.totals.gpuHours.p50).toBeLessThan(slow.totals.gpuHours.p50)
      }),
      { numRuns: 12 },
    )
  })
})
