import type { Kind, SharedJob, SharedWindow, SharedWorkload } from './nodes-words.ts'
import { draws } from './random.ts'

export type NodesShape = {
  readonly jobs: number
  readonly nodes: number
  readonly windows: number
  readonly priorities: number
  readonly spanS: number
  readonly longestS: number
}

/** Small machines of one to three kinds, and jobs that ask for parts of nodes, whole nodes, or what nobody has. */
export function randomNodes(seed: number, shape: NodesShape): SharedWorkload {
  const below = draws(seed)
  const kinds = Array.from({ length: 1 + below(3) }, () => randomKind(below, shape.nodes))
  const nodes = kinds.reduce((sum, { count }) => sum + count, 0)
  return {
    cluster: { nodes: kinds },
    windows: Array.from({ length: below(shape.windows + 1) }, () => randomWindow(below, nodes, shape)),
    jobs: Array.from({ length: shape.jobs }, (_, i) =>
      randomJob(below, nodes, { ...shape, id: `j${String(i)}` }),
    ),
  }
}

type Below = (n: number) => number

function randomKind(below: Below, nodes: number): Kind {
  const kind = { count: 1 + below(nodes), gpus: [0, 2, 4, 8][below(4)] ?? 4, weight: 1 + below(2) }
  const sized = below(2) === 0 ? kind : { ...kind, cores: 4 + below(9), memoryMb: 50 + 10 * below(6) }
  return below(3) === 0
    ? { ...sized, partitions: [['gpu'], ['cpu'], ['gpu', 'cpu']][below(3)] ?? ['gpu'] }
    : sized
}

function randomJob(below: Below, nodes: number, shape: NodesShape & { readonly id: string }): SharedJob {
  const requested = 1 + below(shape.longestS)
  const ends = below(6)
  const actual =
    ends === 0 ? 0 : ends === 1 ? requested + below(4) : ends === 2 ? requested : below(requested + 1)
  const job = {
    id: shape.id,
    submit: below(shape.spanS),
    nodes: below(3) === 0 ? 1 + below(nodes) : 1,
    requested_s: below(15) === 0 ? 0 : requested,
    actual_s: actual,
    priority: below(shape.priorities),
  }
  const sort = below(10)
  if (sort < 2) return job
  const parts = {
    ...(sort < 8 ? { gpusPerNode: 1 + below(4) } : {}),
    ...(below(2) === 0 ? { coresPerNode: 1 + below(6) } : {}),
    ...(below(3) === 0 ? { memoryMbPerNode: 10 * (1 + below(6)) } : {}),
  }
  const asked = below(8) === 0 ? { ...parts, exclusive: true } : parts
  return below(5) === 0
    ? { ...job, ...asked, partition: below(2) === 0 ? 'gpu' : 'all' }
    : { ...job, ...asked }
}

function randomWindow(below: Below, nodes: number, shape: NodesShape): SharedWindow {
  const start = below(shape.spanS + shape.longestS)
  const end = start + below(shape.longestS)
  if (below(3) > 0) return { start, end, nodes: below(4) === 0 ? null : below(nodes + 1) }
  const nodeIds = Array.from({ length: 1 + below(nodes) }, () => below(nodes))
  return { start, end, nodes: null, nodeIds: [...new Set(nodeIds)] }
}
