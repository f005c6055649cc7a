import type { Layout, Recompute, ZeroStage } from './layout.ts'
import {
  layersKept,
  type MemoryTerms,
  microBatchBytes,
  shownLogits,
  stagePlace,
  type StagePlace,
  stagesOf,
  stageStates,
  statesBytes,
} from './stage-memory.ts'

/**
 * One quantity of very many layouts (bytes, seconds). What a layout shares with others is worked out once and kept:
 * a *cell* for each cut of a layer, micro-batch, recomputation and choice of sequence parallelism; a *place* for each
 * pipeline and data-parallel cut. Reading a layout then joins a cell and a place and allocates nothing.
 */
export type Meter = {
  /** Works out the cells of one tp, cp, ep and micro-batch; what else the layout says is not read. */
  readonly layers: (layout: Layout, slot: number) => void
  /** Works out one pp, vpp, dp and global batch, with the same tp, cp and ep. */
  readonly place: (layout: Layout, slot: number) => void
  readonly read: (cell: number, place: number, zero: number) => number
}

export type TimeMeter = Meter & {
  /** No step takes less for each micro-batch of each layer that a rank holds, of the layers in a slot. */
  readonly leastS: (slot: number) => number
}

export const recomputeSteps: readonly Recompute[] = ['none', 'selective', 'full']
const cellsPerSlot = 2 * recomputeSteps.length

/** @param sequenceParallel  1 or 0 */
export function cellOf(slot: number, sequenceParallel: number, recompute: number): number {
  return slot * cellsPerSlot + sequenceParallel * recomputeSteps.length + recompute
}

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

/** Bytes on the fullest accelerator as `memoryOf` has them, to the rounding of sums in another order. */
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
