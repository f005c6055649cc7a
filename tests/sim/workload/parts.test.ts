import { describe, expect, it } from 'vitest'
import { countParameters } from '../../../sim/workload/flops.ts'
import { readArchitecture } from '../../../sim/workload/huggingface.ts'

/** The text part of MusicFlamingoConfig; Qwen2ForCausalLM of transformers 5.18 has 12,049,846,272 parameters with it. */
const text = {
  model_type: 'qwen2',
  vocab_size: 151936,
  hidden_size: 4096,
  intermediate_size: 22016,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 32,
}

function read(config: Readonly<Record<string, unknown>>) {
  const found = readArchitecture(config)
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  return { total: countParameters(found.value).total, said: found.value.remarks?.join(' ') }
}

describe('a decoder inside a config', () => {
  it.each([
    ['head_dim of the turns of sounds', { head_dim: 1280 }],
    ['window_size of an encoder', { window_size: 15 }],
    ['key and value heads', { num_key_value_heads: 4 }],
  ])('has no %s beside it', (_, around) => {
    expect(read({ model_type: 'musicflamingo', ...around, text_config: text }).total).toBe(12049846272)
  })

  it('has what a flat decoder says around it and it leaves out', () => {
    const { num_key_value_heads: _, ...less } = text
    const flat = { ...text, num_key_value_heads: 8 }
    expect(read({ ...flat, text_config: less }).total).toBe(read(flat).total)
  })

  it("of NVIDIA's Eagle that sees is a model, of EAGLE a draft for another", () => {
    const named = (name: string) => ({ architectures: [name], model_type: 'other', text_config: text })
    expect(read(named('Eagle2_5_VLForConditionalGeneration')).total).toBe(12049846272)
    expect(() => read(named('LlamaForCausalLMEagle3'))).toThrow('drafts tokens for another model')
  })

  it.each(['encoder_config', 'qformer_config', 'acoustic_tokenizer_encoder_config'])(
    'says that %s beside it is not counted',
    (part) => {
      expect(read({ model_type: 'other', text_config: text, [part]: { hidden_size: 1024 } }).said).toContain(
        part,
      )
    },
  )
})

const llama = {
  model_type: 'llama',
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 14336,
  vocab_size: 128256,
}
const mixtral = { ...llama, model_type: 'mixtral', num_local_experts: 8, num_experts_per_tok: 2 }

/** Each was counted by the first of two names, or without what was misspelt, and nothing said. */
describe('a config that says one thing twice, or nearly says it', () => {
  it.each([
    ['n_layer', { ...llama, n_layer: 16 }, '16 contradicts num_hidden_layers 32'],
    ['n_embd', { ...llama, n_embd: 2048 }, '2048 contradicts hidden_size 4096'],
    ['num_local_experts', { ...mixtral, num_experts: 16 }, '8 contradicts num_experts 16'],
    [
      'num_keyvalue_heads',
      { ...llama, num_key_value_heads: undefined, num_keyvalue_heads: 8 },
      'changes the count',
    ],
    [
      'numKeyValueHeads',
      { ...llama, num_key_value_heads: undefined, numKeyValueHeads: 8 },
      'changes the count',
    ],
    ['numExpertsPerTok', { ...mixtral, numExpertsPerTok: 4 }, 'changes the count'],
  ])('is refused by name: %s', (name, config, why) => {
    const found = readArchitecture(config)
    expect(found.ok ? [] : found.problems.map(({ field }) => field)).toContain(`model.${name}`)
    expect(JSON.stringify(found)).toContain(why)
  })

  it('is read where both names agree, and where the other says nothing', () => {
    // 2 × 128,256 × 4096 of tables, 32 layers of attention with 8 of 32 heads for keys, three matrices and two norms.
    const layer = 2 * 4096 ** 2 + 2 * 4096 * 1024 + 3 * 4096 * 14_336 + 2 * 4096
    const total = 2 * 128_256 * 4096 + 32 * layer + 4096
    for (const also of [
      {},
      { n_layer: 32, n_embd: 4096 },
      { n_layer: null, numExperts: 0, num_kvheads: null },
    ])
      expect(read({ ...llama, ...also }).total).toBe(total)
  })
})
