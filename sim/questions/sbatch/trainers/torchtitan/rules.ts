import { microBatches } from '../../../../workload/layout.ts'
import type { Rule } from '../rules.ts'

const text = String

/** What TorchTitan asks of a run. Sources: pytorch/torchtitan v0.2.2, files under torchtitan/. */
export const titanRules: readonly Rule[] = [
  {
    holds: ({ layout: { zero } }) => zero !== 1,
    says: () => 'it has no ZeRO 1: parameters are replicated (zero=0) or sharded (zero=2, zero=3)',
    source: 'config/job_config.py, Parallelism: data_parallel_replicate_degree, data_parallel_shard_degree',
  },
  {
    holds: ({ layout: l }) => l.zero !== 0 || l.dp === 1 || l.tp * l.pp * l.cp * l.ep === 1,
    says: () => 'replicated parameters (zero=0) go with no other parallelism',
    source: 'models/llama3/infra/parallelize.py: DDP has not supported > 1D parallelism',
  },
  {
    holds: ({ layout: l }) => l.zero !== 0 || l.cp === 1,
    says: () => 'context parallelism shards the parameters: take zero=3',
    source: 'distributed/parallel_dims.py, build_mesh: fsdp includes dp_shard and cp',
  },
  {
    holds: ({ layout: l }) => l.tp === 1 || l.sequenceParallel,
    says: () => 'tensor parallelism has sequence parallelism in it',
    source: 'models/llama3/infra/parallelize.py, apply_tp',
  },
  {
    holds: ({ layout: l, seqLen }) => seqLen % (l.tp * (l.cp > 1 ? 2 * l.cp : 1)) === 0,
    says: ({ layout: l, seqLen }) =>
      `tp × 2 × cp does not divide the sequence of ${text(seqLen)} (tp=${text(l.tp)}, cp=${text(l.cp)})`,
    source: 'distributed/parallel_dims.py, seq_len_divisor',
  },
  {
    holds: ({ layout: l, model: { architecture: a } }) =>
      a.attention.heads % l.tp === 0 && (a.attention.latent !== null || a.attention.kvHeads % l.tp === 0),
    says: ({ layout: l }) => `tp = ${text(l.tp)} does not divide the heads of queries, keys and values`,
    source: 'models/llama3/infra/parallelize.py, apply_tp: colwise wq, wk, wv',
  },
  {
    holds: ({ layout: l }) => Number.isInteger(microBatches(l)),
    says: ({ layout: l }) =>
      `dp × mbs = ${text(l.dp * l.microBatch)} does not divide gbs = ${text(l.globalBatch)}`,
    source: 'train.py: global batch size must be multiple of local batch size times data-parallel degree',
  },
  {
    holds: ({ layout: l }) => l.vpp === 1 || (l.pp > 1 && microBatches(l) % l.pp === 0),
    says: ({ layout: l }) => `Interleaved1F1B goes through micro-batches in groups of pp = ${text(l.pp)}`,
    source: 'torch.distributed.pipelining, ScheduleInterleaved1F1B: number of rounds',
  },
  {
    holds: ({ layout: l, model: { architecture: a } }) => l.pp * l.vpp <= a.layers,
    says: ({ layout: l }) => `pp × vpp = ${text(l.pp * l.vpp)} is more than there are layers`,
    source: 'distributed/pipeline_parallel.py, generate_llm_fqn_per_model_part',
  },
  {
    holds: ({ layout: l, model: { architecture: a } }) => l.pp === 1 || !a.tiedEmbeddings,
    says: () => 'tied embeddings stand on one pipeline stage',
    source: 'models/qwen3/model/model.py, init_weights: tok_embeddings and output of one stage',
  },
  {
    holds: ({ layout: l, expertTensor, model: { architecture: a } }) =>
      a.moe === null || expertTensor === l.tp || expertTensor === 1,
    says: () => 'experts are cut over the ranks of tp or not at all',
    source: 'distributed/parallel_dims.py: Currently we only support ETP=TP or ETP=1',
  },
  {
    holds: ({ layout: l, expertTensor, model: { architecture: a } }) =>
      a.moe === null || (a.moe.experts % l.ep === 0 && (l.dp * l.cp * l.tp) % (l.ep * expertTensor) === 0),
    says: ({ layout: l }) => `ep = ${text(l.ep)} does not divide the experts, or the ranks that hold them`,
    source: 'distributed/parallel_dims.py, build_mesh: efsdp = fsdp × tp / (etp × ep)',
  },
  {
    holds: ({ precision, chip }) => precision !== 'fp8' || chip.vendor === 'NVIDIA',
    says: () => 'its FP8 wants CUDA of capability 8.9 or later',
    source: 'components/quantization/float8.py',
  },
  {
    holds: ({ precision, model: { architecture: a } }) => precision !== 'fp8' || a.moe === null,
    says: () => 'its FP8 of experts is a prototype without pipeline and context parallelism',
    source: 'components/quantization/float8.py, Float8GroupedMMConverter',
  },
]
