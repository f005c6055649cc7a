import type { Workload } from './engine/job.ts'
import { hasNoStart, rejected, timeout, type Schedule } from './engine/simulate.ts'
import { cutShort } from './stretches.ts'

/** Below this run time a slowdown says little: the threshold of the bounded slowdown (Feitelson and Rudolph 1998). */
const slowdownThresholdS = 10

/**
 * Over the jobs that started, unweighted; null where none did. A job that was stopped counts with all its attempts: it
 * runs for as long as they lasted, and waits for the rest of its response.
 */
export type Metrics = Readonly<ReturnType<typeof metricsOf>>

/** max(1, (wait + run) / max(run, 10 s)). */
export function boundedSlowdown(waitS: number, runS: number): number {
  return Math.max(1, (waitS + runS) / Math.max(runS, slowdownThresholdS))
}

export function metricsOf({ nodes, jobs }: Workload, schedule: Schedule) {
  const { startS, endS, status } = schedule
  const cut = cutShort(schedule)
  let [started, refused, timeouts] = [0, 0, 0]
  let [waitS, maxWaitS, responseS, slowdown, nodeSeconds] = [0, 0, 0, 0, 0]
  let [firstS, lastS] = [Infinity, -Infinity]
  for (let job = 0; job < jobs.count; job += 1) {
    if (status[job] === rejected) refused += 1
    if (hasNoStart(status[job])) continue
    if (status[job] === timeout) timeouts += 1
    const submit = jobs.submitS[job] ?? 0
    const start = startS[job] ?? 0
    const end = endS[job] ?? 0
    const ranS = end - start + (cut.size === 0 ? 0 : (cut.get(job)?.ranS ?? 0))
    const waited = end - submit - ranS
    started += 1
    waitS += waited
    responseS += end - submit
    slowdown += boundedSlowdown(waited, ranS)
    nodeSeconds += (jobs.nodes[job] ?? 0) * ranS
    if (waited > maxWaitS) maxWaitS = waited
    if (submit < firstS) firstS = submit
    if (end > lastS) lastS = end
  }
  const makespanS = started === 0 ? 0 : lastS - firstS
  const usedNodeS = schedule.placed === null ? nodeSeconds : schedule.placed.occupiedNodeS
  const mean = (sum: number) => (started === 0 ? null : sum / started)
  return {
    /** In the workload, rejected ones included. */
    jobs: jobs.count,
    rejected: refused,
    timeouts,
    meanWaitS: mean(waitS),
    maxWaitS: started === 0 ? null : maxWaitS,
    meanResponseS: mean(responseS),
    meanBoundedSlowdown: mean(slowdown),
    /** From the first submission of an accepted job to the last end. */
    makespanS,
    /** Nodes of each job times its run: on shared nodes a node counts for every job on it. */
    nodeSeconds,
    /**
     * Of the node-seconds that the machine had in the makespan, those with a job on the node; null for a makespan of 0. On
     * shared nodes a node counts once, however many jobs are on it.
     */
    utilisation: makespanS === 0 ? null : usedNodeS / (nodes * makespanS),
    /** Null on a machine of like whole nodes. */
    shared: sharedMetrics(schedule, makespanS),
  }
}

/** What a machine that lists its kinds of nodes adds. */
function sharedMetrics({ placed, startS, endS, ...schedule }: Schedule, makespanS: number) {
  if (placed === null) return null
  const { gpus, gpusInAll, fragmentedS } = placed
  let gpuSeconds = 0
  for (let job = 0; job < gpus.length; job += 1)
    gpuSeconds += (gpus[job] ?? 0) * ((endS[job] ?? 0) - (startS[job] ?? 0))
  for (const one of schedule.broken) gpuSeconds += (gpus[one.job] ?? 0) * (one.endS - one.startS)
  const hasNone = makespanS === 0 || gpusInAll === 0
  return {
    /** A job that takes its nodes whole holds all their GPUs. */
    gpuSeconds,
    /** Of those that the machine had in the makespan; null for a machine without GPUs, or a makespan of 0. */
    gpuUtilisation: hasNone ? null : gpuSeconds / (gpusInAll * makespanS),
    /**
     * Mean over the makespan of the share of free GPUs that lie on nodes with fewer free than all of theirs; 0 counts for
     * times at which none is free.
     */
    fragmentation: hasNone ? null : fragmentedS / makespanS,
  }
}
