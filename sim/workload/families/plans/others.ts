import { own } from '../../../base/nearest.ts'
import { attention, plainAttention, twice } from '../../blocks/attention.ts'
import { everyToken, noFeedForward, noMixer, type FeedForward, type Mixer } from '../../blocks/block.ts'
import { denseFeedForward } from '../../blocks/feed-forward.ts'
import { isConfig, type Config } from '../../config-reader.ts'
import { headShape, usualAttention, type Context, type Plan } from '../context.ts'
import {
  denseOf,
  denseWidth,
  eachLayer,
  laidOut,
  expertCount,
  expertWidthOf,
  feedForwardsOf,
  mixtureOf,
  once,
} from '../feed-forwards.ts'
import { wrongLength } from '../family.ts'

/**
 * LongCat-Flash: each layer has attention and a dense MLP twice, and beside them a mixture some of whose experts do
 * nothing. Source: its report (arXiv 2509.01322), section 2: 8 of 12 chosen experts compute on average.
 */
export function longcatPlan(c: Context): Plan {
  const { read, hidden } = c
  const zero = read.optional('zero_expert_num', 0)
  const experts = expertCount(c)
  const top = read.required('num_experts_per_tok', 'the experts that a token passes, e.g. 12')
  const width = denseWidth(c)
  const feedForward = mixtureOf(c, {
    routed: experts + zero,
    expertsPerToken: (top * experts) / (experts + zero),
    sharedWidth: 2 * width,
  })
  const mixer = twice(usualAttention(c, everyToken))
  const unused = c.layers * zero * 2 * expertWidthOf(c) * hidden
  return {
    layers: laidOut(c, { mixer, feedForward, others: 4 * hidden }),
    unused,
    remarks:
      zero === 0
        ? []
        : [
            `${String(zero)} of ${String(experts + zero)} experts do nothing; the family's class holds gate and up matrices for them all the same: ${String(Math.round(unused / 1e9))} B of the total that no token passes, memory and time leave them out.`,
          ],
  }
}

/** Nemotron-NAS (`block_configs`): attention and MLP of each layer chosen one by one, or left out; DeciLM-7B: its heads. */
export function blockConfigsPlan(c: Context): Plan {
  const { read, hidden, layers } = c
  const heads = read.list('num_key_value_heads_per_layer')
  const blocks = heads ?? read.list('block_configs') ?? []
  const field = heads === null ? 'block_configs' : 'num_key_value_heads_per_layer'
  if (blocks.length !== layers) wrongLength(c, field, blocks.length)
  const shape = headShape(c)
  const mixers = once((keyValueHeads: number) => usualAttention(c, everyToken, { keyValueHeads }))
  const mlps = once((width: number) => denseOf(c, width))
  const linear: Mixer = { ...noMixer, parameters: hidden * hidden, outputWidth: hidden }
  return {
    layers: eachLayer(c, (layer) => {
      const block = blocks[layer]
      const own = partOf(block, 'attention')
      const mlp = partOf(block, 'ffn')
      const group = own['n_heads_in_group']
      const keyValueHeads = typeof group === 'number' ? shape.heads / group : shape.keyValueHeads
      const ratio = mlp['ffn_mult']
      const mixer =
        own['no_op'] === true
          ? noMixer
          : own['replace_with_linear'] === true
            ? linear
            : mixers(typeof block === 'number' ? block : keyValueHeads)
      const feedForward =
        mlp['no_op'] === true
          ? noFeedForward
          : mlp['replace_with_linear'] === true
            ? plainMatrix(hidden)
            : mlps(typeof ratio === 'number' ? nasWidth(ratio, hidden) : denseWidth(c))
      const norms =
        (mixer.kind === 'none' && mixer.parameters === 0 ? 0 : 1) + (feedForward.kind === 'none' ? 0 : 1)
      return { mixer, feedForward, others: norms * hidden }
    }),
  }
}

function partOf(block: unknown, name: string): Config {
  const part = isConfig(block) ? own(block, name) : null
  return isConfig(part) ? part : {}
}

/** Two thirds of the multiple, rounded up to whole 256s, as Llama's own code had it. */
function nasWidth(ratio: number, hidden: number): number {
  return 256 * Math.ceil(Math.trunc((2 * ratio * hidden) / 3) / 256)
}

function plainMatrix(hidden: number): FeedForward {
  return {
    ...noFeedForward,
    kind: 'dense',
    matrices: 2,
    width: hidden / 2,
    alwaysParameters: hidden * hidden,
  }
}

/** OpenELM: heads and MLP widths grow over the layers, a list for each. */
export function openElmPlan(c: Context): Plan {
  const { read, hidden, layers } = c
  const headDim = read.required('head_dim', 'the width of a head, e.g. 128')
  const numbers = (field: string) => {
    const list = read.list(field) ?? []
    if (list.length !== layers) wrongLength(c, field, list.length)
    return (layer: number) => {
      const value = list[layer]
      return typeof value === 'number' ? value : 1
    }
  }
  const heads = numbers('num_query_heads')
  const keyValueHeads = numbers('num_kv_heads')
  const ratio = numbers('ffn_multipliers')
  const divisor = Math.max(1, read.optional('ffn_dim_divisor', 256))
  return {
    layers: eachLayer(c, (layer) => ({
      mixer: attention({
        ...plainAttention,
        hidden,
        heads: heads(layer),
        keyValueHeads: keyValueHeads(layer),
        headDim,
        valueHeadDim: headDim,
        extraParameters: 2 * headDim,
      }),
      feedForward: denseOf(c, roundedTo(ratio(layer) * hidden, divisor)),
      others: 2 * hidden,
    })),
  }
}

/** To the nearest multiple, never a tenth less (make_divisible of MobileNet). */
function roundedTo(width: number, divisor: number): number {
  const nearest = Math.max(divisor, divisor * Math.floor((width + divisor / 2) / divisor))
  return nearest < 0.9 * width ? nearest + divisor : nearest
}

/** MiMo-V2-Flash: windowed layers have their own number of key-value heads, and sinks. */
export function mimoV2Plan(c: Context): Plan {
  const { read } = c
  const pattern = read.list('hybrid_layer_pattern')
  const types = read.list('layer_types')
  const isWindowed = (layer: number) =>
    types === null ? pattern?.[layer] === 1 : types[layer] === 'sliding_attention'
  const own = { ...headShape(c), valueHeadDim: read.optional('v_head_dim', 128) }
  const swa = {
    heads: read.optional('swa_num_attention_heads', own.heads),
    keyValueHeads: read.optional('swa_num_key_value_heads', 2 * own.keyValueHeads),
    headDim: read.optional('swa_head_dim', own.headDim),
    valueHeadDim: read.optional('swa_v_head_dim', own.valueHeadDim),
  }
  const size = read.optional('sliding_window', 128)
  const full = usualAttention(c, everyToken, own)
  const windowed = usualAttention(c, { ...everyToken, size }, { ...swa, extraParameters: swa.heads })
  const mixer = (layer: number) => (isWindowed(layer) ? windowed : full)
  return { layers: laidOut(c, { mixer, feedForward: feedForwardsOf(c), others: 2 * c.hidden }) }
}

/** ChatGLM and GLM-4 as first published: multi-query groups under their own names, gate and up in one matrix. */
export function chatGlmPlan(c: Context): Plan {
  const { read, hidden } = c
  const heads = read.required('num_attention_heads', 'the number of attention heads, e.g. 32')
  const headDim = read.optional('head_dim', hidden / heads)
  const groups = read.flag('multi_query_attention', false)
    ? read.optional('multi_query_group_num', heads)
    : heads
  const mixer = usualAttention(c, everyToken, { keyValueHeads: groups, headDim, valueHeadDim: headDim })
  const feedForward = denseFeedForward({ hidden, width: denseWidth(c), gated: true, bias: false })
  return { layers: laidOut(c, { mixer, feedForward, others: 2 * hidden }) }
}

/** JetMoE: queries and outputs of attention are experts too, keys and values are shared. */
export function jetMoePlan(c: Context): Plan {
  const { read, hidden } = c
  const experts = expertCount(c)
  const chosenExperts = read.required('num_experts_per_tok', 'the experts that a token passes, e.g. 2')
  const keyValueHeads = read.required('num_key_value_heads', 'the key-value heads, e.g. 16')
  const headDim = read.required('head_dim', 'the width of a head, e.g. 128')
  const width = keyValueHeads * headDim
  const own = attention({
    ...plainAttention,
    hidden,
    heads: keyValueHeads,
    keyValueHeads,
    headDim,
    valueHeadDim: headDim,
  })
  const routed = 2 * hidden * width
  const mixer: Mixer = {
    ...own,
    parameters: own.parameters - routed + experts * routed + experts * hidden + hidden,
    // Of all experts' projections a token passes only those chosen.
    sharedParameters: (chosenExperts - experts) * routed,
    scoreWidth: chosenExperts * own.scoreWidth,
  }
  const feedForward = mixtureOf(c, { extraParameters: hidden })
  return { layers: laidOut(c, { mixer, feedForward, others: 2 * hidden }) }
}
