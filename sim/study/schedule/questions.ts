import type { Obstacle } from '../../base/outcome.ts'
import { idOf, type Workload } from '../../scheduler/job.ts'
import { bindings, type Binding } from '../../scheduler/outlook/binding.ts'
import { compareScenarios, type Difference } from '../../scheduler/outlook/compare.ts'
import { forecast } from '../../scheduler/outlook/forecast.ts'
import { finished, planSteps, type RunPlan } from '../../scheduler/outlook/plan-run.ts'
import type { PlannedRun } from '../../scheduler/outlook/planned-run.ts'
import { snapshot } from '../../scheduler/outlook/snapshot.ts'
import type { Questions, ReplayOptions } from './read-replay.ts'
import { beyondOf } from './read-scenario.ts'

/** A waiting job: what keeps it, and when it should start. Jobs are named by their ids. */
export type WaitingJob = {
  readonly id: string
  readonly submit: number
  readonly nodes: number
  /** What keeps it now; `jobs` are the ids of those in the way, the first of them where there are many. */
  readonly because: {
    readonly kind: Binding['kind']
    readonly jobs: readonly string[]
    readonly jobsInAll: number
    readonly sentence: string
  }
  /** If every job uses its limit and nobody else comes. */
  readonly plannedStart: number
  /** Over run times drawn from those of the jobs that have ended. */
  readonly start: { readonly p10: number; readonly p50: number; readonly p90: number }
}

const listedJobs = 10

export function waitingJobs(
  workload: Workload,
  options: ReplayOptions,
  { atS, draws, seed }: NonNullable<Questions['waiting']>,
): readonly WaitingJob[] {
  const { jobs } = workload
  const now = snapshot(workload, { policy: options.policy, beyond: beyondOf(workload, options) }, atS)
  const why = bindings(now)
  return forecast(now, { draws, seed }).flatMap(({ job, plannedS, p10S, p50S, p90S }) => {
    const binding = why.get(job)
    if (binding === undefined) return []
    const inTheWay = 'jobs' in binding ? binding.jobs : []
    const named = inTheWay.slice(0, listedJobs).map((other) => idOf(jobs, other))
    return [
      {
        id: idOf(jobs, job),
        submit: jobs.submitS[job] ?? 0,
        nodes: jobs.nodes[job] ?? 0,
        because: {
          kind: binding.kind,
          jobs: named,
          jobsInAll: inTheWay.length,
          sentence: sentenceOf(binding, named, jobs.nodes[job] ?? 0),
        },
        plannedStart: plannedS,
        start: { p10: p10S, p50: p50S, p90: p90S },
      },
    ]
  })
}

export function sentenceOf(binding: Binding, named: readonly string[], nodes: number): string {
  const total = 'jobs' in binding ? binding.jobs.length : 0
  const rest = total - named.length
  const who = `${named.join(', ')}${rest > 0 ? ` and ${String(rest)} more` : ''}`
  switch (binding.kind) {
    case 'running':
      return `${String(binding.freeNodes)} of its ${String(nodes)} nodes are free; by their limits it has to wait for ${who}`
    case 'window':
      return `nodes are away from ${String(binding.startS)} to ${String(binding.endS)} s, within its limit`
    case 'power':
      return `the power cap leaves ${String(binding.free)} W; by their limits it has to wait for ${who}`
    case 'order':
      return `there is room, but it may not pass ${who}`
    case 'limit':
      return `its queue ${binding.queue} already runs as many jobs as it may: ${who}`
    case 'follows':
      return `it follows ${who}, which has not ended`
  }
}

export type Tell = ((done: number, of: number) => void) | null

export function plannedRun(
  workload: Workload,
  options: ReplayOptions,
  { question, tell }: { readonly question: NonNullable<Questions['run']>; readonly tell: Tell },
): RunPlan {
  const of = question.seeds.length
  return finished(plannedSteps(workload, options, question), (done) => tell?.(done, of))
}

/** As `plannedRun`, a seed at a time. */
export function plannedSteps(
  workload: Workload,
  options: ReplayOptions,
  { planned, seeds, shakeS }: NonNullable<Questions['run']>,
): Generator<number, RunPlan> {
  const run = withPower(planned, options)
  return planSteps(workload, run, {
    policy: options.policy,
    beyond: beyondOf(workload, options),
    seeds,
    shakeS,
  })
}

/** Its nodes draw what those of jobs do that state no power. */
export function withPower(planned: PlannedRun, { power }: ReplayOptions): PlannedRun {
  const secondPerNode = power === null ? 0 : Math.max(0, power.busyWPerNode - power.idleWPerNode)
  return { ...planned, secondPerNode }
}

/** Why a run can never start on this machine. */
export function runObstacles(workload: Workload, options: ReplayOptions): readonly Obstacle[] {
  const planned = options.ask.run?.planned
  if (planned === undefined) return []
  const obstacles: Obstacle[] = []
  const tooLarge = (most: number, what: string) => {
    obstacles.push({
      kind: 'queue',
      reason: `the run asks for ${String(planned.nodes)} nodes; ${what} ${String(most)}`,
      nearest: { field: 'run.nodes', value: most, sentence: `Ask for ${String(most)} nodes` },
    })
  }
  if (planned.nodes > workload.nodes) tooLarge(workload.nodes, 'the machine has')
  const limit = options.beyond.limits?.find(({ queue }) => queue === planned.queue)
  if (limit !== undefined && planned.nodes > limit.mostNodes)
    tooLarge(limit.mostNodes, `the queue ${limit.queue} allows`)
  if (limit !== undefined && planned.limitS > limit.longestS)
    obstacles.push({
      kind: 'queue',
      reason: `a link asks for ${String(planned.limitS)} s; the queue ${limit.queue} allows ${String(limit.longestS)} s`,
      nearest: {
        field: 'run.limit',
        value: limit.longestS,
        sentence: `Ask for ${String(limit.longestS)} s a link`,
      },
    })
  return obstacles
}

export function differences(
  workload: Workload,
  options: ReplayOptions,
  { question, tell }: { readonly question: NonNullable<Questions['against']>; readonly tell: Tell },
): readonly Difference[] {
  const { scenario, seeds, shakeS } = question
  const other = { ...workload, nodes: scenario.nodes ?? workload.nodes }
  const onProgress =
    tell === null
      ? null
      : (done: number) => {
          tell(done, seeds.length)
        }
  return compareScenarios(
    { workload, policy: options.policy, beyond: beyondOf(workload, options) },
    { workload: other, policy: scenario.policy, beyond: beyondOf(other, scenario) },
    { seeds, shakeS, onProgress },
  )
}
