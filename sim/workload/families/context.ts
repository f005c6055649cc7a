import { namesIn } from '../../base/csv.ts'
import { everyToken, noMixer, type FeedForward, type Mixer, type Span } from '../blocks/block.ts'
import {
  attention,
  indexed,
  latentAttention,
  plainAttention,
  type AttentionShape,
  type LatentRanks,
} from '../blocks/attention.ts'
import type { Config, ConfigReader } from '../config-reader.ts'
import { chosen, wrongLength, type Family } from './family.ts'

/** One config on its way to an architecture. */
export type Context = {
  readonly config: Config
  readonly read: ConfigReader
  readonly family: Family
  readonly layers: number
  readonly hidden: number
}

/** One layer as a plan lays it out. */
export type Layer = { readonly mixer: Mixer; readonly feedForward: FeedForward; readonly others: number }

/** Layers in order, and what the plan changes outside them. */
export type Plan = {
  readonly layers: readonly Layer[]
  /** Parameters outside the layers that every token passes. */
  readonly others?: number
  /** Tables looked up beside the embedding. */
  readonly tables?: number
  readonly shared?: number
  readonly unused?: number
  /** Width of the token table where it is not the hidden one (OPT-350M). */
  readonly embeddingWidth?: number
  readonly finalNorm?: boolean
  readonly remarks?: readonly string[]
}

export type HeadShape = Pick<AttentionShape, 'heads' | 'keyValueHeads' | 'headDim' | 'valueHeadDim'>

export function normWidth({ norm }: Family, width: number): number {
  return norm === 'none' ? 0 : norm === 'layer' ? 2 * width : width
}

/** Norms of the hidden width and the family's own extras of one layer. */
export function layerExtras({ read, family, hidden }: Context, shape: HeadShape, width: number): number {
  const { normsAsked, extras } = family
  const norms =
    normsAsked === null
      ? family.norms
      : read.flag(normsAsked.field, false)
        ? normsAsked.whenTrue
        : normsAsked.whenFalse
  const own =
    extras.one +
    extras.hidden * hidden +
    extras.heads * shape.heads +
    extras.headDim * shape.headDim +
    extras.intermediate * width
  return norms * normWidth(family, hidden) + own
}

export function headCount({ read }: Context): number {
  return read.required('num_attention_heads', 'the number of attention heads, e.g. 32')
}

/** Heads of queries and of keys and values, and their widths. */
export function headShape(c: Context): HeadShape {
  const { read, hidden } = c
  const heads = headCount(c)
  const keyValueHeads = keyValueHeadCount(c, heads)
  if (heads % keyValueHeads !== 0) {
    read.refuse(
      'num_key_value_heads',
      `${String(keyValueHeads)} does not divide the ${String(heads)} attention heads`,
    )
  }
  const own = read.optional('head_dim', 0)
  const missing = read.problems().some(({ field }) => field === 'model.hidden_size')
  if (own === 0 && !missing && hidden % heads !== 0 && !read.has('kv_lora_rank')) {
    read.refuse(
      'num_attention_heads',
      `${String(heads)} does not divide the width ${String(hidden)}; give head_dim`,
    )
  }
  const headDim = own === 0 ? hidden / heads : own
  return { heads, keyValueHeads, headDim, valueHeadDim: headDim }
}

/** The class's default counts only where it can be: it was made for the class's own number of heads. */
function keyValueHeadCount({ read, family, config }: Context, heads: number): number {
  // GPT-2 and its kin have as many as query heads, whatever a config says; Megatron writes one group and that none counts.
  if (family.keyValueHeads === 'none' || config['group_query_attention'] === false) return heads
  if (family.keyValueHeads === 'multi-query') return read.flag('multi_query', true) ? 1 : heads
  if (family.keyValueHeads === 'falcon') {
    if (config['new_decoder_architecture'] === true)
      return Math.max(1, read.optional('num_key_value_heads', heads))
    return read.flag('multi_query', true) ? 1 : heads
  }
  const said = Math.max(1, read.optional('num_key_value_heads', heads))
  const isDefault = read.taken().includes('num_key_value_heads')
  return isDefault && heads % said !== 0 ? heads : said
}

/** Parameters of the norms on queries and keys. */
export function queryKeyNorms({ read, family }: Context, shape: HeadShape): number {
  const { heads, keyValueHeads, headDim } = shape
  if (family.queryKeyNorm === 'none' || !chosen(read, family.queryKeyNormAsked)) return 0
  if (family.queryKeyNorm === 'head') return 2 * headDim
  if (family.queryKeyNorm === 'head-layer') return 4 * headDim
  return (heads + keyValueHeads) * headDim
}

/** The family's usual attention; latent where the config has ranks; behind an index where it has one. */
export function usualAttention(c: Context, span: Span, change: Partial<AttentionShape> = {}): Mixer {
  const { read, hidden, family } = c
  if (read.optional('kv_lora_rank', 0) > 0) return latentMixer(c)
  const shape = headShape(c)
  const gate = gateWidth(c, shape)
  return attention({
    ...plainAttention,
    hidden,
    ...shape,
    queryKeyValueBias: chosen(read, family.queryKeyValueBias),
    outputBias: chosen(read, family.outputBias),
    extraParameters: queryKeyNorms(c, shape),
    gateWidth: gate,
    span,
    ...change,
  })
}

function gateWidth({ read, family }: Context, { heads, headDim }: HeadShape): number {
  if (read.flag('attention_output_gate', false)) return heads * headDim
  if (family.outputGate === 'none' || !read.flag('attn_output_gate', true)) return 0
  return family.outputGate === 'heads' ? heads : heads * headDim
}

export function latentOf(read: ConfigReader): LatentRanks | null {
  const keyValueRank = read.optional('kv_lora_rank', 0)
  if (keyValueRank === 0) return null
  return {
    queryRank: read.optional('q_lora_rank', 0),
    keyValueRank,
    ropeHeadDim: read.has('qk_rope_head_dim')
      ? read.optional('qk_rope_head_dim', 0)
      : read.required('qk_rope_head_dim', 'the rotary width of a head, e.g. 64'),
    nopeHeadDim: read.required('qk_nope_head_dim', 'the width of a head without rotation, e.g. 128'),
  }
}

/** Latent attention, gated where the family is; `ownIndex` false where it attends to what an earlier layer chose. */
export function latentMixer(c: Context, ownIndex = true): Mixer {
  const { read, hidden, family } = c
  const ranks = latentOf(read)
  if (ranks === null) {
    read.required('kv_lora_rank', 'the rank of keys and values, e.g. 512')
    return noMixer
  }
  const heads = headCount(c)
  const valueHeadDim = read.required('v_head_dim', 'the width of a value head, e.g. 128')
  const gate = gateWidth(c, { heads, keyValueHeads: heads, headDim: valueHeadDim, valueHeadDim })
  const queryWidth = heads * (ranks.nopeHeadDim + ranks.ropeHeadDim)
  // A.X-K2 projects queries and gate from the compressed query before and after its norm.
  const fromRank = ranks.queryRank * (2 * (queryWidth + gate) - queryWidth)
  const mixer = latentAttention({
    hidden,
    heads,
    valueHeadDim,
    ranks,
    biasOfDownProjections: chosen(read, family.queryKeyValueBias),
    gateWidth: gate,
    extraParameters: family.outputGate === 'compressed' ? fromRank : hidden * gate,
  })
  const topTokens = read.optional('index_topk', 0)
  if (topTokens === 0) return mixer
  if (!ownIndex) return indexed(mixer, { heads: 0, headDim: 0, topTokens, parameters: 0 })
  const indexHeads = read.required('index_n_heads', 'the heads of the index, e.g. 64')
  const indexDim = read.required('index_head_dim', 'the width of a head of the index, e.g. 128')
  // Queries from the compressed ones, one key for all heads with its layer norm, a weight for each head.
  const parameters =
    ranks.queryRank * indexHeads * indexDim + hidden * indexDim + 2 * indexDim + hidden * indexHeads
  // Keys pooled in groups: a place for each in its group, and a gate.
  const pool = read.optional('index_kpool', 0)
  const pooling = pool === 0 ? 0 : (pool + hidden) * indexDim
  return indexed(mixer, { heads: indexHeads, headDim: indexDim, topTokens, parameters: parameters + pooling })
}

/** How far each layer sees: by `layer_types`, a pattern, or the family's own. */
export function spansOf(c: Context): (layer: number) => Span {
  const { read, family, layers } = c
  const size = family.chunked ? read.optional('attention_chunk_size', 8192) : windowSize(c)
  const windowed: Span = size === 0 ? everyToken : { ...everyToken, size, chunked: family.chunked }
  const types = read.list('layer_types')
  if (types !== null) {
    const indexed = read.has('index_topk') ? ['indexed_attention'] : []
    const known = [...windowTypes, ...wholeTypes, ...indexed]
    for (const type of new Set(types)) {
      if (!known.includes(String(type))) {
        read.refuse(
          'layer_types',
          `'${String(type)}' is a kind of layer that a '${family.name}' is not known to have`,
        )
      }
    }
    if (types.length !== layers) wrongLength(c, 'layer_types', types.length)
    return (layer) => (windowTypes.includes(String(types[layer])) ? windowed : everyToken)
  }
  if (family.windowed === null || size === 0) return () => everyToken
  const from = read.optional('max_window_layers', 0)
  if (family.windowFlag) return (layer) => (layer >= from ? windowed : everyToken)
  // EXAONE 4 writes a letter a layer: L for local, G for global.
  const letters = read.text('sliding_window_pattern')
  if (letters !== null) return (layer) => (letters[layer % letters.length] === 'L' ? windowed : everyToken)
  const pattern = read.optional('sliding_window_pattern', 0)
  const { of, period } = pattern > 1 ? { of: pattern - 1, period: pattern } : family.windowed
  return (layer) => (layer % period < of ? windowed : everyToken)
}

export const windowTypes: readonly string[] = namesIn(
  'sliding_attention chunked_attention local sliding_window',
)
export const wholeTypes: readonly string[] = ['full_attention', 'attention', 'global', 'hybrid', '1']

export function windowSize({ read, family }: Context): number {
  const size = read.optional('sliding_window', 0)
  return read.flag('use_sliding_window', !family.windowFlag) ? size : 0
}

const linearNames = 'linear_attention lightning_attention conv recurrent linear 0'.split(' ')
const fullNames =
  `full_attention attention softmax_attention indexed_attention deepseek_sparse_attention 1`.split(/\s+/)

/** Which layers attend: by the list of kinds, or each n-th; null where the config says neither. */
export function fullLayers(c: Context): ((layer: number) => boolean) | null {
  const { read, layers } = c
  const indices = read.list('attention_indices')
  const types = read.list('layer_types')
  const every = read.optional('full_attention_interval', 0)
  if (types !== null) {
    if (types.length !== layers) wrongLength(c, 'layer_types', types.length)
    const unknown = types.find(
      (type) => !linearNames.includes(String(type)) && !fullNames.includes(String(type)),
    )
    if (unknown !== undefined)
      read.refuse('layer_types', `'${String(unknown)}' is not a kind of layer known here`)
    return (layer) => fullNames.includes(String(types[layer]))
  }
  if (indices !== null) return (layer) => indices.includes(layer)
  return every > 0 ? (layer) => (layer + 1) % every === 0 : null
}
