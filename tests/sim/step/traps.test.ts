import { describe, expect, it } from 'vitest'
import { fittedConstants } from '../../../sim/step/fitted/calibration.ts'
import { ringBytesPerS, ringS } from '../../../sim/step/collective.ts'
import { hardwareNamed, layout70B, shapesNamed, stepOf, usual } from './asked.ts'

/** Each of these was found wrong in a published model of training steps. */
describe('mistakes that others made', () => {
  it('overlapping gradient traffic never slows a step', () => {
    const without = stepOf({ ...usual, practice: { ...usual.practice, overlapsGradients: 0 } })
    expect(stepOf(usual).stepS).toBeLessThanOrEqual(without.stepS)
    expect(without.dataParallelS).toBeGreaterThan(0)
  })

  it('overlapping sharded gathers never costs more than not overlapping them', () => {
    const layout = { ...layout70B, tp: 1, pp: 1, vpp: 1, dp: 512, zero: 3, recompute: 'full' } as const
    const asked = { ...usual, layout }
    const without = stepOf({ ...asked, practice: { ...usual.practice, overlapsShards: false } })
    expect(stepOf(asked).stepS).toBeLessThanOrEqual(without.stepS)
  })

  // Products alone: exponentials take as long forward as backward.
  const products = { ...usual, hardware: { ...usual.hardware, exponentialsPerS: Infinity } }

  it('selective recomputation is counted once: one more forward of attention', () => {
    const none = stepOf(products)
    const selective = stepOf({ ...products, layout: { ...layout70B, recompute: 'selective' } })
    // Forward is 1 of the 1 + 2.5 ÷ (backward efficiency) parts of attention.
    const forward = none.attentionS / (1 + 2.5 / 0.8)
    expect(selective.recomputeS).toBeCloseTo(forward, 6)
  })

  it('full recomputation costs one more forward of the layers, not of the head', () => {
    const none = stepOf(products)
    const full = stepOf({ ...products, layout: { ...layout70B, recompute: 'full' } })
    const forward = none.matmulS / 3 + none.memoryS / 3 + none.attentionS / (1 + 2.5 / 0.8)
    expect(full.recomputeS).toBeCloseTo(forward, 6)
    expect(full.headS).toBeCloseTo(none.headS, 9)
  })

  it.each([0, 1] as const)(
    'ZeRO %i moves weights and gradients once a step, however many micro-batches',
    (zero) => {
      const asked = { ...usual, practice: { ...usual.practice, overlapsGradients: 0 } }
      const few = stepOf({ ...asked, layout: { ...layout70B, zero, globalBatch: 512 } })
      const many = stepOf({ ...asked, layout: { ...layout70B, zero, globalBatch: 4096 } })
      expect(many.dataParallelS).toBeCloseTo(few.dataParallelS, 9)
    },
  )

  it('ZeRO 3 gathers for each micro-batch', () => {
    const layout = { ...layout70B, tp: 1, pp: 1, vpp: 1, dp: 512, zero: 3 } as const
    const one = stepOf({ ...usual, layout: { ...layout, globalBatch: 512 } })
    const four = stepOf({ ...usual, layout: { ...layout, globalBatch: 2048 } })
    expect(four.dataParallelS / one.dataParallelS).toBeCloseTo(4, 6)
  })

  it('gradient accumulation scales the step: four times the batch is four times the work', () => {
    const one = stepOf(usual)
    const four = stepOf({ ...usual, layout: { ...layout70B, globalBatch: 4096 } })
    expect(four.matmulS / one.matmulS).toBeCloseTo(4, 9)
    expect(four.stepS).toBeGreaterThan(3 * one.stepS)
  })

  it('output head and loss are on the end stage and grow with the vocabulary', () => {
    const small = stepOf({ ...usual, shapes: { ...usual.shapes, vocab: 32000 } })
    const large = stepOf({ ...usual, shapes: { ...usual.shapes, vocab: 256000 } })
    expect(small.headS).toBeGreaterThan(0)
    expect(large.headS / small.headS).toBeGreaterThan(5)
  })

  it('a network port belongs to one accelerator: a ring of one a node has one, a ring of eight has eight', () => {
    const fabric = { hardware: hardwareNamed('a100-sxm-80'), constants: fittedConstants }
    const port = fabric.hardware.scaleOutBytesPerS * fittedConstants.scaleOutEfficiency
    expect(ringBytesPerS(64, 1, fabric)).toBeCloseTo(port, 0)
    expect(ringBytesPerS(64, 8, fabric)).toBeCloseTo(8 * port, 0)
    expect(ringBytesPerS(8, 8, fabric)).toBeGreaterThan(ringBytesPerS(64, 8, fabric))
  })

  it('a ring moves (n − 1)/n of the buffer at its bandwidth, plus its latency', () => {
    const fabric = { hardware: hardwareNamed('h100-sxm-80'), constants: fittedConstants }
    const bytes = 1e9
    const expected = 7 * fittedConstants.scaleUpLatencyS + ((7 / 8) * bytes) / ringBytesPerS(8, 8, fabric)
    expect(ringS(bytes, [8, 8], fabric)).toBeCloseTo(expected, 12)
    expect(ringS(bytes, [1, 8], fabric)).toBe(0)
  })

  it('one accelerator has no collectives, no pipeline and waits for nobody', () => {
    const layout = { ...layout70B, tp: 1, pp: 1, vpp: 1, dp: 1, globalBatch: 8 }
    const alone = stepOf({ ...usual, shapes: shapesNamed('llama-3.1-8b'), layout })
    const {
      tensorParallelS,
      contextParallelS,
      expertParallelS,
      pipelineSendS,
      pipelineBubbleS,
      dataParallelS,
      stragglerS,
    } = alone
    expect([
      tensorParallelS,
      contextParallelS,
      expertParallelS,
      pipelineSendS,
      pipelineBubbleS,
      dataParallelS,
      stragglerS,
    ]).toEqual([0, 0, 0, 0, 0, 0, 0])
  })

  it('the bubble of a pipeline is (pp − 1) ÷ (vpp × micro-batches) of the layers', () => {
    const { pipelineBubbleS, matmulS, attentionS, memoryS, recomputeS, hostS, tensorParallelS } =
      stepOf(usual)
    const layers = matmulS + attentionS + memoryS + recomputeS + hostS + tensorParallelS
    expect(pipelineBubbleS / layers).toBeCloseTo(3 / (5 * 32), 9)
  })
})
