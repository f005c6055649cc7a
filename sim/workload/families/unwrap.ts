import { own } from '../../base/nearest.ts'
import tables from '../../data/families/towers.json' with { type: 'json' }
import { isConfig, type Config } from '../config-reader.ts'
import { findFamily } from './family.ts'

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
export function unwrap(raw: Config, depth = 0): Unwrapped {
  const towers = towersOf(raw)
  const inside =
    depth === mostDepth
      ? null
      : language.map((name) => own(raw, name)).find((part) => isConfig(part) && isLanguage(part))
  if (!isConfig(inside)) {
    return { config: withLifted(raw), modelType: typeOf(raw), nested: false, towers }
  }
  const inner = unwrap(inside, depth + 1)
  const innerType = inner.modelType
  const isKnown = innerType !== null && findFamily(innerType) !== null
  const modelType = isKnown ? innerType : (typeOf(raw) ?? innerType)
  const around = Object.fromEntries(Object.entries(raw).filter(([name]) => !language.includes(name)))
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

/** A part that says anything of layers or a type, not an empty placeholder. */
function isLanguage(part: Config): boolean {
  return Object.keys(part).length > 0
}

/** Parts that hold fields of the decoder itself (`attn_config` of MPT and DBRX). */
function withLifted(raw: Config): Config {
  const parts = lifted.map((name) => own(raw, name)).filter(isConfig)
  return Object.assign({}, ...parts.map(withoutType), raw)
}

function withoutType(part: Config): Config {
  return Object.fromEntries(Object.entries(part).filter(([name]) => name !== 'model_type'))
}

function typeOf(raw: Config): string | null {
  const type = raw['model_type']
  return typeof type === 'string' && type !== '' ? type : null
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
