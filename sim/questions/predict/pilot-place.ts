import type { PilotPlace } from '../../uncertainty/pilot.ts'
import { countParameters } from '../../workload/parameters.ts'
import type { ErrorRange } from '../../step/fitted/error.ts'
import type { Layout } from '../../workload/layout.ts'
import type { StepWish } from './read.ts'

/** What decides where a step stands among others. */
export type Placed = {
  readonly layout: Layout
  readonly wish: Pick<StepWish, 'model' | 'seqLen' | 'accelerator' | 'gpus' | 'precision' | 'practice'>
}

const recomputes = ['none', 'selective', 'full'] as const

/** Where a size stands in a place. */
export const at = { parameters: 0, seqLen: 1, gpus: 2, precision: 9 } as const
/** How much an e-fold of each counts, and another kind of arithmetic. */
export const scales = { size: 0.4, gpus: 0.12, cut: 0.3, saving: 0.6, precision: 1.5 } as const

/** Where a step stands among others, and how sure its prediction is. */
export function placeOf({ wish, layout }: Placed, { low, high }: ErrorRange): PilotPlace {
  const { active } = countParameters(wish.model.architecture)
  return {
    stack: wish.practice.stack,
    acceleratorId: wish.accelerator.id,
    at: [
      scales.size * Math.log(active),
      scales.size * Math.log(wish.seqLen),
      scales.gpus * Math.log(wish.gpus),
      scales.cut * Math.log(layout.tp),
      scales.cut * Math.log(layout.pp),
      scales.cut * Math.log(layout.cp),
      scales.cut * Math.log(layout.microBatch),
      scales.saving * recomputes.indexOf(layout.recompute),
      layout.zero === 3 ? scales.saving : 0,
      wish.precision === 'bf16' || wish.precision === 'fp16' ? 0 : scales.precision,
      wish.model.architecture.moe === null ? 0 : scales.precision,
    ],
    low: Math.log(low),
    high: Math.log(high),
  }
}
