import type { Ask } from '../placement/asks.ts'
import type { NodeStates } from '../placement/node-states.ts'
import type { Placement } from '../placement/placement.ts'
import type { Snapshot } from './snapshot.ts'

/** Whether a job finds its nodes now, on a machine whose nodes are shared; `jobs` must end before there are enough. */
export type PlacesNow =
  | { readonly kind: 'room' }
  | {
      readonly kind: 'fragmentation'
      readonly freeGpus: number
      readonly gpusPerNode: number
      readonly jobs: readonly number[]
    }
  | { readonly kind: 'running'; readonly freeNodes: number; readonly jobs: readonly number[] }

const nothing = { gpus: 0, cores: 0, memoryMb: 0 } as const

/** What is free on each node, as running jobs end one by one. */
type Free = Pick<NodeStates, 'gpus' | 'cores' | 'memoryMb' | 'holders'>

/** Looks at the nodes of a snapshot, promises left out. */
export function placesNow({ machine, running }: Snapshot, placement: Placement, job: number): PlacesNow {
  const { nodes } = placement
  const ask = placement.askOf(job)
  const able = [...ask.candidates].filter((node) => nodes.carriesNow(node, ask)).length
  if (able >= ask.nodes) return { kind: 'room' }
  const free: Free = {
    gpus: nodes.gpus.slice(),
    cores: nodes.cores.slice(),
    memoryMb: nodes.memoryMb.slice(),
    holders: nodes.holders.slice(),
  }
  const endOf = (other: number) => (machine.startS[other] ?? 0) + (machine.limitS[other] ?? 0)
  const jobs: number[] = []
  for (const other of [...running].sort((a, b) => endOf(a) - endOf(b) || a - b)) {
    const places = [...placement.nodesOf(other)].filter((node) => ask.candidates.includes(node))
    if (places.length === 0) continue
    jobs.push(other)
    for (const node of places)
      leave(free, node, { ask: placement.askOf(other), of: nodes.offered[node] ?? nothing })
    if ([...ask.candidates].filter((node) => carries(free, node, ask)).length >= ask.nodes) break
  }
  const isScattered = !ask.isWhole && ask.gpus > 0 && nodes.freeGpus >= ask.gpus * ask.nodes
  return isScattered
    ? { kind: 'fragmentation', freeGpus: nodes.freeGpus, gpusPerNode: ask.gpus, jobs }
    : { kind: 'running', freeNodes: able, jobs }
}

type Leaving = {
  readonly ask: Ask
  readonly of: { readonly gpus: number; readonly cores: number; readonly memoryMb: number }
}

function leave(free: Free, node: number, { ask, of }: Leaving): void {
  if (ask.isWhole) {
    free.holders[node] = 0
    free.gpus[node] = of.gpus
    free.cores[node] = of.cores
    free.memoryMb[node] = of.memoryMb
    return
  }
  free.holders[node] = (free.holders[node] ?? 0) - 1
  free.gpus[node] = (free.gpus[node] ?? 0) + ask.gpus
  free.cores[node] = (free.cores[node] ?? 0) + ask.cores
  free.memoryMb[node] = (free.memoryMb[node] ?? 0) + ask.memoryMb
}

function carries(free: Free, node: number, ask: Ask): boolean {
  if (ask.isWhole) return free.holders[node] === 0
  return (
    (free.gpus[node] ?? 0) >= ask.gpus &&
    (free.cores[node] ?? 0) >= ask.cores &&
    (free.memoryMb[node] ?? 0) >= ask.memoryMb
  )
}
