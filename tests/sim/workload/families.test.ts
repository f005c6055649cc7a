import { describe, expect, it } from 'vitest'
import { readArchitecture } from '../../../sim/workload/huggingface.ts'
import { countParameters } from '../../../sim/workload/flops.ts'

type Config = Readonly<Record<string, unknown>>

/** A small decoder of invented widths; each family writes the same ones under its own names. */
const small: Config = {
  hidden_size: 1536,
  num_hidden_layers: 12,
  num_attention_heads: 12,
  num_key_value_heads: 4,
  intermediate_size: 4608,
  vocab_size: 40000,
  tie_word_embeddings: false,
}
const gptNames: Config = { n_embd: 1536, n_layer: 12, n_head: 12, n_positions: 4096, vocab_size: 40000 }
const delta: Config = {
  num_key_value_heads: 2,
  head_dim: 128,
  layer_types: Array.from({ length: 12 }, (_, at) => (at % 4 === 3 ? 'full_attention' : 'linear_attention')),
  linear_num_key_heads: 8,
  linear_num_value_heads: 16,
  linear_key_head_dim: 128,
  linear_value_head_dim: 128,
  linear_conv_kernel_dim: 4,
  num_experts: 16,
  num_experts_per_tok: 2,
  moe_intermediate_size: 384,
  shared_expert_intermediate_size: 384,
}

export function read(config: Config) {
  const architecture = readArchitecture(config)
  if (!architecture.ok) throw new Error(JSON.stringify(architecture.problems))
  return architecture.value
}

function problemsOf(config: Config): string {
  const architecture = readArchitecture(config)
  return architecture.ok
    ? ''
    : architecture.problems.map(({ field, message }) => `${field}: ${message}`).join('\n')
}

// Counted by the families' own classes in transformers 5.18, built without weights.
const counted: readonly (readonly [string, Config, number])[] = [
  ['qwen3_next', { ...small, ...delta }, 621635232],
  ['qwen3_5_moe_text', { ...small, ...delta, intermediate_size: undefined }, 621635232],
  [
    'llama4_text',
    {
      ...small,
      intermediate_size: 1024,
      intermediate_size_mlp: 3072,
      head_dim: 128,
      num_local_experts: 8,
      num_experts_per_tok: 1,
      interleave_moe_layer_step: 2,
      use_qk_norm: true,
    },
    538228224,
  ],
  ['gpt_bigcode', { ...gptNames, n_inner: 6144, multi_query: true, tie_word_embeddings: true }, 355774464],
  ['starcoder2', { ...small, use_bias: true }, 368446464],
  ['cohere2', { ...small, tie_word_embeddings: undefined, head_dim: 128, sliding_window: 1024 }, 391761408],
  [
    'bloom',
    { n_embed: 1536, n_layer: 12, num_attention_heads: 12, vocab_size: 40000, n_inner: null },
    401424384,
  ],
]

describe('a family', () => {
  it.each(counted)('%s counts as its own class does', (model_type, config, total) => {
    expect(countParameters(read({ ...config, model_type })).total).toBe(total)
  })

  it('of Llama 4 passes the dense layers and one routed and one shared expert', () => {
    const [, config] = counted.find(([type]) => type === 'llama4_text') ?? ['', {}]
    expect(countParameters(read({ ...config, model_type: 'llama4_text' })).active).toBe(340047360)
  })

  it('that slides in three of four layers says so', () => {
    const { attention } = read({
      ...small,
      model_type: 'cohere2',
      head_dim: 128,
      sliding_window: 1024,
      sliding_window_pattern: 4,
    })
    expect([attention.window, attention.windowedLayers]).toEqual([1024, 9])
  })
})

describe('what is not known', () => {
  it('is refused with the nearest, and read as one of them when asked', () => {
    expect(problemsOf({ ...small, model_type: 'lama' })).toContain('"as": "llama"')
    const { remarks } = read({ ...small, model_type: 'lama', as: 'llama' })
    expect(remarks).toEqual(["Read as 'llama', as you asked; model_type is 'lama'."])
    expect(problemsOf({ ...small, model_type: 'lama', as: 'lame' })).toContain('model.as')
  })

  it.each([
    ['kinds of layers', { layer_types: Array.from({ length: 12 }, () => 'gated_memory') }, 'layer_types'],
    ['experts of a dense family', { hidden_size_per_layer_input: 256 }, 'hidden_size_per_layer_input'],
    ['blocks chosen one by one', { block_configs: [{ attention: {} }] }, 'block_configs'],
    ['linear attention', { linear_num_key_heads: 8 }, 'linear_num_key_heads'],
    ['a state-space block', { mamba_d_state: 16 }, 'mamba_d_state'],
  ])('%s in a plain llama are refused by name', (_, fields, name) => {
    expect(problemsOf({ ...small, model_type: 'llama', ...fields })).toContain(`model.${name}`)
  })

  it.each(['t5', 'bert', 'whisper', 'mpnet', 'plamo2', 'bailing_hybrid'])(
    '%s is refused with what it is',
    (model_type) => {
      expect(problemsOf({ ...small, model_type })).toMatch(/encoder|speech|state-space|hybrid of lightning/)
    },
  )
})

describe('a window', () => {
  it('in three layers of four is said by letters (EXAONE 4) as by their number', () => {
    const exaone = { ...small, model_type: 'exaone4', sliding_window: 4096 }
    const letters = read({ ...exaone, sliding_window_pattern: 'LLLG' })
    expect(letters.blocks).toEqual(read({ ...exaone, sliding_window_pattern: 4 }).blocks)
    expect(letters.blocks.map(({ layers, mixer }) => [layers, mixer.span.size])).toEqual([
      [9, 4096],
      [3, 0],
    ])
  })
})

describe('layers with key and value heads of their own', () => {
  const heads = [4, 4, 4, 4, 4, 4, 2, 2, 2, 2, 2, 2]

  it('(DeciLM) have two projections of 128 × 1536 less for each head left out', () => {
    const total = countParameters(read({ ...small, model_type: 'llama' })).total
    const own = { ...small, model_type: 'deci', num_key_value_heads_per_layer: heads }
    expect(countParameters(read(own)).total).toBe(total - 6 * 2 * 2 * 128 * 1536)
  })

  it('are refused where a family has none, and where the list or the blocks are missing', () => {
    const field = { num_key_value_heads_per_layer: heads }
    expect(problemsOf({ ...small, ...field, model_type: 'llama' })).toContain('num_key_value_heads_per_layer')
    expect(problemsOf({ ...small, model_type: 'nemotron-nas' })).toContain('block_configs: has 0 entries')
  })
})

describe('a vision tower', () => {
  // 16 layers of 4·1024² and 3·1024·4096, a merger of 4096² and 4096·1536, patches of 2·3·14²·1024.
  const vision_config = {
    depth: 16,
    hidden_size: 1024,
    intermediate_size: 4096,
    out_hidden_size: 1536,
    patch_size: 14,
  }

  it('is not counted, and the answer says how large it is', () => {
    const model = read({ ...small, model_type: 'qwen2_5_vl', vision_config })
    expect(countParameters(model).total).toBe(countParameters(read({ ...small, model_type: 'qwen2' })).total)
    expect(model.remarks.join()).toContain('vision tower (vision_config, about 293 M)')
  })

  it.each(['text_config', 'llm_config', 'language_config'])('leaves the text model in %s', (part) => {
    const inside = read({ model_type: 'some_vlm', vision_config, [part]: { ...small, model_type: 'qwen2' } })
    expect(countParameters(inside).total).toBe(countParameters(read({ ...small, model_type: 'qwen2' })).total)
  })

  it('stands beside widths that are the default of the class', () => {
    const model = read({
      model_type: 'llava',
      text_config: { model_type: 'llama', vocab_size: 32064 },
      vision_config,
    })
    expect(countParameters(model).total).toBe(6738415616 + 2 * 64 * 4096)
    expect(model.remarks[0]).toContain("default of 'llama'")
  })
})

// Llama 3 8B, Mistral Nemo and Mamba 2.8B as their own pages count them.
const dialects: readonly (readonly [string, Config, number])[] = [
  [
    "Meta's params.json",
    {
      dim: 4096,
      n_layers: 32,
      n_heads: 32,
      n_kv_heads: 8,
      vocab_size: 128256,
      multiple_of: 1024,
      ffn_dim_multiplier: 1.3,
    },
    8030261248,
  ],
  [
    "Mistral's params.json",
    {
      dim: 5120,
      n_layers: 40,
      head_dim: 128,
      hidden_dim: 14336,
      n_heads: 32,
      n_kv_heads: 8,
      vocab_size: 131072,
    },
    12247782400,
  ],
  [
    "state-spaces' Mamba",
    { d_model: 2560, n_layer: 64, vocab_size: 50277, ssm_cfg: {}, pad_vocab_size_multiple: 8 },
    2768345600,
  ],
  [
    "StableLM's first type",
    { ...small, model_type: 'stablelm_epoch', num_key_value_heads: 12 },
    countParameters(read({ ...small, model_type: 'stablelm', num_key_value_heads: 12 })).total,
  ],
]

describe('a config in words of its own', () => {
  it.each(dialects)('as in %s counts what the model has', (_, config, total) => {
    expect(countParameters(read(config)).total).toBe(total)
  })

  it('with one key and value head in GPT-2 counts one', () => {
    const wide = countParameters(read({ ...gptNames, model_type: 'gpt2' })).total
    const one = countParameters(
      read({ ...gptNames, model_type: 'gpt2', attention_head_type: 'multiquery' }),
    ).total
    // 11 of 12 heads less, of keys and of values, with their biases
    expect(wide - one).toBe(12 * 2 * 11 * 128 * (1536 + 1))
  })

  it.each([
    [{ peft_type: 'LORA', r: 16 }, 'adapter'],
    [{ tokenizer_class: 'LlamaTokenizer' }, 'tokenizer'],
    [{ temperature: 0.6, top_p: 0.9 }, 'generation'],
    [{ metadata: {}, weight_map: {} }, 'index of the weights'],
    [{ _from_model_config: true, eos_token_id: 2 }, 'generation'],
    [{ image_processor_type: 'CLIPImageProcessor' }, 'image processor'],
    [{ _class_name: 'FluxTransformer2DModel', num_layers: 19, num_attention_heads: 24 }, 'diffusion'],
    [{ ...small, architectures: ['T5ForConditionalGeneration'] }, 'an encoder-decoder'],
    [{ ...small, architectures: ['DFlashDraftModel'] }, 'drafts tokens for another model'],
    [{ ...small, model_type: 'deepseek_v4', qk_nope_head_dim: 440 }, 'contradicts head_dim'],
    [{ ...small, architectures: ['ElsewhereForCausalLM'] }, "'ElsewhereForCausalLM' is not known"],
    [{ ...gptNames, model_type: 'gpt2', add_cross_attention: true }, 'add_cross_attention'],
    [{ ...small, model_type: 'nemotron_h', mamba_num_heads: 24 }, 'layers_block_type: has 0 entries'],
    [{ ...small, model_type: 'glm5_next', kv_lora_rank: null }, 'kv_lora_rank: is missing'],
    [{ ...small, model_type: 'gated_deltanet' }, 'a model of linear attention'],
    [{ ...small, model_type: 'gemma', num_attention_heads: 8, num_key_value_heads: 16 }, 'does not divide'],
    [{ ...small, dim: undefined, d_model: 256, ssm_cfg: {}, attn_layer_idx: [3] }, 'attention or MLP'],
  ])('is refused with what it is where it is no model', (config, what) => {
    expect(problemsOf(config)).toContain(what)
  })

  // 12 heads of 128 over 1536, and how `architectures` of released configs name the class.
  it.each([
    ['GemmaForCausalLM', 'gemma'],
    ['GPTNeoXForCausalLM', 'gpt_neox'],
    ['NemotronForCausalLM', 'nemotron'],
    ['CohereModel', 'cohere'],
    ['QWenLMHeadModel', 'qwen'],
  ])('without a type is of the family of its class %s', (name, type) => {
    const { blocks, ends } = read({ ...small, architectures: [name] })
    expect({ blocks, ends }).toEqual(partsOf(read({ ...small, model_type: type })))
  })

  it('without a type or class says what it was read as; a class without a head says so', () => {
    expect(read(small).remarks.join()).toContain('No model_type: read as a Llama')
    const reward = { ...small, model_type: 'llama', architectures: ['LlamaForSequenceClassification'] }
    expect(read(reward).remarks.join()).toContain('LlamaForSequenceClassification has no output head')
    expect(read({ ...small, architectures: ['LlamaForCausalLM'] }).remarks).toEqual([])
  })

  it('of Mamba as transformers 5 saves it has the rank under its new name', () => {
    const mamba = { model_type: 'mamba', hidden_size: 512, num_hidden_layers: 4, vocab_size: 1000 }
    const at = (dt_rank: number) => countParameters(read({ ...mamba, dt_rank })).total
    // In and out of the rank: two matrices of the inner width of 1024.
    expect(at(64) - at(32)).toBe(4 * 32 * 2 * 1024)
  })

  it('of Gemma 4 has 4 key and value heads of 256 where it does not say', () => {
    const gemma = { ...small, model_type: 'gemma4_text', num_key_value_heads: undefined }
    const said = { ...gemma, num_key_value_heads: 4, head_dim: 256 }
    expect(countParameters(read(gemma)).total).toBe(countParameters(read(said)).total)
  })

  it('of Laguna has a gate for each head, or for each of its channels', () => {
    const laguna = { ...small, model_type: 'laguna', head_dim: 128, num_experts: 8, num_experts_per_tok: 2 }
    const at = (gating: unknown) => countParameters(read({ ...laguna, gating })).total
    expect(at(false) - at('per-head')).toBe(12 * 1536 * (1536 - 12))
  })
})

function partsOf({ blocks, ends }: ReturnType<typeof read>) {
  return { blocks, ends }
}
