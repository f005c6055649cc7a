import type { Layout } from '../../../../workload/layout.ts'
import { chunkLayers, dividesEvenly } from '../stages.ts'
import type { TrainerRun } from '../trainer-run.ts'
import { when, type Flag } from './flags.ts'

/** Flags of how the run is cut over the accelerators. */
export function layoutFlags(run: TrainerRun): readonly Flag[] {
  const { layout: l, model, expertTensor } = run
  return [
    ['--tensor-model-parallel-size', l.tp],
    ['--pipeline-model-parallel-size', l.pp],
    ...stageFlags(model.architecture.layers, l),
    ['--context-parallel-size', l.cp],
    ...when(
      model.architecture.moe !== null,
      ['--expert-model-parallel-size', l.ep],
      ['--expert-tensor-parallel-size', expertTensor],
    ),
    ...when(l.sequenceParallel && l.tp > 1, ['--sequence-parallel']),
    ...shardingFlags(l),
    ...recomputeFlags(l),
  ]
}

/** Chunks by their number where they hold as many layers each; else the whole cut, written out. */
function stageFlags(layers: number, layout: Layout): readonly Flag[] {
  if (layout.pp === 1) return []
  if (!dividesEvenly(layers, layout))
    return [['--pipeline-model-parallel-layout', layoutString(layers, layout)]]
  return when(layout.vpp > 1, ['--num-layers-per-virtual-pipeline-stage', layers / (layout.pp * layout.vpp)])
}

/** The cut as Megatron reads it: E the embedding, t a layer, L the loss, a bar between chunks: `Et*2|t*3|t*2L`. */
export function layoutString(layers: number, layout: Layout): string {
  const chunks = chunkLayers(layers, layout).map((held) =>
    held === 0 ? '' : held === 1 ? 't' : `t*${String(held)}`,
  )
  return `E${chunks.join('|')}L`
}

const shardings = { 2: 'optim_grads', 3: 'optim_grads_params' } as const

/** ZeRO 1 is the distributed optimizer; 2 and 3 are Megatron-FSDP. */
function shardingFlags({ zero, dp, cp }: Layout): readonly Flag[] {
  const many = dp * cp > 1
  const overlap = when(many, ['--overlap-grad-reduce'])
  if (zero === 0) return overlap
  const distributed: readonly Flag[] = [
    ['--use-distributed-optimizer'],
    ...overlap,
    ...when(many, ['--overlap-param-gather']),
  ]
  if (zero === 1) return distributed
  return [
    ...distributed,
    ['--use-megatron-fsdp'],
    ['--data-parallel-sharding-strategy', shardings[zero]],
    ['--no-gradient-accumulation-fusion'],
  ]
}

function recomputeFlags({ recompute }: Layout): readonly Flag[] {
  if (recompute === 'none') return []
  if (recompute === 'selective') return [['--recompute-granularity', 'selective']]
  return [
    ['--recompute-granularity', 'full'],
    ['--recompute-method', 'uniform'],
    ['--recompute-num-layers', 1],
  ]
}
