import { GIGA } from '../../../sim/base/units.ts'
import type { Architecture } from '../../../sim/workload/huggingface.ts'
import type { Layout } from '../../../sim/workload/layout.ts'
import { memoryOf, type Memory, type MemoryHabits, type Optimizer } from '../../../sim/workload/memory.ts'
import { shapesOf } from '../../../sim/workload/shapes.ts'

/** Megatron-LM of 2024 in bf16: the habits where nobody says which software. */
export const usualHabits: MemoryHabits = {
  flashAttention: true,
  shardDomain: Infinity,
  lowPrecision: false,
  fusesActivation: true,
  keepsGathered: false,
  keepsProducts: null,
  expertLoad: 1,
  gradientBytes: 4,
  freshGradientBytes: 0,
  lowWeightBytes: 0,
  balancesHead: false,
  castsWhenGathered: false,
  cutsExperts: true,
  logitBytes: 6,
  cutLogitBytes: 6,
  reserveBytes: 1.5 * GIGA,
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
