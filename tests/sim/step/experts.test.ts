import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fittedConstants } from '../../../sim/step/fitted/calibration.ts'
import { ringS } from '../../../sim/step/collective.ts'
import { ratesOf } from '../../../sim/step/kernel.ts'
import { practiceOf, type Practice } from '../../../sim/step/practice.ts'
import { predictLine } from '../../../sim/questions/predict/work.ts'
import { expertTensor, type Layout } from '../../../sim/workload/layout.ts'
import { layout70B, shapesNamed, stepOf, usual } from './asked.ts'

const cutOf = (cut: Partial<Layout>): Layout => ({ ...layout70B, ...cut })

describe('experts under tensor parallelism', () => {
  it.each([
    ['ep takes in the ranks of tp, and each holds whole experts', { tp: 4, ep: 8, dp: 8 }, false, 1],
    ['ep takes in two of the four ranks of tp', { tp: 4, ep: 2, dp: 8 }, false, 2],
    [
      'one set of all experts on every rank of ep 1 would not fit: tp cuts them',
      { tp: 4, ep: 1, dp: 8 },
      false,
      4,
    ],
    ['tp cuts the experts as it cuts the rest', { tp: 4, ep: 8, dp: 8 }, true, 4],
    ['ep reaches over tp where the data ranks do not suffice', { tp: 4, ep: 8, dp: 2 }, true, 1],
  ])('%s', (_, cut, cutsExperts, ranks) => {
    expect(expertTensor(cutOf(cut), cutsExperts)).toBe(ranks)
  })

  it('are cut over ranks that there are: ep × those of tp divides tp × dp × cp', () => {
    const degree = fc.constantFrom(1, 2, 3, 4, 6, 8, 16)
    fc.assert(
      fc.property(degree, degree, degree, degree, fc.boolean(), (tp, dp, cp, ep, cutsExperts) => {
        fc.pre((tp * dp * cp) % ep === 0)
        expect((tp * dp * cp) % (ep * expertTensor(cutOf({ tp, dp, cp, ep }), cutsExperts))).toBe(0)
      }),
    )
  })

  it('cost a gather and a scatter of every token for each of its experts where tp cuts them, none where whole', () => {
    const shapes = shapesNamed('qwen3-30b-a3b')
    const layout = cutOf({ tp: 4, pp: 1, vpp: 1, dp: 128, ep: 8 })
    const asked = { ...usual, shapes, layout }
    const practice = practiceOf('megatron', 2025)
    const whole = stepOf({ ...asked, practice })
    const cut = stepOf({ ...asked, practice: { ...practice, cutsExperts: true } })
    const machine = { hardware: asked.hardware, constants: fittedConstants }
    const ring = ringS(asked.seqLen * shapes.hidden * 2, [4, asked.hardware.domain], machine)
    const microBatches = layout.globalBatch / layout.dp
    const passes = 2 * microBatches * shapes.mixtureLayers
    const { slowing } = ratesOf(asked.hardware, 'bf16', { practice, constants: fittedConstants })
    const gathered = 2 * shapes.expertsPerToken * ring * fittedConstants.tensorExposed * slowing
    expect(cut.tensorParallelS - whole.tensorParallelS).toBeCloseTo(passes * gathered, 9)
  })
})

describe('experts that are one kernel', () => {
  it('are launched once, where the host launches others one by one', () => {
    const layout = cutOf({ tp: 1, pp: 1, vpp: 1, dp: 512, ep: 8 })
    const asked = { ...usual, shapes: shapesNamed('qwen3-30b-a3b'), layout }
    const hostS = (practice: Practice) => stepOf({ ...asked, practice }).hostS
    const oneByOne = practiceOf('fsdp', 2026)
    expect(practiceOf('torchtitan', 2026).groupsExperts).toBe(true)
    expect(oneByOne.groupsExperts).toBe(false)
    expect(hostS({ ...oneByOne, groupsExperts: true })).toBeLessThan(hostS(oneByOne) / 4)
  })
})

describe('experts fused as in the recipes of NVIDIA for mxfp8 of mid-2026', () => {
  it('show of their traffic what hidden traffic slows the layer by, and in bf16 nothing changes', () => {
    const layout = cutOf({ tp: 1, pp: 1, vpp: 1, dp: 512, ep: 8 })
    const asked = { ...usual, shapes: shapesNamed('qwen3-30b-a3b'), layout }
    const by = (fusesExperts: number, precision: 'bf16' | 'mxfp8') =>
      stepOf({ ...asked, precision, practice: { ...practiceOf('megatron-bridge', 2026), fusesExperts } })
    const { shardContention, expertExposed } = fittedConstants
    const [plain, fused] = [by(0, 'mxfp8'), by(1, 'mxfp8')]
    expect(fused.expertParallelS / plain.expertParallelS).toBeCloseTo(shardContention / expertExposed, 6)
    expect(fused.memoryS).toBeLessThan(plain.memoryS)
    expect(by(1, 'bf16')).toEqual(by(0, 'bf16'))
  })
})

describe('expert traffic that Megatron overlaps with another micro-batch', () => {
  it('shows no more than hidden traffic slows the layer by, in any precision', () => {
    const layout = cutOf({ tp: 1, pp: 1, vpp: 1, dp: 512, ep: 8 })
    const asked = { ...usual, shapes: shapesNamed('qwen3-30b-a3b'), layout }
    const by = (overlapsExperts: boolean) =>
      stepOf({ ...asked, practice: { ...practiceOf('megatron', 2026), overlapsExperts } })
    const { shardContention, expertExposed } = fittedConstants
    const [plain, beside] = [by(false), by(true)]
    expect(beside.expertParallelS / plain.expertParallelS).toBeCloseTo(shardContention / expertExposed, 6)
    expect(beside.matmulS).toBe(plain.matmulS)
  })
})

describe('recomputation that a line leaves open', () => {
  const line = {
    id: 1,
    model: {
      num_hidden_layers: 80,
      hidden_size: 8192,
      num_attention_heads: 64,
      num_key_value_heads: 8,
      intermediate_size: 28672,
      vocab_size: 128256,
    },
    seqLen: 8192,
    gpus: 64,
    layout: { tp: 1, pp: 1, vpp: 1, dp: 64, cp: 1, ep: 1, microBatch: 2, globalBatch: 128, zero: 3 },
    precision: 'fp8',
  }
  const chosenFor = (accelerator: string, framework: string) => {
    const answer = predictLine({ ...line, hardware: { accelerator }, framework, year: 2026 })
    if (!answer.ok) throw new Error(answer.problem)
    return answer
  }

  it('is none where Megatron-Bridge hands the activations of sharded models on Blackwell to the host', () => {
    const answer = chosenFor('gb200', 'megatron-bridge')
    expect(answer.chosen).toContain('recompute: none, activations are handed to the host')
    expect(answer.fits).toBe(true)
    expect(answer.hfu).toBe(answer.mfu)
  })

  it.each([
    ['another software', 'gb200', 'fsdp'],
    ['Hopper', 'h100-sxm-80', 'megatron-bridge'],
  ])('is whole layers with %s', (_, accelerator, framework) => {
    expect(chosenFor(accelerator, framework).chosen).toContain('recompute: full, the least that fits')
  })
})
