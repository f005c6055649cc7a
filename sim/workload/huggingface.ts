import { accept, type Read } from '../base/outcome.ts'
import type { Architecture, Attention } from './architecture.ts'
import { configReader, type Config, type ConfigReader } from './config-reader.ts'
import { familyOf, otherKinds, type Family } from './families.ts'
import { readMixture } from './mixture.ts'

type Shapes = {
  readonly config: Config
  readonly read: ConfigReader
  readonly family: Family
  readonly modelType: string | null
  readonly layers: number
  readonly hidden: number
}

/**
 * The shapes in a Hugging Face `config.json`; or every field that is missing or wrong.
 *
 * Reads the field names of all families at once; what a family leaves unsaid comes from `families`. A type that is
 * not known is read as a llama-like decoder of the widths given; `mlp_gated` says otherwise for the MLP.
 */
export function readArchitecture(raw: Config): Read<Architecture> {
  const config = flattened(raw)
  const read = configReader(config)
  const modelType = read.text(['model_type'])
  refuseOtherKinds(config, read, modelType)
  const layers = read.required(
    ['num_hidden_layers', 'n_layer', 'n_layers', 'num_layers'],
    'the number of layers, e.g. 32',
  )
  const hidden = read.required(['hidden_size', 'n_embd', 'd_model'], 'the width of the model, e.g. 4096')
  const shapes: Shapes = { config, read, family: familyOf(modelType), modelType, layers, hidden }
  const architecture = architectureOf(shapes)
  const problems = read.problems()
  return problems.length > 0 ? { ok: false, problems } : accept(architecture)
}

/** Nested parts (`text_config`, `attn_config`, `ffn_config`) lifted to the top, where the names do not clash. */
function flattened(raw: Config): Config {
  const parts = ['text_config', 'attn_config', 'ffn_config'].map((name) => raw[name])
  const nested = parts.filter((part) => typeof part === 'object' && part !== null)
  return Object.assign({}, ...nested, raw)
}

function refuseOtherKinds(config: Config, read: ConfigReader, modelType: string | null): void {
  const kind = otherKinds.get(modelType ?? '')
  if (kind !== undefined)
    read.refuse('model_type', `'${String(modelType)}' is ${kind}; only decoders are counted`)
  if (config['is_encoder_decoder'] === true) {
    read.refuse('is_encoder_decoder', 'is true; only decoders are counted')
  }
}

function architectureOf(shapes: Shapes): Architecture {
  const { read, family, modelType, layers, hidden } = shapes
  const noBias = read.flag(['no_bias'], modelType === 'mpt')
  const biased = modelType === 'mpt' && !noBias
  return {
    layers,
    hidden,
    vocab: read.required(['vocab_size'], 'the size of the vocabulary, e.g. 131072'),
    tiedEmbeddings: read.flag(['tie_word_embeddings'], family.tied),
    learnedPositions: learnedPositions(shapes),
    attention: attention(shapes),
    intermediate: intermediate(shapes),
    mlpGated: read.flag(['mlp_gated'], family.mlpGated),
    moe: readMixture(read, { layers, modelType }),
    norm: biased ? 'layer' : family.norm,
    normsPerLayer: normsPerLayer(shapes),
    finalNorm: true,
    embeddingNorm: modelType === 'bloom',
    mlpBias: read.flag(['mlp_bias', 'bias'], family.mlpBias || biased),
    outputHeadBias: false,
    extraParametersPerLayer: modelType === 'gpt_oss' ? heads(read) : family.extraPerLayer,
    mtpLayers: read.optional(['num_nextn_predict_layers'], 0),
  }
}

function heads(read: ConfigReader): number {
  return read.required(['num_attention_heads', 'n_head', 'n_heads'], 'the number of attention heads, e.g. 32')
}

function learnedPositions({ read, family, config }: Shapes): number {
  if (family.positionOffset === null || config['alibi'] === true || config['learned_pos_emb'] === false)
    return 0
  const names = ['n_positions', 'n_ctx', 'max_seq_len', 'max_position_embeddings']
  return read.required(names, 'the number of learned positions, e.g. 2048') + family.positionOffset
}

function intermediate({ read, family, config, hidden }: Shapes): number {
  const names = ['intermediate_size', 'n_inner', 'ffn_dim', 'ffn_hidden_size']
  const ratio = config['expansion_ratio'] ?? family.mlpRatio
  if (typeof ratio === 'number' && config['moe_num_experts'] === undefined) {
    const width = read.optional(names, 0)
    return width === 0 ? Math.round(ratio * hidden) : width
  }
  return read.required(names, 'the width of the MLP, e.g. 14336')
}

/** A parallel block of Falcon has one norm, of its newer form one for each branch. */
function normsPerLayer({ read, family, config, modelType }: Shapes): number {
  if (modelType !== 'falcon') return family.normsPerLayer
  const newer = config['new_decoder_architecture'] === true
  return newer ? read.optional(['num_ln_in_parallel_attn'], 2) : config['parallel_attn'] === false ? 2 : 1
}

function attention(shapes: Shapes): Attention {
  const { read, family, hidden, modelType } = shapes
  const headCount = heads(read)
  const kvHeads = keyValueHeads(shapes, headCount)
  if (headCount % kvHeads !== 0) {
    read.refuse(
      'num_key_value_heads',
      `${String(kvHeads)} does not divide the ${String(headCount)} attention heads`,
    )
  }
  const latent = latentOf(read)
  const own = read.optional(['head_dim'], 0)
  if (own === 0 && latent === null && hidden % headCount !== 0) {
    read.refuse(
      'num_attention_heads',
      `${String(headCount)} does not divide the width ${String(hidden)}; give head_dim`,
    )
  }
  const plain = own === 0 ? hidden / headCount : own
  const headDim = latent === null ? plain : latent.nopeHeadDim + latent.ropeHeadDim
  const valueHeadDim =
    latent === null ? plain : read.required(['v_head_dim'], 'the width of a value head, e.g. 128')
  const biased = read.flag(['attention_bias', 'qkv_bias', 'use_bias'], family.queryKeyValueBias)
  return {
    heads: headCount,
    kvHeads: latent === null ? kvHeads : headCount,
    headDim,
    valueHeadDim,
    latent,
    queryKeyValueBias: biased,
    outputBias: family.outputBias || (modelType === 'llama' && biased),
    queryKeyNormParameters: queryKeyNorm(shapes, { headDim, headCount, kvHeads }),
    ...windowOf(shapes),
  }
}

function keyValueHeads({ read, config, modelType }: Shapes, headCount: number): number {
  const shared =
    modelType === 'falcon' && config['multi_query'] === true && config['new_decoder_architecture'] !== true
  if (shared) return 1
  const fallback =
    modelType === 'falcon'
      ? ['num_kv_heads', 'n_head_kv']
      : ['num_key_value_heads', 'num_kv_heads', 'kv_n_heads']
  return Math.max(1, read.optional(fallback, headCount))
}

function latentOf(read: ConfigReader): Attention['latent'] {
  const keyValueRank = read.optional(['kv_lora_rank'], 0)
  if (keyValueRank === 0) return null
  return {
    queryRank: read.optional(['q_lora_rank'], 0),
    keyValueRank,
    ropeHeadDim: read.required(['qk_rope_head_dim'], 'the rotary width of a head, e.g. 64'),
    nopeHeadDim: read.required(['qk_nope_head_dim'], 'the width of a head without rotation, e.g. 128'),
  }
}

type HeadShapes = { readonly headDim: number; readonly headCount: number; readonly kvHeads: number }

function queryKeyNorm({ read, family }: Shapes, { headDim, headCount, kvHeads }: HeadShapes): number {
  if (read.flag(['use_qk_norm'], false)) return 2 * headDim
  if (family.queryKeyNorm === 'none') return 0
  return family.queryKeyNorm === 'head' ? 2 * headDim : (headCount + kvHeads) * headDim
}

function windowOf({ read, family, config, layers }: Shapes): Pick<Attention, 'window' | 'windowedLayers'> {
  const window = read.optional(['sliding_window', 'sliding_window_size'], 0)
  if (window === 0 || config['use_sliding_window'] === false) return { window: 0, windowedLayers: 0 }
  const types = config['layer_types']
  if (Array.isArray(types)) {
    return { window, windowedLayers: types.filter((type) => type === 'sliding_attention').length }
  }
  if (family.windowed === null) return { window: 0, windowedLayers: 0 }
  return { window, windowedLayers: Math.floor((layers * family.windowed.of) / family.windowed.period) }
}
