import { describe, expect, it } from 'vitest'
import { attentionFlops, matmulEfficiency, matmulS, peakOf, ratesOf } from '../../../sim/step/kernel.ts'
import { practiceOf } from '../../../sim/step/practice.ts'
import { everyToken } from '../../../sim/workload/blocks/block.ts'
import { expectNear, hardware, machine, shapes } from './invented.ts'

describe('a kernel, worked by hand', () => {
  it('multiplies 1000 × 500 by 500 × 2000 in 2 ms at 10¹² FLOP/s, and in 2.7 ms where a dimension of 100 counts twice', () => {
    expectNear(matmulS(1000, 2000, 500, 1e12, 0), 2e-3)
    // 1 + 100 · (1/1000 + 1/2000 + 1/500) = 1.35
    expectNear(matmulS(1000, 2000, 500, 1e12, 100), 2.7e-3)
  })

  it.each([
    // A token sees half of the 2,000 on average: 2 · 2000 · 1600 · 1000.
    ['all earlier tokens', everyToken, 6.4e9],
    // 500 · (1 − 500/4000) = 437.5 tokens.
    ['a window of 500', { ...everyToken, size: 500 }, 2.8e9],
    // Four chunks, half of each: 250 tokens.
    ['chunks of 500', { ...everyToken, size: 500, chunked: true }, 1.6e9],
  ])('counts the scores and values of %s', (_, span, byHand) => {
    const spans = [{ ...span, scoreWidth: 1600, indexWidth: 0 }]
    expectNear(attentionFlops({ ...shapes, spans }, 2000), byHand)
  })

  it('adds layers that see differently, and an index over all tokens, each by its width', () => {
    const half = { ...everyToken, scoreWidth: 800, indexWidth: 0 }
    const spans = [half, { ...half, size: 500 }]
    expectNear(attentionFlops({ ...shapes, spans }, 2000), 3.2e9 + 1.4e9)
    // 2 · 2000 · 200 · 1000 more.
    expectNear(attentionFlops({ ...shapes, spans: [half, { ...half, indexWidth: 200 }] }, 2000), 7.2e9)
  })

  it('takes a family without a run by what its products were measured to reach against an A100, another by its power', () => {
    const c = { ...machine.constants, matmulPeak: 0.8, powerBound: 0.5, powerCap: 0.5 }
    const part = { flopsPerJ: 4 * 0.78e12, powerFraction: 0.81 }
    // 0.8 · √(1/4) · √0.81
    expectNear(matmulEfficiency({ ...part, matmulShare: null }, c), 0.36)
    // A quarter of what an A100 reaches of its peak, 271.2 of 312 TFLOP/s: 0.8 · 0.25 · 0.9
    expectNear(matmulEfficiency({ ...part, matmulShare: 67.8 / 312 }, c), 0.18)
  })

  it('measures dimensions against bytes that the memory brings for each FLOP', () => {
    // 10¹⁵ FLOP/s · 2 bytes · 0.4 ÷ 2 · 10¹² bytes/s
    const bf16 = ratesOf(hardware, 'bf16', machine)
    const fp8 = ratesOf(hardware, 'fp8', machine)
    expectNear(bf16.shapeScale, 400)
    expectNear(fp8.shapeScale, 800)
    expectNear(fp8.plainShapeScale, 400)
    expect([bf16.lowPrecision, fp8.lowPrecision]).toEqual([false, true])
  })

  it('lets attention that was not written for the chip gain nothing from Blackwell, as it was measured', () => {
    // 320 to 390 TFLOP/s on a B200 (flashinfer, pull request 5133), about what it reaches on an H100.
    const practice = { ...machine.practice, nativeAttention: false, year: 2027 }
    const constants = { ...machine.constants, powerBound: 0.5 }
    const on = (family: 'hopper' | 'blackwell', peak: number, powerW: number) => {
      const part = { ...hardware, family, bf16FlopsPerS: peak, flopsPerJ: peak / powerW, matmulShare: null }
      return ratesOf(part, 'bf16', { ...machine, practice, constants })
    }
    const [h100, b200] = [on('hopper', 989.4e12, 700), on('blackwell', 2250e12, 1000)]
    expectNear(b200.attentionFlopsPerS, h100.attentionFlopsPerS)
    // Products are held back by the power of their peak, attention at a fraction of it is not.
    const clocks = Math.sqrt(989.4 / 700 / (2250 / 1000))
    expectNear(b200.matmulFlopsPerS / h100.matmulFlopsPerS, (2250 / 989.4) * clocks)
  })

  it('reaches nearly what large products do in attention written for Hopper or Blackwell, since 2025', () => {
    const share = (year: number, family: 'hopper' | 'ampere') => {
      const practice = { ...machine.practice, nativeAttention: true, year }
      const rates = ratesOf({ ...hardware, family }, 'bf16', { ...machine, practice })
      return rates.attentionFlopsPerS / rates.matmulFlopsPerS
    }
    // FlashAttention-3: 740 TFLOP/s where large products measured 794.5 (arXiv 2407.08608; Bekman's table).
    expectNear(share(2025, 'hopper'), 740 / 794.5)
    expectNear(share(2024, 'hopper'), machine.constants.fusedAttention)
    expectNear(share(2025, 'ampere'), machine.constants.fusedAttention)
    const hides = (year: number, family: 'hopper' | 'ampere', nativeAttention = true) =>
      ratesOf({ ...hardware, family }, 'bf16', {
        ...machine,
        practice: { ...machine.practice, nativeAttention, year },
      }).hidesExponentials
    expect([hides(2025, 'hopper'), hides(2024, 'hopper'), hides(2025, 'ampere')]).toEqual([
      true,
      false,
      false,
    ])
    expect(hides(2025, 'hopper', false)).toBe(false)
    const by = (year: number) => practiceOf('deepspeed', year).nativeAttention
    expect([by(2025), by(2026)]).toEqual([false, true])
  })

  it('attends at half the rate with the first FlashAttention, on the chips that it was written for', () => {
    const rate = (firstFlash: number, family: 'ampere' | 'hopper' | 'tpu') => {
      const practice = { ...machine.practice, nativeAttention: true, firstFlash }
      return ratesOf({ ...hardware, family }, 'bf16', { ...machine, practice }).attentionFlopsPerS
    }
    expectNear(rate(1, 'ampere'), rate(0, 'ampere') / 2)
    expectNear(rate(0.5, 'hopper'), rate(0, 'hopper') / 1.5)
    expectNear(rate(1, 'tpu'), rate(0, 'tpu'))
    const by = (framework: string, year: number) => practiceOf(framework, year).firstFlash
    expect([2022, 2023, 2024].map((year) => by('megatron', year))).toEqual([1, 0.5, 0])
    expect(by('llm-foundry', 2023)).toBe(0)
  })

  it('casts blocks by rows and by columns in torchao, at once in Transformer Engine, and a whole where one scale is enough', () => {
    const casts = (framework: string, precision: 'mxfp8' | 'nvfp4' | 'fp8' | 'bf16', scalesRows = false) => {
      const practice = { ...practiceOf(framework, 2026), scalesRows }
      return ratesOf(hardware, precision, { ...machine, practice }).castsRows
    }
    expect([casts('torchtitan', 'mxfp8'), casts('torchtitan', 'nvfp4')]).toEqual([true, true])
    expect([casts('torchtitan', 'fp8'), casts('torchtitan', 'fp8', true)]).toEqual([false, true])
    expect([casts('megatron', 'mxfp8'), casts('nemo', 'nvfp4')]).toEqual([false, false])
  })

  it('has the peak of the precision, and none where the part has none', () => {
    expect([peakOf(hardware, 'bf16'), peakOf(hardware, 'mxfp8'), peakOf(hardware, 'nvfp4')]).toEqual([
      1e15,
      2e15,
      null,
    ])
  })
})
