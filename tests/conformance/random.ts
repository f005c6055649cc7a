import type { Job, Window, Workload } from './oracle.ts'

/** How wild a random workload is. Times are drawn small, so that instants coincide often. */
export type Shape = {
  readonly jobs: number
  readonly windows: number
  /** 1 for none. */
  readonly priorities: number
  /** Submissions fall into so many seconds. */
  readonly spanS: number
  readonly longestS: number
}

/** Uniform whole numbers below n; Numerical Recipes' 32-bit generator, its low bits left unused. */
export function draws(seed: number): (n: number) => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
}

/** The same seed and shape give the same workload, with every kind of job that the rules speak of. */
export function randomWorkload(seed: number, shape: Shape): Workload {
  const below = draws(seed)
  const nodes = 1 + below(below(2) === 0 ? 5 : 40)
  return {
    cluster: { nodes },
    windows: Array.from({ length: shape.windows }, () => randomWindow(below, { nodes, shape })),
    jobs: Array.from({ length: shape.jobs }, (_, i) =>
      randomJob(below, { nodes, shape, id: `j${String(i)}` }),
    ),
  }
}

type Around = { readonly nodes: number; readonly shape: Shape }

function randomJob(below: (n: number) => number, around: Around & { readonly id: string }): Job {
  const { nodes, shape, id } = around
  const requested = 1 + below(shape.longestS)
  const kind = below(20)
  const job = {
    id,
    submit: below(shape.spanS),
    // A few are too large; small ones are more frequent than large ones.
    nodes: kind === 0 ? nodes + 1 + below(2) : 1 + below(1 + below(nodes)),
    requested_s: below(15) === 0 ? -below(2) : requested,
    actual_s: actualS(below, requested),
  }
  return shape.priorities > 1 ? { ...job, priority: below(shape.priorities) } : job
}

/** A quarter end as planned, some at once, some would run over, most end early. */
function actualS(below: (n: number) => number, requested: number): number {
  const kind = below(12)
  if (kind < 3) return requested
  if (kind < 5) return 0
  if (kind < 7) return requested + 1 + below(5)
  return below(requested + 1)
}

function randomWindow(below: (n: number) => number, { nodes, shape }: Around): Window {
  const start = below(shape.spanS + shape.longestS) - 2
  const end = start + below(shape.longestS)
  return { start, end, nodes: below(3) === 0 ? null : below(nodes + 2) }
}
