import { everyToken, type FeedForward, type Mixer } from '../../blocks/block.ts'
import { denseFeedForward } from '../../blocks/feed-forward.ts'
import {
  lightning,
  matrixRwkv,
  readWriteAndRead,
  rwkv,
  shortConvolution,
  stateMixer,
  writeAndRead,
  type MatrixRwkvShape,
} from '../../blocks/state.ts'
import {
  fullLayers,
  headShape,
  layerExtras,
  usualAttention,
  windowSize,
  type Context,
  type Plan,
} from '../context.ts'
import { denseOf, laidOut, feedForwardsOf } from '../feed-forwards.ts'

function interleaved(c: Context, mixers: { readonly full: Mixer; readonly linear: Mixer }): Plan {
  // Left out, LFM2's class attends everywhere, MiniMax's in every other layer.
  const isFull = fullLayers(c) ?? ((layer: number) => c.family.plan === 'lfm2' || layer % 2 === 0)
  const mixer = (layer: number) => (isFull(layer) ? mixers.full : mixers.linear)
  const others = layerExtras(c, headShape(c), 0)
  return { layers: laidOut(c, { mixer, feedForward: feedForwardsOf(c), others }) }
}

/**
 * Gated delta nets, with an output gate, and full attention between (Qwen3-Next, Qwen3.5, OLMo-Hybrid). Source: Yang et al.
 * 2024 (arXiv 2412.06464), section 3.1 and figure 1.
 */
export function gatedDeltaPlan(c: Context): Plan {
  const { read, hidden } = c
  // Left out, OLMo-Hybrid's class has as many heads as attention, of 3/4 of the width, values twice as wide.
  const heads = read.optional('num_attention_heads', 1)
  const keyHeads = Math.max(1, read.optional('linear_num_key_heads', heads))
  const keyDim = read.optional('linear_key_head_dim', Math.floor((0.75 * hidden) / keyHeads))
  const valueHeads = read.optional('linear_num_value_heads', heads)
  const valueDim = read.optional('linear_value_head_dim', 2 * keyDim)
  const kernel = read.required('linear_conv_kernel_dim', 'the width of the short convolution, e.g. 4')
  const [keys, values] = [keyHeads * keyDim, valueHeads * valueDim]
  const projected = 2 * keys + 2 * values + 2 * valueHeads
  const linear = stateMixer('gated-delta', {
    parameters: hidden * (projected + values) + (2 * keys + values) * kernel + 2 * valueHeads + valueDim,
    outputWidth: values,
    innerWidth: projected,
    heads: valueHeads,
    headDim: valueDim,
    stateProducts: readWriteAndRead * valueHeads * keyDim * valueDim,
  })
  return interleaved(c, { full: usualAttention(c, everyToken), linear })
}

/** MiniMax-01: lightning attention, softmax attention in every eighth layer. */
export function lightningPlan(c: Context): Plan {
  const { heads, headDim } = headShape(c)
  return interleaved(c, { full: usualAttention(c, everyToken), linear: lightning(c.hidden, heads, headDim) })
}

/** LFM2: double-gated short convolutions with attention between; its MLP is two thirds of the width, rounded up. */
export function lfm2Plan(c: Context): Plan {
  const { read, hidden } = c
  const linear = shortConvolution(hidden, read.optional('conv_L_cache', 3), read.flag('conv_bias', false))
  const full = usualAttention(c, everyToken)
  const plan = interleaved(c, { full, linear })
  if (!read.flag('block_auto_adjust_ff_dim', true)) return plan
  const width = read.required('intermediate_size', 'the width of the MLP, e.g. 12288')
  const multiple = Math.max(1, read.optional('block_multiple_of', 256))
  const scaled = Math.floor(Math.floor((2 * width) / 3) * read.real('block_ffn_dim_multiplier', 1))
  const adjusted = denseOf(c, multiple * Math.ceil(scaled / multiple))
  return {
    layers: plan.layers.map((layer) =>
      layer.feedForward.kind === 'dense' ? { ...layer, feedForward: adjusted } : layer,
    ),
  }
}

/**
 * RecurrentGemma: two recurrent blocks, of real-gated linear recurrent units, to one of local attention, in turn. Source: De
 * et al. 2024, Griffin (arXiv 2402.19427), section 2.4.
 */
export function recurrentGemmaPlan(c: Context): Plan {
  const { read, hidden } = c
  const kinds = read.list('layer_types') ?? ['recurrent', 'recurrent', 'attention']
  const heads = read.required('num_attention_heads', 'the number of heads, e.g. 10')
  const width = read.optional('lru_width', hidden)
  const kernel = read.optional('conv1d_width', 4)
  const gates = 2 * (width * (width / heads) + width) + width
  const projections = 2 * (hidden * width + width) + width * hidden + hidden
  const linear = stateMixer('rg-lru', {
    parameters: projections + width * (kernel + 1) + gates,
    outputWidth: width,
    innerWidth: 4 * width,
    heads,
    headDim: width / heads,
    stateProducts: writeAndRead * width,
  })
  const size = windowSize(c)
  const own = usualAttention(c, { ...everyToken, size })
  const mixer = (layer: number) => (kinds[layer % kinds.length] === 'attention' ? own : linear)
  return { layers: laidOut(c, { mixer, feedForward: denseOf(c), others: 2 * hidden }) }
}

/** RWKV-4: time mixing and channel mixing, a norm before the first layer. */
export function rwkvPlan(c: Context): Plan {
  const { read, hidden } = c
  const mixer = rwkv(hidden, read.optional('attention_hidden_size', hidden))
  // Channel mixing: key and value as an MLP, a receptance of the hidden width, two mixes.
  const mlp = channelMixing(c, 4 * hidden, hidden * hidden + 2 * hidden)
  return { layers: laidOut(c, { mixer, feedForward: mlp, others: 4 * hidden }), others: 2 * hidden }
}

const channelMultiple = 32

/** RWKV-5 and 6: channel mixing of three and a half widths, with receptance; decay and mixes of low rank in the sixth. */
export function eaglePlan(c: Context): Plan {
  const { read, hidden, family } = c
  const width = read.optional('attention_hidden_size', hidden)
  const [keyWidth, valueWidth] = [width * read.real('expand_k', 1), width * read.real('expand_v', 1)]
  // The released class has these ranks by the width alone.
  const wide = hidden === 4096 ? 2 : 1
  const mixRank = read.optional('proj_low_rank_dim', 32 * wide)
  const decayRank = read.optional('gate_low_rank_dim', 64 * wide)
  const isSixth = family.name === 'rwkv6'
  const mixer = matrixRwkv({
    ...{ hidden, keyWidth, valueWidth, headDim: read.optional('head_size', 64) },
    mixes: isSixth ? 6 : 4,
    keyVectors: 2,
    lowRanks: isSixth
      ? [
          [hidden, 5 * mixRank, hidden, false],
          [hidden, decayRank, keyWidth, false],
        ]
      : [],
    fullGate: true,
    forgets: false,
  })
  const usual = Math.floor((3.5 * hidden) / channelMultiple) * channelMultiple
  const mlp = channelMixing(c, usual, hidden * hidden + 2 * hidden)
  return { layers: laidOut(c, { mixer, feedForward: mlp, others: 4 * hidden }), others: 2 * hidden }
}

/** RWKV-7: decay, learning rate, gate and mix of values of low rank, the last not in the first layer; no receptance. */
export function goosePlan(c: Context): Plan {
  const { read, hidden } = c
  const rank = (name: string, usual: number) => read.optional(`${name}_low_rank_dim`, usual)
  const shape: MatrixRwkvShape = {
    ...{ hidden, keyWidth: hidden, valueWidth: hidden, headDim: read.optional('head_dim', 64) },
    mixes: 6,
    keyVectors: 3,
    lowRanks: [
      [hidden, rank('decay', 64), hidden, true],
      [hidden, rank('a', 64), hidden, true],
      [hidden, rank('gate', 128), hidden, false],
    ],
    fullGate: false,
    forgets: true,
  }
  const first = matrixRwkv(shape)
  const later = matrixRwkv({ ...shape, lowRanks: [...shape.lowRanks, [hidden, rank('v', 16), hidden, true]] })
  const usual = Math.ceil((read.real('hidden_ratio', 4) * hidden) / channelMultiple) * channelMultiple
  const feedForward = channelMixing(c, usual, hidden)
  const mixer = (layer: number) => (layer === 0 ? first : later)
  return { layers: laidOut(c, { mixer, feedForward, others: 4 * hidden }), others: 2 * hidden }
}

function channelMixing({ read, hidden }: Context, usual: number, extra: number): FeedForward {
  const said = read.optional('intermediate_size', 0)
  return denseFeedForward({ hidden, width: said > 0 ? said : usual, gated: false, bias: false }, extra)
}

/**
 * xLSTM 7B: matrix LSTM and a gated feed-forward part, its width a factor rounded up. Source: Beck et al. 2025 (arXiv
 * 2503.13427), section 3 and figure 1.
 */
export function xlstmPlan(c: Context): Plan {
  const { read, hidden } = c
  const heads = read.required('num_heads', 'the heads of the matrix LSTM, e.g. 8')
  const bias = read.flag('use_bias', false)
  const keyWidth = Math.round(hidden * read.real('qk_dim_factor', 0.5))
  const valueWidth = Math.round(hidden * read.real('v_dim_factor', 1))
  const projected = 2 * keyWidth + 2 * valueWidth
  const biases = 2 * heads + (bias ? projected + hidden : 0)
  const mixer = stateMixer('mlstm', {
    parameters: hidden * (projected + 2 * heads + valueWidth) + biases + valueWidth,
    outputWidth: valueWidth,
    innerWidth: projected + 2 * heads,
    heads,
    headDim: valueWidth / heads,
    stateProducts: (writeAndRead * keyWidth * valueWidth) / heads,
  })
  const multiple = Math.max(1, read.optional('ffn_round_up_to_multiple_of', 64))
  const width = multiple * Math.ceil((hidden * read.real('ffn_proj_factor', 2.667)) / multiple)
  const feedForward = denseFeedForward({ hidden, width, gated: true, bias })
  return { layers: laidOut(c, { mixer, feedForward, others: 2 * hidden }) }
}
