import { namesIn } from '../../../base/csv.ts'
import { own } from '../../../base/nearest.ts'
import type { MixerKind } from '../../../workload/blocks/block.ts'
import type { Config } from '../../../workload/config-reader.ts'
import { positionsOf } from './positions.ts'
import { routerOf } from './router.ts'
import { numberOf, type TrainerReading } from './reading.ts'
import * as z from 'zod/mini'
import table from '../../../data/trainers/activations.json' with { type: 'json' }

/** The function between the matrices of an MLP; gated ones multiply by a third matrix. */
const activation = z.enum(['silu', 'gelu', 'gelu-tanh', 'relu', 'relu2', 'xielu', 'clamped-swiglu', 'other'])
type Activation = z.infer<typeof activation>

const known = z.record(z.string(), activation)
/** Names in configs. `gelu_new`, `gelu_fast` and `gelu_pytorch_tanh` are the same approximation. */
const named = known.parse(table.named)
/** What a family computes whatever its config says, or where it says nothing: its class in transformers. */
const ofFamily = known.parse(table.ofFamily)

const field = ['hidden_act', 'hidden_activation', 'activation_function']

/** Null where neither the config nor the family tells. */
export function activationOf({ config, modelType, architecture }: TrainerReading): Activation | null {
  if (modelType === 'gpt_oss') return 'clamped-swiglu'
  const said = field.map((name) => own(config, name)).find((value) => typeof value === 'string')
  if (typeof said === 'string') return own(named, said) ?? 'other'
  return own(ofFamily, modelType) ?? (architecture.mlpGated ? 'silu' : null)
}

/** A trait that some trainer lacks: a row of `abilities.csv`. */
export type Oddity = string

/** What of a model is not the plain llama-like decoder that every trainer has. */
export function odditiesOf(read: TrainerReading): readonly Oddity[] {
  return [...blocks(read), ...norms(read), ...attention(read), ...mlp(read), ...positions(read)]
    .filter(([, holds]) => holds)
    .map(([oddity]) => oddity)
}

type Trait = readonly [oddity: Oddity, holds: boolean]

/** Kinds of mixers that are attention, to whoever writes a recipe. */
const attentions: readonly MixerKind[] = namesIn(
  'attention latent-attention sparse-attention cross-attention',
)

function blocks({ config, modelType, architecture }: TrainerReading): readonly Trait[] {
  const types = layerTypes(config)
  const kinds = architecture.blocks.map(({ mixer }) => mixer.kind)
  const isHybrid = kinds.some((kind) => !attentions.includes(kind))
  return [
    ['hybrid', isHybrid],
    ['sparse-attention', kinds.includes('sparse-attention')],
    ['chunked-attention', modelType.startsWith('llama4') || types.includes('chunked_attention')],
    ['parallel-block', isParallel(config, modelType)],
    ['mixture', architecture.moe !== null],
    ['dense-between', !isHybrid && hasDenseBetween(modelType, architecture.moe?.dense ?? [])],
    ['gated-shared-expert', architecture.moe?.sharedGate === true],
    ['tied-embeddings', architecture.tiedEmbeddings],
    ['embedding-norm', architecture.embeddingNorm],
    ['embedding-scale', modelType.startsWith('gemma')],
    ['multipliers', hasMultipliers(config)],
    ['logit-softcap', capOf(config, modelType, 'final_logit_softcapping')],
  ]
}

/** Dense layers that are not the first ones; Qwen's are listed one by one, and only Megatron-LM is told which. */
function hasDenseBetween(modelType: string, dense: readonly number[]): boolean {
  return dense.some((layer, at) => layer !== at) || (dense.length > 0 && modelType.startsWith('qwen'))
}

function layerTypes(config: Config): readonly string[] {
  const types: unknown = config['layer_types']
  return Array.isArray(types) ? types.filter((type) => typeof type === 'string') : []
}

const alwaysParallel: readonly string[] = ['gptj', 'phi', 'phi-msft', 'cohere', 'cohere2', 'codegen']

/** Attention and MLP read the same input; GPT-NeoX and Falcon say whether they do, and do where they say nothing. */
function isParallel(config: Config, modelType: string): boolean {
  if (alwaysParallel.includes(modelType)) return true
  if (modelType === 'gpt_neox') return config['use_parallel_residual'] !== false
  if (modelType === 'falcon')
    return config['parallel_attn'] !== false || config['new_decoder_architecture'] === true
  return config['use_parallel_residual'] === true || config['parallel_attn_mlp_res'] === true
}

const multiplierNames =
  `embedding_multiplier residual_multiplier attention_multiplier logits_scaling logit_scale
  scale_emb scale_depth`.split(/\s+/)

function hasMultipliers(config: Config): boolean {
  return multiplierNames.some((name) => (numberOf(config, [name]) ?? 1) !== 1)
}

/** Soft caps of Gemma 2 stand in its class, not in every config; a null in the config takes them away. */
function capOf(config: Config, modelType: string, name: string): boolean {
  return numberOf(config, [name]) !== null || (modelType === 'gemma2' && own(config, name) === undefined)
}

const afterNorms = `olmo2 olmo3 gemma2 gemma3 gemma3_text gemma3n_text grok-1 exaone4 glm4`.split(/\s+/)

function norms({ config, modelType, architecture }: TrainerReading): readonly Trait[] {
  const {
    norm,
    attention: { queryKeyNormParameters: scales, headDim, heads, kvHeads },
  } = architecture
  const overAll = scales > 0 && scales === (heads + kvHeads) * headDim && heads + kvHeads > 2
  const biasless =
    (modelType === 'mpt' && config['no_bias'] !== false) || /^cohere|^dbrx|^persimmon/.test(modelType)
  return [
    ['post-norm', afterNorms.includes(modelType)],
    ['no-norm-weights', norm === 'none'],
    ['norm-without-bias', biasless],
    ['layer-norm', norm === 'layer'],
    ['query-key-norm-over-all-heads', overAll],
    ['query-key-norm', scales > 0 && !overAll],
  ]
}

function attention({ config, modelType, architecture }: TrainerReading): readonly Trait[] {
  const { attention: a, mlpBias, hidden } = architecture
  return [
    ['attention-softcap', capOf(config, modelType, 'attn_logit_softcapping')],
    ['clamped-queries', (numberOf(config, ['clip_qkv']) ?? 0) > 0],
    ['attention-sinks', architecture.attentionSinks],
    ['windows', a.windowedLayers > 0],
    ['latent-attention', a.latent !== null],
    ['query-key-value-bias', a.queryKeyValueBias],
    ['output-bias', a.outputBias && !mlpBias && modelType !== 'gpt_oss'],
    ['uneven-biases', mlpBias && !(a.queryKeyValueBias && a.outputBias)],
    ['head-width', a.latent === null && a.headDim * a.heads !== hidden],
  ]
}

function mlp(read: TrainerReading): readonly Trait[] {
  const { architecture } = read
  const activation = activationOf(read)
  const gated = architecture.mlpGated
  const router = routerOf(read)
  return [
    ['plain-mlp', !gated],
    ['mlp-bias', architecture.mlpBias],
    ['relu', activation === 'relu' || (gated && activation === 'relu2')],
    ['xielu', activation === 'xielu'],
    ['gelu-gate', gated && (activation === 'gelu' || activation === 'gelu-tanh')],
    ['clamped-swiglu', activation === 'clamped-swiglu'],
    ['own-activation', activation === 'other' || (!gated && activation === 'silu')],
    ['router-score', router?.score === 'other'],
    [
      'one-normed-expert',
      architecture.moe?.expertsPerToken === 1 && router?.score === 'softmax' && !router.scoresBeforeTop,
    ],
  ]
}

function positions(read: TrainerReading): readonly Trait[] {
  const found = positionsOf(read)
  if (found.kind !== 'rotary')
    return [
      ['alibi', found.kind === 'alibi'],
      ['learned-positions', found.kind === 'learned'],
    ]
  const { fraction, unrotated, scaling } = found
  const latent = read.architecture.attention.latent !== null && scaling?.kind === 'yarn' ? '-latent' : ''
  return [
    ['partial-rotary', fraction !== 1],
    ['unrotated-layers', unrotated.length > 0],
    [`rotary-scaling-${scaling?.kind ?? 'none'}${latent}`, scaling !== null],
  ]
}
