import { SECONDS_PER_HOUR } from '../../base/units.ts'
import { sum } from '../../base/math.ts'
import { refuse, type Read } from '../../base/outcome.ts'
import { featuresIn } from '../../queue/placement/constraint.ts'
import type { BrokenRun, FailureLog } from '../../queue/extras/failures.ts'
import type { Imported } from '../../queue/import/read.ts'
import type { ImportReport } from '../../queue/import/report.ts'
import { awayPartition, type JobTable, type NodeKind, type Workload } from '../../queue/engine/job.ts'
import { metricsOf, type Metrics } from '../../queue/metrics.ts'
import { energyOf, type EnergyReport } from '../../queue/power.ts'
import { simulate, type Beyond, type Schedule } from '../../queue/engine/simulate.ts'
import { waitsByKind } from '../../queue/size-class.ts'
import { clockAnswer, clockOf } from './clock.ts'
import { differences, plannedRun, type Tell, waitingJobs, type WaitingAsked } from './questions.ts'
import { budgetsAnswer } from './budgets-answer.ts'
import { runTimesOf } from '../../queue/outlook/run-times-test.ts'
import { asOf } from '../../queue/outlook/as-of.ts'
import { ended } from '../../queue/import/rows.ts'
import { againstAnswer, forecastAnswer, nowAnswer, nowOf, runTimesAnswer, type LogReplayed } from './now.ts'
import type { MetricsAnswer, ReplayAnswer, WaitingJob } from './answer.ts'
import { waitingAt, type ReplayOptions } from './input.ts'
import { unknownNames } from './before/unknown-names.ts'
import { beyondOf } from './scenario.ts'

/** A replay with everything that a chart or a table of its jobs needs; the arrays can be transferred. */
export type Replayed = {
  readonly workload: Workload
  readonly schedule: Schedule
  readonly energy: EnergyReport | null
  /** What the replay did beyond the plain rules. */
  readonly beyond: Beyond
  readonly answer: ReplayAnswer
  /** The jobs from here on are the links of a planned run; null where none is among the others. */
  readonly firstLink: number | null
}

export type OnProgress = (done: number, jobs: number) => void

/** The workload on the machine that was asked for, or that the file speaks of, with the windows of both. */
export function workloadOf(
  imported: Imported,
  asked: Pick<ReplayOptions, 'nodes' | 'windows' | 'gpusPerNode' | 'system' | 'import'>,
): Read<Workload> {
  const { windows } = imported
  const jobs = withWhole(imported.jobs, asked.system?.wholePartitions ?? [])
  if (asked.system !== null && imported.kinds !== null)
    return refuse('system', 'stands beside the kinds of nodes of the file; give one of them')
  const kinds = asked.system?.kinds ?? imported.kinds
  const nodes = kinds === null ? imported.nodes : kinds.reduce((sum, { count }) => sum + count, 0)
  const known = asked.nodes ?? nodes
  if (known === null)
    return refuse('nodes', 'is missing, and the file does not say how many nodes the machine has')
  if (asked.gpusPerNode !== null && (kinds !== null || jobs.perNode === null))
    return refuse(
      'gpusPerNode',
      kinds === null
        ? 'needs jobs that tell their GPUs, as AllocTRES of sacct does'
        : 'is told by the kinds of nodes; leave it out',
    )
  if (kinds !== null && known !== nodes)
    return refuse(
      'nodes',
      `${String(known)} is not what the kinds of nodes add up to, ${String(nodes)}; leave it out`,
    )
  const away = [...windows, ...(asked.windows ?? [])]
  const beyond = away.flatMap(({ nodeIds }) => nodeIds ?? []).find((id) => id >= known)
  if (beyond !== undefined)
    return refuse('windows', `name node ${String(beyond)}; nodes are numbered from 0 to ${String(known - 1)}`)
  const still = stillOutside(jobs)
  const inAll = known + (still?.count ?? 0)
  const all = kinds === null ? likeNodes(known, jobs, asked) : still === null ? kinds : [...kinds, still]
  return { ok: true, value: { nodes: inAll, kinds: all, jobs, windows: away } }
}

/** Nodes for those that run where nothing else may start; null where nobody does. */
function stillOutside({ nodes, perNode }: JobTable): NodeKind | null {
  const partitions = perNode?.partitions ?? null
  const name = partitions?.names.indexOf(awayPartition) ?? -1
  if (name < 0) return null
  const count = sum([...nodes].filter((_, job) => partitions?.of[job] === name))
  const gpus = perNode?.gpus.reduce((most, asked) => Math.max(most, asked), 0) ?? 0
  const features = (perNode?.constraints?.names ?? []).flatMap(featuresIn)
  const amounts = { gpus, cores: Infinity, memoryMb: Infinity, features }
  return { count, ...amounts, weight: 1, partitions: [awayPartition] }
}

/** Jobs of partitions whose nodes are taken whole (OverSubscribe=EXCLUSIVE). */
function withWhole(jobs: JobTable, whole: readonly string[]): JobTable {
  const { perNode } = jobs
  const of = perNode?.partitions ?? null
  if (perNode === null || of === null || whole.length === 0) return jobs
  const exclusive = perNode.exclusive.map((is, job) =>
    whole.includes(of.names[of.of[job] ?? -1] ?? '') ? 1 : is,
  )
  return { ...jobs, perNode: { ...perNode, exclusive } }
}

/** Like nodes of so many GPUs or cores, which every partition of the log may take; null where they are taken whole. */
function likeNodes(
  count: number,
  { perNode }: JobTable,
  { gpusPerNode, import: { coresPerNode } }: Pick<ReplayOptions, 'gpusPerNode' | 'import'>,
): readonly NodeKind[] | null {
  if ((gpusPerNode === null && coresPerNode <= 1) || perNode === null) return null
  const gpus = gpusPerNode ?? perNode.gpus.reduce((most, held) => Math.max(most, held), 0)
  const cores = coresPerNode > 1 ? coresPerNode : Infinity
  const partitions = ['all', ...(perNode.partitions?.names ?? []).filter((name) => name !== '')]
  return [{ count, gpus, cores, memoryMb: Infinity, weight: 1, partitions }]
}

/** Replays what a file held, and answers what is asked of it. */
export function replay(
  imported: Imported,
  options: ReplayOptions,
  onProgress: OnProgress | null,
): Read<Replayed> {
  const read = workloadOf(imported, options)
  if (!read.ok) return read
  const log = read.value
  const seen = nowOf(imported, log, options)
  if (!seen.ok) return seen
  const now = seen.value
  const workload = now?.asOf.workload ?? log
  const { policy, ask } = options
  const tell: Tell = onProgress
  const told =
    onProgress === null
      ? null
      : (done: number) => {
          onProgress(done, workload.jobs.count)
        }
  const beyond = beyondOf(workload, options)
  const clock = clockOf(imported)
  const schedule = simulate(workload, { policy, onProgress: told }, beyond)
  const shown = now?.shown ?? workload
  const energy = options.power === null ? null : energyOf(shown, schedule, options.power)
  const { bySize, byProject } = waitsByKind(shown, schedule)
  const { waiting } = ask
  const asked = waiting ?? (now === null ? null : { ...waitingAt, atS: now.asOf.nowS })
  const answer: ReplayAnswer = {
    policy,
    nodes: workload.nodes,
    clock: clockAnswer(clock),
    hash: schedule.hash,
    metrics: inPublicWords(metricsOf(shown, schedule)),
    waitsBySize: bySize,
    waitsByProject: byProject,
    energy: energy === null ? null : energyAnswer(energy),
    budgets: budgetsAnswer(shown, schedule, options.beyond.budgets),
    failures: schedule.failures === null ? null : failureAnswer(workload, schedule.failures),
    preemption: preemptionAnswer(workload.jobs, schedule),
    now: now === null ? null : nowAnswer(now, clock),
    againstRecorded: againstAnswer({ imported, log, now, schedule }, options),
    forecast: forecastAnswer({ imported, log, now }, options),
    runTimes: runTimesAnswer(imported, asked !== null),
    waiting:
      asked === null ? null : waitingAnswer({ imported, log, now, workload }, options, { ...asked, clock }),
    plan:
      ask.run === null ? null : plannedRun(workload, options, { question: ask.run, clock, tell, from: now }),
    differences:
      ask.against === null ? null : differences(workload, options, { question: ask.against, tell }),
    report: reportWith(imported, options, log),
  }
  return { ok: true, value: { workload: shown, schedule, energy, answer, beyond, firstLink: null } }
}

/** The report of the file, what of its machine's scheduling the policy does not take, and a record that is not there. */
function reportWith(imported: Imported, options: ReplayOptions, { jobs, nodes }: Workload): ImportReport {
  const { report, recorded } = imported
  const { policy, system, beyond, againstRecorded } = options
  const left = (['backfill', 'preemption'] as const).filter(
    (part) => (system?.[part] ?? null) !== null && beyond[part] === null,
  )
  const told = left.map((part) => `${part} of the system file: not taken under ${policy}`)
  if (againstRecorded && recorded === null) told.push(untold)
  told.push(...unknownNames(imported, options))
  const tooLarge = jobs.nodes.reduce((sum, asked) => sum + (asked > nodes ? 1 : 0), 0)
  const isCounted =
    /^(swf|sge)$/.test(report.format) && options.import.coresPerNode === 1 && !options.import.namesNodes
  if (tooLarge > 0 && isCounted) told.push(inProcessors)
  const noticed = told.map((reason) => ({
    ...{ reason, firstLines: [] },
    count: reason === inProcessors ? tooLarge : 1,
  }))
  return { ...report, noticed: [...report.noticed, ...noticed] }
}

const inProcessors =
  'asks for more processors than the machine has nodes, each counted as one: say how many a node has (coresPerNode)'
const untold = 'no start is recorded: there is nothing to set the replay beside (againstRecorded)'

type WaitingAt = Omit<LogReplayed, 'schedule'> & { readonly workload: Workload }

/**
 * Who waits at an instant. Where the log tells of jobs that still run or wait, it knows who does: they are taken from it
 * and not from a replay, in which a job that runs might wait.
 */
export function waitingAnswer(
  { imported: { recorded }, log, now, workload }: WaitingAt,
  options: ReplayOptions,
  asked: Omit<WaitingAsked, 'runTimes' | 'spreadsOf'>,
): readonly WaitingJob[] {
  if (now === null && recorded !== null && recorded.phase.some((phase) => phase !== ended)) {
    const seen = asOf(log, recorded, asked.atS)
    const runTimes = runTimesOf(log.jobs, seen.ended)
    return waitingJobs(seen.workload, options, { ...asked, runTimes, spreadsOf: null })
  }
  return waitingJobs(workload, options, {
    ...asked,
    runTimes: now?.runTimes ?? null,
    spreadsOf: now?.asOf.nowS === asked.atS ? now.spreadsOf : null,
  })
}

function failureAnswer(
  { jobs }: Workload,
  { failures, broken, givenUp }: FailureLog,
): ReplayAnswer['failures'] {
  const nodeSeconds = (seconds: (one: BrokenRun) => number) =>
    broken.reduce((sum, one) => sum + (jobs.nodes[one.job] ?? 0) * seconds(one), 0)
  return {
    failures,
    restarts: broken.length,
    givenUp: givenUp.size,
    lostNodeSeconds: nodeSeconds((one) => one.lostS),
    brokenNodeSeconds: nodeSeconds((one) => one.endS - one.startS),
  }
}

function preemptionAnswer(
  { nodes }: Workload['jobs'],
  { preemption, placed }: Schedule,
): ReplayAnswer['preemption'] {
  if (preemption === null) return null
  const { broken, cancelled } = preemption
  const stops = [...broken, ...cancelled]
  const lostOf = (amounts: Float64Array) =>
    stops.reduce((sum, { job, lostS }) => sum + lostS * (amounts[job] ?? 0), 0)
  return {
    jobs: new Set(stops.map(({ job }) => job)).size,
    restarts: broken.length,
    cancelled: cancelled.length,
    lostNodeSeconds: lostOf(nodes),
    lostGpuHours: placed === null ? null : lostOf(placed.gpus) / SECONDS_PER_HOUR,
  }
}

export function inPublicWords(metrics: Metrics): MetricsAnswer {
  const { shared } = metrics
  return {
    jobs: metrics.jobs,
    rejected: metrics.rejected,
    timeouts: metrics.timeouts,
    mean_wait_s: metrics.meanWaitS,
    max_wait_s: metrics.maxWaitS,
    mean_response_s: metrics.meanResponseS,
    mean_bounded_slowdown: metrics.meanBoundedSlowdown,
    makespan_s: metrics.makespanS,
    node_seconds: metrics.nodeSeconds,
    utilisation: metrics.utilisation,
    ...(shared === null
      ? {}
      : {
          gpu_seconds: shared.gpuSeconds,
          gpu_utilisation: shared.gpuUtilisation,
          fragmentation: shared.fragmentation,
        }),
  }
}

function energyAnswer({ all, idle, peakW, byProject }: EnergyReport): ReplayAnswer['energy'] {
  return { all, idle, peakW, byProject }
}
