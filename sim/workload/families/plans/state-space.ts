import { own } from '../../../base/nearest.ts'
import { besideAttention, stateMixer, writeAndRead } from '../../blocks/state.ts'
import { everyToken, noFeedForward, noMixer, type FeedForward, type Mixer } from '../../blocks/block.ts'
import { attention, plainAttention } from '../../blocks/attention.ts'
import { usualAttention, type Context, type Layer, type Plan } from '../context.ts'
import { denseOf, denseWidth, eachLayer, laidOut, feedForwardsOf, mixtureOf, once } from '../feed-forwards.ts'
import { wrongLength } from '../family.ts'

function innerWidth({ read, hidden, family }: Context): number {
  // Mamba and Falcon-Mamba write their inner width as that of an MLP that they do not have.
  const said = read.optional(family.plan === 'mamba' ? 'intermediate_size' : 'mamba_d_ssm', 0)
  return said > 0 ? said : Math.round(read.real('mamba_expand', 2) * hidden)
}

/** Whether a state-space block has a bias on its convolution, and on its projections. */
function biasesOf({ read }: Context): readonly [convolution: boolean, projection: boolean] {
  const convolution = read.flag('mamba_convolution_bias', true)
  return [convolution, read.flag('mamba_projection_bias', read.flag('use_bias', false))]
}

/**
 * Mamba, with norms on step size, B and C where there are any (Jamba). Source: Gu and Dao 2023 (arXiv 2312.00752), section
 * 3.4 and algorithm 2.
 */
function mambaMixer(c: Context, innerNorms: boolean): Mixer {
  const { read, hidden } = c
  const inner = innerWidth(c)
  const rank = read.optional('mamba_step_rank', 0)
  const state = read.optional('mamba_state', 16)
  const kernel = read.optional('mamba_kernel', 4)
  const stepRank = rank > 0 ? rank : Math.ceil(hidden / 16)
  const [convolutionBias, projectionBias] = biasesOf(c)
  const input = hidden * 2 * inner + (projectionBias ? 2 * inner : 0)
  const convolution = inner * (kernel + (convolutionBias ? 1 : 0))
  const selection = inner * (stepRank + 2 * state) + stepRank * inner + inner
  const norms = innerNorms ? stepRank + 2 * state : 0
  const output = inner * hidden + (projectionBias ? hidden : 0)
  return stateMixer('mamba', {
    parameters: input + convolution + selection + inner * state + inner + norms + output,
    outputWidth: inner,
    innerWidth: 2 * inner + inner + stepRank + 2 * state,
    heads: inner,
    headDim: 1,
    stateProducts: writeAndRead * inner * state,
  })
}

/** The heads of a Mamba 2 block and their width. */
function mamba2Heads(c: Context, inner: number) {
  const { read } = c
  const said = read.optional('mamba_head_dim', 0)
  const isPure = c.family.name === 'mamba2'
  const own = said > 0 ? said : isPure ? read.optional('head_dim', 64) : 0
  // flash-linear-attention writes no heads: as many as fill the inner width.
  const heads =
    isPure && !read.has('mamba_heads')
      ? inner / own
      : read.required('mamba_heads', 'the heads of the state-space block, e.g. 128')
  const headDim = own > 0 ? own : inner / heads
  // Nemotron-H and Zamba 2 have the width that their heads make; the other classes refuse heads that do not fill theirs.
  const isFree = c.family.plan === 'nemotronH' || c.family.plan === 'zamba2'
  if (!isFree && (heads * headDim !== inner || !Number.isInteger(headDim) || !Number.isInteger(heads))) {
    read.refuse(
      isPure ? 'num_heads' : 'mamba_n_heads',
      `${String(heads)} of width ${String(headDim)} do not fill the inner width ${String(inner)}`,
    )
  }
  return { heads, headDim }
}

/**
 * Mamba 2, with a gated norm before the output projection. Source: Dao and Gu 2024 (arXiv 2405.21060), section 7 and figure
 * 6 (parallel projections).
 */
function mamba2Mixer(c: Context, norm = true): Mixer {
  const { read, hidden } = c
  const { heads, headDim } = mamba2Heads(c, innerWidth(c))
  const inner = heads * headDim
  const groups = Math.max(1, read.optional('mamba_groups', 1))
  const state = read.optional('mamba_state', 128)
  const kernel = read.optional('mamba_kernel', 4)
  const [convolutionBias, projectionBias] = biasesOf(c)
  const convolved = inner + 2 * groups * state
  const projected = inner + convolved + heads
  const biases = projectionBias ? projected + hidden : 0
  const convolution = convolved * (kernel + (convolutionBias ? 1 : 0))
  return stateMixer('mamba-2', {
    parameters: hidden * (projected + inner) + biases + convolution + 3 * heads + (norm ? inner : 0),
    outputWidth: inner,
    innerWidth: projected,
    heads,
    headDim,
    stateProducts: writeAndRead * inner * state,
  })
}

/** State-space layers alone (Mamba, Falcon-Mamba). */
export function mambaPlan(c: Context): Plan {
  const mixer = mambaMixer(c, false)
  return { layers: laidOut(c, { mixer, feedForward: noFeedForward, others: c.hidden }) }
}

/** Kinds of layers by a list of names, by indices of the attention layers, or state-space ones throughout. */
function attentionLayers(c: Context): (layer: number) => boolean {
  const { read, layers } = c
  const indices = read.list('attention_indices')
  if (indices !== null) return (layer) => indices.includes(layer)
  const types = read.list('layer_types')
  if (types === null) return () => false
  if (types.length !== layers) wrongLength(c, 'layer_types', types.length)
  const unknown = types.find(
    (type) => !['mamba', 'linear_attention', ...attentionNames].includes(String(type)),
  )
  if (unknown !== undefined)
    read.refuse('layer_types', `'${String(unknown)}' is not a kind of layer known here`)
  return (layer) => attentionNames.includes(String(types[layer]))
}

const attentionNames: readonly string[] = ['attention', 'full_attention']

/** Mamba 2 with attention between, each before a feed-forward part; pure Mamba 2 has none. */
export function mamba2Plan(c: Context): Plan {
  const isAttention = attentionLayers(c)
  const pure = c.family.name === 'mamba2'
  const state = mamba2Mixer(c)
  const own = Array.from({ length: c.layers }, (_, layer) => layer).some(isAttention)
    ? usualAttention(c, everyToken)
    : state
  const mixer = (layer: number) => (isAttention(layer) ? own : state)
  const feedForward = pure ? noFeedForward : feedForwardsOf(c)
  return { layers: laidOut(c, { mixer, feedForward, others: (pure ? 1 : 2) * c.hidden }) }
}

/** Jamba: every n-th layer attends, the others are Mamba with norms on step size, B and C. */
export function jambaPlan(c: Context): Plan {
  const { read } = c
  const period = Math.max(1, read.optional('attn_layer_period', 8))
  const offset = read.optional('attn_layer_offset', 4)
  const own = usualAttention(c, everyToken)
  const state = mambaMixer(c, true)
  const mixer = (layer: number) => (layer % period === offset % period ? own : state)
  return { layers: laidOut(c, { mixer, feedForward: feedForwardsOf(c), others: 2 * c.hidden }) }
}

/** Falcon-H1: attention and Mamba 2 beside each other in every layer. */
export function falconH1Plan(c: Context): Plan {
  const state = mamba2Mixer(c, c.read.flag('mamba_rms_norm', false))
  const mixer = besideAttention(usualAttention(c, everyToken), state)
  return { layers: laidOut(c, { mixer, feedForward: feedForwardsOf(c), others: 2 * c.hidden }) }
}

const patternKinds: Readonly<Record<string, string>> = { M: 'mamba', '*': 'attention', '-': 'mlp', E: 'moe' }

/** Nemotron-H: one part a layer, by a pattern of letters or a list: Mamba 2, attention, MLP or mixture. */
export function nemotronHPlan(c: Context): Plan {
  const { read } = c
  const pattern = read.text('hybrid_override_pattern') ?? read.list('hybrid_override_pattern')
  const kinds =
    pattern === null
      ? (read.list('layer_types') ?? []).map(String)
      : [...pattern].map((letter) => own(patternKinds, String(letter)) ?? String(letter))
  if (kinds.length !== c.layers) {
    wrongLength(c, pattern === null ? 'layers_block_type' : 'hybrid_override_pattern', kinds.length)
  }
  const layerOf = once((kind: string): Layer => ({ others: c.hidden, ...nemotronPart(c, kind) }))
  return { layers: eachLayer(c, (layer) => layerOf(kinds[layer] ?? 'mlp')) }
}

function nemotronPart(c: Context, kind: string): Shared {
  switch (kind) {
    case 'mamba':
    case 'linear_attention':
      return { mixer: mamba2Mixer(c), feedForward: noFeedForward }
    case 'attention':
    case 'full_attention':
      return { mixer: usualAttention(c, everyToken), feedForward: noFeedForward }
    case 'mlp':
      return { mixer: noMixer, feedForward: denseOf(c) }
    case 'moe':
      return { mixer: noMixer, feedForward: mixtureOf(c) }
    default:
      c.read.refuse('hybrid_override_pattern', `'${kind}' is not a kind of layer known here`)
      return { mixer: noMixer, feedForward: noFeedForward }
  }
}

/**
 * Zamba: Mamba layers, before some of which one shared transformer block works on the residual beside the embedding
 * (twice the width); its weights are stored once, its output projected down in each place.
 */
export function zambaPlan(c: Context): Plan {
  const { read, hidden } = c
  const types = read.list('layer_types')
  const period = Math.max(1, read.optional('attn_layer_period', 6))
  const offset = read.optional('attn_layer_offset', 4)
  const isHybrid = (layer: number) =>
    types === null ? layer % period === offset % period : types[layer] === 'hybrid'
  const width = read.optional('attention_hidden_size', 2 * hidden)
  const heads = read.required('num_attention_heads', 'the number of attention heads, e.g. 16')
  const shared = sharedBlock(c, width, heads)
  return zambaLayers(c, { isHybrid, shared, state: mambaMixer(c, false), norms: width + hidden, blocks: 1 })
}

/** Zamba 2: the same over Mamba 2, with one or more shared blocks in turn and an adapter of low rank in each place. */
export function zamba2Plan(c: Context): Plan {
  const { read, hidden } = c
  const ids = read.list('hybrid_layer_ids')
  const types = read.list('layer_types')
  const isHybrid = (layer: number) =>
    ids !== null ? ids.includes(layer) : types !== null && String(types[layer]) === 'hybrid'
  const width = 2 * hidden
  const heads = read.required('num_attention_heads', 'the number of attention heads, e.g. 32')
  const rank = read.optional('adapter_rank', 128)
  const mlp = denseWidth(c)
  const adapter = rank * (hidden + 2 * mlp)
  const attentionAdapter = read.flag('use_shared_attention_adapter', false) ? 3 * rank * 2 * width : 0
  const shared = sharedBlock(c, width, heads)
  return zambaLayers(c, {
    isHybrid,
    shared,
    state: mamba2Mixer(c),
    norms: width + hidden,
    blocks: read.optional('num_mem_blocks', 1),
    adapter: adapter + attentionAdapter,
  })
}

/** What layers put to use, or share. */
type Shared = { readonly mixer: Mixer; readonly feedForward: FeedForward }

function sharedBlock(c: Context, width: number, heads: number): Shared {
  const headDim = c.read.optional('attention_head_dim', width / heads)
  const mixer = attention({
    ...plainAttention,
    hidden: width,
    heads,
    keyValueHeads: Math.max(1, c.read.optional('num_key_value_heads', heads)),
    headDim,
    valueHeadDim: headDim,
  })
  // The output projection leads back to the hidden width, half of what goes in.
  const output = mixer.outputWidth * (width - c.hidden)
  return { mixer: { ...mixer, parameters: mixer.parameters - output }, feedForward: denseOf(c) }
}

type ZambaParts = {
  readonly isHybrid: (layer: number) => boolean
  readonly shared: Shared
  readonly state: Mixer
  readonly norms: number
  readonly blocks: number
  readonly adapter?: number
}

function zambaLayers(c: Context, z: ZambaParts): Plan {
  const stored = z.shared.mixer.parameters + z.shared.feedForward.alwaysParameters + z.norms
  const both = besideAttention({ ...z.shared.mixer, parameters: 0 }, z.state)
  const hybrid: Layer = {
    mixer: { ...both, sharedParameters: stored },
    feedForward: { ...z.shared.feedForward, alwaysParameters: 0 },
    others: c.hidden + c.hidden * c.hidden + (z.adapter ?? 0),
  }
  const plain: Layer = { mixer: z.state, feedForward: noFeedForward, others: c.hidden }
  return { layers: eachLayer(c, (layer) => (z.isHybrid(layer) ? hybrid : plain)), shared: stored * z.blocks }
}
