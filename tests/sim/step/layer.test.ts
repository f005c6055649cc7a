import { describe, expect, it } from 'vitest'
import { againOf } from '../../../sim/step/step.ts'
import {
  emptyLayerTimes,
  layerTimes,
  type LayerCut,
  type LayerKind,
  type LayerTimes,
} from '../../../sim/step/layer.ts'
import { expectNear, machine, mixtureShapes, shapes } from './invented.ts'

const whole: LayerCut = {
  tp: 1,
  cp: 1,
  ep: 1,
  expertTensor: 1,
  domain: 8,
  microBatch: 1,
  seqLen: 2000,
  sequenceParallel: false,
  flashAttention: true,
}

function timesOf(
  cut: Partial<LayerCut>,
  {
    s = shapes,
    kind = 'dense',
    on = machine,
  }: { s?: typeof shapes; kind?: LayerKind; on?: typeof machine } = {},
): LayerTimes {
  const out = emptyLayerTimes()
  layerTimes(s, [{ ...whole, ...cut }, kind], [on, out])
  return out
}

const mixture = { s: mixtureShapes, kind: 'mixture' } as const

describe('a dense layer on 2,000 tokens, worked by hand', () => {
  it('multiplies 56 GFLOP at 500 TFLOP/s', () => {
    // 2 · 2000 · (1000 · 1200 + 800 · 1000 + 1000 · 8000 + 4000 · 1000)
    expectNear(timesOf({}).matmulForward, 1.12e-4)
  })

  it('attends with 6.4 GFLOP at 250 TFLOP/s and 20 M exponentials at 5 T/s; backward 2.5/0.8 times the products', () => {
    const { attentionForward, attentionBackward, attentionAgain } = timesOf({})
    // 6.4 GFLOP ÷ (4 · 80) a score
    expectNear(attentionForward, 2.56e-5 + 4e-6)
    expectNear(attentionBackward, 8e-5 + 4e-6)
    expectNear(attentionAgain, 2.96e-5)
  })

  it('computes exponentials behind the products where its kernels do, as FlashAttention-3 was measured', () => {
    const modern = { ...machine, rates: { ...machine.rates, hidesExponentials: true } }
    expectNear(timesOf({}, { on: modern }).attentionForward, 2.56e-5)
    expectNear(timesOf({}, { on: modern }).attentionBackward, 8e-5)
    // Units a tenth as fast are what the kernel waits for: 40 µs.
    const slow = { ...modern, hardware: { ...modern.hardware, exponentialsPerS: 5e11 } }
    expectNear(timesOf({}, { on: slow }).attentionForward, 4e-5)
    // Learned sinks fall back to kernels that do one after the other, until those written for the chip have them.
    const sinks = timesOf({}, { s: { ...shapes, attentionSinks: true }, on: modern })
    expectNear(sinks.attentionForward, 5.12e-5 + 4e-6)
    const since = (year: number, nativeAttention: boolean) => {
      const on = { ...modern, practice: { ...modern.practice, year, nativeAttention } }
      return timesOf({}, { s: { ...shapes, attentionSinks: true }, on }).attentionForward
    }
    expectNear(since(2026, true), 2.56e-5)
    expectNear(since(2025, true), 5.52e-5)
    expectNear(since(2026, false), 5.52e-5)
  })

  it('moves 36,400 values of two bytes for each token', () => {
    // 10 · 1000 of the residual stream, 2 · (1200 + 3 · 4000) of the inner widths.
    expectNear(timesOf({}).memoryForward, 1.456e-4)
  })

  it('is cut by tp in all but what sequence parallelism leaves whole, and rings four times', () => {
    const cut = timesOf({ tp: 4, sequenceParallel: true })
    expectNear(cut.matmulForward, 2.8e-5)
    expectNear(cut.memoryForward, 3.64e-5)
    expectNear(timesOf({ tp: 4 }).memoryForward, 6.64e-5)
    // 4 · (3 · 10 µs + 3/4 of 4 MB at 200 GB/s)
    expectNear(cut.tensor, 1.8e-4)
    expectNear(timesOf({}).tensor, 0)
  })

  it('shows a quarter of the rings where they are tiled with the products', () => {
    const on = { ...machine, practice: { ...machine.practice, overlapsTensor: true } }
    expectNear(timesOf({ tp: 4, sequenceParallel: true }, { on }).tensor, 4.5e-5)
    expectNear(timesOf({ tp: 4 }, { on }).tensor, 1.8e-4)
  })

  it('passes keys and values of all tokens round the ranks of cp, half of it shown', () => {
    // 10 µs + half of 2000 · 400 · 2 bytes at 200 GB/s
    expectNear(timesOf({ cp: 2 }).context, 7e-6)
    expectNear(timesOf({ cp: 2, tp: 2 }).context, 6e-6)
    expectNear(timesOf({ cp: 2 }).attentionForward, 1.48e-5)
    expectNear(timesOf({ cp: 2 }).matmulForward, 5.6e-5)
  })

  it('rings over the network where tp leaves cp no room in the domain', () => {
    // 100 µs + half of 200 kB at 25 GB/s
    expectNear(timesOf({ cp: 2, tp: 8 }).context, 0.5 * (1e-4 + 4e-6))
  })

  it('without flash attention computes the whole square and moves it five times', () => {
    // 4 · 40 M · 80 ÷ 400 TFLOP/s, and 40 M · 5 · 2 bytes
    const { attentionForward, attentionBackward } = timesOf({ flashAttention: false })
    expectNear(attentionForward, 3.2e-5 + 4e-4)
    expectNear(attentionBackward, 2 * (3.2e-5 + 4e-4))
    // Heads of width 100 keep the tensor cores out: four times as long.
    const odd = timesOf({ flashAttention: false }, { s: { ...shapes, headDim: 100 } })
    expectNear(odd.attentionForward, 1.6e-4 + 4e-4)
  })

  it('casts the inputs of its products in low precision', () => {
    const on = { ...machine, rates: { ...machine.rates, lowPrecision: true } }
    // 2 · 1000 + 800 + 12000 values more
    expectNear(timesOf({}, { on }).memoryForward, 1.456e-4 + 5.92e-5)
    const rows = { ...on, rates: { ...on.rates, castsRows: true } }
    expectNear(timesOf({}, { on: rows }).memoryForward, 1.456e-4 + 3 * 5.92e-5)
  })

  it('with a state in place of attention multiplies in chunks and moves its operands', () => {
    const s = { ...shapes, spans: [], stateProducts: 1e6, stateWidth: 2000 }
    // 2 · 2 · 10⁶ · 2000 ÷ 125 TFLOP/s, 2000 · 2000 · 2 bytes, and 4 · 4 bytes of ½ · 10⁶ values every 128 tokens
    expectNear(timesOf({}, { s }).attentionForward, 6.4e-5 + 8e-6 + 1.25e-4)
  })

  it('without a feed-forward multiplies for its mixer alone', () => {
    expectNear(timesOf({}, { s: { ...shapes, intermediate: 0 } }).matmulForward, 1.6e-5)
  })
})

describe('a layer of 8 experts of which a token takes 2, worked by hand', () => {
  it('gives each expert of 4 ranks its share of their tokens', () => {
    // 2 experts held · 2000 tokens each · 12 GFLOP, 5 % lost to few rows; router; attention as in the dense layer
    const byHand = 2 * 2.4e-5 * 1.05 + 8e-8 + 1.6e-5
    expectNear(timesOf({ ep: 4 }, mixture).matmulForward, byHand)
  })

  it('gives each expert of 2 ranks half as many tokens, and has twice as many experts', () => {
    expectNear(timesOf({ ep: 2 }, mixture).matmulForward, 4 * 1.2e-5 * 1.1 + 8e-8 + 1.6e-5)
  })

  it('in a latent space of half the width has half the products and bytes, and two projections', () => {
    const s = { ...mixtureShapes, expertHidden: 500 }
    const { matmulForward, expert } = timesOf({ ep: 4 }, { ...mixture, s })
    // 2 · 2 · 2000 · 500 · 1000 ÷ 500 TFLOP/s
    expectNear(matmulForward, 2 * 1.2e-5 * 1.05 + 8e-8 + 1.6e-5 + 8e-6)
    expectNear(expert, 3e-5 + 1.3125e-5)
  })

  it('lets shared experts take every token', () => {
    const s = { ...mixtureShapes, sharedIntermediate: 500 }
    // 2000 · 2 · (1000 · 1000 + 500 · 1000)
    const more = timesOf({ ep: 4 }, { ...mixture, s }).matmulForward
    expectNear(more - timesOf({ ep: 4 }, mixture).matmulForward, 1.2e-5)
  })

  it('moves routed tokens four times through memory', () => {
    // 10 · 1000 + 2 · (1200 + 6000) + 4 · 2 · 1000 values
    expectNear(timesOf({ ep: 4 }, mixture).memoryForward, 1.296e-4)
  })

  it('sends tokens to their experts and back, half of it shown', () => {
    // 2 · ½ · (3 · 10 µs + 3/4 of 7 MB at 200 GB/s): 2 experts lie on 4 · (1 − 0.75²) = 1.75 ranks
    expectNear(timesOf({ ep: 4 }, mixture).expert, 5.625e-5)
    expectNear(timesOf({ ep: 1 }, mixture).expert, 0)
  })

  it('with whole experts under tp gives each rank the tokens of its share', () => {
    const { matmulForward, tensor } = timesOf({ ep: 4, tp: 2, expertTensor: 1 }, mixture)
    expectNear(matmulForward, 2 * 1.2e-5 * 1.1 + 8e-8 + 8e-6)
    // Attention alone rings: 2 · (10 µs + half of 4 MB at 200 GB/s)
    expectNear(tensor, 4e-5)
  })

  it('with experts cut over tp gathers and scatters every token for each of its experts', () => {
    expectNear(timesOf({ ep: 4, tp: 2, expertTensor: 2 }, mixture).tensor, 1.2e-4)
    const s = { ...mixtureShapes, sharedIntermediate: 500 }
    expectNear(timesOf({ ep: 4, tp: 2, expertTensor: 2 }, { ...mixture, s }).tensor, 1.6e-4)
  })
})

describe('recomputation of a layer whose forward pass is 10 of products, 3 of them the last, 2 of attention, 1 of memory', () => {
  const times = {
    ...emptyLayerTimes(),
    matmulForward: 10,
    matmulLast: 3,
    matmulAgain: 5,
    attentionForward: 2,
    attentionAgain: 2,
  }
  const of = (part: keyof LayerTimes) => ({ ...times, memoryForward: 1 })[part]

  it('does all of it again, or all but the last product and the traffic behind it where it stops early', () => {
    const never = againOf('full', { stopsEarly: 'never', selects: 'attention' }, (part) =>
      part === 'matmulLast' ? 0 : of(part),
    )
    expect(never).toEqual({ workS: 13, tensor: 1, expert: 1 })
    const always = againOf('full', { stopsEarly: 'always', selects: 'products' }, of)
    expect(always).toEqual({ workS: 10, tensor: 0.75, expert: 0.5 })
  })

  it.each([
    ['attention', { workS: 2, tensor: 0, expert: 0 }],
    ['half of the products', { workS: 5, tensor: 0, expert: 0 }],
    // recompute_modules of Megatron-Core: layernorm and moe_act, of whose bytes the backward pass asks again.
    ['norms and activation functions', { workS: 0.5, tensor: 0, expert: 0 }],
    // recompute_modules moe: products, permutation, there and back.
    ['experts', { workS: 11, tensor: 0, expert: 1 }],
    // Attention, half of the products, and all that moves through memory.
    ['what is before the last product of an mlp', { workS: 8, tensor: 0, expert: 0 }],
  ] as const)('of little of it does %s again', (name, again) => {
    const selects = (['attention', 'products', 'norms', 'experts', 'mlp'] as const).find((one) =>
      name.includes(one),
    )
    expect(againOf('selective', { stopsEarly: 'always', selects: selects ?? 'attention' }, of)).toEqual(again)
  })

  it('does every second product again where it selects products, and all of experts, which no list keeps', () => {
    const { matmulForward, matmulAgain } = timesOf({})
    expectNear(matmulAgain, matmulForward / 2)
    const routed = timesOf({}, mixture)
    const without = { ...mixture, s: { ...mixtureShapes, expertIntermediate: 0 } }
    const narrow = timesOf({}, without)
    expectNear(routed.matmulAgain - narrow.matmulAgain, routed.matmulForward - narrow.matmulForward)
    // Compiled inside a mixture's layer the others are not seen either.
    expectNear(narrow.matmulAgain, narrow.matmulForward)
    const eager = { ...machine, practice: { ...machine.practice, eagerShare: 1 } }
    const seen = timesOf({}, { ...without, on: eager })
    expectNear(seen.matmulAgain, seen.matmulForward / 2)
  })

  it('leaves the product back to the hidden width out: 16 of 56 GFLOP', () => {
    const early = { ...machine, practice: { ...machine.practice, stopsEarly: 'always' as const } }
    expectNear(timesOf({}, { on: early }).matmulLast, 3.2e-5)
    expectNear(timesOf({}).matmulLast, 0)
  })
})

describe('kernels that are launched one by one', () => {
  const launched = (more: Partial<typeof machine.practice>) => ({
    ...machine,
    practice: { ...machine.practice, eagerShare: 1, chainsNorms: true, chainsSoftmax: true, ...more },
  })
  const memoryOf = (rmsNorms: number, on: typeof machine) =>
    timesOf({}, { s: { ...shapes, rmsNorms }, on }).memoryForward

  it('take 108 bytes of a value for a norm by the root mean square, both ways, where one kernel takes 10', () => {
    // 2,000 tokens · 1,000 wide · two norms · 98 bytes more, a third of it forward, at 1 TB/s
    const on = launched({})
    expectNear(memoryOf(2, on) - memoryOf(0, on), (2000 * 1000 * 2 * 98) / 3 / 1e12)
    expect(memoryOf(2, machine)).toBe(memoryOf(0, machine))
    const oneKernel = launched({ chainsNorms: false })
    expect(memoryOf(2, oneKernel)).toBe(memoryOf(0, oneKernel))
  })

  it('take as much of queries and keys where those have such norms, as of Qwen3, cut by tp', () => {
    const normed = (queryKeyNorms: number, tp: number) =>
      timesOf({ tp }, { s: { ...shapes, queryKeyNorms }, on: launched({}) }).memoryForward
    // 800 wide of the queries, half of the keys' and values' 400 of the keys
    expectNear(normed(1, 1) - normed(0, 1), (2000 * (800 + 200) * 98) / 3 / 1e12)
    expectNear(normed(1, 2) - normed(0, 2), (2000 * (800 + 200) * 98) / 3 / 2 / 1e12)
  })

  it('take 54 bytes of a score for scaling, mask and softmax, both ways, where one kernel takes 20', () => {
    // 40 M scores · 34 bytes more, a third of it forward, at 1 TB/s
    const attentionOf = (on: typeof machine) => timesOf({ flashAttention: false }, { on }).attentionForward
    expectNear(attentionOf(launched({})) - attentionOf(machine), (40e6 * 34) / 3 / 1e12)
    expect(attentionOf(launched({ chainsSoftmax: false }))).toBe(attentionOf(machine))
    expect(timesOf({}, { on: launched({}) }).attentionForward).toBe(timesOf({}).attentionForward)
  })

  it('copy what DTensor gathers along the batch into sequences, which tiling and Megatron need not', () => {
    const cut = { tp: 2, sequenceParallel: true }
    const megatron = timesOf(cut, { on: launched({}) }).tensor
    const dTensor = launched({ copiesGathered: true })
    // Four rings of 4 MB, each read and written again at 1 TB/s.
    expectNear(timesOf(cut, { on: dTensor }).tensor - megatron, (4 * 2 * 4e6) / 1e12)
    const tiled = launched({ copiesGathered: true, overlapsTensor: true })
    const other = launched({ overlapsTensor: true })
    expect(timesOf(cut, { on: tiled }).tensor).toBe(timesOf(cut, { on: other }).tensor)
    const compiled = { ...dTensor, practice: { ...dTensor.practice, eagerShare: 0 } }
    expect(timesOf(cut, { on: compiled }).tensor).toBe(megatron)
  })
})
