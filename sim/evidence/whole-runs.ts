import type { Citation, HuggingFaceConfig } from '../catalogue/types.ts'

/** A whole training run whose hours somebody published: a check of the estimate, never fitted on. */
export type WholeRun = {
  readonly id: string
  readonly name: string
  /** A catalogue id, or the shapes where the catalogue has no such model. */
  readonly model: string | HuggingFaceConfig
  readonly tokens: number
  readonly seqLen: number
  readonly precision: 'bf16' | 'fp8'
  /** What trained it and when, as far as published; the model of the step knows such habits. */
  readonly framework: string | null
  readonly year: number
  /** As published, in the words of the command line; null leaves all of it to the planner. */
  readonly layout: string | null
  readonly acceleratorId: string
  /** A catalogue id where the machine is in it. */
  readonly systemId: string | null
  readonly accelerators: number
  /** The number is not published and assumed here; hours hardly depend on it. */
  readonly acceleratorsAssumed: boolean
  /** Accelerator-hours as published, or published days × accelerators. */
  readonly gpuHours: number
  /** How the figure comes about and what it covers. */
  readonly basis: string
  readonly citation: Citation
  /** Every source that tells of this run: hidden from the estimate that is judged by it. */
  readonly sources: readonly string[]
}

type Machine = readonly [acceleratorId: string, accelerators: number, assumed?: 'assumed']
type Work = readonly [tokens: number, seqLen: number]
type Trainer = readonly [year: number, framework: string | null, layout?: string]
type Told = readonly [gpuHours: number, basis: string, citation: Citation, others?: readonly string[]]

function run(
  [id, name, model]: readonly [string, string, string | HuggingFaceConfig],
  [work, machine, trainer]: readonly [Work, Machine, Trainer],
  [gpuHours, basis, citation, others = []]: Told,
): WholeRun {
  const [tokens, seqLen] = work
  const [acceleratorId, accelerators, assumed] = machine
  const [year, framework, layout = null] = trainer
  return {
    id,
    name,
    model,
    tokens,
    seqLen,
    precision: 'bf16',
    framework,
    year,
    layout,
    acceleratorId,
    systemId: null,
    accelerators,
    acceleratorsAssumed: assumed === 'assumed',
    gpuHours,
    basis,
    citation,
    sources: [citation[0], ...others],
  }
}

const a100 = 'a100-sxm-80'
const h100 = 'h100-sxm-80'
const card = 'as the model card reports it'

const glm130b = {
  model_type: 'llama',
  num_hidden_layers: 70,
  hidden_size: 12288,
  intermediate_size: 32768,
  num_attention_heads: 96,
  num_key_value_heads: 96,
  vocab_size: 150528,
  tie_word_embeddings: true,
}
const llama4Scout = {
  model_type: 'mixtral',
  num_hidden_layers: 48,
  hidden_size: 5120,
  intermediate_size: 8192,
  num_attention_heads: 40,
  num_key_value_heads: 8,
  vocab_size: 202048,
  num_local_experts: 16,
  num_experts_per_tok: 1,
  n_shared_experts: 1,
}
const falcon40b = {
  model_type: 'llama',
  mlp_gated: false,
  num_hidden_layers: 60,
  hidden_size: 8192,
  intermediate_size: 32768,
  num_attention_heads: 128,
  num_key_value_heads: 8,
  vocab_size: 65024,
  tie_word_embeddings: true,
}
const granite2b = {
  model_type: 'llama',
  num_hidden_layers: 40,
  hidden_size: 2048,
  intermediate_size: 8192,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 49155,
  tie_word_embeddings: true,
}
const stablelm3b = {
  model_type: 'llama',
  num_hidden_layers: 32,
  hidden_size: 2560,
  intermediate_size: 6912,
  num_attention_heads: 32,
  num_key_value_heads: 32,
  vocab_size: 50304,
}
const phi1 = {
  model_type: 'llama',
  mlp_gated: false,
  num_hidden_layers: 24,
  hidden_size: 2048,
  intermediate_size: 8192,
  num_attention_heads: 32,
  num_key_value_heads: 32,
  vocab_size: 51200,
}
const olmoe = {
  model_type: 'mixtral',
  num_hidden_layers: 16,
  hidden_size: 2048,
  intermediate_size: 1024,
  num_attention_heads: 16,
  num_key_value_heads: 16,
  vocab_size: 50304,
  num_local_experts: 64,
  num_experts_per_tok: 8,
}

/** Shapes of the paper; the inner width by its rule, two thirds of four times the width, to a multiple of 256. */
const llama33b = {
  model_type: 'llama',
  num_hidden_layers: 60,
  hidden_size: 6656,
  intermediate_size: 17920,
  num_attention_heads: 52,
  num_key_value_heads: 52,
  vocab_size: 32000,
}
const llama7b = {
  ...llama33b,
  num_hidden_layers: 32,
  hidden_size: 4096,
  intermediate_size: 11008,
  num_attention_heads: 32,
  num_key_value_heads: 32,
}
const llama4Maverick = {
  model_type: 'llama4',
  num_hidden_layers: 48,
  hidden_size: 5120,
  intermediate_size: 8192,
  intermediate_size_mlp: 16384,
  interleave_moe_layer_step: 2,
  num_attention_heads: 40,
  num_key_value_heads: 8,
  vocab_size: 202048,
  num_local_experts: 128,
  num_experts_per_tok: 1,
}
const falcon7b = {
  model_type: 'llama',
  mlp_gated: false,
  num_hidden_layers: 32,
  hidden_size: 4544,
  intermediate_size: 18176,
  num_attention_heads: 71,
  num_key_value_heads: 1,
  vocab_size: 65024,
  tie_word_embeddings: true,
}
const phi4Mini = {
  model_type: 'llama',
  num_hidden_layers: 32,
  hidden_size: 3072,
  intermediate_size: 8192,
  num_attention_heads: 24,
  num_key_value_heads: 8,
  vocab_size: 200064,
  tie_word_embeddings: true,
}

/** Runs whose makers published days or accelerator-hours of the pre-training alone, or nearly so. */
export const wholeRuns: readonly WholeRun[] = [
  {
    ...run(
      ['apertus-70b', 'Apertus-70B', 'apertus-70b'],
      [
        [15e12, 4096],
        ['gh200-96', 4096],
        [2025, 'megatron', 'tp=4,pp=8,vpp=5,dp=128,mbs=1,gbs=4096,zero=1'],
      ],
      [
        90 * 24 * 4096,
        "'realistically about 90 days' on 4,096 with all overheads",
        ['apertus-report', 'duration of the 70B'],
      ],
    ),
    systemId: 'alps',
  },
  run(
    ['llama-2-7b', 'Llama 2 7B', 'llama-2-7b'],
    [
      [2e12, 4096],
      [a100, 1024, 'assumed'],
      [2023, null],
    ],
    [184320, card, ['llama-2-card', '7B']],
  ),
  run(
    ['llama-2-13b', 'Llama 2 13B', 'llama-2-13b'],
    [
      [2e12, 4096],
      [a100, 1024, 'assumed'],
      [2023, null],
    ],
    [368640, card, ['llama-2-card', '13B']],
  ),
  run(
    ['llama-2-70b', 'Llama 2 70B', 'llama-2-70b'],
    [
      [2e12, 4096],
      [a100, 2048, 'assumed'],
      [2023, null],
    ],
    [1720320, card, ['llama-2-card', '70B']],
  ),
  run(
    ['llama-3-8b', 'Llama 3 8B', 'llama-3-8b'],
    [
      [15e12, 8192],
      [h100, 2048, 'assumed'],
      [2024, null],
    ],
    [1.3e6, card, ['llama-3-card', '8B'], ['llama-3-paper']],
  ),
  run(
    ['llama-3-70b', 'Llama 3 70B', 'llama-3-70b'],
    [
      [15e12, 8192],
      [h100, 8192, 'assumed'],
      [2024, null],
    ],
    [6.4e6, card, ['llama-3-card', '70B'], ['llama-3-paper']],
  ),
  run(
    ['llama-3.1-405b', 'Llama 3.1 405B', 'llama-3.1-405b'],
    [
      [15.6e12, 8192],
      [h100, 16384],
      [2024, null],
    ],
    [
      30.84e6,
      'as the model card reports it, long-context stages and post-training included',
      ['llama-3.1-card', '405B'],
      ['llama-3-paper'],
    ],
  ),
  run(
    ['llama-4-scout', 'Llama 4 Scout', llama4Scout],
    [
      [40e12, 8192],
      [h100, 8192, 'assumed'],
      [2025, null],
    ],
    [5e6, card, ['llama-4-card', 'Scout, about 40 T tokens']],
  ),
  run(
    ['opt-175b', 'OPT-175B', 'opt-175b'],
    [
      [0.3e12, 2048],
      [a100, 992],
      [2022, 'metaseq (FSDP)', 'tp=8,pp=1,mbs=8,gbs=992,zero=3,recompute=full'],
    ],
    [
      809472,
      'as the LLaMA paper counts it, without the stops between restarts',
      ['llama-paper', 'table 15'],
      ['opt-chronicles'],
    ],
  ),
  run(
    ['bloom-176b', 'BLOOM 176B', 'bloom-176b'],
    [
      [0.366e12, 2048],
      [a100, 384],
      [2022, 'Megatron-DeepSpeed', 'tp=4,pp=12,dp=8,mbs=2,gbs=2048,zero=1,recompute=full'],
    ],
    [1082990, 'the final run', ['bloom-carbon', '1,082,990 GPU-hours'], ['bloom-chronicles']],
  ),
  run(
    ['glm-130b', 'GLM-130B', glm130b],
    [
      [0.4e12, 2048],
      ['a100-sxm-40', 768],
      [2022, 'Megatron-DeepSpeed', 'tp=4,pp=8,dp=24,gbs=4224,recompute=full'],
    ],
    [768 * 60 * 24, '60 days on 768', ['glm-130b-paper', '60 days on 768 A100 of 40 GB']],
  ),
  {
    ...run(
      ['deepseek-v3', 'DeepSeek-V3', 'deepseek-v3'],
      [
        [14.8e12, 4096],
        [h100, 2048],
        [2024, null, 'tp=1,pp=16,ep=64,dp=128,gbs=15360,zero=1,recompute=selective'],
      ],
      [
        2.664e6,
        'pre-training alone, H800',
        ['deepseek-v3-report', 'pre-training 2.664 M H800-hours'],
        ['deepseek-v3-insights'],
      ],
    ),
    precision: 'fp8',
  },
  run(
    ['smollm3-3b', 'SmolLM3 3B', 'smollm3-3b'],
    [
      [11.2e12, 4096],
      [h100, 384],
      [2025, 'nanotron', 'tp=2,pp=1,dp=192,mbs=3,gbs=576'],
    ],
    [384 * 24 * 24, '24 days on 384', ['smollm3', '384 H100, 24 days']],
  ),
  run(
    ['falcon-40b', 'Falcon-40B', falcon40b],
    [
      [1e12, 2048],
      ['a100-sxm-40', 384],
      [2023, null, 'tp=8,pp=4,dp=12,gbs=1152'],
    ],
    [384 * 60 * 24, "'two months' on 384", ['falcon-40b-card', 'two months on 384 A100 of 40 GB']],
  ),
  run(
    ['granite-3-2b', 'Granite 3.0 2B', granite2b],
    [
      [12e12, 4096],
      [h100, 768],
      [2024, null],
    ],
    [192030, 'as the report gives it', ['granite-3-report', '2B: 192,030 H100-hours']],
  ),
  run(
    ['stablelm-3b', 'StableLM-3B-4E1T', stablelm3b],
    [
      [4e12, 4096],
      ['a100-sxm-40', 256],
      [2023, 'GPT-NeoX (DeepSpeed)'],
    ],
    [256 * 30 * 24, '30 days on 256', ['stablelm-3b-card', '30 days on 256 A100 of 40 GB']],
  ),
  run(
    ['phi-1', 'phi-1', phi1],
    [
      [0.051e12, 2048],
      [a100, 8],
      [2023, 'DeepSpeed'],
    ],
    [8 * 4 * 24, 'under four days on 8', ['phi-1-paper', 'four days on 8 A100']],
  ),
  run(
    ['olmoe', 'OLMoE 1B-7B', olmoe],
    [
      [5.1e12, 4096],
      [h100, 256],
      [2024, 'OLMo (FSDP)'],
    ],
    [256 * 10 * 24, "'about 10 days' on 256", ['olmoe-paper', '256 H100 for about 10 days']],
  ),
  run(
    ['llama-7b', 'LLaMA 7B', llama7b],
    [
      [1e12, 2048],
      [a100, 1024, 'assumed'],
      [2023, null],
    ],
    [82432, 'as the paper counts it', ['llama-paper', 'table 15, 7B']],
  ),
  run(
    ['llama-33b', 'LLaMA 33B', llama33b],
    [
      [1.4e12, 2048],
      [a100, 2048, 'assumed'],
      [2023, null],
    ],
    [530432, 'as the paper counts it', ['llama-paper', 'table 15, 33B']],
  ),
  run(
    ['llama-4-maverick', 'Llama 4 Maverick', llama4Maverick],
    [
      [22e12, 8192],
      [h100, 8192, 'assumed'],
      [2025, null],
    ],
    [2.38e6, card, ['llama-4-card', 'Maverick, about 22 T tokens']],
  ),
  run(
    ['falcon-7b', 'Falcon-7B', falcon7b],
    [
      [1.5e12, 2048],
      ['a100-sxm-40', 384],
      [2023, null],
    ],
    [384 * 14 * 24, "'about two weeks' on 384", ['falcon-7b-card', 'two weeks on 384 A100 of 40 GB']],
  ),
  run(
    ['phi-4-mini', 'Phi-4-mini', phi4Mini],
    [
      [5e12, 4096],
      [a100, 512],
      [2025, null],
    ],
    [512 * 21 * 24, '21 days on 512', ['phi-4-mini-report', '512 A100 for 21 days']],
  ),
  run(
    ['nemotron-4-15b', 'Nemotron-4 15B', 'nemotron-4-15b'],
    [
      [8e12, 4096],
      [h100, 2304],
      [2024, 'megatron'],
    ],
    [
      768 * 0.8 * 24 + 1536 * 0.4 * 24 + 2304 * 11.9 * 24,
      'days of its three stages',
      ['nemotron-4-15b-report', 'table 2'],
    ],
  ),
  run(
    ['gpt-neox-20b', 'GPT-NeoX-20B', 'gpt-neox-20b'],
    [
      [0.472e12, 2048],
      ['a100-sxm-40', 96],
      [2022, 'GPT-NeoX (DeepSpeed)'],
    ],
    [
      96 * 1830,
      '1,830 hours on 96, the final run',
      ['gpt-neox-20b-paper', '1,830 hours on 96 A100 of 40 GB'],
    ],
  ),
  run(
    ['olmo-3-7b', 'OLMo 3 7B', 'olmo-3-7b'],
    [
      [5.93e12, 8192],
      [h100, 512],
      [2025, 'OLMo (FSDP)'],
    ],
    [
      234000,
      'worked out from its public logs by a third party, with restarts',
      ['olmo-3-energy', '234,000 GPU-hours'],
    ],
  ),
]

/** Published hours that are no check, and why. */
export const notChecks: readonly { readonly name: string; readonly because: string }[] = [
  {
    name: 'Llama 3.1 8B and 70B, Llama 3.3 70B',
    because: 'their hours cover post-training of several models on one base',
  },
  { name: 'Lucie-7B', because: '550,000 hours are an allocation: 6N gives 6 % MFU' },
  {
    name: 'phi-1.5',
    because:
      'its 1,500 hours for 150 B tokens would be 76 % of the peak by 6N, more than any A100 has reached',
  },
  { name: 'GPT-3 175B', because: 'hardware and days are estimates of others, not a report' },
  { name: 'MPT-30B', because: 'trained on three kinds of accelerator in turn' },
  { name: 'INTELLECT-1', because: 'spread over three continents and a changing number of accelerators' },
  { name: 'Gopher 280B, LaMDA 137B, GPT-J 6B', because: 'the TPU v3 is not in the catalogue' },
  {
    name: 'Granite 13B, Luminous, TeleChat 12B, CodeFuse 13B, gpt-oss-120b',
    because: 'their shapes or their tokens are not published',
  },
  {
    name: 'Falcon Mamba, UL2, OpenBA, AlexaTM, Chameleon',
    because: 'not decoders of the kind that is modelled',
  },
]
