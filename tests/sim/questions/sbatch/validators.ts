import type { Framework } from '../../../../sim/questions/estimate/layout/trainer-rules.ts'
import type { Architecture } from '../../../../sim/workload/huggingface.ts'

/** What one script tells its trainer, read back from its text: a flag, or a field of TOML, YAML or Python, a line. */
export type Told = {
  readonly text: (name: string) => string
  /** 1 where it is not said: what degrees of parallelism are by themselves. */
  readonly number: (name: string) => number
  readonly has: (name: string) => boolean
}

export function told(script: string): Told {
  const said = new Map<string, string>()
  for (const [, name = '', value = ''] of script.matchAll(
    /^\s*(?:--|model\.|export )?([A-Za-z][\w-]*)(?:(?: = |=|: | )(.*?))?,?$/gm,
  ))
    if (!said.has(name.replaceAll('-', '_')) && value !== 'None')
      said.set(name.replaceAll('-', '_'), value.replaceAll(/^['"]|['"]$/g, ''))
  return {
    has: (name) => said.has(name) && said.get(name) !== 'False' && said.get(name) !== 'false',
    text: (name) => said.get(name) ?? '',
    number: (name) => Number.parseFloat(said.get(name) ?? '1'),
  }
}

/** How a script cuts its run, under one name whatever its trainer calls it. */
export type ToldCut = {
  readonly world: number
  readonly tp: number
  readonly pp: number
  readonly cp: number
  readonly dp: number
  readonly ep: number
  readonly etp: number
  /** Micro-batches of a rank in one step. */
  readonly microBatches: number
  readonly seqLen: number
  readonly steps: number
  readonly warmup: number
}

function megatronCut(t: Told): ToldCut {
  const [tp, pp] = [t.number('tensor_model_parallel_size'), t.number('pipeline_model_parallel_size')]
  const [world, cp] = [t.number('WORLD_SIZE'), t.number('context_parallel_size')]
  const dp = world / (tp * pp * cp)
  return {
    ...{ world, tp, pp, cp, dp },
    ep: t.number('expert_model_parallel_size'),
    etp: t.number('expert_tensor_parallel_size'),
    microBatches: t.number('global_batch_size') / (t.number('micro_batch_size') * dp),
    seqLen: t.number('seq_length'),
    steps: t.number('train_iters'),
    warmup: t.number('lr_warmup_iters'),
  }
}

function titanCut(t: Told): Omit<ToldCut, 'microBatches' | 'seqLen'> {
  return {
    world: t.number('WORLD_SIZE'),
    tp: t.number('tensor_parallel_degree'),
    pp: t.number('pipeline_parallel_degree'),
    cp: t.number('context_parallel_degree'),
    dp: t.number('data_parallel_replicate_degree') * t.number('data_parallel_shard_degree'),
    ep: t.number('expert_parallel_degree'),
    etp: t.number('expert_tensor_parallel_degree'),
    steps: t.number('steps'),
    warmup: t.number('warmup_steps'),
  }
}

const cuts: Readonly<Record<Framework, (t: Told) => ToldCut>> = {
  megatron: megatronCut,
  'megatron-bridge': megatronCut,
  torchtitan: (t) => {
    const cut = titanCut(t)
    const inPipeline = t.number('local_batch_size') / t.number('pipeline_parallel_microbatch_size')
    const once = t.number('global_batch_size') / (t.number('local_batch_size') * cut.dp)
    return { ...cut, microBatches: cut.pp > 1 ? inPipeline : once, seqLen: t.number('seq_len') }
  },
  'torchtitan-main': (t) => {
    const cut = titanCut(t)
    const rankTokens = t.number('num_tokens_per_microbatch_per_dp_rank')
    const once = t.number('num_tokens_per_train_step') / (rankTokens * cut.dp)
    return { ...cut, microBatches: once, seqLen: t.number('max_context_length') }
  },
  nanotron: (t) => ({
    world: t.number('WORLD_SIZE'),
    tp: t.number('tp'),
    pp: t.number('pp'),
    dp: t.number('dp'),
    cp: t.number('context_parallel_size'),
    ep: t.number('expert_parallel_size'),
    etp: 1,
    microBatches: t.number('batch_accumulation_per_replica'),
    seqLen: t.number('sequence_length'),
    steps: t.number('train_steps'),
    warmup: t.number('lr_warmup_steps'),
  }),
}

type Run = { readonly t: Told; readonly c: ToldCut; readonly a: Architecture }
/** What a trainer's own validator asks of a run, by the lines that ask it. */
type Facts = Readonly<Record<string, (run: Run) => boolean>>

const isWhole = Number.isInteger
const isLatent = (a: Architecture) => a.attention.latent !== null
const stagesOf = (t: Told) => t.text('pipeline_model_parallel_layout').split('|')
const layersIn = (text: string) =>
  [...text.matchAll(/t(?:\*(\d+))?/g)].reduce((sum, [, count]) => sum + Number(count ?? 1), 0)
const isCut = (t: Told) => t.has('pipeline_model_parallel_layout')
const isInterleaved = ({ t, c }: Run) =>
  isCut(t)
    ? stagesOf(t).length > c.pp
    : t.has('num_layers_per_virtual_pipeline_stage') || t.has('virtual_pipeline_model_parallel_size')
const isSharded = (t: Told) => t.has('use_megatron_fsdp')
const connections = (t: Told) => t.text('CUDA_DEVICE_MAX_CONNECTIONS')

/** NVIDIA/Megatron-LM d98e8a6, megatron/core/, which Megatron-Bridge runs too. */
const core: Facts = {
  'transformer/transformer_config.py:1446': ({ c, a }) => a.attention.heads % c.tp === 0,
  'transformer/transformer_config.py:1461': ({ c, a }) =>
    isLatent(a) || a.attention.kvHeads % c.tp === 0 || c.tp % a.attention.kvHeads === 0,
  'transformer/transformer_config.py:1595': ({ c, a }) => c.ep === 1 || a.moe !== null,
  'transformer/transformer_config.py:1902-1932': ({ t }) =>
    (t.text('recompute_granularity') === 'full') === t.has('recompute_method') &&
    t.has('recompute_method') === t.has('recompute_num_layers'),
  'transformer/transformer_config.py:2612': ({ c, a }) => a.moe?.expertBias !== true || c.etp === 1,
  'transformer/pipeline_parallel_layer_layout.py:41': ({ t, c }) =>
    !isCut(t) || stagesOf(t).length % c.pp === 0,
  'transformer/pipeline_parallel_layer_layout.py:95-110': ({ t, a }) =>
    !isCut(t) ||
    (/^E[^EL]*L$/.test(t.text('pipeline_model_parallel_layout')) &&
      layersIn(t.text('pipeline_model_parallel_layout')) === a.layers),
  'transformer/moe/moe_layer.py:636': ({ t, c, a }) =>
    a.moe === null || c.tp === 1 || t.has('sequence_parallel'),
  'models/hybrid/hybrid_layer_allocation.py:385-441': ({ t, c, a }) =>
    c.pp === 1 ||
    a.blocks.every(({ mixer }) => !mixer.kind.includes('mamba')) ||
    (!isCut(t) && !t.has('virtual_pipeline_model_parallel_size') && a.layers % c.pp === 0),
  'tensor_parallel/layers.py:1038': ({ c, a }) =>
    (a.moe !== null && a.moe.dense.length === 0) || a.intermediate % c.tp === 0,
  'tensor_parallel/layers.py:1408': ({ c, a }) => a.moe === null || a.moe.expertIntermediate % c.etp === 0,
  'tensor_parallel/mappings.py:72': ({ t, c }) =>
    !t.has('sequence_parallel') || (c.seqLen / c.cp) % c.tp === 0,
  'parallel_state.py:822': ({ c }) => c.world % (c.tp * c.pp * c.cp) === 0,
  'parallel_state.py:881': ({ c }) => c.world % (c.etp * c.ep * c.pp) === 0,
  'num_microbatches_calculator.py:381-391': ({ c }) => isWhole(c.microBatches) && c.microBatches >= 1,
  'pipeline_parallel/schedules.py:1160-1180': (run) =>
    !isInterleaved(run) || (run.c.microBatches >= run.c.pp && run.c.microBatches % run.c.pp === 0),
  'optimizer_param_scheduler.py:160': ({ c }) => c.warmup < c.steps,
}

/** NVIDIA/Megatron-LM d98e8a6, megatron/training/arguments.py and the config of its core that the flags make. */
const flags: Facts = {
  'training/arguments.py:928': ({ t }) => !isCut(t) || !t.has('num_layers_per_virtual_pipeline_stage'),
  'training/arguments.py:968-997': ({ t, c }) => {
    const held = t.number('num_layers') / c.pp
    return isCut(t) || (isWhole(held) && held % t.number('num_layers_per_virtual_pipeline_stage') === 0)
  },
  'training/arguments.py:1002': (run) => !isInterleaved(run) || run.c.pp > 1,
  'training/arguments.py:1024-1029': ({ t }) =>
    !t.has('overlap_param_gather') || (t.has('use_distributed_optimizer') && t.has('overlap_grad_reduce')),
  'training/arguments.py:1166': ({ t }) => !isSharded(t) || connections(t) !== '1',
  'training/arguments.py:1169, 1675': ({ t }) => isSharded(t) === (t.text('ckpt_format') === 'fsdp_dtensor'),
  'training/arguments.py:1332': ({ t }) =>
    t.has('kv_channels') || t.number('hidden_size') % t.number('num_attention_heads') === 0,
  'training/arguments.py:1335': ({ c }) => c.cp === 1 || c.seqLen % (2 * c.cp) === 0,
  'training/arguments.py:1354': ({ t, c }) => t.number('max_position_embeddings') >= c.seqLen,
  'training/arguments.py:1361': ({ t }) =>
    t.number('save_interval') >= 1 && isWhole(t.number('save_interval')),
  'training/arguments.py:1453-1477': ({ t, c }) =>
    isSharded(t) || c.tp * c.cp === 1 || connections(t) === '1',
  'training/arguments.py:1655': ({ t, c }) => c.ep === 1 || t.number('num_experts') % c.ep === 0,
  'training/arguments.py:1973': ({ t }) =>
    !t.has('multi_latent_attention') || !t.has('group_query_attention'),
  'core/transformer/transformer_config.py:1702': ({ t }) =>
    t.has('num_experts') || !t.has('moe_ffn_hidden_size'),
  'core/transformer/transformer_config.py:2617': ({ t }) =>
    !t.has('moe_router_enable_expert_bias') || t.text('moe_router_score_function') === 'sigmoid',
  'core/transformer/transformer_config.py:2661': ({ t }) =>
    !t.has('moe_router_topk') || t.number('moe_router_topk') > 1 || t.has('moe_router_pre_softmax'),
  'core/transformer/transformer_config.py:2671-2689': ({ t }) =>
    t.number('num_experts') % t.number('moe_router_num_groups') === 0 ||
    !t.has('moe_router_group_topk') ||
    t.number('moe_router_group_topk') <= t.number('moe_router_num_groups'),
}

/** NVIDIA-NeMo/Megatron-Bridge 067f987, src/megatron/bridge/training/config.py. */
const bridge: Facts = {
  'config.py:602': ({ t }) => !t.has('async_save') || t.has('save'),
  'config.py:1024': ({ c }) => isWhole(c.dp),
  'config.py:1107': ({ t }) => isSharded(t) === (t.text('ckpt_format') === 'fsdp_dtensor'),
  'config.py:1110': ({ t }) => !isSharded(t) || connections(t) !== '1',
  'config.py:1574': ({ c }) => c.cp === 1 || c.seqLen % (2 * c.cp) === 0,
}

const isFull = (t: Told) => t.number('data_parallel_shard_degree') > 1
const parts = (t: Told) => [...t.text('module_fqns_per_model_part').matchAll(/\[([^[\]]+)\]/g)]
const named = (t: Told) => t.text('module_fqns_per_model_part').match(/layers\.\d+/g) ?? []

/** What torch 2.13.0 and both TorchTitans ask; torch/distributed/pipelining/schedules.py, torchtitan v0.2.0 29624e3. */
const pipeline: Facts = {
  'schedules.py:1020': ({ t, c }) =>
    t.text('pipeline_parallel_schedule') !== '1F1B' || c.microBatches >= c.pp,
  'schedules.py:2935': ({ t, c }) =>
    t.text('pipeline_parallel_schedule') !== 'Interleaved1F1B' ||
    c.microBatches % Math.max(1, Math.floor(c.microBatches / c.pp)) === 0,
  'torchtitan/distributed/pipeline_parallel.py:446': ({ t, c }) => c.pp === 1 || parts(t).length % c.pp === 0,
  'torchtitan/distributed/pipeline_parallel.py:84-107': ({ t, c }) =>
    c.pp === 1 || parts(t).length > c.pp === (t.text('pipeline_parallel_schedule') === 'Interleaved1F1B'),
  'every layer is on one stage': ({ t, c, a }) =>
    c.pp === 1 || (named(t).length === a.layers && new Set(named(t)).size === a.layers),
  'torchtitan/distributed/parallel_dims.py:52': ({ c }) => c.dp * c.cp * c.tp * c.pp === c.world,
}

/** pytorch/torchtitan v0.2.0 29624e3, torchtitan/. */
const titan: Facts = {
  ...pipeline,
  'distributed/parallel_dims.py:57-64': ({ t, c }) => {
    const cuts = c.etp === c.tp ? c.cp : c.cp * c.tp
    const ranks = t.number('data_parallel_shard_degree') * cuts
    return c.ep === 1 || ((c.etp === c.tp || c.etp === 1) && c.ep % cuts === 0 && ranks % c.ep === 0)
  },
  'models/llama3/infra/parallelize.py:63': ({ c }) => c.seqLen % (2 * c.tp * c.cp) === 0,
  'models/llama3/infra/parallelize.py:139': ({ t, c }) =>
    isFull(t) || c.cp > 1 || c.dp === 1 || c.tp * c.pp * c.ep === 1,
  'models/llama3/infra/parallelize.py:213': ({ c, a }) => isLatent(a) || a.attention.kvHeads % c.tp === 0,
  'distributed/pipeline_parallel.py:187': ({ c }) => c.pp === 1 || isWhole(c.microBatches),
  'train.py:203': ({ t, c }) => t.number('global_batch_size') % (t.number('local_batch_size') * c.dp) === 0,
}

/** pytorch/torchtitan main b5bcd76, torchtitan/. */
const titanMain: Facts = {
  ...pipeline,
  'distributed/parallel_dims.py:187': ({ t, c }) =>
    (t.number('data_parallel_shard_degree') * c.cp * c.tp) % c.ep === 0,
  'models/common/decoder.py:168': ({ c, a }) => c.pp === 1 || !a.tiedEmbeddings,
  'models/common/decoder.py:187-199': ({ c, a }) =>
    a.attention.heads % c.tp === 0 && (isLatent(a) || a.attention.kvHeads % c.tp === 0),
  'models/common/decoder.py:201': ({ c, a }) => a.moe === null || a.moe.experts % c.ep === 0,
  'trainer.py:172': ({ t, c }) => c.pp === 1 || t.has('disable_cuda_graphs'),
  'trainer.py:299': ({ t, c }) =>
    t.number('num_tokens_per_microbatch_per_dp_rank') % (c.tp * (c.cp > 1 ? 2 * c.cp : 1)) === 0,
  'trainer.py:419': ({ t, c }) => {
    const once = t.number('num_tokens_per_microbatch_per_dp_rank') * t.number('num_pp_microbatches')
    return t.number('num_tokens_per_train_step') % (once * c.dp) === 0
  },
}

/** huggingface/nanotron 2411b02, src/nanotron/. */
const nanotron: Facts = {
  'config/config.py:536': ({ c, a }) => a.attention.heads % c.tp === 0,
  'config/config.py:542': ({ c, a }) => a.attention.kvHeads >= c.tp,
  'config/config.py:545': ({ a }) => a.attention.heads % a.attention.kvHeads === 0,
  'models/llama.py:347-353': ({ c, a }) => a.attention.kvHeads % c.tp === 0,
  'parallel/context.py:26': ({ c }) => c.tp * c.pp * c.cp * c.dp === c.world,
  'parallel/pipeline_parallel/engine.py:252': ({ c }) => c.microBatches >= c.pp - 1,
  'trainer.py:1052': ({ c }) => c.cp === 1,
}

const facts: Readonly<Record<Framework, Facts>> = {
  megatron: { ...core, ...flags },
  'megatron-bridge': { ...core, ...bridge },
  torchtitan: titan,
  'torchtitan-main': titanMain,
  nanotron,
}

/** The cut that a script tells, and the lines of its trainer's validator that would refuse it. */
export function validated(framework: Framework, script: string, a: Architecture) {
  const t = told(script)
  const c = cuts[framework](t)
  const lines = Object.entries(facts[framework])
  return { cut: c, refusedBy: lines.filter(([, holds]) => !holds({ t, c, a })).map(([line]) => line) }
}
