import { accept, type Read } from '../base/outcome.ts'
import { quoted, shown } from '../base/shown.ts'
import { own } from '../base/nearest.ts'
import type { Block } from './blocks/block.ts'
import { configReader, namesOf, type Config, type ConfigReader } from './config-reader.ts'
import { latentOf, normWidth, type Context, type Layer, type Plan } from './families/context.ts'
import { chosen, findFamily, whyRefused, type Family } from './families/family.ts'
import * as gemma from './families/plans/gemma.ts'
import * as latent from './families/plans/latent.ts'
import * as linear from './families/plans/linear.ts'
import * as newer from './families/plans/newer.ts'
import * as others from './families/plans/others.ts'
import * as plain from './families/plans/plain.ts'
import * as stateSpace from './families/plans/state-space.ts'
import {
  modelClassOf,
  neighbourFile,
  readAsRemarks,
  towerRemarks,
  unwrap,
  withTextExperts,
  type Unwrapped,
} from './families/unwrap.ts'

/** How a family lays out its layers: functions named as the table has them, and `Plan`. */
const plans: ReadonlyMap<string, (context: Context) => Plan> = new Map(
  Object.entries({ ...plain, ...linear, ...stateSpace, ...latent, ...gemma, ...newer, ...others }),
)

/**
 * The shapes in a Hugging Face `config.json`; or every field that is missing or wrong.
 *
 * What a family fixes, and what its class has for a missing field, comes from `sim/data/families`. A config without a
 * `model_type` is a llama-like decoder of the widths given; a type that is not known is refused with its nearest, unless
 * the config says `"as": "llama"`. A field that changes the count and that the family is not known to read is refused.
 */
export function readArchitecture(raw: Config): Read<Architecture> {
  const other = neighbourFile(raw)
  if (other !== null) return { ok: false, problems: [{ field: 'model', message: other }] }
  const name = modelClassOf(raw)
  if (name !== null && drafts.test(name)) {
    const message = `${quoted(name)} drafts tokens for another model, whose embeddings it takes; give the config.json of that one`
    return { ok: false, problems: [{ field: 'model.architectures', message }] }
  }
  const unwrapped = unwrap(raw)
  const as: unknown = raw['as']
  const named = typeof as === 'string' ? as : unwrapped.modelType
  const family = findFamily(named ?? 'plain llama')
  if (family !== null) return read(unwrapped, family, readAsRemarks(raw, unwrapped))
  const field = typeof as === 'string' ? 'model.as' : 'model.model_type'
  return { ok: false, problems: [{ field, message: whyRefused(named ?? '') }] }
}

/** Classes of speculative decoding, under the model_type of their layers; NVIDIA's Eagle that sees (…VL…) is a model. */
const drafts = /Draft|Eagle(?!\w*(VL|Vision|Chat))|Medusa|MTP/

function read(unwrapped: Unwrapped, family: Family, remarks: readonly string[]): Read<Architecture> {
  const { config } = unwrapped
  const defaults = unwrapped.nested ? { ...family.nested, ...family.defaults } : family.defaults
  const reader = configReader(family.plan === 'ernieVision' ? withTextExperts(config) : config, defaults)
  if (config['is_encoder_decoder'] === true) {
    reader.refuse('is_encoder_decoder', 'is true; only decoders are counted')
  }
  const layers = layerCount(reader, family, config)
  const hidden = reader.required('hidden_size', 'the width of the model, e.g. 4096')
  const context: Context = { config, read: reader, family, layers, hidden }
  const plan = plans.get(`${family.plan}Plan`)
  if (plan === undefined) throw new Error(`family '${family.name}' has no plan '${family.plan}'`)
  const laid = plan(context)
  const architecture = architectureOf(context, laid, [
    ...remarks,
    ...defaultRemarks(context, unwrapped.nested),
    ...(laid.remarks ?? []),
    ...towerRemarks(unwrapped),
  ])
  for (const [field, words] of Object.entries(family.unlike)) {
    const said = own(config, field)
    if (words.includes(said))
      reader.refuse(
        field,
        `${shown(said)} is not of a Llama; give its "model_type", such as "gpt2" or "gpt_neox"`,
      )
  }
  for (const name of reader.unread()) {
    reader.refuse(
      name,
      `${shown(own(config, name))} changes the count, and a model of type '${family.name}' is not known to have it`,
    )
  }
  const problems = reader.problems()
  return problems.length > 0 ? { ok: false, problems } : accept(architecture)
}

/** Nemotron-H may leave the number of layers to its list of kinds. */
function layerCount(reader: ConfigReader, family: Family, config: Config): number {
  const pattern = reader.text('hybrid_override_pattern') ?? reader.list('hybrid_override_pattern')
  const said = namesOf('num_hidden_layers').some((name) => typeof own(config, name) === 'number')
  const kinds = family.plan === 'nemotronH' ? (pattern ?? reader.list('layer_types')) : null
  if (kinds !== null && kinds.length > 0 && !said) return kinds.length
  return reader.required('num_hidden_layers', 'the number of layers, e.g. 32')
}

/** Widths that a part of a config leaves to its class. */
function defaultRemarks({ read: reader, family }: Context, nested: boolean): readonly string[] {
  const taken = nested ? reader.taken().filter((field) => own(family.nested, field) !== undefined) : []
  if (taken.length === 0) return []
  const parts = taken.map((field) => `${field} ${String(own(family.nested, field))}`)
  return [`Left to the default of '${family.name}': ${parts.join(', ')}.`]
}

/**
 * The shapes of a decoder, with every choice made: nothing is optional, absent parts are zero, false or null.
 * Everything in `workload` counts from its blocks and ends; `attention`, `intermediate`, `moe` and the flags tell of the
 * usual layer: what a trainer's recipe names.
 */
export type Architecture = Readonly<ReturnType<typeof architectureOf>>

function architectureOf(c: Context, plan: Plan, remarks: readonly string[]) {
  const { read: reader, family, layers, hidden } = c
  const vocab = reader.required('vocab_size', 'the size of the vocabulary, e.g. 131072')
  const tied = reader.flag('tie_word_embeddings', family.tied)
  const learned = learnedPositions(c)
  const blocks = blocksOf(plan.layers)
  const isGated =
    (blocks.find(({ feedForward }) => feedForward.matrices > 0)?.feedForward.matrices ?? 3) === 3
  const mtpLayers = reader.optional('num_nextn_predict_layers', 0)
  return {
    /** The layers, those that are alike together. */
    blocks,
    ends: endsOf(c, plan, { vocab, tied, positions: learned }),
    /** What whoever reads an answer has to know: towers left out, defaults taken, a family stood in for. */
    remarks,
    layers,
    hidden,
    vocab,
    tiedEmbeddings: tied,
    /** Rows of a learned position table; 0 for rotary, ALiBi or none. */
    learnedPositions: learned,
    /** Positions that the config says, learned or not; null where it says none. */
    positions: positionsOf(c),
    attention: usualOf(c, blocks),
    /** Width of the dense MLP (of the dense layers, where some layers are mixtures). */
    intermediate: usualWidth(blocks),
    /** Three matrices (gate, up, down) when true, two when false. */
    mlpGated: isGated,
    /** Null for a dense model. */
    moe: mixtureOf(c, blocks, plan),
    /** 'rms' has a scale per feature, 'layer' a scale and a bias, 'none' no parameters. */
    norm: family.norm === 'layer-without-bias' ? 'layer' : family.norm,
    /** Norms of width `hidden` in one layer (usually 2; Gemma 2 has 4, a parallel block 1). */
    normsPerLayer: family.norms,
    /** A norm after the embedding (BLOOM). */
    embeddingNorm: family.embeddingNorm,
    mlpBias: chosen(reader, family.mlpBias),
    outputHeadBias: chosen(reader, family.headBias),
    /** Each head has a learned sink in its softmax (gpt-oss). */
    attentionSinks: family.attentionSinks,
    /** Whether each layer attends through a window. */
    windowed: plan.layers.map(({ mixer }) => mixer.span.size > 0 && mixer.indexWidth === 0),
    /** Multi-token-prediction blocks beside the layers (DeepSeek-V3: 1), as published counts leave them out. */
    mtpLayers,
  }
}

type EndShape = { readonly vocab: number; readonly tied: boolean; readonly positions: number }

/** Parameters outside the layers. */
function endsOf(c: Context, plan: Plan, { vocab, tied, positions }: EndShape) {
  const { read: reader, family, hidden } = c
  const width = plan.embeddingWidth ?? hidden
  const headBias = chosen(reader, family.headBias) ? vocab : 0
  const embeddingNorm = family.embeddingNorm ? normWidth(family, hidden) : 0
  const finalNorm = (plan.finalNorm ?? family.finalNorm) ? finalNormWidth(c) : 0
  return {
    /** Tables that are looked up: tokens, positions, per-layer tokens, and norms on them. */
    embedding:
      (vocab + family.extraEmbeddings) * width + positions * hidden + embeddingNorm + (plan.tables ?? 0),
    /** 0 when tied to the embedding. */
    outputHead: (tied ? 0 : vocab * width) + headBias,
    /** The last norm, and projections between embedding, layers and head that every token passes. */
    others: finalNorm + (plan.others ?? 0),
    /** Stored once for several layers (Zamba); its passes are counted in the layers. */
    shared: plan.shared ?? 0,
    /** Held by the family's class but never used: counted in the total alone. */
    unused: plan.unused ?? 0,
  }
}

function finalNormWidth({ read: reader, family, hidden }: Context): number {
  return family.plan === 'mpt' && !reader.flag('no_bias', true) ? 2 * hidden : normWidth(family, hidden)
}

/** Layers that are alike put together; which layer has which kind does not change a count. */
function blocksOf(layers: readonly Layer[]): readonly Block[] {
  const blocks: Block[] = []
  for (const { mixer, feedForward, others } of layers) {
    const at = blocks.findIndex(
      (one) => one.mixer === mixer && one.feedForward === feedForward && one.otherParameters === others,
    )
    const before = blocks[at]
    if (before === undefined) blocks.push({ layers: 1, mixer, feedForward, otherParameters: others })
    else blocks[at] = { ...before, layers: before.layers + 1 }
  }
  return blocks
}

function learnedPositions({ read: reader, family, config }: Context): number {
  if (family.positionOffset === null || family.name.startsWith('rwkv')) return 0
  // MPT's class has ALiBi alone; positions are llm-foundry's, which says how many.
  if (family.plan === 'mpt' && !reader.has('max_position_embeddings')) return 0
  return config['alibi'] === true || config['learned_pos_emb'] === false
    ? 0
    : reader.required('max_position_embeddings', 'the number of learned positions, e.g. 2048') +
        family.positionOffset
}

/** Beside the names of learned positions those of the longest sequence where positions are ALiBi or rotary. */
const positionFields = [...namesOf('max_position_embeddings'), 'seq_length', 'model_max_length']

function positionsOf({ config, family }: Context): number | null {
  const said = [
    ...positionFields.map((name) => own(config, name)),
    family.defaults['max_position_embeddings'],
  ]
  return (
    said.find(
      (value): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0,
    ) ?? null
  )
}

/** Attention of the usual layer; of a model without any, the heads or channels that its mixer can be cut by. */
function usualOf({ read: reader, family }: Context, blocks: readonly Block[]) {
  const sees = blocks.filter(({ mixer }) => mixer.scoreWidth > 0)
  const usual = [...sees].sort((a, b) => b.mixer.scoreWidth - a.mixer.scoreWidth)[0] ?? blocks[0]
  if (usual === undefined) throw new Error('a model without layers')
  const { heads, headDim, valueHeadDim, keyValueWidth } = usual.mixer
  const windowed = sees.filter(({ mixer }) => mixer.span.size > 0 && mixer.indexWidth === 0)
  const latent = latentOf(reader)
  return {
    heads,
    kvHeads: latent === null && keyValueWidth > 0 ? keyValueWidth / (headDim + valueHeadDim) : heads,
    headDim,
    valueHeadDim,
    /** Multi-head latent attention (DeepSeek); null for MHA, GQA and MQA. */
    latent,
    queryKeyValueBias: chosen(reader, family.queryKeyValueBias),
    outputBias: chosen(reader, family.outputBias),
    /** Parameters of query and key norms in one layer. */
    queryKeyNormParameters:
      family.queryKeyNorm !== 'none' && chosen(reader, family.queryKeyNormAsked) ? 2 * headDim : 0,
    /** Attended length limit of windowed layers and how many layers have it; 0 layers for full attention. */
    window: windowed[0]?.mixer.span.size ?? 0,
    windowedLayers: windowed.reduce((sum, { layers }) => sum + layers, 0),
  }
}

function usualWidth(blocks: readonly Block[]): number {
  const dense = blocks.find(({ feedForward }) => feedForward.kind === 'dense')
  return dense?.feedForward.width ?? blocks[0]?.feedForward.expertWidth ?? 0
}

function mixtureOf({ family }: Context, blocks: readonly Block[], plan: Plan) {
  const mixed = blocks.filter(({ feedForward }) => feedForward.kind === 'mixture')
  const [first] = mixed
  if (first === undefined) return null
  const { experts, expertsPerToken, expertWidth, width } = first.feedForward
  return {
    experts,
    expertsPerToken,
    expertIntermediate: expertWidth,
    /** Total width of the shared experts that every token passes; 0 for none. */
    sharedIntermediate: width,
    /** Layers with a dense MLP in place of the mixture, counted from 0. */
    dense: plan.layers.flatMap(({ feedForward }, at) => (feedForward.kind === 'dense' ? [at] : [])),
    routerBias: family.routerBias,
    /** The shared expert has a gate of width `hidden` (Qwen2-MoE). */
    sharedGate: family.sharedGate,
    expertBias: family.expertBias,
  }
}
