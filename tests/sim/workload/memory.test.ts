import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findModel } from '../../../sim/catalogue/find.ts'
import { layerBytesPerToken } from '../../../sim/workload/activations.ts'
import { readArchitecture } from '../../../sim/workload/huggingface.ts'
import type { Layout } from '../../../sim/workload/layout.ts'
import { memoryOf, type MemoryTerms } from '../../../sim/workload/memory.ts'
import { usualHabits } from './usual-habits.ts'
import { shapesOf } from '../../../sim/workload/shapes.ts'

function shapes(id: string) {
  const read = readArchitecture(findModel(id)?.config ?? {})
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return shapesOf(read.value)
}

const plain = (() => {
  const read = readArchitecture({
    num_hidden_layers: 96,
    hidden_size: 12288,
    num_attention_heads: 96,
    intermediate_size: 49152,
    vocab_size: 51200,
    mlp_gated: false,
  })
  if (!read.ok) throw new Error('refused')
  return shapesOf(read.value)
})()

const one: Layout = {
  tp: 1,
  pp: 1,
  vpp: 1,
  dp: 1,
  cp: 1,
  ep: 1,
  microBatch: 1,
  globalBatch: 1,
  zero: 0,
  recompute: 'none',
  sequenceParallel: false,
}

const bare: MemoryTerms = {
  shapes: plain,
  seqLen: 2048,
  optimizer: 'adamw',
  habits: { ...usualHabits, flashAttention: false, reserveBytes: 0 },
}

describe('activations of a plain layer without flash attention', () => {
  const h = plain.hidden
  const square = 5 * 96 * 2048

  // Korthikanti et al. 2022, table 2: bytes of one layer divided by s·b.
  it.each([
    ['nothing recomputed', 1, false, 'none', 34 * h + square],
    ['tensor parallelism alone', 8, false, 'none', 10 * h + (24 * h + square) / 8],
    ['tensor and sequence parallelism', 8, true, 'none', (34 * h + square) / 8],
    ['both and selective recomputation', 8, true, 'selective', (34 * h) / 8],
    ['full recomputation', 1, false, 'full', 2 * h],
  ] as const)('%s: as the paper has it', (_, tp, sequenceParallel, recompute, bytes) => {
    expect(layerBytesPerToken(bare, { tp, sequenceParallel }, recompute)).toBeCloseTo(bytes, 6)
  })
})

describe('selective recomputation in torchtitan, by its list of what is kept', () => {
  const keptBy = (id: string, mixture: number, dense = 1) => {
    const habits = { ...usualHabits, keepsProducts: { dense, mixture } }
    const question = { shapes: shapes(id), seqLen: 8192, habits }
    return layerBytesPerToken(question, { tp: 1, sequenceParallel: false }, 'selective')
  }

  it('keeps of Llama 3 8B the input, attention and its row sums, queries, values, the gate and the last product', () => {
    expect(keptBy('llama-3-8b', 0)).toBeCloseTo(2 * (4096 + 4096 + 4096 + 1024 + 14336 + 4096) + 4 * 32, 6)
  })

  it('keeps of products that its policy does not know, as those of nvfp4, none', () => {
    expect(keptBy('llama-3-8b', 0, 0)).toBeCloseTo(2 * (4096 + 4096) + 4 * 32, 6)
  })

  it('keeps of a mixture no product of experts, nor of attention where that is compiled inside the layer', () => {
    expect(keptBy('qwen3-30b-a3b', 0)).toBeCloseTo(2 * (2048 + 4096) + 4 * 32, 6)
    expect(keptBy('qwen3-30b-a3b', 1)).toBeCloseTo(2 * (2048 + 4096 + 4096 + 512) + 4 * 32, 6)
  })
})

describe('states of AdamW with fp32 gradients', () => {
  const parameters = plain.storedEndParameters + 96 * (plain.attentionParameters + plain.denseMlpParameters)
  const perParameter = (layout: Layout) => {
    const { weights, gradients, optimizer } = memoryOf(bare, layout).breakdownBytes
    return (weights + gradients + optimizer) / parameters
  }

  // Megatron-LM, docs/source/api-guide/dist_optimizer.md: 18 bytes, 6 + 12/d with the distributed optimizer.
  it('are 18 bytes a parameter, and 6 + 12/d once they are cut over d ranks', () => {
    expect(perParameter(one)).toBeCloseTo(18, 9)
    expect(perParameter({ ...one, zero: 1, dp: 16, globalBatch: 16 })).toBeCloseTo(6 + 12 / 16, 9)
    expect(perParameter({ ...one, zero: 1, dp: 8, cp: 2, globalBatch: 8 })).toBeCloseTo(6 + 12 / 16, 9)
  })

  // Rajbhandari et al. 2020 (ZeRO), figure 1, with fp32 gradients: each stage cuts one part more.
  it('lose the gradients to stage 2 and the weights to stage 3', () => {
    expect(perParameter({ ...one, zero: 2, dp: 16, globalBatch: 16 })).toBeCloseTo(2 + 16 / 16, 9)
    expect(perParameter({ ...one, zero: 3, dp: 16, globalBatch: 16 })).toBeCloseTo(18 / 16, 9)
  })
})

describe('micro-batches in flight', () => {
  const kept = (layout: Layout) => {
    const terms = { ...bare, habits: { ...bare.habits, logitBytes: 0 } }
    return memoryOf(terms, layout).breakdownBytes.activations / (2048 * (34 * plain.hidden + 5 * 96 * 2048))
  }

  it('of 1F1B are pp on the first stage, each of layers/pp layers: all layers once', () => {
    expect(kept({ ...one, pp: 8, globalBatch: 64 })).toBeCloseTo(96, 9)
  })

  // Korthikanti et al. 2022, section 4.2.3.
  it('interleaved are 1 + (pp − 1)/(pp·vpp) times as many', () => {
    expect(kept({ ...one, pp: 8, vpp: 3, globalBatch: 64 })).toBeCloseTo(96 * (1 + 7 / 24), 9)
  })

  it('are no more than there are', () => {
    expect(kept({ ...one, pp: 8, vpp: 3, globalBatch: 2 })).toBeCloseTo((96 / 8) * 2, 9)
  })
})

const layouts = fc.record({
  tp: fc.constantFrom(1, 2, 4, 8),
  pp: fc.constantFrom(1, 2, 4, 5, 8, 16),
  vpp: fc.constantFrom(1, 2, 5),
  dp: fc.constantFrom(1, 2, 8, 64),
  cp: fc.constantFrom(1, 2, 4),
  ep: fc.constantFrom(1, 4, 8),
  microBatch: fc.constantFrom(1, 2, 4),
  globalBatch: fc.constant(4096),
  zero: fc.constantFrom(0, 1, 2, 3),
  recompute: fc.constantFrom('none', 'selective', 'full'),
  sequenceParallel: fc.boolean(),
})

const runs = fc
  .record({
    id: fc.constantFrom('apertus-70b', 'deepseek-v3', 'llama-3.1-405b', 'qwen3-30b-a3b'),
    optimizer: fc.constantFrom('adamw', 'ademamix'),
    flashAttention: fc.boolean(),
    castsWhenGathered: fc.boolean(),
  })
  .map(({ id, optimizer, ...habits }) => ({
    shapes: shapes(id),
    seqLen: 4096,
    optimizer,
    habits: { ...usualHabits, ...habits },
  }))

/** Sums of the same parts in another order differ by the rounding of a few additions. */
const slack = 1 + 1e-12

describe('memory of any layout', () => {
  const bytes = (terms: MemoryTerms, layout: Layout) => memoryOf(terms, layout).peakBytes

  it('adds up, and the number alone is the same', () => {
    fc.assert(
      fc.property(runs, layouts, (terms, layout) => {
        const memory = memoryOf(terms, layout)
        const parts = Object.values(memory.breakdownBytes).reduce((sum, part) => sum + part, 0)
        expect(memory.peakBytes).toBe(parts)
        expect(memory.peakBytes).toBe(bytes(terms, layout))
      }),
    )
  })

  it.each([
    ['a larger micro-batch', (layout: Layout) => ({ ...layout, microBatch: layout.microBatch * 2 })],
    ['a lower ZeRO stage', (layout: Layout) => ({ ...layout, zero: layout.zero === 2 ? 1 : 0 }) as const],
    ['fewer data-parallel ranks', (layout: Layout) => ({ ...layout, dp: layout.dp / 2 })],
    ['less context parallelism', (layout: Layout) => ({ ...layout, cp: layout.cp / 2 })],
  ])('%s never needs less', (_, change) => {
    fc.assert(
      fc.property(runs, layouts, (terms, layout) => {
        const more = change(layout)
        const whole = [more.dp, more.cp].every((count) => Number.isInteger(count))
        // Gathered layers of stage 3 may outweigh a small model's shards; ep may not reach beyond its ranks.
        fc.pre(whole && layout.zero !== 3 && (more.dp * more.cp) % layout.ep === 0)
        expect(bytes(terms, more) * slack).toBeGreaterThanOrEqual(bytes(terms, layout))
      }),
    )
  })

  it('falls with every step of recomputation', () => {
    fc.assert(
      fc.property(runs, layouts, (terms, layout) => {
        const none = bytes(terms, { ...layout, recompute: 'none' })
        const selective = bytes(terms, { ...layout, recompute: 'selective' })
        expect(selective).toBeLessThanOrEqual(none * slack)
      }),
    )
  })
})
