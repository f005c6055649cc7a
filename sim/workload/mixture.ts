import type { MixtureOfExperts } from './architecture.ts'
import type { ConfigReader } from './config-reader.ts'

type Where = { readonly layers: number; readonly modelType: string | null }

/** The mixture of experts of a config; null for a dense model. */
export function readMixture(read: ConfigReader, { layers, modelType }: Where): MixtureOfExperts | null {
  const experts = read.optional(
    ['num_experts', 'n_routed_experts', 'num_local_experts', 'moe_num_experts'],
    0,
  )
  if (experts <= 1) return null
  const topNames = [
    'num_experts_per_tok',
    'num_experts_per_token',
    'experts_per_token',
    'moe_top_k',
    'num_selected_experts',
  ]
  const expertsPerToken = read.required(topNames, 'the experts that a token passes, e.g. 8')
  if (expertsPerToken > experts) {
    read.refuse(topNames[0] ?? '', `${String(expertsPerToken)} is more than the ${String(experts)} experts`)
  }
  const widths = ['moe_intermediate_size', 'intermediate_size', 'ffn_hidden_size']
  const expertIntermediate = read.required(widths, 'the width of an expert, e.g. 2048')
  const sharedExperts = read.optional(['n_shared_experts', 'num_shared_experts'], 0)
  return {
    experts,
    expertsPerToken,
    expertIntermediate,
    sharedIntermediate: read.optional(
      ['shared_expert_intermediate_size'],
      sharedExperts * expertIntermediate,
    ),
    denseLayers: Math.min(layers, denseLayers(read, layers)),
    routerBias:
      modelType === 'gpt_oss' ||
      modelType === 'deepseek_v3' ||
      modelType === 'kimi_k2' ||
      modelType === 'glm4_moe',
    sharedGate: modelType === 'qwen2_moe',
    expertBias: modelType === 'gpt_oss',
  }
}

/** Layers that keep a dense MLP: the first few, or all but every n-th. */
function denseLayers(read: ConfigReader, layers: number): number {
  const step = Math.max(
    1,
    read.optional(['decoder_sparse_step', 'moe_layer_freq', 'interleave_moe_layer_step'], 1),
  )
  const sparse = Math.floor(layers / step)
  return Math.max(read.optional(['first_k_dense_replace'], 0), layers - sparse)
}
