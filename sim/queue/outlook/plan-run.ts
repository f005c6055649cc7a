import { SECONDS_PER_DAY } from '../../base/units.ts'
import type { Workload } from '../engine/job.ts'
import type { PolicyName } from '../engine/policies.ts'
import {
  begun,
  hasNoStart,
  scheduleOf,
  type Beyond,
  type Schedule,
  type SimulateOptions,
} from '../engine/simulate.ts'
import { waitsByKind, type ProjectWaits, type SizeClass, type Waits } from '../size-class.ts'
import { continued, type Load } from './continued.ts'
import { withDrawnRuns, type FromNow } from './likely/drawn-runs.ts'
import { beyondWith, chainLinksOf, withRun, type PlannedRun } from './planned-run.ts'
import { quantiles, type Quantiles } from '../../base/math.ts'
import { stream } from '../../base/random.ts'

export type PlanOptions = {
  readonly policy: PolicyName
  readonly beyond: Beyond
  readonly seeds: readonly number[]
  /** Submissions of the others are moved by up to so much either way in each seed. */
  readonly shakeS: number
  /** How the others go on after the last of them; null for not at all. */
  readonly load: Load | null
  /** Where the workload is that of an instant of a log: run times are drawn then, and nobody is moved. */
  readonly from?: FromNow | null
}

/** Mean wait of the others with the run, less that without it. */
type Delay = { readonly jobs: number; readonly meanDelayS: Quantiles }

export type QueueRunPlan = Readonly<ReturnType<typeof planOf>>

/** A kind of the others, and how much later it starts with the run than without it. */
type Later<Key> = { readonly key: Key; readonly jobs: number; readonly delayS: number }

/** What one seed says. */
type Outcome = {
  readonly firstStartS: number
  readonly lastEndS: number
  readonly linksBeyond: number
  readonly knownUntilS: number
  /** Whether any of the others starts at or after the run's first start. */
  readonly meetsOthers: boolean
  readonly bySize: readonly Later<{ readonly fromNodes: number; readonly toNodes: number }>[]
  readonly byProject: readonly Later<{ readonly project: string }>[]
}

/**
 * When a run would start and end in this queue, and what it does to everybody else, over shaken workloads. The same
 * workload is replayed without and with the run, so that what differs is the run's doing. Null where in some of them a
 * budget never lets it end.
 *
 * One step a seed, which says how many are done, and those of its replays: what asks may do something else in between, or
 * stop.
 */
export function* planSteps(
  workload: Workload,
  run: PlannedRun,
  options: PlanOptions,
): Generator<number | null, QueueRunPlan | null> {
  const outcomes: Outcome[] = []
  for (const seed of options.seeds) {
    const outcome = yield* outcomeUnder(seed, { workload, run, options })
    if (outcome === null) return null
    outcomes.push(outcome)
    yield outcomes.length
  }
  return planOf(run, outcomes)
}

function planOf(run: PlannedRun, outcomes: readonly Outcome[]) {
  const links = chainLinksOf(run)
  const ranS = links.reduce((sum, s) => sum + s, 0)
  const firstStartsS = outcomes.map((one) => one.firstStartS)
  const lastEndsS = outcomes.map((one) => one.lastEndS)
  return {
    links: links.length,
    nodeSeconds: run.nodes * ranS,
    firstStartS: quantiles(firstStartsS),
    lastEndS: quantiles(lastEndsS),
    /** Waiting of all links together, the first included. */
    waitS: quantiles(lastEndsS.map((endS) => endS - run.submitS - ranS)),
    /** When the last of the others is submitted: who starts later meets nobody new. */
    knownUntilS: quantiles(outcomes.map((one) => one.knownUntilS)).p50,
    /** Of each seed. */
    firstStartsS,
    lastEndsS,
    /** Links that start after it, in the middle of the seeds. */
    linksBeyond: quantiles(outcomes.map((one) => one.linksBeyond)).p50,
    /** Whether all others have started before it in every seed: then nobody is there to be delayed. */
    meetsNobody: !outcomes.some((one) => one.meetsOthers),
    /** Of all others. */
    delay: overall(outcomes),
    delayBySize: delays(outcomes.map(({ bySize }) => bySize)),
    delayByProject: delays(outcomes.map(({ byProject }) => byProject)),
  }
}

/** As `simulate`, with a rest after some milliseconds of work: what asks may do something else in between, or stop. */
export function* simulateSteps(
  workload: Workload,
  { jobsOfStep = 1024, ...options }: SimulateOptions & { readonly jobsOfStep?: number },
  beyond: Beyond,
): Generator<null, Schedule> {
  const prepared = begun(workload, options, beyond)
  for (let job = jobsOfStep; job < workload.jobs.count; job += jobsOfStep) {
    prepared.engine.run(workload.jobs.submitS[job] ?? 0, null)
    yield null
  }
  prepared.engine.run(Infinity, null)
  return scheduleOf(workload, prepared)
}

/** All steps of `planSteps` at once. */
export function finished(
  steps: Generator<number | null, QueueRunPlan | null>,
  onStep: ((done: number) => void) | null,
): QueueRunPlan | null {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (step.value !== null) onStep?.(step.value)
  }
}

/** Chains wait as long as they run, on busy machines; who is submitted later hardly meets one. */
const waitsPerRun = 2
const twoWeeksS = 14 * SECONDS_PER_DAY

/** Until when others come around a run. */
export function horizonS(run: PlannedRun): number {
  const ranS = chainLinksOf(run).reduce((sum, s) => sum + s, 0)
  return run.submitS + waitsPerRun * ranS + twoWeeksS
}

type Asked = { readonly workload: Workload; readonly run: PlannedRun; readonly options: PlanOptions }

function* outcomeUnder(seed: number, { workload, run, options }: Asked): Generator<null, Outcome | null> {
  const { beyond, shakeS, load, from = null } = options
  const moved = from === null ? shaken(workload, shakeS, seed) : withDrawnRuns(from, seed)
  const others = load === null ? moved : continued(moved, { load, untilS: horizonS(run), seed, from })
  const { count } = others.jobs
  const without = yield* simulateSteps(others, options, beyond)
  const all = withRun(others, run)
  const known = { startS: without.startS, beforeS: all.jobs.submitS[count] ?? 0 }
  const together = yield* simulateSteps(all, { ...options, known }, beyondWith(beyond, count, run))
  if (hasNoStart(together.status[together.status.length - 1])) return null
  const [before, after] = [waitsByKind(others, without), waitsByKind(others, together)]
  const firstStartS = together.startS[count] ?? 0
  const knownUntilS = others.jobs.submitS.reduce((last, s) => Math.max(last, s), -Infinity)
  return {
    firstStartS,
    knownUntilS,
    linksBeyond: together.startS.subarray(count).reduce((sum, s) => sum + (s > knownUntilS ? 1 : 0), 0),
    meetsOthers: together.startS.subarray(0, count).some((s) => s >= firstStartS),
    lastEndS: together.endS[together.endS.length - 1] ?? 0,
    bySize: laterBy(before.bySize, after.bySize, sizeOf),
    byProject: laterBy(before.byProject, after.byProject, projectOf),
  }
}

const sizeOf = ({ fromNodes, toNodes }: SizeClass) => ({ fromNodes, toNodes })
const projectOf = ({ project }: ProjectWaits) => ({ project })

function laterBy<Kind extends Waits, Key>(
  without: readonly Kind[],
  together: readonly Kind[],
  keyOf: (kind: Kind) => Key,
): readonly Later<Key>[] {
  const after = new Map(together.map((kind) => [JSON.stringify(keyOf(kind)), kind.meanWaitS]))
  return without.map((kind) => {
    const key = keyOf(kind)
    const meanWaitS = after.get(JSON.stringify(key)) ?? kind.meanWaitS
    return { key, jobs: kind.jobs, delayS: meanWaitS - kind.meanWaitS }
  })
}

function overall(outcomes: readonly Outcome[]): Delay {
  const means = outcomes.map(({ bySize }) => {
    const jobs = bySize.reduce((sum, kind) => sum + kind.jobs, 0)
    const laterS = bySize.reduce((sum, kind) => sum + kind.jobs * kind.delayS, 0)
    return { jobs, delayS: jobs === 0 ? 0 : laterS / jobs }
  })
  return { jobs: means[0]?.jobs ?? 0, meanDelayS: quantiles(means.map(({ delayS }) => delayS)) }
}

/** Mean delay of each kind of job over the seeds; a kind is told by its key. */
function delays<Key>(seeds: readonly (readonly Later<Key>[])[]): readonly (Delay & Key)[] {
  const found = new Map<string, { readonly key: Key; readonly jobs: number; readonly delays: number[] }>()
  for (const { key, jobs, delayS } of seeds.flat()) {
    const name = JSON.stringify(key)
    const known = found.get(name) ?? { key, jobs, delays: [] }
    known.delays.push(delayS)
    found.set(name, known)
  }
  return [...found.values()].map(({ key, jobs, delays: list }) => ({
    ...key,
    jobs,
    meanDelayS: quantiles(list),
  }))
}

/**
 * The workload with every submission moved by up to so many seconds either way, evenly, a job alike under one seed
 * whatever comes after it. What differs between two schedules of one recording may be chance; what differs over many
 * shaken ones is not (Tsafrir, Ouaknine and Feitelson 2007, 'Reducing performance evaluation sensitivity …').
 */
export function shaken(workload: Workload, byS: number, seed: number): Workload {
  if (byS === 0) return workload
  const random = stream(seed, 'shaking')
  const submitS = workload.jobs.submitS.map((s) => s + Math.floor(random() * (2 * byS + 1)) - byS)
  return { ...workload, jobs: { ...workload.jobs, submitS } }
}
