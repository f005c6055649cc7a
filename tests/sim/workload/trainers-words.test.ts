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
