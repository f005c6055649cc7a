import { microBatches } from '../../../../workload/layout.ts'
import type { Rule } from '../rules.ts'

const text = String

/**
 * What Megatron-LM's validator asks of a run, as far as our flags can break it.
 *
 * Sources: NVIDIA/Megatron-LM at core_v0.14.0, files under megatron/; the assertions are in main d98e8a6 too.
 */
export const megatronRules: readonly Rule[] = [
  {
    holds: ({ gpus, layout: l }) => gpus % (l.tp * l.pp * l.cp) === 0,
    says: ({ gpus }) => `tp × pp × cp does not divide ${text(gpus)} ranks`,
    source: 'training/arguments.py, validate_args: world size is not divisible by total_model_size',
  },
  {
    holds: ({ model, layout }) => model.architecture.attention.heads % layout.tp === 0,
    says: ({ layout }) => `tp = ${text(layout.tp)} does not divide the attention heads`,
    source: 'core/transformer/transformer_config.py, __post_init__: num_attention_heads',
  },
  {
    holds: ({ model: { architecture: a }, layout: { tp } }) =>
      a.attention.latent !== null || a.attention.kvHeads % tp === 0 || tp % a.attention.kvHeads === 0,
    says: ({ layout }) =>
      `tp = ${text(layout.tp)} neither divides the key and value heads nor is divided by them`,
    source: 'core/transformer/transformer_config.py, __post_init__: num_query_groups (0.14: must divide)',
  },
  {
    holds: ({ layout }) => Number.isInteger(microBatches(layout)),
    says: ({ layout: l }) =>
      `dp × mbs = ${text(l.dp * l.microBatch)} does not divide gbs = ${text(l.globalBatch)}`,
    source:
      'core/num_microbatches_calculator.py: global batch size not divisible by micro batch × data parallel',
  },
  {
    holds: ({ layout: l }) => l.vpp === 1 || l.pp > 1,
    says: () => 'an interleaved schedule has more than one stage',
    source: 'training/arguments.py, validate_args: interleaved schedule, pipeline-model-parallel size > 1',
  },
  {
    holds: ({ layout: l }) => l.vpp === 1 || microBatches(l) % l.pp === 0,
    says: ({ layout: l }) =>
      `an interleaved schedule goes through micro-batches in groups of pp = ${text(l.pp)}; there are ${text(microBatches(l))}`,
    source: 'core/pipeline_parallel/schedules.py: microbatch_group_size_per_vp_stage, by default pp',
  },
  {
    holds: ({ layout: l, model }) => l.pp * l.vpp <= model.architecture.layers + 2,
    says: ({ layout: l }) => `pp × vpp = ${text(l.pp * l.vpp)} is more than there are layers`,
    source: 'core/transformer/pipeline_parallel_layer_layout.py, validate_layer_layout',
  },
  {
    holds: ({ layout: l, seqLen }) => l.cp === 1 || seqLen % (2 * l.cp) === 0,
    says: ({ layout: l, seqLen }) =>
      `2 × cp = ${text(2 * l.cp)} does not divide the sequence of ${text(seqLen)}`,
    source: 'training/arguments.py, validate_args: seq-length a multiple of 2 × context-parallel-size',
  },
  {
    holds: ({ layout: l, seqLen }) => l.tp === 1 || !l.sequenceParallel || (seqLen / l.cp) % l.tp === 0,
    says: ({ layout: l, seqLen }) =>
      `tp = ${text(l.tp)} does not divide the ${text(seqLen / l.cp)} tokens of a rank`,
    source: 'core/tensor_parallel/mappings.py, _split_along_first_dim',
  },
  {
    holds: ({ layout: l, model: { architecture: a } }) =>
      l.ep === 1 || (a.moe !== null && a.moe.experts % l.ep === 0),
    says: ({ layout: l }) => `ep = ${text(l.ep)} does not divide the experts`,
    source:
      'training/arguments.py, validate_args: number of experts a multiple of expert model parallel size',
  },
  {
    holds: ({ layout: l, model, expertTensor }) =>
      model.architecture.moe === null || (l.tp * l.cp * l.dp) % (l.ep * expertTensor) === 0,
    says: ({ layout: l, expertTensor }) =>
      `ep × etp = ${text(l.ep * expertTensor)} does not divide tp × cp × dp`,
    source: 'core/parallel_state.py, initialize_model_parallel: expert_tensor_model_pipeline_parallel_size',
  },
  {
    holds: ({ model, expertTensor }) => model.architecture.moe?.expertBias !== true || expertTensor === 1,
    says: () => 'experts with biases are not cut over ranks of tp',
    source:
      'core/transformer/transformer_config.py, __post_init__: Bias in Moe is only supported when ETP==1',
  },
  {
    // Experts of a tensor-parallel layer pass tokens on along the sequence.
    holds: ({ layout: l, model }) => model.architecture.moe === null || l.tp === 1 || l.sequenceParallel,
    says: () => 'a mixture with tp > 1 wants sequence parallelism',
    source:
      'core/transformer/moe/moe_layer.py: During training, performance may degrade … sequence parallelism',
  },
]
