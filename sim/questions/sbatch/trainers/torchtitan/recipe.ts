import options from '../../../../data/trainers/torchtitan.csv?raw'
import planned from '../../../../data/trainers/settings/torchtitan.json' with { type: 'json' }
import { microBatches } from '../../../../workload/layout.ts'
import { familyIn } from '../abilities.ts'
import { isFill, optionTable, releaseOf, type OptionValue } from '../option-table.ts'
import { factsOf, placesIn, settingFaults, settled, type RunFacts, type Setting } from '../settings.ts'
import { chunkLayers } from '../stages.ts'
import { placesNamed, refusedRecipe, type Place, type Recipe, type TrainerRun } from '../trainer-run.ts'
import { flavourModule } from './flavour.ts'

/**
 * Fields of TorchTitan's job config.
 *
 * Source: pytorch/torchtitan, torchtitan/config/job_config.py at the tags v0.2.0, v0.2.1 and v0.2.2.
 */
const table = optionTable(options)
const releases: readonly string[] = ['0.2.0', '0.2.1', '0.2.2']

/** TorchTitan's job file and a flavour of its model for a run, each field checked; or why it cannot be. */
export function torchTitanRecipe(run: TrainerRun): Recipe {
  const settings = titanSettings(run)
  const faults = settingFaults(table, [...settings, ...commandSettings])
  if (faults.length > 0) return refusedRecipe('torchtitan', faults)
  const release =
    releaseOf(
      table,
      settings.map(([name]) => name),
      releases,
    ) ?? '0.2.2'
  return {
    framework: 'torchtitan',
    text: toml(settings),
    module: flavourModule(run),
    because: `job config of TorchTitan ${release} to 0.2.2`,
    places: [...placesIn(commandSettings), ...modelPlaces(run)],
    environment: [['PYTORCH_ALLOC_CONF', 'expandable_segments:True']],
    notes: [
      'TorchTitan does not save on a signal: the end of each job loses what came after its last checkpoint.',
      ...(run.model.architecture.moe === null
        ? []
        : ['TorchTitan balances the experts by a bias on their scores.']),
    ],
  }
}

/** What the command line says over the job file: the places to fill in. */
export const commandSettings = [
  ['model.hf_assets_path', { fill: 'TOKENIZER' }],
  ['training.dataset', { fill: 'DATASET' }],
  ['optimizer.lr', { fill: 'LEARNING_RATE' }],
] as const

function modelPlaces({ model: { normEpsilon, positions } }: TrainerRun): readonly Place[] {
  return placesNamed([
    ...(positions.kind === 'rotary' && positions.base === null ? ['ROTARY_BASE'] : []),
    ...(normEpsilon === null ? ['NORM_EPSILON'] : []),
  ])
}

export function titanSettings(run: TrainerRun): readonly Setting[] {
  const { layout: l, model, precision, chip, expertTensor } = run
  const isFp8 = precision !== 'bf16'
  const isMx = isFp8 && chip.isBlackwell && l.tp === 1
  const isFloat8 = isFp8 && !isMx
  return settled(planned, {
    ...factsOf(run),
    ...degreesOf(run, moduleNames(model.architecture.layers, l)),
    titanModel: familyIn(model).titanModel,
    precisionOfParameters: isFp8 ? undefined : 'bfloat16',
    converters: isFp8 ? [isMx ? 'quantize.linear.mx' : 'quantize.linear.float8'] : undefined,
    mxRecipe: isMx ? 'mxfp8_cublas' : undefined,
    gathersFp8: isFloat8 ? l.zero >= 2 : undefined,
    unquantized: isFloat8 ? ['output'] : undefined,
    // A pipeline takes all its micro-batches at once; without one they are steps of accumulation.
    localBatch: l.pp > 1 ? microBatches(l) * l.microBatch : l.microBatch,
    pipelineMicroBatch: l.pp > 1 ? l.microBatch : undefined,
    tensorOfExperts: model.architecture.moe === null ? undefined : l.ep === 1 ? 1 : expertTensor,
    selects: l.recompute === 'selective' ? 'op' : undefined,
  })
}

/** How a run is divided, in facts of all versions of TorchTitan; `chunks` are the modules of a pipeline's. */
export function degreesOf({ layout: l }: TrainerRun, chunks: readonly (readonly string[])[]): RunFacts {
  const [replicate, shard] = l.zero >= 2 ? [1, l.dp] : [l.dp, 1]
  return {
    replicate,
    shard,
    reshard: l.zero === 2 ? 'never' : l.zero === 3 ? 'always' : 'default',
    schedule: l.pp === 1 ? undefined : l.vpp > 1 ? 'Interleaved1F1B' : '1F1B',
    chunks: l.pp === 1 ? undefined : chunks,
  }
}

/** The modules of each chunk of the pipeline, by the names that TorchTitan gives them. */
export function moduleNames(layers: number, layout: TrainerRun['layout']): readonly (readonly string[])[] {
  const chunks = chunkLayers(layers, layout)
  const starts = chunks.map((_, chunk) => chunks.slice(0, chunk).reduce((sum, held) => sum + held, 0))
  return chunks.map((held, chunk) => [
    ...(chunk === 0 ? ['tok_embeddings'] : []),
    ...Array.from({ length: held }, (_, layer) => `layers.${String((starts[chunk] ?? 0) + layer)}`),
    ...(chunk === chunks.length - 1 ? ['norm', 'output'] : []),
  ])
}

/** Settings as TOML, a table for each section in the order of its first setting. */
function toml(settings: readonly Setting[]): string {
  const sections = [...new Set(settings.map(([name]) => sectionOf(name)))]
  return sections
    .map((section) => {
      const own = settings.filter(([name]) => sectionOf(name) === section)
      return [`[${section}]`, ...own.map(([name, value]) => `${fieldOf(name)} = ${inToml(value)}`)].join('\n')
    })
    .join('\n\n')
}

function sectionOf(name: string): string {
  return name.slice(0, name.lastIndexOf('.'))
}

function fieldOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

function inToml(value: OptionValue | null): string {
  if (isFill(value)) throw new Error('a place to fill in stands on the command line')
  return JSON.stringify(value)
}
