import containers from '../../../../data/trainers/containers.json' with { type: 'json' }
import { own } from '../../../../base/nearest.ts'
import options from '../../../../data/trainers/megatron-bridge.csv?raw'
import { familyIn } from '../abilities.ts'
import { layoutString } from '../megatron/layout-flags.ts'
import { faultOf, isFill, optionTable, type OptionValue } from '../option-table.ts'
import { dividesEvenly } from '../stages.ts'
import {
  dataPlace,
  learningRatePlace,
  refusedRecipe,
  tokenizerPlace,
  warmupSteps,
  type Place,
  type Recipe,
  type TrainerRun,
} from '../trainer-run.ts'

/** One field of a class of Bridge's configuration. */
export type BridgeSetting = readonly [field: string, value: OptionValue | null]

/**
 * Fields of Megatron-Bridge's configuration.
 *
 * Source: NVIDIA-NeMo/Megatron-Bridge main 067f987 (22 August 2026, after v0.6.0), src/megatron/bridge/training/
 * config.py, and the classes of Megatron-LM that those extend.
 */
const table = optionTable(options)

export const modelPlace: Place = {
  name: 'HF_MODEL',
  what: 'name on the Hugging Face hub, or folder, with the config.json of the model',
}

/** Megatron-Bridge's configuration in Python for a run, each field checked; or why it cannot be. */
export function bridgeRecipe(run: TrainerRun): Recipe {
  const parts = bridgeSettings(run)
  const faults = Object.entries(parts).flatMap(([part, settings]) =>
    settings.flatMap(([field, value]) =>
      value === null ? [] : (faultOf(table, `${part}.${field}`, value) ?? []),
    ),
  )
  if (faults.length > 0) return refusedRecipe('megatron-bridge', faults)
  return {
    framework: 'megatron-bridge',
    text: python(run, parts, plannedShapes(run)),
    module: null,
    because: 'ConfigContainer of Megatron-Bridge 0.6 and main of August 2026',
    places: [modelPlace, tokenizerPlace, dataPlace, learningRatePlace],
    environment: run.layout.zero >= 2 || run.chip.isBlackwell ? [] : [['CUDA_DEVICE_MAX_CONNECTIONS', '1']],
    notes: [
      'Megatron-Bridge takes positions, norms, router and activation from the config.json of HF_MODEL and stops where its shapes are not those of this plan.',
    ],
  }
}

/** Precision by the name that Bridge registers it under (training/mixed_precision.py). */
function precisionName({ precision, chip }: TrainerRun): string {
  if (precision === 'bf16') return 'bf16_mixed'
  return chip.isBlackwell ? 'bf16_with_mxfp8_mixed' : 'bf16_with_fp8_current_scaling_mixed'
}

type Parts = {
  readonly [
    part in
      | 'GPTModelProvider'
      | 'TrainingConfig'
      | 'ValidationConfig'
      | 'OptimizerConfig'
      | 'SchedulerConfig'
      | 'DistributedDataParallelConfig'
      | 'DistributedInitConfig'
      | 'GPTDatasetConfig'
      | 'TokenizerConfig'
      | 'CheckpointConfig'
      | 'LoggerConfig'
      | 'RNGConfig'
  ]: readonly BridgeSetting[]
}

export function bridgeSettings(run: TrainerRun): Parts {
  const { layout: l, seqLen, steps, saveInterval, seed, leaveAfterMin } = run
  const fsdp = l.zero >= 2
  return {
    GPTModelProvider: providerSettings(run),
    TrainingConfig: [
      ['train_iters', steps],
      ['global_batch_size', l.globalBatch],
      ['micro_batch_size', l.microBatch],
      ['exit_signal_handler', true],
      ...(leaveAfterMin === null ? [] : ([['exit_duration_in_mins', leaveAfterMin]] as const)),
    ],
    ValidationConfig: [['eval_iters', 0]],
    OptimizerConfig: [
      ['optimizer', 'adam'],
      ['lr', { fill: learningRatePlace.name }],
      ['min_lr', 0],
      ['bf16', true],
      ['adam_beta1', 0.9],
      ['adam_beta2', 0.95],
      ['weight_decay', 0.1],
      ['clip_grad', 1],
      ['use_distributed_optimizer', l.zero >= 1],
    ],
    SchedulerConfig: [
      ['lr_decay_style', 'cosine'],
      ['lr_warmup_iters', warmupSteps(steps)],
      ['start_weight_decay', 0.1],
      ['end_weight_decay', 0.1],
      ['weight_decay_incr_style', 'constant'],
    ],
    ...shardingParts(run),
    GPTDatasetConfig: [
      ['data_path', { fill: dataPlace.name }],
      ['seq_length', seqLen],
      ['split', '100,0,0'],
      ['random_seed', seed],
      ['reset_position_ids', false],
      ['reset_attention_mask', false],
      ['eod_mask_loss', false],
    ],
    TokenizerConfig: [
      ['tokenizer_type', 'HuggingFaceTokenizer'],
      ['tokenizer_model', { fill: tokenizerPlace.name }],
    ],
    CheckpointConfig: [
      ['save', { fill: 'CHECKPOINTS' }],
      ['load', { fill: 'CHECKPOINTS' }],
      ['save_interval', saveInterval],
      ['ckpt_format', fsdp ? 'fsdp_dtensor' : 'torch_dist'],
      ['async_save', !fsdp],
    ],
    LoggerConfig: [['log_interval', 10]],
    RNGConfig: [['seed', seed]],
  }
}

function shardingParts({
  layout: l,
}: TrainerRun): Pick<Parts, 'DistributedDataParallelConfig' | 'DistributedInitConfig'> {
  const many = l.dp * l.cp > 1
  const fsdp: readonly BridgeSetting[] = l.zero >= 2 ? [['use_megatron_fsdp', true]] : []
  const strategy = l.zero === 2 ? 'optim_grads' : 'optim_grads_params'
  return {
    DistributedDataParallelConfig: [
      ['use_distributed_optimizer', l.zero >= 1],
      ['overlap_grad_reduce', many],
      ['overlap_param_gather', many && l.zero >= 1],
      ['grad_reduce_in_fp32', true],
      ...fsdp,
      ...(l.zero >= 2 ? ([['data_parallel_sharding_strategy', strategy]] as const) : []),
    ],
    DistributedInitConfig: [['distributed_timeout_minutes', 10], ...fsdp],
  }
}

function providerSettings({ layout: l, model, seqLen, expertTensor }: TrainerRun): readonly BridgeSetting[] {
  const { architecture: a } = model
  const even = dividesEvenly(a.layers, l)
  return [
    ['seq_length', seqLen],
    ['tensor_model_parallel_size', l.tp],
    ['pipeline_model_parallel_size', l.pp],
    ['virtual_pipeline_model_parallel_size', l.pp > 1 && l.vpp > 1 ? l.vpp : null],
    ['pipeline_model_parallel_layout', l.pp > 1 && !even ? layoutString(a.layers, l) : null],
    ['context_parallel_size', l.cp],
    ...(a.moe === null
      ? []
      : ([
          ['expert_model_parallel_size', l.ep],
          ['expert_tensor_parallel_size', expertTensor],
          ['moe_token_dispatcher_type', 'alltoall'],
          ['moe_grouped_gemm', true],
        ] as const)),
    ['sequence_parallel', l.sequenceParallel && l.tp > 1],
    ['recompute_granularity', l.recompute === 'none' ? null : l.recompute],
    ['recompute_method', l.recompute === 'full' ? 'uniform' : null],
    ['recompute_num_layers', l.recompute === 'full' ? 1 : null],
    ['attention_dropout', 0],
    ['hidden_dropout', 0],
    // The prediction heads beside the layers are not in the plan.
    ['mtp_num_layers', null],
    ...(l.zero >= 2 ? ([['gradient_accumulation_fusion', false]] as const) : []),
  ]
}

/** The shapes that the plan was made for, in Bridge's names. */
function plannedShapes({ model: { architecture: a } }: TrainerRun): readonly BridgeSetting[] {
  return [
    ['num_layers', a.layers],
    ['hidden_size', a.hidden],
    ['num_attention_heads', a.attention.heads],
    ...(a.moe === null
      ? []
      : ([
          ['num_moe_experts', a.moe.experts],
          ['moe_router_topk', a.moe.expertsPerToken],
        ] as const)),
  ]
}

function python(run: TrainerRun, parts: Parts, shapes: readonly BridgeSetting[]): string {
  const { GPTModelProvider: provider, ...configs } = parts
  const classes = Object.keys(configs).filter((name) => name !== 'GPTModelProvider')
  return [
    'import os',
    '',
    'from megatron.bridge import AutoBridge',
    'from megatron.bridge.training.config import (',
    ...['ConfigContainer', ...classes].map((name) => `    ${name},`),
    ')',
    'from megatron.bridge.training.gpt_step import forward_step',
    'from megatron.bridge.training.pretrain import pretrain',
    'from transformers import AutoConfig',
    '',
    // Source: megatron/bridge/recipes/kimi/h100/kimi_k2.py:100 of Megatron-Bridge 067f987.
    `config = AutoConfig.from_pretrained(os.environ["HF_MODEL"]${familyIn(run.model).remoteCode ? ', trust_remote_code=True' : ''})`,
    'model = AutoBridge.from_hf_config(config).to_megatron_provider(load_weights=False)',
    `planned = {${shapes.map(([field, value]) => `"${field}": ${inPython(field, value)}`).join(', ')}}`,
    'for field, value in planned.items():',
    '    if getattr(model, field) != value:',
    '        raise SystemExit(f"HF_MODEL has {field} = {getattr(model, field)}; the plan is for {value}")',
    ...provider.map(([field, value]) => `model.${field} = ${inPython(field, value)}`),
    '',
    'if __name__ == "__main__":',
    '    pretrain(',
    '        ConfigContainer(',
    '            model=model,',
    ...Object.entries(configs).flatMap(([name, settings]) => constructed(name, settings)),
    `            mixed_precision="${precisionName(run)}",`,
    '        ),',
    '        forward_step,',
    '    )',
  ].join('\n')
}

/** The field of the container that holds a configuration. */
const containerFields: Readonly<Record<string, string>> = containers

function constructed(name: string, settings: readonly BridgeSetting[]): readonly string[] {
  return [
    `            ${own(containerFields, name) ?? name}=${name}(`,
    ...settings.map(([field, value]) => `                ${field}=${inPython(field, value)},`),
    '            ),',
  ]
}

/** Fields whose place is filled with a number. */
const numeric: readonly string[] = ['lr']

function inPython(field: string, value: OptionValue | null): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (!isFill(value)) return JSON.stringify(value)
  const read = `os.environ["${value.fill}"]`
  return numeric.includes(field) ? `float(${read})` : read
}
