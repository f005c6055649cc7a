import type { Layout, ZeroStage } from './layout.ts'
import { cellOf, recomputeSteps, type Meter } from './meter.ts'
import {
  chunksStarted,
  holdsHead,
  layersHeld,
  microBatchBytes,
  stagesOf,
  stateBytes,
  type MemoryTerms,
} from './stage-memory.ts'

type StagePlace = {
  /** Weights, gradients, optimizer, gathers and reserve at each ZeRO stage. */
  readonly states: readonly number[]
  readonly chunkLayers: number
  readonly chunksStarted: number
  readonly holdsHead: boolean
}

type Place = {
  /** Chunks that a rank works through in a step, times its micro-batch. */
  readonly chunkSequences: number
  readonly stages: readonly StagePlace[]
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
          besideHead[cell] = Math.max(bytes.working, bytes.logits)
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
        const layers = stage.chunkLayers * Math.min(stage.chunksStarted, chunks)
        const beside = stage.holdsHead ? besideHead[cell] : besideInner[cell]
        peak = Math.max(peak, (stage.states[zero] ?? Infinity) + kept * layers + (beside ?? 0))
      }
      return peak
    },
  }
}

function placeOf(terms: MemoryTerms, layout: Layout): Place {
  return {
    chunkSequences: (layout.globalBatch / layout.dp) * layout.vpp,
    stages: stagesOf(layout).map((stage) => ({
      states: zeros.map((zero) => stateBytes(terms, layout, stage, zero)),
      chunkLayers: layersHeld(terms.shapes, layout, stage) / layout.vpp,
      chunksStarted: chunksStarted(layout, stage),
      holdsHead: holdsHead(layout, stage),
    })),
  }
}
