import { sum } from '../base/math.ts'
import { microBatches, type Layout } from './layout.ts'
import {
  layersKept,
  microBatchBytes,
  shownLogits,
  stagePlace,
  stagesOf,
  stageStates,
  type Memory,
  type MemoryTerms,
  type Stage,
} from './stage-memory.ts'

export type { Memory, MemoryHabits, MemoryTerms, Optimizer } from './stage-memory.ts'

/** Memory of the fullest accelerator, the number alone. */
export function peakBytes(terms: MemoryTerms, layout: Layout): number {
  return memoryOf(terms, layout).peakBytes
}

/** The same with its parts, of the stage that is the fullest. */
export function memoryOf(terms: MemoryTerms, layout: Layout): Memory {
  const [first, ...others] = stagesOf(terms, layout).map((stage) => stageMemory(terms, layout, stage))
  if (first === undefined) throw new Error('a layout has no stage')
  return others.reduce((fullest, one) => (one.peakBytes > fullest.peakBytes ? one : fullest), first)
}

/** Its states, the activations of the micro-batches in flight, and the higher of the logits and a layer at work again. */
function stageMemory(terms: MemoryTerms, layout: Layout, stage: Stage): Memory {
  const states = stageStates(terms, layout, [stage, layout.zero])
  const place = stagePlace(layout, stage)
  const bytes = microBatchBytes(terms, layout)
  const logits = shownLogits(bytes, place.holdsHead)
  const kept = bytes.layer * layersKept(place, microBatches(layout) * layout.vpp)
  const activations = kept + (logits === 0 ? bytes.working : 0)
  const { weights, gradients, optimizer, gathered, reserve } = states
  const breakdownBytes = { weights, gradients, optimizer, activations, logits, gathered, reserve }
  return { peakBytes: sum(Object.values(breakdownBytes)), breakdownBytes }
}
