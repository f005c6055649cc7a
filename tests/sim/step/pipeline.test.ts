import { describe, expect, it } from 'vitest'
import { bubbleLayers, endSpare, handOvers, shownHeadS } from '../../../sim/step/pipeline.ts'
import { balancedStages } from '../../../sim/workload/layout.ts'
import { emptyStepTimes, stepTimes, type StepQuestion } from '../../../sim/step/step.ts'
import { expectNear, machine, question } from './invented.ts'

function stepOf(asked: StepQuestion) {
  const out = emptyStepTimes()
  stepTimes(asked, out)
  return out
}

describe('a pipeline, worked by hand', () => {
  it.each([
    ['80 layers on 4 stages leave none', 80, { pp: 4, vpp: 1 }, 0],
    ['78 layers on 4 stages leave one at each end', 78, { pp: 4, vpp: 1 }, 1],
    ['78 layers in 20 chunks leave one at each end', 78, { pp: 4, vpp: 5 }, 1],
    ['one stage has no ends', 78, { pp: 1, vpp: 1 }, 0],
  ])('room for embedding and head: %s', (_, layers, cut, byHand) => {
    expect(endSpare(layers, cut)).toBe(byHand)
  })

  it('fills and drains in 3 micro-batches of 20 layers, in a fifth of them with 5 chunks a rank', () => {
    expect(bubbleLayers(80, { pp: 4, vpp: 1 })).toBe(60)
    expect(bubbleLayers(80, { pp: 4, vpp: 5 })).toBeCloseTo(12, 12)
    expect(bubbleLayers(80, { pp: 1, vpp: 1 })).toBe(0)
  })

  it.each([
    // nanotron's 1B model: a stage takes layers until it is over 20/pp of them; the head alone may be the last.
    [16, 4, 2, [11, 5]],
    [16, 4, 4, [6, 5, 5, 0]],
    [16, 4, 8, [3, 3, 2, 3, 2, 3, 0, 0]],
    // Without a head it is an even cut, but that the first stage is over its share before it stops.
    [8, 0, 2, [5, 3]],
  ])('with the head as layers: %i layers and %i on %i stages', (layers, head, pp, byHand) => {
    expect(balancedStages(layers, pp, head)).toEqual(byHand)
  })

  it('hands over forward and backward once for each chunk', () => {
    expect([handOvers({ pp: 4, vpp: 5 }), handOvers({ pp: 1, vpp: 1 })]).toEqual([10, 0])
  })

  it('shows what the head takes beyond the layers that its stage is spared', () => {
    expectNear(shownHeadS(0.5, 2, 0.1), 0.3)
    expect([shownHeadS(0.5, 0, 0.1), shownHeadS(0.1, 2, 0.1)]).toEqual([0.5, 0])
  })
})

/** One layer, forward and backward: products 3 · 0.112, attention 0.0296 + 0.084, memory 3 · 0.1456 ms. */
const layerS = 3.36e-4 + 1.136e-4 + 4.368e-4

describe('a whole step of 8 micro-batches on 2 stages of 2 layers, worked by hand', () => {
  const step = stepOf(question({ pp: 2 }))

  it('has its layers 16 times, and two more while the pipeline fills', () => {
    expectNear(step.matmulS + step.attentionS + step.memoryS, 16 * layerS)
    expectNear(step.pipelineBubbleS, 2 * layerS)
  })

  it('sends 4 MB there and back in every micro-batch, half of it shown', () => {
    expectNear(step.pipelineSendS, 8 * 2 * 0.5 * 3e-5)
  })

  it('has head and loss on the last stage', () => {
    // 3 · 2 · 2000 · 1000 · 10000 ÷ 400 TFLOP/s and 12 bytes for each of 20 M logits
    expectNear(step.headS, 8 * (3e-4 + 2.4e-4))
  })

  it('has a loss of 42 bytes a logit where it is a chain of kernels, and between them where half of the runs compile', () => {
    const lossOf = (practice: object) =>
      stepOf({
        ...question({ pp: 2 }),
        machine: { ...machine, practice: { ...machine.practice, fusesLoss: false, ...practice } },
      }).headS
    expectNear(lossOf({}), 8 * (3e-4 + 8.4e-4))
    expectNear(lossOf({ stack: 'fsdp', eagerShare: 0.5 }), 8 * (3e-4 + 5.4e-4))
  })

  it('has one more head for each further token that is predicted', () => {
    const asked = question({ pp: 2 })
    expectNear(stepOf({ ...asked, shapes: { ...asked.shapes, mtpLayers: 1 } }).headS, 8 * 2 * 5.4e-4)
  })

  it('updates 38 M parameters of 34 bytes, and the host takes 10 ms', () => {
    expectNear(step.optimizerS, 1.292e-3 + 0.01)
  })

  it('takes 31.8 ms', () => {
    expectNear(step.stepS, 0.0318072)
  })

  it('recomputes attention, or the whole forward pass of the layers', () => {
    expectNear(stepOf(question({ pp: 2, recompute: 'selective' })).recomputeS, 16 * 2.96e-5)
    expectNear(stepOf(question({ pp: 2, recompute: 'full' })).recomputeS, 16 * 2.872e-4)
  })

  it('shows the root of the squares of kernels and host, twice a layer', () => {
    const constants = { ...machine.constants, layerHostS: 1e-3 }
    const { hostS } = stepOf({ ...question({ pp: 2 }), machine: { ...machine, constants } })
    expectNear(hostS, 16 * (Math.hypot(layerS, 2e-3) - layerS))
  })

  it('waits a hundredth longer for each e-fold of nodes', () => {
    const many = stepOf(question({ dp: 64, globalBatch: 512 }))
    const { stepS, stragglerS } = many
    expectNear(stragglerS / (stepS - stragglerS), 0.01 * Math.log(8))
    expect(step.stragglerS).toBe(0)
  })
})
