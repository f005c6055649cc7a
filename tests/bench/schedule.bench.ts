import { bench, describe } from 'vitest'
import { draws } from '../conformance/random.ts'
import type { Workload } from '../../sim/queue/engine/job.ts'
import type { PolicyName } from '../../sim/queue/engine/policies.ts'
import { simulate } from '../../sim/queue/engine/simulate.ts'

const nodes = 512
/** Of the machine. */
const load = 0.8
const once = { iterations: 3, time: 0, warmupIterations: 0, warmupTime: 0 }

/** At a fixed load the queue is as long at any count; a backlog is submitted all at once. */
type Arrival = 'fixed load' | 'backlog'

/** Jobs of 1 to 64 nodes and up to 4 hours that ask for up to four times their run time. */
function workloadOf(count: number, arrival: Arrival): Workload {
  const below = draws(count)
  const submitS = new Float64Array(count)
  const sizes = new Float64Array(count)
  const actualS = new Float64Array(count)
  const requestedS = new Float64Array(count)
  let nodeSeconds = 0
  for (let job = 0; job < count; job += 1) {
    const [size, runS] = [2 ** below(7), 60 + below(4 * 3600)]
    sizes[job] = size
    actualS[job] = runS
    requestedS[job] = runS + below(3 * runS)
    nodeSeconds += size * runS
    submitS[job] = arrival === 'backlog' ? 0 : Math.floor(nodeSeconds / nodes / load)
  }
  const labels = { projectOf: new Int32Array(count), projects: [''], users: null, queues: null }
  const ids = Float64Array.from(submitS, (_, job) => job + 1)
  const jobs = { count, submitS, nodes: sizes, requestedS, actualS, ...labels, ids }
  const none = { priority: null, powerWPerNode: null, perNode: null, conditions: null }
  return { nodes, kinds: null, windows: [], jobs: { ...jobs, ...none } }
}

/** CPU time of each job by policy and count, to show how the cost grows. */
const leastUs = new Map<string, number>()

/** Replays a workload and prints jobs a second, the cost of a job against that at a tenth of the jobs, and memory. */
function counted(policy: PolicyName, count: number, arrival: Arrival = 'fixed load'): void {
  const name = `${policy}, ${count.toLocaleString('en')} jobs${arrival === 'backlog' ? ' at once' : ''}`
  let leastMs = Infinity
  let workload: Workload | null = null
  bench(
    name,
    () => {
      workload ??= workloadOf(count, arrival)
      const before = process.cpuUsage()
      simulate(workload, { policy, onProgress: null })
      const { user, system } = process.cpuUsage(before)
      leastMs = Math.min(leastMs, (user + system) / 1e3)
    },
    {
      ...once,
      teardown: (_, mode) => {
        if (mode === 'warmup') return
        const eachUs = (leastMs * 1e3) / count
        const before = leastUs.get(`${policy} ${arrival} ${String(count / 10)}`)
        const growth =
          before === undefined
            ? ''
            : `, ${(eachUs / before).toFixed(2)} times the cost a job at a tenth of them`
        leastUs.set(`${policy} ${arrival} ${String(count)}`, eachUs)
        const rate = Math.round(1e6 / eachUs).toLocaleString('en')
        const memoryMb = (process.memoryUsage().rss / 1e6).toFixed(0)
        process.stdout.write(
          `${name}: ${rate} jobs/s, ${(leastMs / 1e3).toFixed(2)} CPU s${growth}; ${memoryMb} MB in the process\n`,
        )
        workload = null
      },
    },
  )
}

describe('a replay at a fixed load', () => {
  for (const count of [10_000, 100_000, 1_000_000]) counted('easy', count)
  for (const count of [10_000, 100_000]) counted('conservative', count)
})

describe('a backlog submitted at once', () => {
  for (const count of [200, 2_000]) counted('conservative', count, 'backlog')
})
