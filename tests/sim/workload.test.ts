import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findModel } from '../../sim/catalogue/find.ts'
import { countParameters, hardwareFlopsPerToken, trainingFlopsPerToken } from '../../sim/workload/flops.ts'
import { readArchitecture } from '../../sim/workload/huggingface.ts'
import type { Layout } from '../../sim/workload/layout.ts'
import { memoryPerAccelerator } from './workload/usual-habits.ts'

function architecture(id: string) {
  const read = readArchitecture(findModel(id)?.config ?? {})
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

const apertus = architecture('apertus-70b')
const layout: Layout = {
  tp: 4,
  pp: 8,
  vpp: 5,
  dp: 128,
  cp: 1,
  ep: 1,
  microBatch: 1,
  globalBatch: 4096,
  zero: 1,
  recompute: 'none',
  sequenceParallel: true,
}

describe('FLOPs of a token', () => {
  it("of Apertus-70B over 15 T tokens give the report's 6.74e24 with full attention", () => {
    expect(trainingFlopsPerToken(apertus, 4096).full * 15e12).toBeCloseTo(6.74e24, -22)
  })

  it('are six for each parameter that multiplies, attention apart', () => {
    const { matmul, attentionFull, attentionCausal } = trainingFlopsPerToken(apertus, 4096)
    expect(matmul).toBe(6 * countParameters(apertus).multiplying)
    expect(attentionFull).toBe(12 * 80 * 8192 * 4096)
    expect(attentionCausal).toBe(attentionFull / 2)
  })

  it('in hardware are a third more under full recomputation', () => {
    const { causal } = trainingFlopsPerToken(apertus, 4096)
    expect(hardwareFlopsPerToken(apertus, 4096, 'none')).toBe(causal)
    expect(hardwareFlopsPerToken(apertus, 4096, 'full')).toBeCloseTo((causal * 4) / 3, 0)
  })

  it('of a windowed model stop growing where every layer but the full ones has its window', () => {
    const gemma = architecture('gemma-2-2b')
    const grown =
      trainingFlopsPerToken(gemma, 65536).attentionFull / trainingFlopsPerToken(gemma, 32768).attentionFull
    expect(grown).toBeGreaterThan(1)
    expect(grown).toBeLessThan(2)
  })
})

describe('a config', () => {
  it('without its fields is refused with every one of them', () => {
    const read = readArchitecture({ model_type: 'llama', hidden_size: 4096 })
    const fields = read.ok ? [] : read.problems.map(({ field }) => field).sort()
    expect(fields).toEqual([
      'model.intermediate_size',
      'model.num_attention_heads',
      'model.num_hidden_layers',
      'model.vocab_size',
    ])
  })

  it.each([
    [{ model_type: 't5' }, 'encoder-decoder'],
    [{ model_type: 'bert' }, 'encoder'],
  ])('%o is refused by its kind', (config, kind) => {
    const read = readArchitecture(config)
    expect(read.ok).toBe(false)
    if (!read.ok) expect(read.problems[0]?.message).toContain(kind)
  })

  it('with heads that do not divide is refused', () => {
    const config = {
      num_hidden_layers: 2,
      hidden_size: 100,
      num_attention_heads: 3,
      num_key_value_heads: 2,
      vocab_size: 10,
      intermediate_size: 8,
    }
    const read = readArchitecture(config)
    expect(read.ok ? [] : read.problems.map(({ field }) => field)).toEqual([
      'model.num_key_value_heads',
      'model.num_attention_heads',
    ])
  })

  it('without a type is a llama-like decoder, and mlp_gated decides the MLP', () => {
    const widths = {
      num_hidden_layers: 2,
      hidden_size: 64,
      num_attention_heads: 4,
      vocab_size: 100,
      intermediate_size: 128,
    }
    const gated = readArchitecture(widths)
    const plain = readArchitecture({ ...widths, mlp_gated: false })
    if (!gated.ok || !plain.ok) throw new Error('refused')
    expect(countParameters(gated.value).total - countParameters(plain.value).total).toBe(2 * 64 * 128)
  })
})

describe('memory of one accelerator', () => {
  const published: readonly (readonly [string, string, Partial<Layout>, number, number])[] = [
    ['Apertus-70B', 'apertus-70b', {}, 4096, 96],
    ['Apertus-70B on 32', 'apertus-70b', { dp: 1 }, 4096, 96],
    ['Llama 3.1 405B', 'llama-3.1-405b', { tp: 8, pp: 16, vpp: 1, globalBatch: 2048, zero: 2 }, 8192, 80],
    ['Nemotron-4 340B', 'nemotron-4-340b', { tp: 8, pp: 12, vpp: 8, dp: 64, globalBatch: 2304 }, 4096, 80],
    [
      'MT-NLG 530B',
      'mt-nlg-530b',
      { tp: 8, pp: 35, vpp: 1, dp: 8, globalBatch: 1920, recompute: 'full' },
      2048,
      80,
    ],
    [
      'BLOOM',
      'bloom-176b',
      { pp: 12, vpp: 1, dp: 8, microBatch: 2, globalBatch: 2048, recompute: 'full' },
      2048,
      80,
    ],
  ]

  it.each(published)('%s ran in its published layout, so it fits', (name, id, cut, seqLen, capacityGb) => {
    const optimizer = name.startsWith('Apertus') ? 'ademamix' : 'adamw'
    const { peakBytes } = memoryPerAccelerator({
      architecture: architecture(id),
      layout: { ...layout, ...cut },
      seqLen,
      optimizer,
    })
    expect(peakBytes / 1e9).toBeLessThan(capacityGb)
  })

  it('adds up, and never falls when the micro-batch grows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom('none', 'selective', 'full'),
        (microBatch, recompute) => {
          const at = (size: number) =>
            memoryPerAccelerator({
              architecture: apertus,
              layout: { ...layout, recompute, microBatch: size },
              seqLen: 4096,
              optimizer: 'adamw',
            })
          const memory = at(microBatch)
          const parts = Object.values(memory.breakdownBytes).reduce((sum, bytes) => sum + bytes, 0)
          expect(memory.peakBytes).toBe(parts)
          // Equal where the pipeline is no longer full: fewer, larger micro-batches hold the same tokens.
          expect(at(microBatch + 1).peakBytes).toBeGreaterThanOrEqual(memory.peakBytes * (1 - 1e-12))
        },
      ),
    )
  })
})
