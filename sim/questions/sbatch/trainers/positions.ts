import { own } from '../../../base/nearest.ts'
import type { Config } from '../../../workload/config-reader.ts'
import { numberOf, type TrainerReading } from './reading.ts'

/** How a model tells its tokens apart by place. */
export type Positions =
  | { readonly kind: 'learned' | 'alibi' | 'none' }
  | {
      readonly kind: 'rotary'
      /** Null where nothing tells: the person fills it in. */
      readonly base: number | null
      /** Of a head's width, how much is turned. */
      readonly fraction: number
      readonly scaling: RotaryScaling | null
      /** Layers without rotation; empty where all have it. */
      readonly unrotated: readonly number[]
    }

export type RotaryScaling = NonNullable<ReturnType<typeof scalingOf>>

/** Families whose class has ALiBi in place of positions. */
const alwaysAlibi: readonly string[] = ['bloom']

export function positionsOf(read: TrainerReading): Positions {
  const { config, modelType, architecture } = read
  if (config['alibi'] === true || alwaysAlibi.includes(modelType)) return { kind: 'alibi' }
  if (architecture.learnedPositions > 0) return { kind: 'learned' }
  const rope = partOf(config, 'rope_parameters')
  const base = numberOf(config, ['rope_theta', 'rotary_emb_base']) ?? numberOf(rope, ['rope_theta'])
  const fraction =
    numberOf(config, ['partial_rotary_factor', 'rotary_pct', 'rope_pct']) ??
    numberOf(rope, ['partial_rotary_factor']) ??
    (modelType === 'nemotron' ? nemotronFraction : 1)
  return { kind: 'rotary', base, fraction, scaling: scalingOf(config), unrotated: unrotatedOf(read) }
}

/** Source: Nemotron-4 340B report, arXiv:2406.11704, section 2.1; NemotronConfig of transformers has it as default. */
const nemotronFraction = 0.5

function partOf(config: Config, name: string): Config {
  const part = own(config, name)
  return typeof part === 'object' && part !== null ? Object.fromEntries(Object.entries(part)) : {}
}

export const unscaled = {
  factor: 1,
  originalLength: null,
  lowFactor: null,
  highFactor: null,
  betas: [32, 1],
  mscale: null,
  mscaleAllDim: null,
} as const

/** `rope_scaling`, or for a model of the catalogue the factor of Llama 3.1's scaling among its facts. */
function scalingOf(config: Config) {
  const part = { ...partOf(config, 'rope_parameters'), ...partOf(config, 'rope_scaling') }
  const factor = numberOf(config, ['rope_scaling_llama3'])
  if (factor !== null) return { ...unscaled, kind: 'llama3', factor }
  const kind = part['rope_type'] ?? part['type']
  if (typeof kind !== 'string' || kind === 'default') return null
  return {
    /** As the config names it: llama3, yarn, linear, dynamic, longrope. */
    kind: kind === 'su' ? 'longrope' : kind,
    factor: numberOf(part, ['factor']) ?? 1,
    originalLength:
      numberOf(part, ['original_max_position_embeddings']) ??
      numberOf(config, ['original_max_position_embeddings']),
    lowFactor: numberOf(part, ['low_freq_factor']),
    highFactor: numberOf(part, ['high_freq_factor']),
    /** Turns within the original length between which YaRN passes over; 32 and 1 as its authors have them. */
    betas: [numberOf(part, ['beta_fast']) ?? 32, numberOf(part, ['beta_slow']) ?? 1],
    mscale: numberOf(part, ['mscale']),
    mscaleAllDim: numberOf(part, ['mscale_all_dim']),
  }
}

/** Layers without rotation: listed with a 0 (SmolLM3: `no_rope_layers`), else every fourth of SmolLM3. */
function unrotatedOf({ config, modelType, architecture }: TrainerReading): readonly number[] {
  const listed = config['no_rope_layers']
  const layers = Array.from({ length: architecture.layers }, (_, layer) => layer)
  if (Array.isArray(listed)) return layers.filter((layer) => listed[layer] === 0)
  if (modelType !== 'smollm3') return []
  const interval = numberOf(config, ['no_rope_layer_interval']) ?? smolInterval
  return layers.filter((layer) => (layer + 1) % interval === 0)
}

/** Source: SmolLM3 blog, huggingface.co/blog/smollm3: rotary embeddings removed from every fourth layer. */
const smolInterval = 4

/** Each so many-th layer has no rotary positions; 0 where all have. */
export function periodOf(positions: Positions): number {
  return positions.kind === 'rotary' ? (positions.unrotated[0] ?? -1) + 1 : 0
}
