import { SECONDS_PER_HOUR } from '../../base/units.ts'
import type { BudgetCheck } from '../../queue/accounts/ledger.ts'
import { idOf, type JobTable, type Workload } from '../../queue/engine/job.ts'
import { aheadOf, bindings, type Ahead, type Binding } from '../../queue/outlook/binding.ts'
import { compareScenarios, type ReplayDifference } from '../../queue/outlook/compare.ts'
import { forecast, type Forecast } from '../../queue/outlook/forecast.ts'
import { startProbability, startQuantile } from '../../queue/outlook/likely/likely-starts.ts'
import { askedOf } from '../../queue/outlook/run-times-test.ts'
import type { FromNow } from '../../queue/outlook/likely/drawn-runs.ts'
import { finished, planSteps, type PlanOptions, type QueueRunPlan } from '../../queue/outlook/plan-run.ts'
import { type PlannedRun, startsNow } from '../../queue/outlook/planned-run.ts'
import type { RunTimes } from '../../queue/outlook/run-times.ts'
import { snapshot } from '../../queue/outlook/snapshot.ts'
import type { PlanAnswer, WaitingJob } from './answer.ts'
import type { Questions, ReplayOptions } from './input.ts'
import { dateAt, type Clock } from './clock.ts'
import type { SpreadsOf } from './now.ts'
import { beyondOf } from './scenario.ts'

/** Null where a budget never covers the job. */
function orNever(startS: number): number | null {
  return startS === Infinity ? null : startS
}

const shortGpuH = (gpuH: number) => String(Number(gpuH.toFixed(1)))

const listedJobs = 10

export type WaitingAsked = NonNullable<Questions['waiting']> & {
  readonly clock: Clock | null
  /** Null for those of the jobs that have ended in the replay. */
  readonly runTimes: RunTimes | null
  /** What the past of the log says of starts; null where it is not asked. */
  readonly spreadsOf: SpreadsOf | null
}

export function waitingJobs(
  workload: Workload,
  options: ReplayOptions,
  { atS, draws, seed, clock, runTimes, spreadsOf, ...by }: WaitingAsked,
): readonly WaitingJob[] {
  const { jobs } = workload
  const now = snapshot(workload, { policy: options.policy, beyond: beyondOf(workload, options) }, atS)
  const why = bindings(now)
  const drawn = forecast(now, { draws, seed, runTimes })
  const spreads = spreadsOf?.(drawn) ?? []
  return drawn.flatMap((one, i) => {
    const { job, plannedS } = one
    const spread = spreads[i] ?? null
    const asks = askedOf(jobs, job)
    const [p10S, p50S, p90S] = startsOf(one, spread, atS)
    const binding = why.get(job)
    if (binding === undefined) return []
    const inTheWay = 'jobs' in binding ? binding.jobs : []
    const ahead = aheadOf(now, job)
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
          sentence: `${queueSentenceOf(binding, named, { nodes: jobs.nodes[job] ?? 0, clock })}${aheadSentence(ahead, jobs)}`,
          ahead: ahead.jobs.slice(0, listedJobs).map((other) => idOf(jobs, other)),
          aheadInAll: ahead.jobs.length,
          aheadNodeHours: ahead.nodeSeconds / SECONDS_PER_HOUR,
          budget: binding.kind === 'budget' ? binding.check : null,
        },
        plannedStart: orNever(plannedS),
        start: { p10: orNever(p10S), p50: orNever(p50S), p90: orNever(p90S) },
        plannedStartDate: dateAt(plannedS, clock),
        ...oddsOf({ one, spread, atS }, by, runTimes?.spread(asks, 0) ?? [{ runS: asks.limitS, weight: 1 }]),
        startDate: { p10: dateAt(p10S, clock), p50: dateAt(p50S, clock), p90: dateAt(p90S, clock) },
      },
    ]
  })
}

/** p10, p50 and p90: of the past where it tells, else of the drawn run times. */
function startsOf({ p10S, p50S, p90S }: Forecast, spread: Spread | null, atS: number) {
  if (spread === null) return [p10S, p50S, p90S] as const
  const at = (share: number) => Math.round(atS + startQuantile(spread, share))
  return [at(0.1), at(0.5), at(0.9)] as const
}

type Spread = readonly number[]
type Foreseen = { readonly one: Forecast; readonly spread: Spread | null; readonly atS: number }
type ByWhen = { readonly startByS: number | null; readonly endByS: number | null }

/** The odds of an end are those of a start, over the run times that are likely; by limits where nothing is known. */
function oddsOf({ one, spread, atS }: Foreseen, { startByS, endByS }: ByWhen, runTimes: RunSpread) {
  const { drawnS, plannedS } = one
  const known = drawnS.length === 0 ? Float64Array.of(plannedS) : drawnS
  const oddsBy = (byS: number) =>
    spread === null
      ? known.filter((s) => s <= byS).length / known.length
      : startProbability(spread, byS - atS)
  return {
    startByProbability: startByS === null ? null : oddsBy(startByS),
    endByProbability:
      endByS === null
        ? null
        : runTimes.reduce((sum, { runS, weight }) => sum + weight * oddsBy(endByS - runS), 0),
  }
}

type RunSpread = ReturnType<RunTimes['spread']>

const namedAhead = 3

/** '; 2 jobs, 80 node-hours, are ahead: q1, q2', or nothing for the first in the queue. */
export function aheadSentence({ jobs, nodeSeconds }: Ahead, table: JobTable): string {
  if (jobs.length === 0) return ''
  const hours = shortGpuH(nodeSeconds / SECONDS_PER_HOUR)
  const names = jobs.slice(0, namedAhead).map((job) => idOf(table, job))
  const rest = jobs.length > namedAhead ? ', …' : ''
  return `; ${String(jobs.length)} ${jobs.length === 1 ? 'job' : 'jobs'}, ${hours} node-hours, ${jobs.length === 1 ? 'is' : 'are'} ahead: ${names.join(', ')}${rest}`
}

export function queueSentenceOf(
  binding: Binding,
  named: readonly string[],
  { nodes, clock }: { readonly nodes: number; readonly clock: Clock | null },
): string {
  const at = (s: number) => `${String(s)} s${clock === null ? '' : ` (${dateAt(s, clock) ?? ''})`}`
  const total = 'jobs' in binding ? binding.jobs.length : 0
  const rest = total - named.length
  const who = `${named.join(', ')}${rest > 0 ? ` and ${String(rest)} more` : ''}`
  switch (binding.kind) {
    case 'running':
      return `${String(binding.freeNodes)} of its ${String(nodes)} nodes are free; by their limits it has to wait for ${who}`
    case 'fragmentation':
      return `${String(binding.freeGpus)} GPUs are free, but not ${String(binding.gpusPerNode)} on ${nodes === 1 ? 'any node' : `${String(nodes)} nodes`}; by their limits it has to wait for ${who}`
    case 'window':
      return `nodes are away from ${at(binding.startS)} to ${at(binding.endS)}, within its limit${binding.fitsS > 0 ? `; a limit of ${String(binding.fitsS)} s would end before` : ''}`
    case 'power':
      return `the power cap leaves ${String(binding.free)} W; by their limits it has to wait for ${who}`
    case 'order':
      return `there is room, but it may not pass ${who}`
    case 'limit':
      return binding.of === 'running'
        ? `${binding.queue} already runs as much as it may${total === 0 ? '' : `: ${who}`}`
        : `${binding.queue} has too few node-hours or GPU-hours left for its limit${total === 0 ? '' : ` beside what may still be used by ${who}`}`
    case 'untested':
      return `a pass of the scheduler looks at no more than ${String(binding.mostTested)} waiting jobs (bf_max_job_test), and these come first: ${who}`
    case 'throttle':
      return `its array already runs the ${String(binding.mostRunning)} tasks that it may: ${who}`
    case 'held':
      return binding.untilS === Infinity
        ? 'it is held, or waits for a job that the log does not name, until somebody lets it go'
        : `it may not start before ${at(binding.untilS)}`
    case 'follows':
      return `it follows ${who}, which has not ended`
    case 'budget':
      return budgetSentence(binding.check, who)
  }
}

function budgetSentence({ project, neededGpuH, leftGpuH, heldGpuH, nextDeposit }: BudgetCheck, who: string) {
  const left =
    leftGpuH === null
      ? `the budget of ${project} has no period now`
      : `its limit asks for ${shortGpuH(neededGpuH)} GPU-hours and ${project} has ${shortGpuH(leftGpuH)} left`
  const held = heldGpuH > 0 ? ` beside ${shortGpuH(heldGpuH)} that ${who} may still use or give back` : ''
  const next =
    nextDeposit === null
      ? 'no deposit is to come'
      : `the next deposit, ${shortGpuH(nextDeposit.gpuH)} GPU-hours, comes at ${String(nextDeposit.atS)} s`
  return `${left}${held}; ${next}`
}

export type Tell = ((done: number, of: number) => void) | null

export function plannedRun(
  workload: Workload,
  options: ReplayOptions,
  { question, clock, tell, from }: RunAsked,
): PlanAnswer | null {
  const of = question.seeds.length
  const nowS = from?.asOf.nowS ?? -Infinity
  const planned = { ...question.planned, submitS: Math.max(nowS, question.planned.submitS) }
  const steps = plannedSteps(workload, options, { ...question, planned, from })
  const plan = finished(steps, (done) => tell?.(done, of))
  if (plan === null) return null
  const dates = ({ p10, p50, p90 }: QueueRunPlan['firstStartS']) => ({
    p10: dateAt(p10, clock),
    p50: dateAt(p50, clock),
    p90: dateAt(p90, clock),
  })
  const { meetsNobody, firstStartsS, lastEndsS, ...figures } = plan
  const { startByS, endByS } = question
  const share = (list: readonly number[], byS: number | null) =>
    byS === null ? null : list.filter((s) => s <= byS).length / list.length
  return {
    ...figures,
    ...(meetsNobody ? { delay: null, delayBySize: [], delayByProject: [] } : {}),
    startByProbability: share(firstStartsS, startByS),
    endByProbability: share(lastEndsS, endByS),
    firstStartDate: dates(plan.firstStartS),
    lastEndDate: dates(plan.lastEndS),
    knownUntilDate: dateAt(plan.knownUntilS, clock),
    startsNow:
      from === null
        ? []
        : startsNow(workload, withPower(planned, options), {
            policy: options.policy,
            beyond: beyondOf(workload, options),
            nowS,
          }),
  }
}

type RunAsked = {
  readonly question: NonNullable<Questions['run']>
  readonly clock: Clock | null
  readonly tell: Tell
  /** The instant of a log from which it is planned; null where the whole log is replayed. */
  readonly from: FromNow | null
}

/** As `plannedRun`, a seed at a time. */
export function plannedSteps(
  workload: Workload,
  options: ReplayOptions,
  { planned, seeds, shakeS, load, from = null }: NonNullable<Questions['run']> & Pick<PlanOptions, 'from'>,
): ReturnType<typeof planSteps> {
  const run = withPower(planned, options)
  return planSteps(workload, run, {
    policy: options.policy,
    beyond: beyondOf(workload, options),
    seeds,
    shakeS,
    load,
    from,
  })
}

/** Its nodes draw what those of jobs do that state no power. */
export function withPower(planned: PlannedRun, { power }: ReplayOptions): PlannedRun {
  const secondPerNode = power === null ? 0 : Math.max(0, power.busyWPerNode - power.idleWPerNode)
  return { ...planned, secondPerNode }
}

export function differences(
  workload: Workload,
  options: ReplayOptions,
  { question, tell }: { readonly question: NonNullable<Questions['against']>; readonly tell: Tell },
): readonly ReplayDifference[] {
  const { scenario, seeds, shakeS } = question
  const other = {
    ...workload,
    nodes: scenario.nodes ?? workload.nodes,
    windows: scenario.windows ?? workload.windows,
  }
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
