import { draws } from '../../../conformance/random.ts'
import { ended, sacct, type Row } from './slurm-dump.ts'

/**
 * An invented `sacct` dump of a machine whose GPUs are shared, with the starts that a small scheduler of our own gave:
 * it counts free GPUs of nodes, looks at the queue every half minute, and shares nothing with the product.
 */

export const nodes = 16
export const gpusPerNode = 4
const passEveryS = 30

type Job = { readonly submitS: number; readonly gpus: number; readonly runS: number; readonly limitS: number }

type Running = {
  readonly endS: number
  readonly limitEndS: number
  readonly held: ReadonlyMap<number, number>
}

/** Submissions by chance, most of one or two GPUs, that keep the machine nine tenths busy. */
function inventedJobs(seed: number, count: number): readonly Job[] {
  const below = draws(seed)
  const fraction = () => (below(1_000_000) + 0.5) / 1_000_000
  let submitS = 0
  return Array.from({ length: count }, () => {
    submitS += Math.ceil(-360 * Math.log(fraction()))
    const share = fraction()
    const gpus = share < 0.4 ? 1 : share < 0.57 ? 2 : share < 0.8 ? 4 : share < 0.95 ? 8 : 16
    const normal = Math.sqrt(-2 * Math.log(fraction())) * Math.cos(2 * Math.PI * fraction())
    const runS = Math.min(20 * 3600, Math.ceil(3600 * Math.exp(normal)))
    const limitS = Math.min(86_400, 3600 * Math.ceil((runS * (1 + 3 * fraction())) / 3600))
    return { submitS, gpus, runS, limitS }
  })
}

/** Where a job would go: on the fullest node that holds it, or on so many empty ones; null where it does not fit. */
function fitted(free: readonly number[], gpus: number): ReadonlyMap<number, number> | null {
  const order = free.map((_, node) => node).sort((a, b) => (free[a] ?? 0) - (free[b] ?? 0) || a - b)
  const each = Math.min(gpus, gpusPerNode)
  const chosen = order.filter((node) => (free[node] ?? 0) >= each).slice(0, gpus / each)
  return chosen.length < gpus / each ? null : new Map(chosen.map((node) => [node, each]))
}

function changed(free: readonly number[], held: ReadonlyMap<number, number>, sign: 1 | -1): number[] {
  return free.map((gpus, node) => gpus + sign * (held.get(node) ?? 0))
}

/** When the head of the queue will fit at the latest, and what is free then before it starts. */
function shadow(free: readonly number[], running: readonly Running[], head: Job) {
  let then = [...free]
  for (const one of [...running].sort((a, b) => a.limitEndS - b.limitEndS)) {
    then = changed(then, one.held, 1)
    if (fitted(then, head.gpus) !== null) return { atS: one.limitEndS, free: then }
  }
  throw new Error('a job that the empty machine does not hold')
}

/** The start of every job: first come, first served, and whoever does not delay the first that waits goes before. */
function recordedStarts(jobs: readonly Job[]): readonly number[] {
  const starts: number[] = jobs.map(() => -1)
  let free: number[] = Array.from({ length: nodes }, () => gpusPerNode)
  let running: Running[] = []
  let queue: number[] = []
  let next = 0
  const jobAt = (i: number): Job => jobs[i] ?? { submitS: 0, gpus: 1, runS: 1, limitS: 1 }
  const start = (i: number, nowS: number, held: ReadonlyMap<number, number>): void => {
    const { runS, limitS } = jobAt(i)
    starts[i] = nowS
    free = changed(free, held, -1)
    running.push({ endS: nowS + runS, limitEndS: nowS + limitS, held })
    queue = queue.filter((other) => other !== i)
  }
  for (let nowS = 0; next < jobs.length || queue.length > 0; nowS += passEveryS) {
    const over = running.filter(({ endS }) => endS <= nowS)
    const before = next
    for (const { held } of over) free = changed(free, held, 1)
    running = running.filter(({ endS }) => endS > nowS)
    for (; next < jobs.length && jobAt(next).submitS <= nowS; next += 1) queue.push(next)
    if (over.length === 0 && next === before) continue
    for (let [head] = queue; head !== undefined; [head] = queue) {
      const held = fitted(free, jobAt(head).gpus)
      if (held === null) break
      start(head, nowS, held)
    }
    const [head, ...rest] = queue
    if (head === undefined) continue
    const later = shadow(free, running, jobAt(head))
    for (const i of rest) {
      const held = fitted(free, jobAt(i).gpus)
      if (held === null) continue
      if (nowS + jobAt(i).limitS > later.atS) {
        const left = changed(later.free, held, -1)
        if (left.some((gpus) => gpus < 0) || fitted(left, jobAt(head).gpus) === null) continue
        later.free = left
      }
      start(i, nowS, held)
    }
  }
  return starts
}

const clock = (second: number) => new Date(Date.UTC(2026, 2, 1) + second * 1000).toISOString().slice(0, 19)

export type Dump = {
  readonly text: string
  readonly meanWaitS: number
  /** Of all jobs, those with fewer GPUs than a node has. */
  readonly partFraction: number
}

export function sharedDump(seed: number, count: number): Dump {
  const jobs = inventedJobs(seed, count)
  const starts = recordedStarts(jobs)
  const rows = jobs.map(({ submitS, gpus, runS, limitS }, i): Row => {
    const [startS, onNodes] = [starts[i] ?? 0, Math.max(1, gpus / gpusPerNode)]
    const tres = `billing=${String(gpus)},cpu=${String(16 * gpus)},gres/gpu=${String(gpus)},node=${String(onNodes)}`
    return {
      ...ended,
      JobID: String(1000 + i),
      User: `u${String(i % 17)}`,
      Submit: clock(submitS),
      Eligible: clock(submitS),
      Start: clock(startS),
      End: clock(startS + runS),
      ElapsedRaw: String(runS),
      NNodes: String(onNodes),
      AllocTRES: tres,
      ReqTRES: tres,
      TimelimitRaw: String(limitS / 60),
      NodeList: '',
    }
  })
  const waitedS = jobs.reduce((sum, { submitS }, i) => sum + (starts[i] ?? 0) - submitS, 0)
  const parts = jobs.filter(({ gpus }) => gpus < gpusPerNode).length
  return { text: sacct(rows), meanWaitS: waitedS / count, partFraction: parts / count }
}
