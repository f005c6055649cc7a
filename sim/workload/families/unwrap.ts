import neighbours from '../../data/families/neighbours.json' with { type: 'json' }
import { own } from '../../base/nearest.ts'
import { quoted } from '../../base/shown.ts'
import tables from '../../data/families/towers.json' with { type: 'json' }
import { isConfig, namesOf, type Config } from '../config-reader.ts'
import { findFamily, namedTypes } from './family.ts'

/** The language model of a config, and what stands beside it. */
export type Unwrapped = {
  readonly config: Config
  readonly modelType: string | null
  /** The widths come from a part of another config, where classes leave out what is their default. */
  readonly nested: boolean
  readonly towers: readonly { readonly field: string; readonly kind: string; readonly config: Config }[]
}

const language: readonly string[] = tables.language
const lifted: readonly string[] = tables.lifted
const towerKinds: ReadonlyMap<string, string> = new Map(Object.entries(tables.towers))

/**
 * Finds the language model inside a config: `text_config` and its like, to any depth (`thinker_config.text_config`).
 * Its own fields win over those around it; the type is its own where that is known.
 */
export function unwrap(written: Config, depth = 0): Unwrapped {
  const raw = plainDialect(written)
  const towers = towersOf(raw)
  const inside =
    depth === mostDepth
      ? null
      : // An empty part is a placeholder.
        language.map((name) => own(raw, name)).find((part) => isConfig(part) && Object.keys(part).length > 0)
  if (!isConfig(inside)) {
    return { config: withLifted(raw), modelType: typeOf(raw), nested: false, towers }
  }
  const inner = unwrap(inside, depth + 1)
  const innerType = inner.modelType
  const isKnown = innerType !== null && findFamily(innerType) !== null
  // A decoder that is not known is not that of the outer type, unless its name only adds to it (`step3p7_text`).
  const addsToOuter = (typeOf(inside) ?? '').startsWith(typeOf(raw) ?? '')
  const outerType = typeOf(inside) === null || addsToOuter ? typeOf(raw) : null
  const modelType = isKnown ? innerType : (outerType ?? innerType)
  // Loose fields around a decoder are its own where they hold a width too, else those of a tower (`head_dim` of an audio part).
  const around = namesOf('hidden_size').some((name) => name in raw) ? without(raw, language) : {}
  return {
    config: { ...around, ...inner.config, ...tiedAsSaid(raw) },
    modelType: typeof raw['as'] === 'string' ? typeOf(raw) : modelType,
    nested: true,
    towers: [...towers, ...inner.towers],
  }
}

/** Whether embeddings are tied the outermost part decides that says it (transformers 5, `tie_weights`). */
function tiedAsSaid({ tie_word_embeddings: tied }: Config): Config {
  return typeof tied === 'boolean' ? { tie_word_embeddings: tied } : {}
}

/** Parts in parts that configs have (`thinker_config.text_config`), and some to spare. */
const mostDepth = 4

/** Parts that hold fields of the decoder itself (`attn_config` of MPT and DBRX); Megatron's word for heads apart. */
function withLifted(raw: Config): Config {
  const parts = lifted.map((name) => own(raw, name)).filter(isConfig)
  const untied = raw['untie_embeddings_and_output_weights']
  const tied = typeof untied === 'boolean' ? { tie_word_embeddings: !untied } : {}
  return Object.assign({}, ...parts.map((part) => without(part, ['model_type'])), raw, tied)
}

function typeOf(raw: Config): string | null {
  const type = raw['model_type']
  return typeof type === 'string' && type !== '' ? type : null
}

export function modelClassOf({ architectures }: Config): string | null {
  const [name]: unknown[] = Array.isArray(architectures) ? architectures : []
  return typeof name === 'string' ? name : null
}

/** The type of a config, or of its class (`GPTNeoXForCausalLM`); the class itself where no type is of its name. */
export function modelTypeOf(raw: Config): string | null {
  const name = modelClassOf(raw)
  const said = typeOf(raw)
  if (said !== null || name === null) return said
  const plain = (word: string) => word.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const stem = plain(name.replace(/(Model)?(For[A-Z]\w*|LMHeadModel)?$/, ''))
  return namedTypes.find((type) => plain(type) === stem) ?? name
}

function towersOf(raw: Config): Unwrapped['towers'] {
  return [...towerKinds].flatMap(([field, kind]) => {
    const config = own(raw, field)
    return isConfig(config) ? [{ field, kind, config }] : []
  })
}

/** What an answer says of the towers that a config has and the count has not. */
export function towerRemarks({ towers }: Unwrapped): readonly string[] {
  if (towers.length === 0) return []
  const parts = towers.map(({ field, kind, config }) => {
    const size = towerParameters(config)
    return size === null
      ? `${kind} tower (${field}, size not said)`
      : `${kind} tower (${field}, about ${String(Math.round(size / 1e6))} M)`
  })
  return [`The text decoder only: ${parts.join(', ')} and its tokens are not counted.`]
}

/**
 * About how many parameters a transformer tower has: its layers, patches and the projection to the text's width.
 * Null where the config does not say. Norms and positions are left out, 1 % or so.
 */
export function towerParameters(tower: Config): number | null {
  const first = (...names: readonly string[]): number | null => {
    const found = names.map((name) => own(tower, name)).find((value) => typeof value === 'number')
    return typeof found === 'number' ? found : null
  }
  const layers = first(
    'depth',
    'num_hidden_layers',
    'vt_num_hidden_layers',
    'encoder_layers',
    'num_blocks',
    'layers',
  )
  const width = first('vt_hidden_size', 'hidden_size', 'embed_dim', 'd_model', 'width')
  if (layers === null || width === null) return null
  const ratio = first('mlp_ratio') ?? 4
  const mlp = first('vt_intermediate_size', 'intermediate_size', 'encoder_ffn_dim') ?? ratio * width
  const out = first('out_hidden_size', 'text_hidden_size')
  const gated = tower['hidden_act'] === 'silu' || (out !== null && tower['hidden_act'] === undefined)
  const merge = first('spatial_merge_size') ?? 2
  const merged = width * merge * merge
  const patch = first('patch_size') ?? 0
  const frames = first('temporal_patch_size') ?? (out === null ? 1 : 2)
  const projection = out === null ? 0 : merged * merged + merged * out
  return (
    layers * (4 * width * width + (gated ? 3 : 2) * width * mlp) +
    3 * patch * patch * frames * width +
    projection
  )
}

/**
 * Configs of a code of its own, in the words of the family that holds the same parameters: state-spaces' mamba_ssm
 * (`MambaConfig`: no type, a vocabulary padded to a multiple), GPT-2 with one key and value head (SantaCoder), OLMo
 * before its class in transformers, the first ChatGLM and Grok-2, which says it is a 'git', llm-foundry's MPT and
 * nanoGPT (`GPTConfig` of model.py); LitGPT's to be told so.
 */
function plainDialect(raw: Config): Config {
  if (raw['model_type'] === 'gpt2' && raw['attention_head_type'] === 'multiquery')
    return { ...raw, model_type: 'gpt_bigcode', multi_query: true }
  if (raw['model_type'] === 'hf_olmo') return firstOlmo(raw)
  if (raw['model_type'] === 'chatglm' && raw['inner_hidden_size'] !== undefined)
    return { ...raw, model_type: 'chatglm-6b', intermediate_size: raw['inner_hidden_size'] }
  if (raw['model_type'] === 'git' && raw['residual_moe'] === true)
    return { ...raw, model_type: 'grok-1', shared_intermediate_size: raw['intermediate_size'] }
  const type = modelTypeOf(raw) ?? (raw['mlp_class_name'] === undefined ? null : 'litgpt')
  if (type !== null) return raw['model_type'] === type ? raw : { ...raw, model_type: type }
  if (isConfig(raw['ssm_cfg'])) return stateSpaces(raw, raw['ssm_cfg'])
  if (raw['name'] === 'mpt_causal_lm') return { ...raw, model_type: 'mpt' }
  if (raw['n_embd'] !== undefined && raw['block_size'] !== undefined)
    return { ...raw, model_type: 'gpt2', n_positions: raw['block_size'] }
  return typeof raw['dim'] === 'number' && raw['n_layers'] !== undefined
    ? checkpointParams(raw, raw['dim'])
    : raw
}

/** What a file without any shape of a model is, where one of its fields tells. */
export function neighbourFile(raw: Config): string | null {
  const told = Object.entries(neighbours).find(([field]) => Object.hasOwn(raw, field))
  const shapes = Object.keys(raw).some((field) =>
    /^(hidden_size|d_model|n_embd|num_hidden_layers|n_layers?|model_type)$/.test(field),
  )
  return told === undefined || shapes ? null : `holds ${told[1]} (it has '${told[0]}')`
}

/**
 * `params.json` of Meta's Llama and of Mistral, and DeepSeek's own of its inference code. Meta's width of the MLP is two
 * thirds of four widths, scaled and rounded up to a multiple. Source: llama/model.py of meta-llama/llama (FeedForward),
 * args.py of mistral-inference, inference/model.py of DeepSeek-V3 (ModelArgs).
 */
function checkpointParams(raw: Config, dim: number): Config {
  const said = raw['hidden_dim'] ?? raw['inter_dim']
  const multiple = numberIn(raw, 'multiple_of', 256)
  const wide = Math.floor(Math.floor((8 * dim) / 3) * numberIn(raw, 'ffn_dim_multiplier', 1))
  return {
    ...without(raw, ['dim', 'multiple_of', 'ffn_dim_multiplier', 'hidden_dim', 'inter_dim', 'moe']),
    ...(isConfig(raw['moe']) ? raw['moe'] : {}),
    hidden_size: dim,
    intermediate_size: typeof said === 'number' ? said : Math.ceil(wide / multiple) * multiple,
  }
}

/** Gate and up in one width, a table of padded rows. Source: olmo/config.py and model.py of allenai/OLMo v0.3. */
function firstOlmo(raw: Config): Config {
  const both = numberIn(raw, 'mlp_hidden_size', numberIn(raw, 'mlp_ratio', 4) * numberIn(raw, 'd_model', 0))
  return {
    ...without(raw, ['mlp_hidden_size', 'embedding_size']),
    model_type: 'olmo',
    vocab_size: numberIn(raw, 'embedding_size', numberIn(raw, 'vocab_size', 0)),
    intermediate_size: both / 2,
    tie_word_embeddings: raw['weight_tying'] !== false,
  }
}

/** Source: mamba_ssm/models/config_mamba.py and modules/mamba2.py of state-spaces/mamba (defaults of both classes). */
function stateSpaces(raw: Config, mixer: Config): Config {
  const attention = raw['attn_layer_idx']
  const second = mixer['layer'] === 'Mamba2'
  const expand = numberIn(mixer, 'expand', 2)
  const multiple = numberIn(raw, 'pad_vocab_size_multiple', 8)
  const headDim = numberIn(mixer, 'headdim', 64)
  const shared = {
    ...without(raw, ['ssm_cfg', 'attn_cfg', 'attn_layer_idx']),
    expand,
    vocab_size: Math.ceil(numberIn(raw, 'vocab_size', 0) / multiple) * multiple,
    tie_word_embeddings: raw['tie_embeddings'] !== false,
    state_size: numberIn(mixer, 'd_state', second ? 128 : 16),
    conv_kernel: numberIn(mixer, 'd_conv', 4),
  }
  const hasAttention = Array.isArray(attention) && attention.length > 0
  if (hasAttention || numberIn(raw, 'd_intermediate', 0) > 0)
    return { ...shared, model_type: 'mamba_ssm with attention or MLP' }
  return second
    ? {
        ...shared,
        model_type: 'mamba2',
        head_dim: headDim,
        num_heads: (expand * numberIn(raw, 'd_model', 0)) / headDim,
        n_groups: numberIn(mixer, 'ngroups', 1),
      }
    : { ...shared, model_type: 'mamba' }
}

/** The text's own entry of fields that hold one for text and one for images. */
export function withTextExperts(config: Config): Config {
  const fields = ['moe_intermediate_size', 'moe_num_experts', 'moe_layer_start_index', 'moe_layer_end_index']
  const firsts = fields.flatMap((field) => {
    const listed: unknown = own(config, field)
    const first: unknown = Array.isArray(listed) ? listed[0] : null
    return typeof first === 'number' ? [[field, first] as const] : []
  })
  return { ...config, ...Object.fromEntries(firsts) }
}

function without(config: Config, names: readonly string[]): Config {
  return Object.fromEntries(Object.entries(config).filter(([name]) => !names.includes(name)))
}

function numberIn(config: Config, name: string, fallback: number): number {
  const value = own(config, name)
  return typeof value === 'number' ? value : fallback
}

/** Classes without the output head that training needs; ChatGLM's is named so and has one. */
const headless = /((Sequence|Token)Classification|RewardModel|[a-z0-9](?<!GLM|LMHead)Model)$/

/** What a person should know of the type that a config was read as. */
export function readAsRemarks(raw: Config, { modelType: type, config }: Unwrapped): readonly string[] {
  const { as } = raw
  const name = modelClassOf(raw) ?? ''
  const taken =
    typeof as === 'string' && type !== as
      ? [`Read as ${quoted(as)}, as you asked; model_type is ${quoted(type ?? 'missing')}.`]
      : []
  const isPlain = type === null && as === undefined
  return [
    ...taken,
    ...(isPlain ? ['No model_type: read as a Llama of the widths given.'] : []),
    ...(isPlain && namesOf('tie_word_embeddings').every((field) => own(config, field) === undefined)
      ? ['No word on tied embeddings: an output head of its own is counted.']
      : []),
    ...(headless.test(name) ? [`${name} has no output head; counted with one, as training needs it.`] : []),
  ]
}
