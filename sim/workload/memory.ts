import { GIGA } from '../base/units.ts'
import type { Architecture } from './architecture.ts'
import type { Layout } from './layout.ts'
import { shapesOf } from './shapes.ts'
import {
  scratch,
  stageBytes,
  stagesOf,
  type Memory,
  type MemoryHabits,
  type MemoryTerms,
  type Optimizer,
} from './stage-memory.ts'

export type { Memory, MemoryHabits, MemoryTerms, Optimizer } from './stage-memory.ts'

/** Megatron-LM of 2024 in bf16: the habits where nobody says which software. */
export const usualHabits: MemoryHabits = {
  flashAttention: true,
  lowPrecision: false,
  gradientBytes: 4,
  castsWhenGathered: false,
  cutsExperts: true,
  logitBytes: 6,
  reserveBytes: 3 * GIGA,
}

/** Memory of the fullest accelerator, the number alone. */
export function peakBytes(terms: MemoryTerms, layout: Layout): number {
  let peak = 0
  for (const stage of stagesOf(layout)) peak = Math.max(peak, stageBytes(terms, layout, stage))
  return peak
}

/** The same with its parts, of the stage that is the fullest. */
export function memoryOf(terms: MemoryTerms, layout: Layout): Memory {
  const peak = peakBytes(terms, layout)
  const fullest = stagesOf(layout).find((stage) => stageBytes(terms, layout, stage) === peak)
  if (fullest === undefined) throw new Error('no stage is the fullest')
  return { peakBytes: stageBytes(terms, layout, fullest), breakdownBytes: { ...scratch } }
}

export type MemoryQuestion = {
  readonly architecture: Architecture
  readonly layout: Layout
  readonly seqLen: number
  readonly optimizer: Optimizer
}

/** As `memoryOf` under the usual habits. */
export function memoryPerAccelerator({ architecture, layout, seqLen, optimizer }: MemoryQuestion): Memory {
  return memoryOf({ shapes: shapesOf(architecture), seqLen, optimizer, habits: usualHabits }, layout)
}
