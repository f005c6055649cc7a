import { describe, expect, it } from 'vitest'
import { answerSbatch } from '../../../../sim/index.ts'
import type { Framework } from '../../../../sim/questions/estimate/layout/trainer-rules.ts'

type Config = Readonly<Record<string, unknown>>

const llama: Config = {
  model_type: 'llama',
  hidden_size: 2048,
  num_hidden_layers: 16,
  intermediate_size: 5632,
  num_attention_heads: 16,
  num_key_value_heads: 16,
  vocab_size: 32000,
  rms_norm_eps: 1e-5,
  rope_theta: 10000,
  hidden_act: 'silu',
  tie_word_embeddings: false,
}
const qwenMoe: Config = {
  ...llama,
  model_type: 'qwen3_moe',
  head_dim: 128,
  num_experts: 16,
  num_experts_per_tok: 2,
  moe_intermediate_size: 512,
  router_aux_loss_coef: 0.001,
}
/** As transformers 5 saves a DeepSeek-V3: without `topk_method` and `scoring_func`, which its class fixes. */
const deepSeek: Config = {
  ...llama,
  model_type: 'deepseek_v3',
  n_routed_experts: 16,
  num_experts_per_tok: 2,
  moe_intermediate_size: 512,
  n_shared_experts: 1,
  first_k_dense_replace: 1,
  kv_lora_rank: 256,
  q_lora_rank: null,
  qk_nope_head_dim: 64,
  qk_rope_head_dim: 32,
  v_head_dim: 64,
}

function ask(framework: Framework, model: Config) {
  return answerSbatch({
    framework,
    model,
    tokens: '100B',
    system: 'alps',
    gpus: 32,
    samples: 200,
    seqLen: 8192,
  })
}

function scriptOf(framework: Framework, model: Config): string {
  const answered = ask(framework, model)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value.script
}

function whyNot(framework: Framework, model: Config): string {
  const answered = ask(framework, model)
  return answered.status === 'infeasible'
    ? answered.obstacles.map(({ reason }) => reason).join()
    : answered.status
}

describe("a script for a config of one's own", () => {
  // Source: megatron/training/arguments.py, moe_freq_type: one digit a layer, 1 a mixture.
  it.each([
    [{ decoder_sparse_step: 8 }, '([0]*7+[1]*1+[0]*7+[1]*1)'],
    [{ mlp_only_layers: [3, 9] }, '([1]*3+[0]*1+[1]*5+[0]*1+[1]*6)'],
  ])('has dense layers where the config has them: %j', (more, pattern) => {
    expect(scriptOf('megatron', { ...qwenMoe, ...more })).toContain(`--moe-layer-freq '${pattern}'`)
    // TorchTitan's Qwen3 and Megatron-Bridge's have a mixture in every layer.
    expect(whyNot('torchtitan', { ...qwenMoe, ...more })).toContain('its dense layers are the first ones')
    expect(whyNot('megatron-bridge', { ...qwenMoe, ...more })).toContain(
      'its dense layers are the first ones',
    )
  })

  // Source: transformers 5.18, Qwen2's layer_types: windows from `max_window_layers` on.
  it('has windows in the layers that the config gives them', () => {
    const windowed = { ...llama, model_type: 'qwen2', use_sliding_window: true, sliding_window: 4096 }
    const script = scriptOf('megatron', { ...windowed, max_window_layers: 12 })
    expect(script).toContain("--window-attn-skip-freq '([0]*12+[1]*4)'")
  })

  // Source: transformers 5.18: DeepseekV3TopkRouter and Glm4MoeTopkRouter score by sigmoid and a bias.
  it('has the router of its class where the config is silent', () => {
    const script = scriptOf('megatron', deepSeek)
    expect(script).toContain('--moe-router-score-function sigmoid')
    expect(script).toContain('--moe-router-enable-expert-bias')
    const glm = { ...qwenMoe, model_type: 'glm4_moe', first_k_dense_replace: 1, attention_bias: true }
    expect(scriptOf('megatron', glm)).toContain('--moe-router-score-function sigmoid')
    // Qwen3MoeConfig has norm_topk_prob false; Megatron: softmax before the choice, not scaled to one after it.
    expect(scriptOf('megatron', qwenMoe)).toContain('--moe-router-pre-softmax')
    expect(scriptOf('megatron', { ...qwenMoe, norm_topk_prob: true })).not.toContain('pre-softmax')
  })

  // Source: megatron/core/transformer/transformer_config.py: 'Please use --moe-router-pre-softmax when topk is 1.'
  it('is refused where one expert is chosen and scaled to one, and where the MLP alone has biases', () => {
    const one = { ...qwenMoe, num_experts_per_tok: 1, norm_topk_prob: true }
    expect(whyNot('megatron', one)).toContain('no softmax over one chosen expert')
    expect(whyNot('megatron', { ...llama, mlp_bias: true })).toContain('have a bias or none')
  })

  // As megatron/bridge/recipes/kimi/h100/kimi_k2.py has it; transformers 5.18 has no class of kimi_k2 and stops.
  it('lets a model bring its configuration class where transformers has none', () => {
    const kimi = scriptOf('megatron-bridge', { ...deepSeek, model_type: 'kimi_k2' })
    expect(kimi).toContain('from_pretrained(os.environ["HF_MODEL"], trust_remote_code=True)')
    expect(scriptOf('megatron-bridge', deepSeek)).toContain('from_pretrained(os.environ["HF_MODEL"])')
  })

  // Source: megatron/core/transformer/transformer_config.py: 'When bias_activation_fusion is True, activation function
  // should be either gelu, swiglu, or quick_geglu'; arguments.py fuses them wherever there are biases.
  it('does not fuse biases with a squared ReLU', () => {
    const arcee = { ...llama, model_type: 'arcee', hidden_act: 'relu2' }
    const biased = scriptOf('megatron', { ...arcee, attention_bias: true, mlp_bias: true })
    expect(biased).toMatch(/--squared-relu\n +--no-bias-gelu-fusion/)
    expect(scriptOf('megatron', arcee)).not.toContain('bias-gelu')
  })

  // Source: torchtitan v0.2.2 models/llama3/model/args.py: RoPEScalingArgs scales by 8 unless told; deepseek_v3/model/args.py:
  // YaRN by 40 beyond original_seq_len = 4096.
  it("has the rotary scaling of the config, not that of TorchTitan's class", () => {
    expect(scriptOf('torchtitan', llama)).toContain('rope_scaling_args=RoPEScalingArgs(1, 1, 4, 8192)')
    const scaling = { rope_type: 'llama3', factor: 32, low_freq_factor: 1, high_freq_factor: 4 }
    const scaled = { ...llama, rope_scaling: { ...scaling, original_max_position_embeddings: 4096 } }
    expect(scriptOf('torchtitan', scaled)).toContain('rope_scaling_args=RoPEScalingArgs(32, 1, 4, 4096)')
    expect(scriptOf('torchtitan', deepSeek)).toContain('original_seq_len=8192')
    const yarn = {
      type: 'yarn',
      factor: 16,
      original_max_position_embeddings: 2048,
      mscale: 1,
      mscale_all_dim: 1,
    }
    expect(scriptOf('torchtitan', { ...deepSeek, rope_scaling: yarn })).toMatch(
      /original_seq_len=2048,\n\s*rope_factor=16,\n\s*beta_fast=32,\n\s*beta_slow=1,\n\s*mscale=1,/,
    )
  })

  // As Kimi K2 has it. Source: megatron/core/transformer/transformer_config.py, MLATransformerConfig; no option of
  // megatron/training/arguments.py sets its beta_fast or original_max_position_embeddings.
  it('is refused where YaRN turns otherwise than Megatron has it for latent attention', () => {
    const yarn = {
      type: 'yarn',
      factor: 32,
      original_max_position_embeddings: 4096,
      mscale: 1,
      mscale_all_dim: 1,
    }
    const kimi = { ...deepSeek, model_type: 'kimi_k2', rope_scaling: { ...yarn, beta_fast: 1, beta_slow: 1 } }
    expect(whyNot('megatron', kimi)).toContain('fixed at 4,096 tokens, 32 and 1 turns')
    expect(scriptOf('torchtitan', kimi)).toContain('beta_fast=1,')
    expect(scriptOf('megatron', { ...deepSeek, rope_scaling: yarn })).toContain('--rotary-scaling-factor 32')
  })
})

// 131.1 M of embeddings and head, 51.4 M a layer: both runs keep their checkpoints below the name of their job.
it.each([
  [16, 'llama-0-953b'],
  [8, 'llama-0-542b'],
])('two models of a family are two jobs: %i layers', (layers, job) => {
  const answered = ask('megatron', { ...llama, num_hidden_layers: layers })
  expect(JSON.stringify(answered)).toContain(`--job-name=${job}\\n`)
})
