import options from '../../../../data/trainers/torchtitan.csv?raw'
import { microBatches } from '../../../../workload/layout.ts'
import { familyIn } from '../abilities.ts'
import { faultOf, isFill, optionTable, releaseOf, type OptionValue } from '../option-table.ts'
import { chunkLayers } from '../stages.ts'
import {
  epsilonPlace,
  learningRatePlace,
  refusedRecipe,
  rotaryBasePlace,
  tokenizerPlace,
  warmupSteps,
  type Place,
  type Recipe,
  type TrainerRun,
} from '../trainer-run.ts'
import { flavourModule, flavourName } from './flavour.ts'

/** One setting of the job: `section.field`, its value. */
export type Setting = readonly [name: string, value: OptionValue]

/**
 * Fields of TorchTitan's job config.
 *
 * Source: pytorch/torchtitan, torchtitan/config/job_config.py at the tags v0.2.0, v0.2.1 and v0.2.2.
 */
const table = optionTable(options)
const releases: readonly string[] = ['0.2.0', '0.2.1', '0.2.2']

export const datasetPlace: Place = {
  name: 'DATASET',
  what: 'name of a data set that TorchTitan knows, e.g. c4',
}

/** TorchTitan's job file and a flavour of its model for a run, each field checked; or why it cannot be. */
export function torchTitanRecipe(run: TrainerRun): Recipe {
  const settings = titanSettings(run)
  const faults = [...settings, ...commandSettings].flatMap(
    ([name, value]) => faultOf(table, name, value) ?? [],
  )
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
    places: [tokenizerPlace, datasetPlace, learningRatePlace, ...modelPlaces(run)],
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
export const commandSettings: readonly Setting[] = [
  ['model.hf_assets_path', { fill: tokenizerPlace.name }],
  ['training.dataset', { fill: datasetPlace.name }],
  ['optimizer.lr', { fill: learningRatePlace.name }],
]

export function modelPlaces({ model: { normEpsilon, positions } }: TrainerRun): readonly Place[] {
  return [
    ...(positions.kind === 'rotary' && positions.base === null ? [rotaryBasePlace] : []),
    ...(normEpsilon === null ? [epsilonPlace] : []),
  ]
}

export function titanSettings(run: TrainerRun): readonly Setting[] {
  const { model, layout: l, seqLen, steps, saveInterval, seed } = run
  return [
    ['model.name', familyIn(model).titanModel],
    ['model.flavor', flavourName],
    ...precisionSettings(run),
    // A pipeline takes all its micro-batches at once; without one they are steps of accumulation.
    ['training.local_batch_size', l.pp > 1 ? microBatches(l) * l.microBatch : l.microBatch],
    ['training.global_batch_size', l.globalBatch],
    ['training.seq_len', seqLen],
    ['training.steps', steps],
    ['training.max_norm', 1],
    ['lr_scheduler.warmup_steps', warmupSteps(steps)],
    ['lr_scheduler.decay_type', 'cosine'],
    ['optimizer.beta1', 0.9],
    ['optimizer.beta2', 0.95],
    ['optimizer.weight_decay', 0.1],
    ...parallelism(run),
    ['activation_checkpoint.mode', l.recompute],
    ...(l.recompute === 'selective' ? ([['activation_checkpoint.selective_ac_option', 'op']] as const) : []),
    ['compile.enable', true],
    ['checkpoint.enable', true],
    ['checkpoint.folder', 'checkpoints'],
    ['checkpoint.interval', saveInterval],
    ['checkpoint.async_mode', 'async'],
    ['checkpoint.last_save_model_only', false],
    ['experimental.custom_import', 'planned_flavour'],
    ['debug.seed', seed],
  ]
}

function precisionSettings({ precision, chip, layout }: TrainerRun): readonly Setting[] {
  if (precision === 'bf16') return [['training.mixed_precision_param', 'bfloat16']]
  if (chip.isBlackwell && layout.tp === 1)
    return [
      ['model.converters', ['quantize.linear.mx']],
      ['quantize.linear.mx.recipe_name', 'mxfp8_cublas'],
    ]
  return [
    ['model.converters', ['quantize.linear.float8']],
    ['quantize.linear.float8.enable_fsdp_float8_all_gather', layout.zero >= 2],
    ['quantize.linear.float8.precompute_float8_dynamic_scale_for_fsdp', layout.zero >= 2],
    ['quantize.linear.float8.filter_fqns', ['output']],
  ]
}

function parallelism(run: TrainerRun): readonly Setting[] {
  const { layout: l, expertTensor } = run
  const { layers, moe } = run.model.architecture
  const degrees = parallelDegrees(run, {
    batches: ['pipeline_parallel_microbatch_size', l.microBatch],
    chunks: moduleNames(layers, l),
  })
  const ofExperts = l.ep === 1 ? 1 : expertTensor
  const all = moe === null ? degrees : [...degrees, ['expert_tensor_parallel_degree', ofExperts] as const]
  return all.map(([name, value]) => [`parallelism.${name}`, value])
}

type Pipeline = { readonly batches: Setting; readonly chunks: readonly (readonly string[])[] }

/** How a run is divided, as all versions of TorchTitan name it; of a pipeline its batches, and what its chunks hold. */
export function parallelDegrees(
  { layout: l, model: { architecture: a } }: TrainerRun,
  { batches, chunks }: Pipeline,
): readonly Setting[] {
  const [replicate, shard] = l.zero >= 2 ? [1, l.dp] : [l.dp, 1]
  return [
    ['data_parallel_replicate_degree', replicate],
    ['data_parallel_shard_degree', shard],
    ['fsdp_reshard_after_forward', l.zero === 2 ? 'never' : l.zero === 3 ? 'always' : 'default'],
    ['tensor_parallel_degree', l.tp],
    ['pipeline_parallel_degree', l.pp],
    ...(l.pp === 1
      ? []
      : ([
          ['pipeline_parallel_schedule', l.vpp > 1 ? 'Interleaved1F1B' : '1F1B'],
          batches,
          ['module_fqns_per_model_part', chunks],
        ] as const)),
    ['context_parallel_degree', l.cp],
    ...(a.moe === null ? [] : ([['expert_parallel_degree', l.ep]] as const)),
  ]
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

function inToml(value: OptionValue): string {
  if (isFill(value)) throw new Error('a place to fill in stands on the command line')
  return JSON.stringify(value)
}
