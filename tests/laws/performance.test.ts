import fc from 'fast-check'
import { evidenceModels } from '../../sim/evidence/throughput.ts'
import { describe, expect, it } from 'vitest'
import { evidenceRows } from '../../sim/questions/evidence/rows.ts'
import { predictLine } from '../../sim/questions/predict/work.ts'
import { lineOf } from '../../sim/questions/evidence/rows.ts'
import { hardwareNamed, layout70B, shapesNamed, stepOf, usual, type Asked } from '../sim/step/asked.ts'

const models = ['llama-3.1-8b', 'llama-3-70b', 'apertus-70b', 'deepseek-v3', 'mixtral-8x7b'].map(shapesNamed)
const parts = ['a100-sxm-80', 'h100-sxm-80', 'gh200-96', 'gb200', 'mi300x', 'tpu-v5p'].map(hardwareNamed)

/** A question whose counts divide: the layout of powers of two on 2 to 4,096 accelerators. */
const asked: fc.Arbitrary<Asked> = fc
  .record({
    shapes: fc.constantFrom(...models),
    hardware: fc.constantFrom(...parts),
    tp: fc.constantFrom(1, 2, 4, 8),
    pp: fc.constantFrom(1, 2, 4, 8),
    dp: fc.constantFrom(1, 2, 8, 64),
    cp: fc.constantFrom(1, 2),
    accumulated: fc.constantFrom(1, 4, 16),
    microBatch: fc.constantFrom(1, 2, 4),
    zero: fc.constantFrom(0 as const, 1 as const, 3 as const),
    recompute: fc.constantFrom('none' as const, 'selective' as const, 'full' as const),
    seqLen: fc.constantFrom(1024, 4096, 32768),
    flashAttention: fc.boolean(),
  })
  .map(
    ({
      shapes,
      hardware,
      tp,
      pp,
      dp,
      cp,
      accumulated,
      microBatch,
      zero,
      recompute,
      seqLen,
      flashAttention,
    }) => ({
      ...usual,
      shapes,
      hardware,
      seqLen,
      flashAttention,
      layout: {
        ...layout70B,
        tp,
        pp,
        vpp: 1,
        dp,
        cp,
        microBatch,
        globalBatch: dp * microBatch * accumulated,
        zero,
        recompute,
        sequenceParallel: tp > 1,
      },
    }),
  )

const rounding = 1 + 1e-12

describe('the step', () => {
  it('is the sum of its parts, none of them negative or not a number', () => {
    fc.assert(
      fc.property(asked, (one) => {
        const { stepS, ...parts } = stepOf(one)
        const total = Object.values(parts).reduce((sum, part) => sum + part, 0)
        expect(Object.values(parts).every((part) => Number.isFinite(part) && part >= 0)).toBe(true)
        expect(Math.abs(total / stepS - 1)).toBeLessThan(1e-9)
      }),
      { numRuns: 400 },
    )
  })

  it.each([
    ['memory bandwidth', (h: Asked['hardware']) => ({ ...h, memoryBytesPerS: h.memoryBytesPerS / 2 })],
    ['the scale-up links', (h: Asked['hardware']) => ({ ...h, scaleUpBytesPerS: h.scaleUpBytesPerS / 2 })],
    ['the network', (h: Asked['hardware']) => ({ ...h, scaleOutBytesPerS: h.scaleOutBytesPerS / 2 })],
    ['the matrix units', (h: Asked['hardware']) => ({ ...h, bf16FlopsPerS: h.bf16FlopsPerS / 2 })],
  ] as const)('is never faster with half of %s', (_, slower) => {
    fc.assert(
      fc.property(asked, (one) => {
        expect(stepOf({ ...one, hardware: slower(one.hardware) }).stepS * rounding).toBeGreaterThanOrEqual(
          stepOf(one).stepS,
        )
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['hidden width', (s: Asked['shapes']) => ({ ...s, hidden: s.hidden * 2 })],
    [
      'MLP width',
      (s: Asked['shapes']) => ({
        ...s,
        intermediate: s.intermediate * 2,
        expertIntermediate: s.expertIntermediate * 2,
      }),
    ],
    ['vocabulary', (s: Asked['shapes']) => ({ ...s, vocab: s.vocab * 2 })],
  ] as const)('is never faster with twice the %s', (_, larger) => {
    fc.assert(
      fc.property(asked, (one) => {
        expect(stepOf({ ...one, shapes: larger(one.shapes) }).stepS * rounding).toBeGreaterThanOrEqual(
          stepOf(one).stepS,
        )
      }),
      { numRuns: 200 },
    )
  })
})

describe('utilisation', () => {
  it('MFU ≤ HFU ≤ 1 for every published row that can be predicted', () => {
    const modelOf = evidenceModels()
    for (const { row, question } of evidenceRows()) {
      if (!('settled' in question)) continue
      const answer = predictLine(lineOf({ row, model: modelOf(row.model) }))
      if (!answer.ok) throw new Error(answer.problem)
      expect(answer.mfu).toBeLessThanOrEqual(answer.hfu)
      expect(answer.hfu).toBeLessThanOrEqual(1)
    }
  })
})
