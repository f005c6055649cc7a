import { own } from '../../../base/nearest.ts'
import { attention, plainAttention } from '../../blocks/attention.ts'
import { everyToken, type Mixer } from '../../blocks/block.ts'
import { mlpParameters } from '../../blocks/feed-forward.ts'
import {
  headShape,
  layerExtras,
  normWidth,
  spansOf,
  usualAttention,
  windowSize,
  type Context,
  type HeadShape,
  type Plan,
} from '../context.ts'
import { denseOf, denseWidth, eachLayer, laidOut, feedForwardsOf, once } from '../feed-forwards.ts'

/** Attention and feed-forward in every layer: full, windowed, chunked, latent or behind an index. */
export function plainPlan(c: Context): Plan {
  const span = spansOf(c)
  const mixer = once((windowed: string) =>
    usualAttention(c, windowed === '' ? everyToken : span(Number(windowed))),
  )
  const first = Array.from({ length: c.layers }, (_, layer) => layer).find((layer) => span(layer).size > 0)
  const feedForward = feedForwardsOf(c)
  const width = c.family.extras.intermediate > 0 ? denseWidth(c) : 0
  const shape = c.read.has('kv_lora_rank')
    ? { heads: 1, keyValueHeads: 1, headDim: 0, valueHeadDim: 0 }
    : headShape(c)
  const extras = layerExtras(c, shape, width)
  const sparse = c.family.sparseNorms * c.hidden
  const borrows = borrowedKeys(c)
  const borrowing = once((one: Mixer) => withoutKeys(c.hidden, one, shape))
  return {
    layers: eachLayer(c, (layer) => {
      const part = feedForward(layer)
      const own = mixer(span(layer).size > 0 ? String(first) : '')
      return {
        mixer: borrows(layer) ? borrowing(own) : own,
        feedForward: part,
        others: extras + (part.kind === 'mixture' ? sparse : 0),
      }
    }),
  }
}

/** Layers that take keys and values from one before: all but each n-th. Source: Hunyuan-Large (arXiv 2411.02265) and its class. */
function borrowedKeys({ read, family }: Context): (layer: number) => boolean {
  const shares = family.name.startsWith('hunyuan') && read.flag('use_cla', false)
  const factor = shares ? Math.max(1, read.optional('cla_share_factor', 1)) : 1
  return (layer) => layer % factor !== 0
}

function withoutKeys(
  hidden: number,
  mixer: Mixer,
  { keyValueHeads, headDim, valueHeadDim }: HeadShape,
): Mixer {
  const width = keyValueHeads * (headDim + valueHeadDim)
  return { ...mixer, parameters: mixer.parameters - hidden * width, innerWidth: mixer.innerWidth - width }
}

/** A parallel block of Falcon has one norm, of its newer form one for each branch. */
export function falconPlan(c: Context): Plan {
  const plan = plainPlan(c)
  const newer = c.config['new_decoder_architecture'] === true
  const norms = newer
    ? c.read.optional('num_ln_in_parallel_attn', 2)
    : c.read.flag('parallel_attn', true)
      ? 1
      : 2
  const others = norms * normWidth(c.family, c.hidden)
  return { ...plan, layers: plan.layers.map((layer) => ({ ...layer, others })) }
}

/** MPT leaves every bias out, those of the norms too, unless `no_bias` is false. */
export function mptPlan(c: Context): Plan {
  const biased = !c.read.flag('no_bias', true)
  const shape = headShape(c)
  const norms = 2 * (biased ? 2 : 1) * c.hidden
  const widthNorms = c.read.flag('query_key_norm', false) ? (biased ? 4 : 2) * c.hidden : 0
  const mixer = attention({
    ...plainAttention,
    hidden: c.hidden,
    ...shape,
    queryKeyValueBias: biased,
    outputBias: biased,
    extraParameters: widthNorms,
  })
  const width = denseWidth(c)
  const bias = { hidden: c.hidden, width, gated: false, bias: biased }
  const feedForward = { ...denseOf(c, width), alwaysParameters: mlpParameters(bias) }
  return { layers: laidOut(c, { mixer, feedForward, others: norms }) }
}

/** OPT: a token table narrower than the layers has a projection at each end; post-norm models have no last norm. */
export function optPlan(c: Context): Plan {
  const width = c.read.optional('word_embed_proj_dim', c.hidden)
  return {
    ...plainPlan(c),
    embeddingWidth: width,
    others: width === c.hidden ? 0 : 2 * width * c.hidden,
    finalNorm: c.read.flag('do_layer_norm_before', true) && !c.read.flag('_remove_final_layer_norm', false),
  }
}

/** GPT-Neo writes its layers as [[kinds, repeats]]. */
export function gptNeoPlan(c: Context): Plan {
  const groups = c.read.list('attention_types') ?? [[['global', 'local'], c.layers / 2]]
  const kinds = groups.flatMap((group) => {
    if (!Array.isArray(group)) return []
    const [pattern, times]: unknown[] = group
    return Array.isArray(pattern) && typeof times === 'number'
      ? Array.from({ length: Math.min(times, c.layers) }, () => pattern.map(String)).flat()
      : []
  })
  const size = windowSize(c)
  const mixer = once((kind: string) =>
    usualAttention(c, kind === 'local' ? { ...everyToken, size } : everyToken),
  )
  const mixerOf = (layer: number) => mixer(kinds[layer] ?? 'global')
  const others = 2 * normWidth(c.family, c.hidden)
  return { layers: laidOut(c, { mixer: mixerOf, feedForward: denseOf(c), others }) }
}

/** Llama 4: chunks in the layers with rotary positions, shared expert in each mixture, wider dense layers between. */
export function llama4Plan(c: Context): Plan {
  const { read } = c
  const noRope = read.list('no_rope_layers')
  const every = read.optional('no_rope_layer_interval', 4)
  const given = read.list('layer_types')
  const size = read.optional('attention_chunk_size', 8192)
  const isChunked = (layer: number) =>
    given !== null
      ? given[layer] === 'chunked_attention'
      : noRope !== null && noRope.length > 0
        ? noRope[layer] !== 0
        : (layer + 1) % every !== 0
  const mixer = once((chunked: boolean) =>
    usualAttention(c, chunked && size > 0 ? { ...everyToken, size, chunked: true } : everyToken),
  )
  const mixerOf = (layer: number) => mixer(isChunked(layer))
  return { layers: laidOut(c, { mixer: mixerOf, feedForward: feedForwardsOf(c), others: 2 * c.hidden }) }
}

/** Llama 3.2 Vision: some layers attend to image tokens in place of the text, with gates on both branches. */
export function mllamaPlan(c: Context): Plan {
  const crossed = new Set(c.read.list('cross_attention_layers') ?? [])
  const whole = usualAttention(c, everyToken)
  const shape = headShape(c)
  const cross = {
    ...whole,
    kind: 'cross-attention',
    scoreWidth: 0,
    parameters: whole.parameters + 2 * shape.headDim,
  } as const
  const feedForward = denseOf(c)
  const others = 2 * c.hidden
  return {
    layers: eachLayer(c, (layer) =>
      crossed.has(layer)
        ? { mixer: cross, feedForward, others: others + 2 }
        : { mixer: whole, feedForward, others },
    ),
    remarks: [
      `${String(crossed.size)} layers attend to image tokens: their projections are counted, no image is.`,
    ],
  }
}

/**
 * ERNIE 4.5 VL: experts of their own width for text and for images, both said in one list; no text passes the others.
 * Source: its class in transformers 5.18.
 */
export function ernieVisionPlan(c: Context): Plan {
  const plan = plainPlan(c)
  const second = (field: string) => {
    const listed: unknown = own(c.config, field)
    const value: unknown = Array.isArray(listed) ? listed[1] : null
    return typeof value === 'number' ? value : null
  }
  const mixtures = plan.layers.filter(({ feedForward }) => feedForward.kind === 'mixture')
  const experts = second('moe_num_experts') ?? c.read.optional('num_experts', 0)
  const width = second('moe_intermediate_size') ?? 0
  const unused = mixtures.length * experts * (3 * width * c.hidden + c.hidden)
  return {
    ...plan,
    unused,
    remarks:
      unused === 0
        ? []
        : [
            `${String(experts)} experts a layer are for images: ${(unused / 1e9).toFixed(1)} B of the total that no text passes, memory and time leave them out.`,
          ],
  }
}
