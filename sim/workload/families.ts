/** What a model type fixes without saying it in its config. Flags in the config win over these. */
export type Family = {
  readonly mlpGated: boolean
  readonly norm: 'rms' | 'layer' | 'none'
  readonly normsPerLayer: number
  readonly queryKeyValueBias: boolean
  readonly outputBias: boolean
  readonly mlpBias: boolean
  /** Norms of queries and keys: none, over one head's width, or over all heads together. */
  readonly queryKeyNorm: 'none' | 'head' | 'all-heads'
  readonly tied: boolean
  /** Rows of the position table beyond the longest sequence; null where positions are not learned. */
  readonly positionOffset: number | null
  /** Learned numbers of one layer that belong to nothing else. */
  readonly extraPerLayer: number
  /** Of each `period` layers, how many attend through the window. */
  readonly windowed: { readonly of: number; readonly period: number } | null
  /** Width of the MLP over the hidden width where the config does not say it. */
  readonly mlpRatio: number | null
}

const llama: Family = {
  mlpGated: true,
  norm: 'rms',
  normsPerLayer: 2,
  queryKeyValueBias: false,
  outputBias: false,
  mlpBias: false,
  queryKeyNorm: 'none',
  tied: false,
  positionOffset: null,
  extraPerLayer: 0,
  windowed: null,
  mlpRatio: null,
}

/** GPT-2 and its kin: layer norms and biases everywhere, a plain MLP four times as wide. */
const gpt2: Family = {
  ...llama,
  mlpGated: false,
  norm: 'layer',
  queryKeyValueBias: true,
  outputBias: true,
  mlpBias: true,
  tied: true,
  positionOffset: 0,
  mlpRatio: 4,
}

const qwen2: Family = { ...llama, queryKeyValueBias: true }
const qwen3: Family = { ...llama, queryKeyNorm: 'head' }
const gemma2: Family = { ...llama, tied: true, normsPerLayer: 4, windowed: { of: 1, period: 2 } }

/** Keyed by `model_type`; a type that is not here is read as a llama-like decoder. */
export const families: ReadonlyMap<string, Family> = new Map<string, Family>([
  ['llama', llama],
  ['mistral', { ...llama, windowed: { of: 1, period: 1 } }],
  ['mixtral', llama],
  ['granite', llama],
  ['exaone', llama],
  ['phi3', llama],
  ['dbrx', { ...llama, norm: 'rms' }],
  ['grok-1', { ...llama, tied: true, normsPerLayer: 4 }],
  ['qwen2', qwen2],
  ['qwen2_moe', qwen2],
  ['qwen3', qwen3],
  ['qwen3_moe', qwen3],
  ['glm4_moe', qwen2],
  ['deepseek_v2', llama],
  ['deepseek_v3', llama],
  ['kimi_k2', llama],
  ['smollm3', { ...llama, tied: true }],
  ['olmo', { ...llama, norm: 'none' }],
  ['olmo2', { ...llama, queryKeyNorm: 'all-heads' }],
  ['olmo3', { ...llama, queryKeyNorm: 'all-heads', windowed: { of: 3, period: 4 } }],
  ['gemma', { ...llama, tied: true }],
  ['gemma2', gemma2],
  ['gemma3', { ...gemma2, queryKeyNorm: 'head', windowed: { of: 5, period: 6 } }],
  ['gemma3_text', { ...gemma2, queryKeyNorm: 'head', windowed: { of: 5, period: 6 } }],
  ['nemotron', { ...llama, mlpGated: false, norm: 'layer' }],
  // Two learned scalars of the xIELU activation in each layer.
  ['apertus', { ...llama, mlpGated: false, queryKeyNorm: 'head', extraPerLayer: 2 }],
  ['gpt_oss', { ...llama, queryKeyValueBias: true, outputBias: true, windowed: { of: 1, period: 2 } }],
  ['gpt2', gpt2],
  // OPT keeps two unused rows in front of its positions.
  ['opt', { ...gpt2, positionOffset: 2 }],
  ['gpt_neox', { ...gpt2, tied: false, positionOffset: null }],
  ['bloom', { ...gpt2, positionOffset: null }],
  ['falcon', { ...gpt2, queryKeyValueBias: false, outputBias: false, mlpBias: false, positionOffset: null }],
  // MPT leaves out every bias, those of the norms too.
  ['mpt', { ...gpt2, norm: 'rms', queryKeyValueBias: false, outputBias: false, mlpBias: false }],
])

export function familyOf(modelType: string | null): Family {
  return families.get(modelType ?? '') ?? llama
}

/** Types that are not decoders of this kind, and what they are. */
export const otherKinds: ReadonlyMap<string, string> = new Map([
  ['t5', 'an encoder-decoder'],
  ['bart', 'an encoder-decoder'],
  ['bert', 'an encoder'],
  ['roberta', 'an encoder'],
  ['whisper', 'a speech model'],
  ['mamba', 'a state-space model'],
  ['mamba2', 'a state-space model'],
  ['falcon_mamba', 'a state-space model'],
  ['jamba', 'a hybrid of attention and state space'],
  ['nemotron_h', 'a hybrid of attention and state space'],
  ['vit', 'a vision model'],
])
