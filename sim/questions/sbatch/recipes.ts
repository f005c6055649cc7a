import type { Flag, FlagGroup, TrainerRun } from './megatron.ts'
import { megatronFlags } from './megatron.ts'

/** A trainer's settings for the layout, or why the trainer cannot express it. */
export type Recipe = {
  readonly framework: 'megatron' | 'torchtitan' | 'nemo'
  /** Null when it cannot. */
  readonly text: string | null
  readonly because: string
}

export function recipesOf(run: TrainerRun): readonly Recipe[] {
  return [
    {
      framework: 'megatron',
      text: megatronFlags(run).map(inShell).join('\n'),
      because: 'flags of Megatron-LM core 0.13',
    },
    torchTitan(run),
    nemo(run),
  ]
}

/** A group of flags as a bash array. */
export function inShell({ name, flags }: FlagGroup): string {
  return [`${name}=(`, ...flags.map((flag) => `  ${words(flag)}`), ')'].join('\n')
}

function words([flag, value]: Flag): string {
  return value === undefined ? flag : `${flag} ${String(value)}`
}

/** TorchTitan shards parameters over data parallelism (FSDP2) or replicates them; ZeRO 1 and 2 it does not have. */
function torchTitan(run: TrainerRun): Recipe {
  const { layout: l, architecture } = run
  const reasons = [
    ...(l.zero === 1 || l.zero === 2
      ? [`it has no ZeRO ${String(l.zero)}: parameters are replicated (zero=0) or fully sharded (zero=3)`]
      : []),
    ...(architecture.attention.latent === null
      ? []
      : ['its latent attention is that of its own deepseek_v3 flavours']),
    ...(architecture.mlpGated ? [] : ['its models have a gated MLP']),
  ]
  if (reasons.length > 0) return { framework: 'torchtitan', text: null, because: reasons.join('; ') }
  return { framework: 'torchtitan', text: titanToml(run), because: 'job config of TorchTitan 0.2' }
}

function titanToml({ layout: l, architecture, seqLen, steps, saveInterval }: TrainerRun): string {
  const [replicate, shard] = l.zero === 3 ? [1, l.dp] : [l.dp, 1]
  return [
    '[model]',
    `name = "${architecture.moe === null ? 'llama3' : 'llama4'}"`,
    'flavor = "FILL-IN"  # a flavour with the shapes of this model',
    '',
    '[training]',
    `local_batch_size = ${String(l.microBatch)}`,
    `global_batch_size = ${String(l.globalBatch)}`,
    `seq_len = ${String(seqLen)}`,
    `steps = ${String(steps)}`,
    '',
    '[parallelism]',
    `data_parallel_replicate_degree = ${String(replicate)}`,
    `data_parallel_shard_degree = ${String(shard)}`,
    `tensor_parallel_degree = ${String(l.tp)}`,
    `pipeline_parallel_degree = ${String(l.pp)}`,
    ...(l.pp > 1
      ? [
          `pipeline_parallel_schedule = "${l.vpp > 1 ? 'Interleaved1F1B' : '1F1B'}"`,
          `pipeline_parallel_microbatch_size = ${String(l.microBatch)}`,
        ]
      : []),
    `context_parallel_degree = ${String(l.cp)}`,
    ...(architecture.moe === null ? [] : [`expert_parallel_degree = ${String(l.ep)}`]),
    '',
    '[activation_checkpoint]',
    `mode = "${l.recompute}"`,
    '',
    '[checkpoint]',
    'enable = true',
    'folder = "checkpoints"',
    `interval = ${String(saveInterval)}`,
    'async_mode = "async"',
  ].join('\n')
}

/** NeMo trains with Megatron Core, so every layout of Megatron has its strategy. */
function nemo({ layout: l, precision, seqLen, steps, saveInterval }: TrainerRun): Recipe {
  const text = [
    'from nemo import lightning as nl',
    '',
    'strategy = nl.MegatronStrategy(',
    `    tensor_model_parallel_size=${String(l.tp)},`,
    `    pipeline_model_parallel_size=${String(l.pp)},`,
    `    virtual_pipeline_model_parallel_size=${l.vpp > 1 ? String(l.vpp) : 'None'},`,
    `    context_parallel_size=${String(l.cp)},`,
    `    expert_model_parallel_size=${String(l.ep)},`,
    `    sequence_parallel=${l.sequenceParallel && l.tp > 1 ? 'True' : 'False'},`,
    '    ckpt_async_save=True,',
    ')',
    `plugins = nl.MegatronMixedPrecision(precision="bf16-mixed"${precision === 'fp8' ? ', fp8="hybrid"' : ''})`,
    `# data: seq_length=${String(seqLen)}, micro_batch_size=${String(l.microBatch)}, global_batch_size=${String(l.globalBatch)}`,
    `# trainer: max_steps=${String(steps)}; checkpoints: every_n_train_steps=${String(saveInterval)}`,
    `# recomputation: ${l.recompute}; distributed optimizer: ${l.zero >= 1 ? 'yes' : 'no'}`,
  ].join('\n')
  if (l.zero >= 2) {
    return {
      framework: 'nemo',
      text: null,
      because: `ZeRO ${String(l.zero)} needs Megatron-FSDP, set in its config by hand`,
    }
  }
  return { framework: 'nemo', text, because: 'MegatronStrategy of NeMo 2' }
}
