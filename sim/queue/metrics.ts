import type { Workload } from './engine/job.ts'
import { hasNoStart, rejected, timeout, type Schedule } from './engine/simulate.ts'

/** Below this run time a slowdown says little: the threshold of the bounded slowdown (Feitelson and Rudolph 1998). */
const slowdownThresholdS = 10

/** Over the jobs that started, unweighted; null where none did. */
export type Metrics = {
  /** In the workload, rejected ones included. */
  readonly jobs: number
  readonly rejected: number
  readonly timeouts: number
  readonly meanWaitS: number | null
  readonly maxWaitS: number | null
  readonly meanResponseS: number | null
  readonly meanBoundedSlowdown: number | null
  /** From the first submission of an accepted job to the last end. */
  readonly makespanS: number
  readonly nodeSeconds: number
  /** Node-seconds used, of those that the machine had in the makespan; null for a makespan of 0. */
  readonly utilisation: number | null
}

/** max(1, (wait + run) / max(run, 10 s)). */
export function boundedSlowdown(waitS: number, runS: number): number {
  return Math.max(1, (waitS + runS) / Math.max(runS, slowdownThresholdS))
}

export function metricsOf({ nodes, jobs }: Workload, { startS, endS, status }: Schedule): Metrics {
  let started = 0
  let refused = 0
  let timeouts = 0
  let waitS = 0
  let maxWaitS = 0
  let responseS = 0
  let slowdown = 0
  let nodeSeconds = 0
  let firstS = Infinity
  let lastS = -Infinity
  for (let job = 0; job < jobs.count; job += 1) {
    if (status[job] === rejected) refused += 1
    if (hasNoStart(status[job])) continue
    if (status[job] === timeout) timeouts += 1
    const submit = jobs.submitS[job] ?? 0
    const start = startS[job] ?? 0
    const end = endS[job] ?? 0
    started += 1
    waitS += start - submit
    responseS += end - submit
    slowdown += boundedSlowdown(start - submit, end - start)
    nodeSeconds += (jobs.nodes[job] ?? 0) * (end - start)
    if (start - submit > maxWaitS) maxWaitS = start - submit
    if (submit < firstS) firstS = submit
    if (end > lastS) lastS = end
  }
  const makespanS = started === 0 ? 0 : lastS - firstS
  const mean = (sum: number) => (started === 0 ? null : sum / started)
  return {
    jobs: jobs.count,
    rejected: refused,
    timeouts,
    meanWaitS: mean(waitS),
    maxWaitS: started === 0 ? null : maxWaitS,
    meanResponseS: mean(responseS),
    meanBoundedSlowdown: mean(slowdown),
    makespanS,
    nodeSeconds,
    utilisation: makespanS === 0 ? null : nodeSeconds / (nodes * makespanS),
  }
}
