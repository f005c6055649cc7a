import type { Layout, Recompute } from './layout.ts'

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

export const recomputeSteps: readonly Recompute[] = ['none', 'selective', 'full']
const cellsPerSlot = 2 * recomputeSteps.length

/** @param sequenceParallel  1 or 0 */
export function cellOf(slot: number, sequenceParallel: number, recompute: number): number {
  return slot * cellsPerSlot + sequenceParallel * recomputeSteps.length + recompute
}
