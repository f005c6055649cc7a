import { describe, expect, it } from 'vitest'
import { answerEstimate } from '../../../../sim/questions/estimate/estimate.ts'

const llama = {
  model_type: 'llama',
  hidden_size: 2048,
  intermediate_size: 5632,
  num_attention_heads: 32,
  num_key_value_heads: 4,
  num_hidden_layers: 22,
  vocab_size: 32_000,
}
const gpt2 = { model_type: 'gpt2', n_embd: 1024, n_head: 16, n_layer: 24, vocab_size: 50_257 }
const mpt = { model_type: 'mpt', d_model: 2048, n_heads: 16, n_layers: 24, vocab_size: 50_368 }

function sequenceOf(model: unknown, seqLen?: number) {
  const run = { model, tokens: '300B', system: 'alps', gpus: 16, samples: 200 }
  const answered = answerEstimate(seqLen === undefined ? run : { ...run, seqLen })
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  const { compute, assumptions } = answered.value
  const { value, source, basis } = assumptions.find(({ id }) => id === 'seqLen') ?? {}
  expect(value).toBe(compute.seqLen)
  return {
    seqLen: compute.seqLen,
    source,
    basis,
    notes: assumptions.map((one) => String(one.value)).join(' '),
  }
}

describe('the tokens of a sequence that nobody gave', () => {
  // Positions as the configs of TinyLlama, GPT-2 medium (its class has 1,024), MPT-7B and Llama 3.2 have them.
  it.each([
    ['rotary, fewer than usual', { ...llama, max_position_embeddings: 2048 }, 2048],
    [
      'rotary, in the language part of a config',
      { model_type: 'llava', text_config: { ...llama, max_position_embeddings: 2048 } },
      2048,
    ],
    ['rotary, more than usual', { ...llama, max_position_embeddings: 131_072 }, 4096],
    ['rotary, unsaid', llama, 4096],
    ['learned, as the class has them', gpt2, 1024],
    ['learned, as the config has them', { ...gpt2, n_positions: 512 }, 512],
    ['without positions, but trained on so many', { ...mpt, max_seq_len: 2048 }, 2048],
    ['of the catalogue', 'gpt-neox-20b', 2048],
    ['of the catalogue, whose table has two rows more', 'opt-66b', 2048],
    ['of the catalogue, in whose config none stand', 'apertus-8b', 4096],
  ])('are no more than the model has positions: %s', (_, model, wanted) => {
    const { seqLen, notes, basis } = sequenceOf(model)
    expect(seqLen).toBe(wanted)
    expect(basis).toBe('derived')
    expect(notes).not.toContain('cannot be trained so')
  })

  it('are as given where they are given, with a word where the model learns fewer', () => {
    expect(sequenceOf({ ...llama, max_position_embeddings: 2048 }, 8192)).toMatchObject({
      seqLen: 8192,
      source: 'given by you',
      basis: 'given',
    })
    expect(sequenceOf(gpt2, 2048).notes).toContain('learns 1024 positions, fewer than the 2048 tokens')
  })
})
