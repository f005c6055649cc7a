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

  it.each(['encoder_config', 'qformer_config', 'acoustic_tokenizer_encoder_config'])(
    'says that %s beside it is not counted',
    (part) => {
      expect(read({ model_type: 'other', text_config: text, [part]: { hidden_size: 1024 } }).said).toContain(
        part,
      )
    },
  )
})
