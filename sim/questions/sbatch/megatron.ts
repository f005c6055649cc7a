import type { Architecture } from '../../workload/architecture.ts'
import type { Layout } from '../../workload/layout.ts'
import type { Precision } from '../estimate/reading/read-choices.ts'

/** What a trainer has to be told of one run. */
export type TrainerRun = {
  readonly architecture: Architecture
  readonly layout: Layout
  readonly seqLen: number
  readonly precision: Precision
  readonly steps: number
  /** Steps between two checkpoints. */
  readonly saveInterval: number
  /** The trainer leaves by itself after so many minutes, before Slurm ends the job; null without a limit. */
  readonly leaveAfterMin: number | null
}

/** One flag of a command line; a flag without a value stands alone. */
export type Flag = readonly [flag: string, value?: string | number]

export type FlagGroup = { readonly name: string; readonly flags: readonly Flag[] }

/**
 * Flags of Megatron-LM (names as in megatron/training/arguments.py of core_r0.13). What a config does not tell, the
 * activation of an MLP without gate and the rotary base among it, is left to the person and said in the script.
 */
export function megatronFlags(run: TrainerRun): readonly FlagGroup[] {
  return [
    { name: 'MODEL', flags: modelFlags(run) },
    ...(run.architecture.moe === null
      ? []
      : [{ name: 'EXPERTS', flags: expertFlags(run.architecture.moe, run.architecture.layers) }]),
    { name: 'LAYOUT', flags: layoutFlags(run) },
    { name: 'TRAINING', flags: trainingFlags(run) },
    { name: 'CHECKPOINTS', flags: checkpointFlags(run) },
  ]
}

function when(condition: boolean, ...flags: readonly Flag[]): readonly Flag[] {
  return condition ? flags : []
}

function modelFlags({ architecture: a, seqLen }: TrainerRun): readonly Flag[] {
  const { attention } = a
  return [
    ['--num-layers', a.layers],
    ['--hidden-size', a.hidden],
    ['--ffn-hidden-size', a.intermediate],
    ['--num-attention-heads', attention.heads],
    ...when(
      attention.kvHeads < attention.heads && attention.latent === null,
      ['--group-query-attention'],
      ['--num-query-groups', attention.kvHeads],
    ),
    ...when(attention.latent === null && attention.headDim * attention.heads !== a.hidden, [
      '--kv-channels',
      attention.headDim,
    ]),
    ...latentFlags(a),
    ['--seq-length', seqLen],
    ['--max-position-embeddings', Math.max(seqLen, a.learnedPositions)],
    ['--position-embedding-type', a.learnedPositions > 0 ? 'learned_absolute' : 'rope'],
    ['--normalization', a.norm === 'rms' ? 'RMSNorm' : 'LayerNorm'],
    ...when(attention.queryKeyNormParameters > 0, ['--qk-layernorm']),
    ...when(a.mlpGated, ['--swiglu']),
    ...when(!a.mlpBias, ['--disable-bias-linear']),
    ...when(!a.mlpBias && attention.queryKeyValueBias, ['--add-qkv-bias']),
    ...when(!a.tiedEmbeddings, ['--untie-embeddings-and-output-weights']),
  ]
}

function latentFlags({ attention: { latent, valueHeadDim } }: Architecture): readonly Flag[] {
  if (latent === null) return []
  return [
    ['--multi-latent-attention'],
    ...when(latent.queryRank > 0, ['--q-lora-rank', latent.queryRank]),
    ['--kv-lora-rank', latent.keyValueRank],
    ['--qk-head-dim', latent.nopeHeadDim],
    ['--qk-pos-emb-head-dim', latent.ropeHeadDim],
    ['--v-head-dim', valueHeadDim],
  ]
}

function expertFlags(moe: NonNullable<Architecture['moe']>, layers: number): readonly Flag[] {
  return [
    ['--num-experts', moe.experts],
    ['--moe-router-topk', moe.expertsPerToken],
    ['--moe-ffn-hidden-size', moe.expertIntermediate],
    ...when(moe.sharedIntermediate > 0, ['--moe-shared-expert-intermediate-size', moe.sharedIntermediate]),
    ...when(moe.denseLayers > 0, [
      '--moe-layer-freq',
      `"([0]*${String(moe.denseLayers)}+[1]*${String(layers - moe.denseLayers)})"`,
    ]),
    ['--moe-grouped-gemm'],
    ['--moe-token-dispatcher-type', 'alltoall'],
  ]
}

function layoutFlags({ architecture, layout: l }: TrainerRun): readonly Flag[] {
  return [
    ['--tensor-model-parallel-size', l.tp],
    ['--pipeline-model-parallel-size', l.pp],
    ...when(l.vpp > 1, ['--num-layers-per-virtual-pipeline-stage', architecture.layers / (l.pp * l.vpp)]),
    ['--context-parallel-size', l.cp],
    ...when(l.ep > 1, ['--expert-model-parallel-size', l.ep]),
    ...when(l.sequenceParallel && l.tp > 1, ['--sequence-parallel']),
    ...shardingFlags(l),
    ...when(l.recompute === 'selective', ['--recompute-activations']),
    ...when(
      l.recompute === 'full',
      ['--recompute-granularity', 'full'],
      ['--recompute-method', 'uniform'],
      ['--recompute-num-layers', 1],
    ),
  ]
}

const shardings = { 2: 'optim_grads', 3: 'optim_grads_params' } as const

/** ZeRO 1 is the distributed optimizer; 2 and 3 need Megatron-FSDP. */
function shardingFlags({ zero, dp }: Layout): readonly Flag[] {
  const overlap = when(dp > 1, ['--overlap-grad-reduce'])
  if (zero === 0) return overlap
  const distributed: readonly Flag[] = [
    ['--use-distributed-optimizer'],
    ...overlap,
    ...when(dp > 1, ['--overlap-param-gather']),
  ]
  if (zero === 1) return distributed
  return [
    ...distributed,
    ['--use-megatron-fsdp'],
    ['--data-parallel-sharding-strategy', shardings[zero]],
    ['--no-gradient-accumulation-fusion'],
  ]
}

function trainingFlags({ layout, precision, steps }: TrainerRun): readonly Flag[] {
  return [
    ['--micro-batch-size', layout.microBatch],
    ['--global-batch-size', layout.globalBatch],
    ['--train-iters', steps],
    ['--bf16'],
    ...when(precision === 'fp8', ['--fp8-format', 'hybrid']),
    ['--attention-backend', 'flash'],
    ['--distributed-timeout-minutes', 10],
  ]
}

function checkpointFlags({ layout, saveInterval, leaveAfterMin }: TrainerRun): readonly Flag[] {
  const fsdp = layout.zero >= 2
  return [
    ['--save', '"$RUN_DIR/checkpoints"'],
    ['--load', '"$RUN_DIR/checkpoints"'],
    ['--save-interval', saveInterval],
    ['--ckpt-format', fsdp ? 'fsdp_dtensor' : 'torch_dist'],
    ...when(!fsdp, ['--async-save']),
    ['--exit-signal-handler'],
    ...(leaveAfterMin === null ? [] : ([['--exit-duration-in-mins', leaveAfterMin]] as const)),
  ]
}
