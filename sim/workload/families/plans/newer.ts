import { own } from '../../../base/nearest.ts'
import { everyToken, type FeedForward, type Mixer, type Span } from '../../blocks/block.ts'
import { indexed } from '../../blocks/attention.ts'
import {
  headShape,
  layerExtras,
  spansOf,
  usualAttention,
  windowSize,
  type Context,
  type Plan,
} from '../context.ts'
import { denseOf, laidOut, expertWidthOf, feedForwardsOf, mixtureOf, once } from '../feed-forwards.ts'

/** Laguna: a number of query heads for each layer, and a gate of one number a head or of the whole width. */
export function layerHeadsPlan(c: Context): Plan {
  const { gating = true } = c.config
  const usual = headShape(c)
  const listed = c.read.list('num_attention_heads_per_layer')
  const span = spansOf(c)
  const whole = gating !== true && gating !== 'per-head'
  const mixer = once((key: string) => {
    const [heads = usual.heads, size = 0] = key.split(' ').map(Number)
    return usualAttention(
      c,
      { ...everyToken, size },
      { heads, gateWidth: whole ? heads * usual.headDim : heads },
    )
  })
  const mixerOf = (layer: number) => {
    const own = listed?.[layer]
    const heads = typeof own === 'number' ? own : usual.heads
    return mixer(`${String(heads)} ${String(span(layer).size)}`)
  }
  const others = layerExtras(c, usual, 0)
  return { layers: laidOut(c, { mixer: mixerOf, feedForward: feedForwardsOf(c), others }) }
}

/** MiniMax-M3: in most layers an index of a few heads chooses blocks of keys. Source: its class in transformers 5.18. */
export function minimaxM3Plan(c: Context): Plan {
  const { read, hidden } = c
  const told = read.part('sparse_attention_config')
  const number = (field: string, flat: string, otherwise: number) => {
    const value = own(told ?? {}, field)
    return typeof value === 'number' ? value : read.optional(flat, otherwise)
  }
  const heads = number('sparse_num_index_heads', 'index_n_heads', 4)
  const headDim = number('sparse_index_dim', 'index_head_dim', 128)
  const size = number('sparse_block_size', 'index_block_size', 128)
  const blocks =
    number('sparse_topk_blocks', 'index_topk_blocks', 16) +
    number('sparse_local_block', 'index_local_blocks', 1)
  const types = read.list('layer_types')
  const flags: unknown = told?.['sparse_attention_freq']
  const isSparse = (layer: number) =>
    types === null ? Array.isArray(flags) && flags[layer] === 1 : types[layer] === 'minimax_m3_sparse'
  const full = usualAttention(c, everyToken)
  const parameters = hidden * (heads + 1) * headDim + 2 * headDim
  const sparse = indexed(full, { heads, headDim, topTokens: blocks * size, parameters })
  const mixer = (layer: number) => (isSparse(layer) ? sparse : full)
  return { layers: laidOut(c, { mixer, feedForward: feedForwardsOf(c), others: 2 * hidden }) }
}

/**
 * Inkling: queries, keys and what leaves each branch pass a short convolution; positions are learned distances; windowed
 * layers have their own heads. Source: its class in transformers 5.18.
 */
export function inklingPlan(c: Context): Plan {
  const { read, hidden } = c
  const types = read.list('layer_types')
  const local = read.list('local_layer_ids')
  const isLocal = (layer: number) =>
    types !== null
      ? types[layer] === 'hybrid_sliding'
      : local !== null
        ? local.includes(layer)
        : (layer + 1) % 6 !== 0
  const kernel = read.optional('conv_kernel_size', 4)
  const distances = read.optional('d_rel', 16)
  const own = headShape(c)
  const swa = {
    heads: read.optional('swa_num_attention_heads', 64),
    keyValueHeads: read.optional('swa_num_key_value_heads', 16),
    headDim: read.optional('swa_head_dim', 128),
  }
  const made = ({ heads, keyValueHeads, headDim }: typeof swa, span: Span, extent: number): Mixer =>
    usualAttention(c, span, {
      heads,
      keyValueHeads,
      headDim,
      valueHeadDim: headDim,
      extraParameters:
        2 * headDim + hidden * heads * distances + distances * extent + 2 * keyValueHeads * headDim * kernel,
    })
  const size = windowSize(c)
  const windowed = made(swa, { ...everyToken, size }, size)
  const full = made(own, everyToken, read.optional('rel_extent', 1024))
  const shared = read.optional('num_shared_experts', 2)
  const routed = read.optional('num_experts', 256) + shared
  const mixed = mixtureOf(c, { routed, sharedWidth: shared * expertWidthOf(c), extraParameters: 1 })
  const dense = denseOf(c)
  const kinds = read.list('mlp_layer_types')
  const first = read.optional('dense_mlp_idx', 0)
  const isDense = (layer: number) => (kinds === null ? layer < first : kinds[layer] === 'dense')
  const layers = laidOut(c, {
    mixer: (layer) => (isLocal(layer) ? windowed : full),
    feedForward: (layer) => (isDense(layer) ? dense : mixed),
    others: 2 * hidden + 2 * hidden * kernel,
  })
  return { layers }
}

/**
 * ZAYA: attention in a compressed width with two short convolutions over queries and keys, half of each value from the
 * token before; a small network as router, one of whose choices is to do nothing. Source: its class in transformers 5.18.
 */
export function zayaPlan(c: Context): Plan {
  const { read, hidden } = c
  const { heads, keyValueHeads, headDim } = headShape(c)
  const width = (heads + keyValueHeads) * headDim
  const first = read.optional('cca_time0', 2)
  const second = read.optional('cca_time1', 2)
  const types = read.list('layer_types')
  const size = windowSize(c)
  const extraParameters = width * (first + 1) + width * (headDim * second + 1) + keyValueHeads
  const full = usualAttention(c, everyToken, { extraParameters })
  const windowed = usualAttention(c, { ...everyToken, size }, { extraParameters })
  const mixer = (layer: number) => (types?.[layer] === 'hybrid_sliding' ? windowed : full)
  return {
    layers: laidOut(c, { mixer, feedForward: routedByNetwork(c), others: 2 * hidden + 8 * hidden }),
    // Scale and shift of the embedding, and what the first router lacks beside the others.
    others: 2 * hidden - read.optional('router_hidden_size', 256),
  }
}

function routedByNetwork(c: Context): FeedForward {
  const width = c.read.optional('router_hidden_size', 256)
  const experts = c.read.optional('num_experts', 16)
  const network = c.hidden * width + width + 2 * width + 2 * (width * width + width) + (experts + 1) * width
  return mixtureOf(c, { routed: 0, extraParameters: network })
}

/** Doge: attention with a learned mask of values, learned weights on the residual. Source: its class in transformers 5.18. */
export function dogePlan(c: Context): Plan {
  const { hidden } = c
  const { keyValueHeads, headDim } = headShape(c)
  const mixer = usualAttention(c, everyToken, {
    extraParameters: 2 * headDim + keyValueHeads * (keyValueHeads * headDim + 1),
  })
  c.read.optional('num_experts', 0)
  if (c.read.flag('is_moe', false))
    c.read.refuse('is_moe', 'is true: a mixture of single vectors is not counted here')
  const feedForward = denseOf(c)
  return { layers: laidOut(c, { mixer, feedForward, others: 4 * hidden }) }
}
