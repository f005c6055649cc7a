import type { Mixer } from '../../blocks/block.ts'
import { kimiDelta } from '../../blocks/state.ts'
import { latentMixer, layerExtras, wrongLength, type Context, type Plan } from '../context.ts'
import { feedForwardsOf } from '../feed-forwards.ts'
import { fullLayers, residualStreams } from '../layer-kinds.ts'
import { eachLayer, once } from './plain.ts'

/**
 * Latent attention whose layers differ: each with an index of its own or with what the one before chose, Kimi delta
 * layers between, several residual streams, gates of low rank on the norms, residuals that attend over earlier blocks.
 *
 * Source: the families' classes in transformers 5.18 (GLM-5, GLM-5-Next, HY-4, A.X-K2, Kimi Linear); Kimi K3:
 * its report (arXiv 2607.24653), section 2, and the published shapes of its tensors.
 */
export function latentPlan(c: Context): Plan {
  const { read, hidden } = c
  const linear = deltaOf(c)
  const isFull = fullOf(c, linear !== null)
  const ownIndex = indexersOf(c)
  const mixer = once((own: boolean) => latentMixer(c, own))
  const feedForward = feedForwardsOf(c)
  const streams = residualStreams(c)
  const gate = 2 * read.optional('gated_norm_rank', 0) * hidden
  // A norm and a query in front of each branch, and before the last norm.
  const residual = read.optional('attn_res_block_size', 0) > 0 ? 2 * hidden : 0
  const heads = read.optional('num_attention_heads', 0)
  const extras = layerExtras(c, { heads, keyValueHeads: heads, headDim: 0, valueHeadDim: 0 }, 0)
  return {
    layers: eachLayer(c, (layer) => {
      const part = feedForward(layer)
      return {
        mixer: linear === null || isFull(layer) ? mixer(ownIndex(layer)) : linear,
        feedForward: part,
        others: extras + streams.inLayer + 2 * residual + (part.kind === 'mixture' ? 2 : 1) * gate,
      }
    }),
    others: streams.last + residual,
  }
}

/** The delta layers of a family that has any, their sizes in a part of their own or among the others. */
function deltaOf(c: Context): Mixer | null {
  const nested = c.read.part('linear_attn_config')
  const number = (field: string, otherwise: string) => {
    const value = nested?.[field]
    return typeof value === 'number' ? value : c.read.optional(otherwise, 0)
  }
  const heads = number('num_heads', 'linear_num_heads')
  if (heads === 0) return null
  return kimiDelta({
    hidden: c.hidden,
    heads,
    headDim: number('head_dim', 'linear_head_dim'),
    kernel: number('short_conv_kernel_size', 'linear_conv_kernel_dim'),
    fullRankGate: nested?.['use_full_rank_gate'] === true,
  })
}

/** Which layers attend: those that `linear_attn_config` counts from 1, a list of kinds, or every fourth. */
function fullOf(c: Context, isHybrid: boolean): (layer: number) => boolean {
  const listed: unknown = c.read.part('linear_attn_config')?.['full_attn_layers']
  const full = Array.isArray(listed) ? new Set<unknown>(listed) : null
  const told = fullLayers(c)
  if (!isHybrid) return () => true
  if (full !== null) return (layer) => full.has(layer + 1)
  return told ?? ((layer) => layer % 4 === 3)
}

/** Which layers choose their tokens themselves: by a list, a pattern of letters, or each n-th. */
function indexersOf(c: Context): (layer: number) => boolean {
  const { read, layers } = c
  const types = read.list('indexer_types')
  if (types !== null) {
    if (types.length !== layers) wrongLength(c, 'indexer_types', types.length)
    return (layer) => types[layer] !== 'shared'
  }
  const pattern = read.text('index_topk_pattern')
  if (pattern !== null) return (layer) => pattern[layer] !== 'S'
  const every = Math.max(1, read.optional('index_topk_freq', 1))
  const offset = read.optional('index_skip_topk_offset', 2)
  return (layer) => Math.max(0, layer - offset + 1) % every === 0
}
