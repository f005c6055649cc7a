import { describe, expect, it } from 'vitest'
import { countParameters } from '../../../sim/workload/flops.ts'
import { readArchitecture } from '../../../sim/workload/huggingface.ts'

const latent = { kv_lora_rank: 512, qk_nope_head_dim: 128, qk_rope_head_dim: 64, v_head_dim: 128 }
/** inference/configs of deepseek-ai/DeepSeek-V3: the words of its own code. */
const lite = {
  ...latent,
  vocab_size: 102400,
  dim: 2048,
  inter_dim: 10944,
  moe_inter_dim: 1408,
  n_layers: 27,
  n_dense_layers: 1,
  n_heads: 16,
  n_routed_experts: 64,
  n_shared_experts: 2,
  n_activated_experts: 6,
  q_lora_rank: 0,
}
const second = {
  ...latent,
  vocab_size: 102400,
  dim: 5120,
  inter_dim: 12288,
  moe_inter_dim: 1536,
  n_layers: 60,
  n_dense_layers: 1,
  n_heads: 128,
  n_routed_experts: 160,
  n_shared_experts: 2,
  n_activated_experts: 6,
  q_lora_rank: 1536,
}
const megatron = {
  num_layers: 32,
  hidden_size: 4096,
  ffn_hidden_size: 14336,
  num_attention_heads: 32,
  num_query_groups: 8,
  padded_vocab_size: 128256,
}

function count(config: Readonly<Record<string, unknown>>): number {
  const read = readArchitecture(config)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return countParameters(read.value).total
}

describe('a file in the words of a trainer', () => {
  // Counts of DeepseekV2ForCausalLM with the shapes of V2 Lite and V2, of Llama 3 8B and Llama 2 7B by their classes.
  it.each([
    ["DeepSeek's 16B", lite, 15706484224],
    ["DeepSeek's 236B", second, 235741434880],
    ["Megatron's with query groups", megatron, 8030261248],
    [
      "Megatron's, where groups are off and one is written",
      {
        ...megatron,
        ffn_hidden_size: 11008,
        padded_vocab_size: 32000,
        num_query_groups: 1,
        group_query_attention: false,
      },
      6738415616,
    ],
  ])('%s is counted as the model that it is', (_, config, total) => {
    expect(count(config)).toBe(total)
  })

  // GPT-3 175B as Megatron runs it (51,200 rows), nanoGPT's own 124M (its README), MPT-7B by its class.
  const gpt3 = {
    ...{ num_layers: 96, hidden_size: 12288, ffn_hidden_size: 49152, num_attention_heads: 96 },
    ...{
      padded_vocab_size: 51200,
      max_position_embeddings: 2048,
      untie_embeddings_and_output_weights: false,
    },
  }
  const mpt = {
    d_model: 4096,
    n_layers: 32,
    n_heads: 32,
    expansion_ratio: 4,
    max_seq_len: 2048,
    vocab_size: 50432,
  }
  it.each([
    ["Megatron's GPT-3", { ...gpt3, model_type: 'gpt2', swiglu: false }, 174.6e9],
    [
      "nanoGPT's GPT-2",
      { n_layer: 12, n_head: 12, n_embd: 768, block_size: 1024, vocab_size: 50257 },
      124.4e6,
    ],
    [
      "llm-foundry's MPT",
      { name: 'mpt_causal_lm', ...mpt, no_bias: true, attn_config: { alibi: true } },
      6.6493e9,
    ],
    [
      "Megatron's tied Llama",
      { ...megatron, untie_embeddings_and_output_weights: false },
      8.0303e9 - 128256 * 4096,
    ],
    [
      "Bridge's tied Llama",
      { ...megatron, share_embeddings_and_output_weights: true },
      8.0303e9 - 128256 * 4096,
    ],
  ])('%s without a type is counted as what its words say', (_, config, total) => {
    expect(Math.abs(count(config) / total - 1)).toBeLessThan(0.001)
  })

  it.each([
    ['swiglu', { swiglu: false }],
    ['normalization', { normalization: 'LayerNorm' }],
    ['position_embedding_type', { position_embedding_type: 'learned_absolute' }],
    ['num_decoder_layers', { num_decoder_layers: 32, feed_forward_proj: 'gated-silu' }],
  ])('without a type and with %s of another is no Llama', (field, words) => {
    expect(JSON.stringify(readArchitecture({ ...gpt3, ...words }))).toContain(`"model.${field}"`)
  })

  it('says that nothing was said of tied embeddings', () => {
    const read = readArchitecture(megatron)
    expect(read.ok && read.value.remarks.join()).toContain('No word on tied embeddings')
  })

  it.each([
    ['zero_optimization', { train_batch_size: 16, zero_optimization: { stage: 3 } }],
    ['base_emb_dim', { base_emb_dim: 4096, base_mlp_dim: 14336, decoder_block: 'llama2' }],
  ])('says what a file with %s is', (field, file) => {
    expect(JSON.stringify(readArchitecture(file))).toContain(`(it has '${field}')`)
  })

  it("LitGPT's is refused with the file that says the same in words known here", () => {
    const answered = JSON.stringify(readArchitecture({ ...megatron, mlp_class_name: 'GptNeoxMLP' }))
    expect(answered).toContain('config.json that stands beside it')
  })

  // Source: python/sglang/srt/models/bailing_moe.py, `if config.num_shared_experts is not None`.
  it('with null shared experts has none, whatever width they had', () => {
    const bailing = { model_type: 'bailing_moe_v2', num_experts: 256, num_experts_per_tok: 8 }
    const widths = { hidden_size: 2048, num_hidden_layers: 20, num_attention_heads: 16, vocab_size: 157184 }
    const shared = { moe_intermediate_size: 512, moe_shared_expert_intermediate_size: 512 }
    const of = (experts: number | null) =>
      count({ ...bailing, ...widths, ...shared, intermediate_size: 5120, num_shared_experts: experts })
    expect(of(1) - of(null)).toBe(20 * 3 * 2048 * 512)
  })

  // Llama 4's params.json says its experts in a part, Megatron and LitGPT their heads and mixtures in words of their own.
  it.each([
    ['moe_args', { moe_args: { num_experts: 16, use_shared_expert: true } }],
    ['n_query_groups', { n_query_groups: 8 }],
    ['num_moe_experts', { num_moe_experts: 8 }],
  ])('is refused where %s would be passed over', (field, more) => {
    const { num_query_groups: _, ...plain } = megatron
    expect(JSON.stringify(readArchitecture({ ...plain, ...more }))).toContain(`"model.${field}"`)
  })
})
