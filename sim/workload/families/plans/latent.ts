import { own } from '../../../base/nearest.ts'
import { everyToken, noMixer, type Mixer, type Span } from '../../blocks/block.ts'
import { readWriteAndRead, stateMixer } from '../../blocks/state.ts'
import { fullLayers, latentMixer, layerExtras, type Context, type Plan } from '../context.ts'
import { eachLayer, feedForwardsOf, mixtureOf, once } from '../feed-forwards.ts'
import { wrongLength } from '../family.ts'

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

/**
 * Kimi's delta layers, null in a family without them; a config has their sizes in a part of its own or among the others.
 * Each channel has a gate of low rank; the output's is of full rank (Kimi K3) or of low rank too.
 * Source: Kimi Linear (arXiv 2510.26692), section 3.
 */
function deltaOf(c: Context): Mixer | null {
  const nested = c.read.part('linear_attn_config')
  const number = (field: string, otherwise: string) => {
    const value = own(nested ?? {}, field)
    return typeof value === 'number' ? value : c.read.optional(otherwise, 0)
  }
  const heads = number('num_heads', 'linear_num_heads')
  if (heads === 0) return null
  const { hidden } = c
  const headDim = number('head_dim', 'linear_head_dim')
  const kernel = number('short_conv_kernel_size', 'linear_conv_kernel_dim')
  const isFullRank = nested?.['use_full_rank_gate'] === true
  const width = heads * headDim
  const lowRank = hidden * headDim + headDim * width
  const gates = lowRank + (isFullRank ? hidden * width : lowRank) + width + heads
  const projections = hidden * (3 * width + heads + width)
  return stateMixer('kimi-delta', {
    parameters: projections + 3 * width * kernel + gates + headDim,
    outputWidth: width,
    innerWidth: 5 * width + heads + 2 * headDim,
    heads,
    headDim,
    stateProducts: readWriteAndRead * heads * headDim * headDim,
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

/** What hyper-connections add in front of each branch and before the last norm. Source: as `latentPlan`, DeepSeek-V4. */
function residualStreams({ read, family, hidden }: Context) {
  if (family.streams === 'none') return { inLayer: 0, last: 0 }
  const streams = read.optional('hc_mult', 4)
  const mixes = family.streams === 'mixing'
  const outputs = (mixes ? 2 + streams : 2) * streams
  return {
    inLayer: 2 * (outputs * streams * hidden + outputs + (mixes ? 3 : 2)),
    last: family.streamHead ? streams * streams * hidden + streams + 1 : 0,
  }
}

/**
 * DeepSeek-V4: one key-value head that serves as both; each layer attends to a window and to tokens compressed by 128,
 * or by 4 with an index over them; the output projection is grouped and of low rank; four residual streams
 * (hyper-connections). Source: the family's class.
 */
export function deepseekV4Plan(c: Context): Plan {
  const { hidden, layers } = c
  const streams = residualStreams(c)
  const ratioOf = compressionOf(c)
  const mixer = once((ratio: number) => compressedMixer(c, ratio))
  const feedForward = mixtureOf(c, { routerBias: false })
  const plan = eachLayer({ layers }, (layer) => ({
    mixer: mixer(ratioOf(layer)),
    feedForward,
    others: 2 * hidden + streams.inLayer,
  }))
  return { layers: plan, others: streams.last }
}

function compressionOf(c: Context): (layer: number) => number {
  const { read, layers } = c
  // Hash routing is a mixture like any other to whoever counts.
  read.list('mlp_layer_types')
  read.part('compress_rates')
  const ratios = read.list('compress_ratios')
  const types = read.list('layer_types')
  if (ratios !== null && ratios.length < layers) wrongLength(c, 'compress_ratios', ratios.length)
  return (layer) => {
    const ratio = ratios?.[layer]
    if (typeof ratio === 'number') return ratio
    const type = types?.[layer] ?? (layer < 2 || layer % 2 === 1 ? 'heavily' : 'compressed')
    return String(type).startsWith('heavily') ? 128 : String(type).startsWith('compressed') ? 4 : 0
  }
}

function compressedMixer(c: Context, ratio: number): Mixer {
  const { read, hidden } = c
  const heads = read.required('num_attention_heads', 'the number of attention heads, e.g. 128')
  const headDim = read.optional('head_dim', 512)
  const turned = read.optional('qk_rope_head_dim', 64)
  const straight = read.optional('qk_nope_head_dim', headDim - turned)
  if (straight + turned !== headDim)
    read.refuse('qk_nope_head_dim', `${String(straight)} contradicts head_dim ${String(headDim)}`)
  const queryRank = read.required('q_lora_rank', 'the rank of the query projection, e.g. 1536')
  const groups = Math.max(1, read.optional('o_groups', 8))
  const outputRank = read.optional('o_lora_rank', 1024)
  const queries = queryRank * (hidden + 1 + heads * headDim)
  const keys = hidden * headDim + headDim
  const output = ((heads * headDim) / groups) * groups * outputRank + groups * outputRank * hidden
  const index = ratio === 4 ? indexOf(c, queryRank) : { width: 0, parameters: 0, top: 0 }
  // Compressed by 4 the windows overlap, so keys and gates are twice as wide.
  const compressed = ratio === 4 ? 2 * headDim : headDim
  const compressor = ratio === 0 ? 0 : ratio * compressed + 2 * hidden * compressed + headDim
  const window = read.optional('sliding_window', 128)
  const span: Span =
    ratio === 0
      ? { ...everyToken, size: window }
      : { size: index.top, chunked: false, folded: ratio, beside: window }
  return {
    ...noMixer,
    kind: 'sparse-attention',
    parameters: queries + keys + output + heads + compressor + index.parameters,
    outputWidth: outputRank * groups,
    innerWidth: heads * headDim * 2 + headDim,
    latentWidth: queryRank,
    keyValueWidth: headDim,
    heads,
    headDim,
    valueHeadDim: headDim,
    scoreWidth: 2 * heads * headDim,
    span,
    indexWidth: index.width / Math.max(1, ratio),
  }
}

function indexOf({ read, hidden }: Context, queryRank: number) {
  const heads = read.optional('index_n_heads', 64)
  const dim = read.optional('index_head_dim', 128)
  const compressor = 4 * 2 * dim + 2 * hidden * 2 * dim + dim
  return {
    width: heads * dim,
    parameters: compressor + queryRank * heads * dim + hidden * heads,
    top: read.optional('index_topk', 1024),
  }
}
