import { everyToken, type Mixer } from '../../blocks/block.ts'
import { denseFeedForward } from '../../blocks/feed-forward.ts'
import { gatedDelta, lightning, mlstm, rgLru, rwkv, shortConvolution } from '../../blocks/state.ts'
import {
  fullLayers,
  headShape,
  layerExtras,
  usualAttention,
  windowSize,
  type Context,
  type Plan,
} from '../context.ts'
import { denseOf, eachLayer, feedForwardsOf } from '../feed-forwards.ts'

function interleaved(c: Context, mixers: { readonly full: Mixer; readonly linear: Mixer }): Plan {
  // Left out, LFM2's class attends everywhere, MiniMax's in every other layer.
  const isFull = fullLayers(c) ?? ((layer: number) => c.family.plan === 'lfm2' || layer % 2 === 0)
  const feedForward = feedForwardsOf(c)
  const others = layerExtras(c, headShape(c), 0)
  return {
    layers: eachLayer(c, (layer) => ({
      mixer: isFull(layer) ? mixers.full : mixers.linear,
      feedForward: feedForward(layer),
      others,
    })),
  }
}

/** Gated delta nets with full attention between (Qwen3-Next, Qwen3.5, OLMo-Hybrid). */
export function gatedDeltaPlan(c: Context): Plan {
  const { read, hidden } = c
  const linear = gatedDelta({
    hidden,
    keyHeads: read.required('linear_num_key_heads', 'the key heads of linear attention, e.g. 16'),
    valueHeads: read.required('linear_num_value_heads', 'the value heads of linear attention, e.g. 32'),
    keyDim: read.required('linear_key_head_dim', 'the width of a key head, e.g. 128'),
    valueDim: read.required('linear_value_head_dim', 'the width of a value head, e.g. 128'),
    kernel: read.required('linear_conv_kernel_dim', 'the width of the short convolution, e.g. 4'),
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

/** RecurrentGemma: two recurrent blocks to one of local attention, in turn. */
export function recurrentGemmaPlan(c: Context): Plan {
  const { read, hidden } = c
  const kinds = read.list('layer_types') ?? ['recurrent', 'recurrent', 'attention']
  const heads = read.required('num_attention_heads', 'the number of heads, e.g. 10')
  const linear = rgLru({
    hidden,
    width: read.optional('lru_width', hidden),
    heads,
    kernel: read.optional('conv1d_width', 4),
  })
  const size = windowSize(c)
  const own = usualAttention(c, { ...everyToken, size })
  const feedForward = denseOf(c)
  return {
    layers: eachLayer(c, (layer) => ({
      mixer: kinds[layer % kinds.length] === 'attention' ? own : linear,
      feedForward,
      others: 2 * hidden,
    })),
  }
}

/** RWKV-4: time mixing and channel mixing, a norm before the first layer. */
export function rwkvPlan(c: Context): Plan {
  const { read, hidden } = c
  const mixer = rwkv(hidden, read.optional('attention_hidden_size', hidden))
  const said = read.optional('intermediate_size', 0)
  const width = said > 0 ? said : 4 * hidden
  // Channel mixing: key and value as an MLP, a receptance of the hidden width, two mixes.
  const mlp = denseFeedForward({ hidden, width, gated: false, bias: false }, hidden * hidden + 2 * hidden)
  return { layers: eachLayer(c, () => ({ mixer, feedForward: mlp, others: 4 * hidden })), others: 2 * hidden }
}

/** xLSTM 7B: matrix LSTM and a gated feed-forward part, its width a factor rounded up. */
export function xlstmPlan(c: Context): Plan {
  const { read, hidden } = c
  const heads = read.required('num_heads', 'the heads of the matrix LSTM, e.g. 8')
  const bias = read.flag('use_bias', false)
  const mixer = mlstm({
    hidden,
    heads,
    keyWidth: Math.round(hidden * read.real('qk_dim_factor', 0.5)),
    valueWidth: Math.round(hidden * read.real('v_dim_factor', 1)),
    bias,
  })
  const multiple = read.optional('ffn_round_up_to_multiple_of', 64)
  const width = multiple * Math.ceil((hidden * read.real('ffn_proj_factor', 2.667)) / multiple)
  const feedForward = denseFeedForward({ hidden, width, gated: true, bias })
  return { layers: eachLayer(c, () => ({ mixer, feedForward, others: 2 * hidden })) }
}
