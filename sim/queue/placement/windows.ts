import type { Window } from '../engine/job.ts'
import type { Placement } from './placement.ts'

/**
 * Takes the nodes of windows whole: those that a window names, and beside them the highest-numbered, as many as the
 * windows of an instant ask for together (rules 9 and 17). Returns the instants at which they change.
 */
export function closeNodes(placement: Placement, windows: readonly Window[]): Float64Array {
  const real = windows.filter(({ startS, endS }) => endS > startS)
  const instants = [...new Set(real.flatMap(({ startS, endS }) => [startS, endS]))].sort((a, b) => a - b)
  /** Since when each node has been away; -1 where it is not. */
  const sinceS = new Map<number, number>()
  for (const atS of instants) {
    const away = awayAt(real, atS, placement.nodesInAll)
    for (const [node, startS] of sinceS) {
      if (away.has(node)) continue
      placement.close([node], startS, atS)
      sinceS.delete(node)
    }
    for (const node of away) if (!sinceS.has(node)) sinceS.set(node, atS)
  }
  return Float64Array.from(instants)
}

function awayAt(windows: readonly Window[], atS: number, nodes: number): ReadonlySet<number> {
  const open = windows.filter(({ startS, endS }) => startS <= atS && atS < endS)
  const away = new Set(open.flatMap(({ nodeIds }) => nodeIds ?? []))
  const unnamed = open.filter(({ nodeIds }) => nodeIds === undefined)
  let count = unnamed.reduce((sum, window) => sum + (window.nodes ?? nodes), 0)
  for (let node = nodes - 1; node >= 0 && count > 0; node -= 1) {
    if (away.has(node)) continue
    away.add(node)
    count -= 1
  }
  return away
}
