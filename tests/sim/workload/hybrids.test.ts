import { describe, expect, it } from 'vitest'
import { trainingFlopsPerToken } from '../../../sim/workload/flops.ts'
import { readArchitecture } from '../../../sim/workload/huggingface.ts'
import { shapesOf } from '../../../sim/workload/shapes.ts'
import { predictLine } from '../../../sim/questions/predict/work.ts'

type Config = Readonly<Record<string, unknown>>

function read(config: Config) {
  const architecture = readArchitecture(config)
  if (!architecture.ok) throw new Error(JSON.stringify(architecture.problems))
  return architecture.value
}

const seqLen = 8192
const rwkv = { hidden_size: 2048, num_hidden_layers: 24, vocab_size: 65536 }
/** Causal attention of one layer: scores and values, half the square, forward and twice backward. */
const attention = (heads: number, headDim: number) => 6 * heads * 2 * headDim * (seqLen / 2)

/** State and attention FLOPs of a token by hand, from each paper's recurrence; products with weights apart. */
const byHand: readonly (readonly [string, Config, state: number, attended: number])[] = [
  [
    'Qwen3-Next-80B: 36 gated delta layers read, write and read 32 states of 128 × 128, 12 layers attend',
    {
      model_type: 'qwen3_next',
      hidden_size: 2048,
      num_hidden_layers: 48,
      num_attention_heads: 16,
      vocab_size: 151936,
      moe_intermediate_size: 512,
    },
    36 * 6 * 3 * 32 * 128 * 128,
    12 * attention(16, 256),
  ],
  [
    'Mamba 2: 64 layers write and read 128 heads of 64 × 128',
    {
      model_type: 'mamba2',
      hidden_size: 4096,
      num_hidden_layers: 64,
      vocab_size: 32768,
      num_heads: 128,
      head_dim: 64,
    },
    64 * 6 * 2 * 128 * 64 * 128,
    0,
  ],
  [
    'Falcon-Mamba: 32 layers write and read 1,536 channels of 16',
    { model_type: 'falcon_mamba', hidden_size: 768, num_hidden_layers: 32, vocab_size: 50280 },
    32 * 6 * 2 * 1536 * 16,
    0,
  ],
  [
    'Jamba: 28 Mamba layers of 8,192 channels by 16, 4 layers attend',
    {
      model_type: 'jamba',
      hidden_size: 4096,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      intermediate_size: 14336,
      vocab_size: 65536,
    },
    28 * 6 * 2 * 8192 * 16,
    4 * attention(32, 128),
  ],
  [
    'MiniMax: lightning attention in the odd layers, 32 states of 128 × 128',
    {
      model_type: 'minimax',
      hidden_size: 4096,
      num_hidden_layers: 8,
      num_attention_heads: 32,
      intermediate_size: 1024,
      vocab_size: 32000,
    },
    4 * 6 * 2 * 32 * 128 * 128,
    4 * attention(32, 128),
  ],
  [
    'Kimi Linear: 20 delta layers of 32 states of 128 × 128, 7 latent layers of 192 and 128',
    {
      model_type: 'kimi_linear',
      hidden_size: 2304,
      num_hidden_layers: 27,
      num_attention_heads: 32,
      intermediate_size: 9216,
      vocab_size: 163840,
      q_lora_rank: null,
      linear_attn_config: {
        full_attn_layers: [4, 8, 12, 16, 20, 24, 27],
        num_heads: 32,
        head_dim: 128,
        short_conv_kernel_size: 4,
      },
    },
    20 * 6 * 3 * 32 * 128 * 128,
    7 * 6 * 32 * (192 + 128) * (seqLen / 2),
  ],
  [
    'LFM2: convolutions keep no state, 6 of 16 layers attend',
    {
      model_type: 'lfm2',
      hidden_size: 2048,
      num_hidden_layers: 16,
      num_attention_heads: 32,
      block_ff_dim: 12288,
      vocab_size: 65536,
      full_attn_idxs: [2, 5, 8, 10, 12, 14],
    },
    0,
    6 * attention(32, 64),
  ],
  [
    'RecurrentGemma: 18 layers of 2,560 gated channels, 8 see 2,048 tokens back',
    {
      model_type: 'recurrent_gemma',
      hidden_size: 2560,
      num_hidden_layers: 26,
      num_attention_heads: 10,
      num_key_value_heads: 10,
      intermediate_size: 7680,
      vocab_size: 256000,
    },
    18 * 6 * 2 * 2560,
    8 * 6 * 10 * 2 * 256 * (2048 - 2048 ** 2 / (2 * seqLen)),
  ],
  [
    'RWKV-4: 32 layers keep one number a channel',
    { model_type: 'rwkv', hidden_size: 4096, num_hidden_layers: 32, vocab_size: 50277 },
    32 * 6 * 2 * 4096,
    0,
  ],
  ['RWKV-6: 24 times 32 states of 64 × 64', { ...rwkv, model_type: 'rwkv6' }, 24 * 6 * 2 * 32 * 64 * 64, 0],
  ['RWKV-7 reads them once more', { ...rwkv, model_type: 'rwkv7' }, 24 * 6 * 3 * 32 * 64 * 64, 0],
  [
    'Bamba: 29 layers of 128 states of 64 × 256, 3 attend',
    {
      model_type: 'bamba',
      hidden_size: 4096,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      intermediate_size: 14336,
      vocab_size: 128000,
      attn_layer_indices: [9, 18, 27],
      mamba_n_heads: 128,
      mamba_d_head: 64,
      mamba_d_state: 256,
    },
    29 * 6 * 2 * 128 * 64 * 256,
    3 * attention(32, 128),
  ],
  [
    'Falcon-H1: each layer attends and keeps 32 states of 128 × 256 beside',
    {
      model_type: 'falcon_h1',
      hidden_size: 4096,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      head_dim: 128,
      intermediate_size: 12288,
      vocab_size: 130048,
      mamba_d_ssm: 4096,
      mamba_n_heads: 32,
      mamba_d_head: 128,
      mamba_d_state: 256,
    },
    32 * 6 * 2 * 32 * 128 * 256,
    32 * attention(32, 128),
  ],
  [
    'Nemotron-H: of nine parts four keep 128 states of 64 × 128 and one attends',
    {
      model_type: 'nemotron_h',
      hidden_size: 4096,
      hybrid_override_pattern: 'M-M-M*-M-',
      num_attention_heads: 32,
      num_key_value_heads: 8,
      head_dim: 128,
      intermediate_size: 21504,
      vocab_size: 131072,
      mamba_num_heads: 128,
      mamba_head_dim: 64,
      ssm_state_size: 128,
      n_groups: 8,
    },
    4 * 6 * 2 * 128 * 64 * 128,
    attention(32, 128),
  ],
  [
    'Granite 4 H: three layers of 128 states of 64 × 128 to one that attends',
    {
      model_type: 'granitemoehybrid',
      hidden_size: 4096,
      num_hidden_layers: 4,
      layer_types: ['mamba', 'mamba', 'mamba', 'attention'],
      num_attention_heads: 32,
      num_key_value_heads: 8,
      intermediate_size: 768,
      shared_intermediate_size: 1536,
      num_local_experts: 72,
      num_experts_per_tok: 10,
      vocab_size: 100352,
      mamba_n_heads: 128,
      mamba_d_head: 64,
      mamba_d_state: 128,
    },
    3 * 6 * 2 * 128 * 64 * 128,
    attention(32, 128),
  ],
  [
    'OLMo-Hybrid: 24 gated delta layers of 30 states of 96 × 192, 8 attend',
    {
      model_type: 'olmo_hybrid',
      hidden_size: 3840,
      num_hidden_layers: 32,
      num_attention_heads: 30,
      intermediate_size: 11008,
      vocab_size: 100352,
    },
    24 * 6 * 3 * 30 * 96 * 192,
    8 * attention(30, 128),
  ],
  [
    'Zamba 2: Mamba 2 in every layer, a shared block of twice the width before three of them',
    {
      model_type: 'zamba2',
      hidden_size: 2560,
      num_hidden_layers: 18,
      hybrid_layer_ids: [5, 11, 17],
      num_attention_heads: 32,
      intermediate_size: 10240,
      vocab_size: 32000,
      n_mamba_heads: 80,
      mamba_headdim: 64,
      mamba_d_state: 64,
    },
    18 * 6 * 2 * 80 * 64 * 64,
    3 * attention(32, 160),
  ],
  [
    'xLSTM: 32 layers of 8 states of 256 × 512',
    { model_type: 'xlstm', hidden_size: 4096, num_hidden_layers: 32, num_heads: 8, vocab_size: 50304 },
    32 * 6 * 2 * 8 * 256 * 512,
    0,
  ],
  [
    'Llama 4: three of four layers see chunks of 4,096, half of it on average, the others everything',
    {
      model_type: 'llama4_text',
      hidden_size: 1536,
      num_hidden_layers: 8,
      num_attention_heads: 12,
      num_key_value_heads: 4,
      intermediate_size: 1024,
      intermediate_size_mlp: 2048,
      vocab_size: 40000,
      attention_chunk_size: 4096,
    },
    0,
    6 * 6 * 12 * 2 * 128 * (4096 / 2) + 2 * attention(12, 128),
  ],
]

describe('a hybrid', () => {
  it.each(byHand)('%s', (_, config, state, attended) => {
    const flops = trainingFlopsPerToken(read(config), seqLen)
    expect(flops.state).toBe(state)
    expect(flops.attentionCausal).toBe(attended)
    expect(flops.causal).toBe(flops.matmul + state + attended)
  })

  it('attends to the square in its attention layers alone', () => {
    const [, config] = byHand.find(([name]) => name.startsWith('Jamba')) ?? ['', {}]
    expect(shapesOf(read(config)).attentionShare).toBe(4 / 32)
  })

  it('is predicted with a wider interval than a plain decoder, and says which layers are not measured', () => {
    const line = (model: Config) =>
      predictLine({
        model,
        seqLen: 4096,
        hardware: { accelerator: 'h100-sxm-80', gpusPerNode: 8 },
        gpus: 8,
        layout: { tp: 1, pp: 1, dp: 8, microBatch: 1, globalBatch: 64 },
        framework: 'megatron',
        year: 2024,
      })
    const widths = { hidden_size: 2048, num_hidden_layers: 16, num_attention_heads: 32, vocab_size: 65536 }
    const hybrid = line({ ...widths, model_type: 'lfm2', block_ff_dim: 12288, full_attn_idxs: [2, 5, 8] })
    const plain = line({ ...widths, model_type: 'llama', intermediate_size: 8192 })
    if (!hybrid.ok || !plain.ok) throw new Error(JSON.stringify([hybrid, plain]))
    const width = ({ interval80: { tokensPerSPerGpu: pair } }: typeof hybrid) => pair[1] / pair[0]
    expect(width(hybrid)).toBeGreaterThan(width(plain))
    expect(hybrid.warnings.join()).toContain('short-convolution')
    expect(plain.warnings).toEqual([])
  })
})
