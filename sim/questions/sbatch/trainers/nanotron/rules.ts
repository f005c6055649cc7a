import { microBatches } from '../../../../workload/layout.ts'
import type { Rule } from '../rules.ts'

const text = String

/** What nanotron asks of a run. Sources: huggingface/nanotron main 2411b02 (7 April 2026), files under src/nanotron/. */
export const nanotronRules: readonly Rule[] = [
  {
    holds: ({ precision }) => precision === 'bf16',
    says: () => 'it trains in bf16',
    source: 'config/config.py, ModelArgs: dtype',
  },
  {
    holds: ({ layout: l }) => l.zero <= 1,
    says: ({ layout: l }) => `it has no ZeRO ${text(l.zero)}: ZeRO 0 and 1 alone`,
    source: 'optim/zero.py, ZeroDistributedOptimizer',
  },
  {
    holds: ({ layout: l }) => l.vpp === 1,
    says: () => 'it has no interleaved pipeline',
    source: 'parallel/pipeline_parallel/engine.py: 1f1b and afab',
  },
  {
    holds: ({ layout: l }) => l.recompute !== 'selective',
    says: () => 'it recomputes whole layers or nothing',
    source: 'config/parallelism_config.py: recompute_layer',
  },
  {
    holds: ({ layout: l }) => l.tp === 1 || l.sequenceParallel,
    says: () => 'its tensor parallelism is written here with the sequence cut too (REDUCE_SCATTER)',
    source: 'config/parallelism_config.py: tp_mode',
  },
  {
    holds: ({ layout: l }) => l.cp === 1 && l.ep === 1,
    says: () =>
      'its context and expert parallelism start neither models nor optimizers of theirs from nothing',
    source: 'trainer.py: Init with Context parallel size > 1 not supported yet',
  },
  {
    holds: ({ layout: l, model: { architecture: a } }) =>
      a.attention.heads % l.tp === 0 && a.attention.kvHeads >= l.tp && a.attention.kvHeads % l.tp === 0,
    says: ({ layout: l }) => `tp = ${text(l.tp)} does not divide the heads of queries, keys and values`,
    source: 'config/config.py, Config.__post_init__: num_key_value_heads must be >= tp',
  },
  {
    holds: ({ layout: l }) => Number.isInteger(microBatches(l)),
    says: ({ layout: l }) =>
      `dp × mbs = ${text(l.dp * l.microBatch)} does not divide gbs = ${text(l.globalBatch)}`,
    source: 'config/config.py: global batch = micro_batch_size × batch_accumulation_per_replica × dp',
  },
  {
    holds: ({ layout: l }) => microBatches(l) >= l.pp - 1,
    says: ({ layout: l }) =>
      `1f1b wants at least pp − 1 = ${text(l.pp - 1)} micro-batches; there are ${text(microBatches(l))}`,
    source:
      'parallel/pipeline_parallel/engine.py, OneForwardOneBackwardPipelineEngine: nb_microbatches >= PP_SIZE-1',
  },
  {
    holds: ({ layout: l, model: { architecture: a } }) => l.pp <= a.layers,
    says: ({ layout: l }) => `pp = ${text(l.pp)} is more than there are layers`,
    source: 'trainer.py, build_model: blocks of the pipeline',
  },
]
