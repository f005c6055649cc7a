import type { Layout, ZeroStage } from './layout.ts'
import { cellOf, recomputeSteps, type Meter } from './meter.ts'
import {
  layersKept,
  microBatchBytes,
  shownLogits,
  stagePlace,
  stagesOf,
  stageStates,
  statesBytes,
  type MemoryTerms,
  type StagePlace,
} from './stage-memory.ts'

type MeteredStage = StagePlace & {
  /** Weights, gradients, optimizer, gathers and reserve at each ZeRO stage. */
  readonly states: readonly number[]
}

type Place = {
  /** Chunks that a rank works through in a step, times its micro-batch. */
  readonly chunkSequences: number
  readonly stages: readonly MeteredStage[]
}

const zeros: readonly ZeroStage[] = [0, 1, 2, 3]

/** Bytes on the fullest accelerator as `peakBytes` has them, to the rounding of sums in another order. */
export function memoryMeter(terms: MemoryTerms): Meter {
  const microBatch: number[] = []
  const layer: number[] = []
  /** What stands highest beside the layers kept, on a stage without the head and on one with it. */
  const besideInner: number[] = []
  const besideHead: number[] = []
  const places: Place[] = []

  return {
    layers(layout, slot) {
      for (let sp = layout.tp > 1 ? 1 : 0; sp >= 0; sp -= 1) {
        recomputeSteps.forEach((recompute, step) => {
          const cell = cellOf(slot, sp, step)
          const bytes = microBatchBytes(terms, { ...layout, recompute, sequenceParallel: sp === 1 })
          microBatch[cell] = layout.microBatch
          layer[cell] = bytes.layer
          besideInner[cell] = bytes.working
          besideHead[cell] = Math.max(bytes.working, shownLogits(bytes, true))
        })
      }
    },
    place(layout, slot) {
      places[slot] = placeOf(terms, layout)
    },
    read(cell, placeIndex, zero) {
      const place = places[placeIndex]
      const kept = layer[cell]
      if (place === undefined || kept === undefined) throw new Error('read before it was worked out')
      const chunks = place.chunkSequences / (microBatch[cell] ?? 1)
      let peak = 0
      for (const stage of place.stages) {
        const beside = stage.holdsHead ? besideHead[cell] : besideInner[cell]
        peak = Math.max(
          peak,
          (stage.states[zero] ?? Infinity) + kept * layersKept(stage, chunks) + (beside ?? 0),
        )
      }
      return peak
    },
  }
}

function placeOf(terms: MemoryTerms, layout: Layout): Place {
  return {
    chunkSequences: (layout.globalBatch / layout.dp) * layout.vpp,
    stages: stagesOf(terms, layout).map((stage) => ({
      ...stagePlace(layout, stage),
      states: zeros.map((zero) => statesBytes(stageStates(terms, layout, [stage, zero]))),
    })),
  }
}
