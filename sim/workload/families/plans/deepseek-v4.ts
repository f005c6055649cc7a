import { everyToken, noMixer, type Mixer, type Span } from '../../blocks/block.ts'
import { wrongLength, type Context, type Plan } from '../context.ts'
import { mixtureOf } from '../feed-forwards.ts'
import { residualStreams } from '../layer-kinds.ts'
import { eachLayer, once } from './plain.ts'

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
  const queryRank = read.required('q_lora_rank', 'the rank of the query projection, e.g. 1536')
  const groups = read.optional('o_groups', 16)
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
