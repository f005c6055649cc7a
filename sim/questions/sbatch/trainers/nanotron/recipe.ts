import options from '../../../../data/trainers/nanotron.csv?raw'
import { microBatches } from '../../../../workload/layout.ts'
import { familyIn } from '../abilities.ts'
import { faultOf, isFill, optionTable, type OptionValue } from '../option-table.ts'
import {
  dataPlace,
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
import { periodOf } from '../positions.ts'

export type NanotronSetting = readonly [name: string, value: OptionValue]

/** Fields of nanotron's configuration. Source: huggingface/nanotron main 2411b02 (7 April 2026), src/nanotron/config/. */
const table = optionTable(options)

/** nanotron's YAML for a run, each field checked; or why it cannot be. */
export function nanotronRecipe(run: TrainerRun): Recipe {
  const kind = familyIn(run.model).nanotronModel
  const settings = nanotronSettings(run)
  const faults = settings.flatMap(([name, value]) => faultOf(table, tableName(name, kind), value) ?? [])
  if (faults.length > 0) return refusedRecipe('nanotron', faults)
  return {
    framework: 'nanotron',
    text: yaml(settings),
    module: null,
    because: 'configuration of nanotron 0.5 and main of April 2026',
    places: placesOf(settings),
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

export function nanotronSettings(run: TrainerRun): readonly NanotronSetting[] {
  const { layout: l, seqLen, steps, saveInterval, seed } = run
  return [
    ['general.project', 'planned'],
    ['general.run', 'planned'],
    ['general.seed', seed],
    ['checkpoints.checkpoints_path', { fill: 'CHECKPOINTS' }],
    ['checkpoints.checkpoint_interval', saveInterval],
    ['checkpoints.resume_checkpoint_path', { fill: 'CHECKPOINTS' }],
    ['checkpoints.save_final_state', true],
    ['checkpoints.checkpoints_path_is_shared_file_system', true],
    ['logging.iteration_step_info_interval', 10],
    ['tokenizer.tokenizer_name_or_path', { fill: tokenizerPlace.name }],
    ['tokens.sequence_length', seqLen],
    ['tokens.train_steps', steps],
    ['tokens.micro_batch_size', l.microBatch],
    ['tokens.batch_accumulation_per_replica', microBatches(l)],
    ['parallelism.dp', l.dp],
    ['parallelism.pp', l.pp],
    ['parallelism.tp', l.tp],
    ['parallelism.pp_engine', '1f1b'],
    ['parallelism.tp_mode', l.tp > 1 ? 'REDUCE_SCATTER' : 'ALL_REDUCE'],
    ['parallelism.tp_linear_async_communication', l.tp > 1],
    ['parallelism.recompute_layer', l.recompute === 'full'],
    ['parallelism.expert_parallel_size', 1],
    ['parallelism.context_parallel_size', 1],
    ['optimizer.zero_stage', l.zero],
    ['optimizer.weight_decay', 0.1],
    ['optimizer.clip_grad', 1],
    ['optimizer.accumulate_grad_in_fp32', true],
    ['optimizer.optimizer_factory.name', 'adamW'],
    ['optimizer.optimizer_factory.adam_eps', 1e-8],
    ['optimizer.optimizer_factory.adam_beta1', 0.9],
    ['optimizer.optimizer_factory.adam_beta2', 0.95],
    ['optimizer.optimizer_factory.torch_adam_is_fused', true],
    ['optimizer.learning_rate_scheduler.learning_rate', { fill: learningRatePlace.name }],
    ['optimizer.learning_rate_scheduler.lr_warmup_steps', warmupSteps(steps)],
    ['optimizer.learning_rate_scheduler.lr_warmup_style', 'linear'],
    ['optimizer.learning_rate_scheduler.lr_decay_style', 'cosine'],
    ['optimizer.learning_rate_scheduler.min_decay_lr', 0],
    ['model.dtype', 'bfloat16'],
    ['model.make_vocab_size_divisible_by', 1],
    ['model.init_method.std', 0.02],
    ...modelSettings(run),
    ['data.dataset.dataset_folder', { fill: dataPlace.name }],
    // With the name of the tokenizer nanotron keeps the two below; without it, it counts the tokenizer's own words,
    // fewer than a padded vocabulary has rows, and stops.
    ['data.dataset.tokenizer_name', { fill: tokenizerPlace.name }],
    ['data.dataset.vocab_size', run.model.architecture.vocab],
    ['data.dataset.token_size_in_bytes', run.model.architecture.vocab > shortTokens ? 4 : 2],
    ['data.seed', seed],
    ['data.num_loading_workers', 1],
  ]
}

/** Tokens that two bytes can tell apart. */
const shortTokens = 65535

function modelSettings(run: TrainerRun): readonly NanotronSetting[] {
  const { model, seqLen } = run
  const { architecture: a, positions, normEpsilon } = model
  const kind = familyIn(model).nanotronModel
  const base = positions.kind === 'rotary' ? positions.base : null
  const own: readonly NanotronSetting[] = [
    [`is_${kind}_config`, true],
    ['hidden_act', 'silu'],
    ['hidden_size', a.hidden],
    ['intermediate_size', a.intermediate],
    ['max_position_embeddings', seqLen],
    ['num_attention_heads', a.attention.heads],
    ['num_hidden_layers', a.layers],
    ['num_key_value_heads', a.attention.kvHeads],
    ['rms_norm_eps', normEpsilon ?? { fill: epsilonPlace.name }],
    ['rope_theta', base ?? { fill: rotaryBasePlace.name }],
    ['rope_interleaved', false],
    ['tie_word_embeddings', a.tiedEmbeddings],
    ['vocab_size', a.vocab],
    ...(kind === 'qwen2' ? ([['attention_bias', a.attention.queryKeyValueBias]] as const) : []),
    ...(kind === 'qwen2' && periodOf(positions) > 0
      ? ([['no_rope_layer', periodOf(positions)]] as const)
      : []),
  ]
  return own.map(([name, value]) => [`model.model_config.${name}`, value])
}

const places: readonly Place[] = [tokenizerPlace, dataPlace, learningRatePlace, rotaryBasePlace, epsilonPlace]

function placesOf(settings: readonly NanotronSetting[]): readonly Place[] {
  const asked = settings.flatMap(([, value]) => (isFill(value) ? [value.fill] : []))
  return places.filter(({ name }) => asked.includes(name))
}

/** Settings as YAML; the data stand in a stage that starts at the first step. */
function yaml(settings: readonly NanotronSetting[]): string {
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
function nested(settings: readonly NanotronSetting[], path: string): readonly string[] {
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
const numericPlaces: readonly string[] = [learningRatePlace.name, rotaryBasePlace.name, epsilonPlace.name]

function inYaml(name: string, value: OptionValue): string {
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
