import { nearestIds } from '../../../base/nearest.ts'
import { accept, refuse, type Read } from '../../../base/outcome.ts'
import { quoted } from '../../../base/shown.ts'
import { GIGA } from '../../../base/units.ts'
import { findModel, modelId } from '../../../catalogue/find.ts'
import { models } from '../../../catalogue/models.ts'
import type { HuggingFaceConfig, Model } from '../../../catalogue/types.ts'
import { type Architecture, readArchitecture } from '../../../workload/huggingface.ts'
import { countParameters } from '../../../workload/flops.ts'

export type NamedModel = {
  readonly id: string
  readonly name: string
  readonly architecture: Architecture
  /** What it was read from. */
  readonly config: HuggingFaceConfig
  /** Bytes of optimizer state and gradients differ; AdamW unless the makers say otherwise. */
  readonly optimizer: 'adamw' | 'ademamix'
  /** Tokens of a sequence when none are asked for, and why. */
  readonly usualSeqLen: { readonly tokens: number; readonly because: string }
}

/** Models whose makers say they trained with AdEMAMix, which keeps one moment more than AdamW. */
const ademamixFamilies: readonly string[] = ['apertus']

export function readModel(raw: string | HuggingFaceConfig): Read<NamedModel> {
  return typeof raw === 'string' ? catalogueModel(raw) : ownModel(raw)
}

/** Models of the catalogue that were read before: a sweep or a page asks for the same one many times. */
const known = new WeakMap<Model, Read<NamedModel>>()

function catalogueModel(id: string): Read<NamedModel> {
  const model = findModel(id)
  if (model === null) {
    const ids = models.map((one) => one.id)
    const near = nearestIds(modelId(id), ids)
    return refuse(
      'model',
      `${quoted(id)} is not in the catalogue; the nearest are ${near.join(', ')}; or give a config.json`,
    )
  }
  const read = known.get(model) ?? named(model.config, model.id, model.name)
  known.set(model, read)
  return read
}

const mostKept = 64
/** The same for configs, by what they say: lines of a file mostly ask of one model. */
const knownConfigs = new Map<string, Read<NamedModel>>()

function ownModel(config: HuggingFaceConfig): Read<NamedModel> {
  const key = flatText(config, 0)
  const read = knownConfigs.get(key ?? '') ?? readOwn(config)
  if (knownConfigs.size >= mostKept) knownConfigs.clear()
  if (key !== null) knownConfigs.set(key, read)
  return read
}

/** Some lists and groups of a config stand in it; what is deeper or longer is not kept. */
const deepest = 3
const longestKept = 10_000

/** All of a value as text, null where it is too deep or long to be worth it. */
function flatText(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return value.length > longestKept ? null : JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (depth === deepest) return null
  let text = Array.isArray(value) ? '[' : '{'
  for (const [name, inner] of Object.entries(value)) {
    const said = flatText(inner, depth + 1)
    if (said === null || text.length > longestKept) return null
    text += `${JSON.stringify(name)}:${said},`
  }
  return text
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== ''

function readOwn(config: HuggingFaceConfig): Read<NamedModel> {
  const name = [config['_name_or_path'], config['name']].find(isName)
  const read = named(config, 'config.json', name ?? 'your model')
  if (!read.ok || name !== undefined) return read
  // Two models of a family in one folder are two jobs: their checkpoints stand apart by size.
  const size = (countParameters(read.value.architecture).total / GIGA).toPrecision(3)
  const family = [config['model_type']].find(isName) ?? 'your model'
  return accept({ ...read.value, name: `${family} ${String(Number(size))}B` })
}

function named(config: HuggingFaceConfig, id: string, name: string): Read<NamedModel> {
  const architecture = readArchitecture(config)
  if (!architecture.ok) return architecture
  const optimizer = ademamixFamilies.includes(String(config['model_type'])) ? 'ademamix' : 'adamw'
  const usualSeqLen = usualSeqLenOf(architecture.value)
  return accept({ id, name, architecture: architecture.value, config, optimizer, usualSeqLen })
}

/** The sequence length that most published runs train with before they lengthen it. */
const usualTokens = 4096

/** A model is not trained on sequences longer than its positions. */
function usualSeqLenOf({ positions }: Architecture) {
  return positions !== null && positions < usualTokens
    ? { tokens: positions, because: 'the positions of its config' }
    : {
        tokens: usualTokens,
        because: 'usual before contexts are lengthened; give the sequence length of your run',
      }
}
