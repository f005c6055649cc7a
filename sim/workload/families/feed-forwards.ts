import { own } from '../../base/nearest.ts'
import { namesOf } from '../config-reader.ts'
import { denseFeedForward, mixture, type MixtureShape } from '../blocks/feed-forward.ts'
import type { FeedForward, Mixer } from '../blocks/block.ts'
import type { Context, Layer } from './context.ts'
import { chosen, wrongLength } from './family.ts'

/** The feed-forward part of each layer: dense, or a mixture where the config has one. */
export function feedForwardsOf(c: Context): (layer: number) => FeedForward {
  const isMixture = mixtureLayersOf(c)
  const everywhere = Array.from({ length: c.layers }, (_, layer) => isMixture(layer))
  const dense = everywhere.every((one) => one) ? null : denseOf(c)
  const experts = everywhere.some((one) => one) ? mixtureOf(c) : null
  return (layer) => (isMixture(layer) ? experts : dense) ?? denseOf(c)
}

/** The dense MLP, whose width some families leave to a multiple of the hidden one. */
export function denseOf(c: Context, width = denseWidth(c)): FeedForward {
  const { hidden, family, read } = c
  return denseFeedForward({ hidden, width, gated: isGated(c), bias: chosen(read, family.mlpBias) })
}

export function isGated({ read, family }: Context): boolean {
  return read.flag('mlp_gated', family.mlpGated)
}

export function denseWidth({ read, family, hidden }: Context): number {
  if (family.sharedIsDense) return read.optional('shared_intermediate_size', 0)
  const own = read.optional('dense_intermediate_size', 0)
  if (own > 0) return own
  const ratio = read.real('expansion_ratio', family.mlpRatio ?? 0)
  const said = ratio > 0 ? read.optional('intermediate_size', 0) : 0
  if (ratio > 0 && said === 0) return Math.round(ratio * hidden)
  const width = said > 0 ? said : read.required('intermediate_size', 'the width of the MLP, e.g. 14336')
  return family.halvedIntermediate ? Math.floor(width / 2) : width
}

/** Routed experts of a layer; 0 or 1 for a dense model. */
export function expertCount({ read, family }: Context): number {
  if (family.plan === 'gemma4' && !read.flag('enable_moe_block', false)) {
    // Switched off, what the class saves of its experts says nothing.
    for (const field of ['num_experts', 'moe_intermediate_size']) read.has(field)
    return 0
  }
  return read.optional('num_experts', 0)
}

export function mixtureOf(c: Context, change: Partial<MixtureShape> = {}): FeedForward {
  const { read, family, hidden } = c
  const experts = expertCount(c)
  const expertsPerToken = read.required('num_experts_per_tok', 'the experts that a token passes, e.g. 8')
  if (expertsPerToken > experts) {
    read.refuse(
      'num_experts_per_tok',
      `${String(expertsPerToken)} is more than the ${String(experts)} experts`,
    )
  }
  const expertWidth = expertWidthOf(c)
  const shared = sharedWidth(c, expertWidth)
  const gated = isGated(c)
  const latent = read.optional('expert_hidden_size', 0)
  return mixture({
    hidden,
    gated,
    experts,
    expertsPerToken,
    expertWidth,
    expertBias: family.expertBias,
    expertReach: reachOf(c),
    expertHidden: latent > 0 ? latent : hidden,
    routed: experts,
    routerBias: family.routerBias,
    sharedWidth: family.denseBesideExperts && read.flag('use_residual', true) ? hidden : shared,
    sharedBias: chosen(read, family.mlpBias),
    sharedGated: gated,
    sharedGate: family.sharedGate,
    extraParameters: read.flag('latent_moe_use_norm', false) ? latent : 0,
    ...change,
  })
}

/** Groups that a token chooses its experts in, over all groups of experts (DeepSeek-V3: 4 of 8). */
function reachOf({ read }: Context): number {
  const groups = read.optional('n_group', 1)
  return groups > 1 ? Math.min(1, Math.max(1, read.optional('topk_group', groups)) / groups) : 1
}

export function expertWidthOf({ read }: Context): number {
  const own = read.optional('moe_intermediate_size', 0)
  return own > 0 ? own : read.required('intermediate_size', 'the width of an expert, e.g. 2048')
}

/** Width of all shared experts together: said as such, or so many experts. */
function sharedWidth({ read, config }: Context, expertWidth: number): number {
  // HunYuan's word for a shared expert; how many, the other field says.
  const mixed = read.flag('use_mixed_mlp_moe', true)
  const count = mixed ? read.optional('num_shared_experts', 0) : 0
  const said = read.optional('shared_intermediate_size', 0)
  // Null is none, whatever their width (Bailing's class).
  if (namesOf('num_shared_experts').some((name) => own(config, name) === null)) return 0
  return said > 0 ? said : count * expertWidth
}

/** Which layers are mixtures: by a list of kinds, by indices, or the first few dense and then each n-th. */
function mixtureLayersOf(c: Context): (layer: number) => boolean {
  const { read, layers, family } = c
  if (expertCount(c) <= 1) return () => false
  const kinds = read.list('mlp_layer_types')
  if (kinds !== null) {
    if (kinds.length !== layers) wrongLength(c, 'mlp_layer_types', kinds.length)
    return (layer) => kinds[layer] !== 'dense'
  }
  const listed = listedLayers(c)
  if (listed !== null) return (layer) => listed.has(layer)
  const period = read.optional('expert_layer_period', 0)
  if (period > 0) {
    const offset = read.optional('expert_layer_offset', 0)
    return (layer) => layer % period === offset % period
  }
  const flags = read.list('moe_layer_freq')
  if (flags !== null) return (layer) => flags[layer] === 1
  const dense = new Set(read.list('mlp_only_layers') ?? [])
  const first = read.optional('first_k_dense_replace', 0)
  const last = read.optional('moe_layer_end_index', layers - 1)
  const every = Math.max(1, read.optional('moe_every', 1))
  // DeepSeek counts layers from 0, the others from 1: every second one starts at the first or at the second.
  const from = family.name.startsWith('deepseek') ? 0 : 1
  return (layer) => layer >= first && layer <= last && (layer + from) % every === 0 && !dense.has(layer)
}

/** `moe_layers` as a list, or Step's comma-separated `moe_layers_enum`. */
function listedLayers({ read }: Context): ReadonlySet<unknown> | null {
  const list = read.list('moe_layers')
  if (list !== null) return new Set(list)
  const text = read.text('moe_layers_enum')
  return text === null || text === '' ? null : new Set(text.split(',').map(Number))
}

/** Alike layers made once and handed out again, so that they can be counted together. */
export function once<K, T>(make: (key: K) => T): (key: K) => T {
  const made = new Map<K, T>()
  return (key) => {
    const before = made.get(key)
    if (before !== undefined) return before
    const fresh = make(key)
    made.set(key, fresh)
    return fresh
  }
}

export function eachLayer(
  { layers }: Pick<Context, 'layers'>,
  make: (layer: number) => Layer,
): readonly Layer[] {
  return Array.from({ length: layers }, (_, layer) => make(layer))
}

/** What is the same in every layer, or told of each. */
type Laid<T> = T | ((layer: number) => T)

/** Layers of a mixer and a feed-forward part. */
export function laidOut(
  c: Pick<Context, 'layers'>,
  parts: { readonly mixer: Laid<Mixer>; readonly feedForward: Laid<FeedForward>; readonly others: number },
): readonly Layer[] {
  const { mixer, feedForward, others } = parts
  return eachLayer(c, (layer) => ({
    mixer: typeof mixer === 'function' ? mixer(layer) : mixer,
    feedForward: typeof feedForward === 'function' ? feedForward(layer) : feedForward,
    others,
  }))
}
