import options from '../../../../data/trainers/nanotron.csv?raw'
import settings from '../../../../data/trainers/settings/nanotron.json' with { type: 'json' }
import { familyIn } from '../abilities.ts'
import { isFill, optionTable, type OptionValue } from '../option-table.ts'
import { factsOf, placesIn, settingFaults, settled, type Setting } from '../settings.ts'
import { refusedRecipe, type Recipe, type TrainerRun } from '../trainer-run.ts'
import { periodOf } from '../positions.ts'

/** Fields of nanotron's configuration. Source: huggingface/nanotron main 2411b02 (7 April 2026), src/nanotron/config/. */
const table = optionTable(options)

/** nanotron's YAML for a run, each field checked; or why it cannot be. */
export function nanotronRecipe(run: TrainerRun): Recipe {
  const kind = familyIn(run.model).nanotronModel
  const planned = nanotronSettings(run)
  const faults = settingFaults(
    table,
    planned.map(([name, value]) => [tableName(name, kind), value]),
  )
  if (faults.length > 0) return refusedRecipe('nanotron', faults)
  return {
    framework: 'nanotron',
    text: yaml(planned),
    module: null,
    because: 'configuration of nanotron 0.5 and main of April 2026',
    places: placesIn(planned),
    // The mesh of a node is found by it, and 8 assumed without.
    environment: [['CUDA_DEVICE_MAX_CONNECTIONS', '1']],
    notes: [
      'nanotron does not save on a signal: the end of each job loses what came after its last checkpoint.',
    ],
  }
}

function tableName(name: string, kind: string): string {
  return name.replace('model.model_config.', `model.model_config.${kind}.`)
}

const text = String

export function nanotronSettings(run: TrainerRun): readonly Setting[] {
  const { layout: l, model } = run
  const { architecture: a, positions, normEpsilon } = model
  const kind = familyIn(model).nanotronModel
  const base = positions.kind === 'rotary' ? positions.base : null
  const period = periodOf(positions)
  return settled(settings, {
    ...factsOf(run),
    tensorMode: l.tp > 1 ? 'REDUCE_SCATTER' : 'ALL_REDUCE',
    cutsTensors: l.tp > 1,
    recomputesAll: l.recompute === 'full',
    isLlama: kind === 'llama' ? true : undefined,
    isQwen: kind === 'qwen2' ? true : undefined,
    hidden: a.hidden,
    intermediate: a.intermediate,
    heads: a.attention.heads,
    layers: a.layers,
    kvHeads: a.attention.kvHeads,
    normEpsilon: normEpsilon ?? { fill: 'NORM_EPSILON' },
    rotaryBase: base ?? { fill: 'ROTARY_BASE' },
    tiedEmbeddings: a.tiedEmbeddings,
    attentionBias: kind === 'qwen2' ? a.attention.queryKeyValueBias : undefined,
    unrotatedEvery: kind === 'qwen2' && period > 0 ? period : undefined,
    // With the name of the tokenizer nanotron keeps the two of the vocabulary; without it, it counts the tokenizer's
    // own words, fewer than a padded vocabulary has rows, and stops.
    vocab: a.vocab,
    tokenBytes: a.vocab > shortTokens ? 4 : 2,
  })
}

/** Tokens that two bytes can tell apart. */
const shortTokens = 65535

/** Settings as YAML; the data stand in a stage that starts at the first step. */
function yaml(settings: readonly Setting[]): string {
  const own = settings.filter(([name]) => !name.startsWith('data.'))
  const data = settings.filter(([name]) => name.startsWith('data.'))
  return [
    ...nested(own, ''),
    'data_stages:',
    '- name: the whole run',
    '  start_training_step: 1',
    ...nested(data, '').map((line) => `  ${line}`),
  ].join('\n')
}

/** Settings below a path, two spaces further in at each step of it. */
function nested(settings: readonly Setting[], path: string): readonly string[] {
  const rests = settings.map(([name]) => name.slice(path.length))
  const heads = [...new Set(rests.map((rest) => rest.split('.')[0] ?? ''))]
  return heads.flatMap((head) => {
    const leaf = settings.find(([name]) => name === `${path}${head}`)
    if (leaf !== undefined) return [`${head}: ${inYaml(...leaf)}`]
    const below = `${path}${head}.`
    const inner = settings.filter(([name]) => name.startsWith(below))
    return [`${head}:`, ...nested(inner, below).map((line) => `  ${line}`)]
  })
}

/** Numbers of a place are read as such, however they are written: YAML 1.1 takes 3e-4 for a text. */
const numericPlaces: readonly string[] = ['LEARNING_RATE', 'ROTARY_BASE', 'NORM_EPSILON']

function inYaml(name: string, value: OptionValue | null): string {
  if (isFill(value))
    return numericPlaces.includes(value.fill) ? `!!float "\${${value.fill}}"` : `"\${${value.fill}}"`
  if (typeof value !== 'number') return typeof value === 'boolean' ? text(value) : JSON.stringify(value)
  return isFloat(name) ? inYamlFloat(value) : text(value)
}

/** Whether a field is a float, which nanotron does not take a whole number for. */
function isFloat(name: string): boolean {
  return ['llama', 'qwen2'].some((kind) => table.get(tableName(name, kind))?.type === 'float')
}

function inYamlFloat(value: number): string {
  const plain = text(value)
  if (plain.includes('e')) return plain.includes('.') ? plain : plain.replace('e', '.0e')
  return plain.includes('.') ? plain : `${plain}.0`
}
