import { refuse, spend, type Problem, type Read } from '../../base/outcome.ts'
import { KWH_PER_MWH } from '../../base/units.ts'
import { readWorkload, readWorkloadObject, type Imported } from '../../queue/import/read.ts'
import { idOf } from '../../queue/engine/job.ts'
import { cutShort } from '../../queue/stretches.ts'
import { hasNoStart, placesOf, statusWords } from '../../queue/engine/simulate.ts'
import type { Answered } from '../../base/answered.ts'
import { failureObstacles } from './before/failure-obstacles.ts'
import { runObstacles, unendedRun } from './before/obstacles.ts'
import { replayCostOf, type ReplayCost } from './before/cost.ts'
import { clockOf, dateAt, type Clock } from './clock.ts'
import { readSchedule, scheduleWords, type ReplayOptions, type ScheduleBody } from './input.ts'
import { replay, workloadOf, type OnProgress, type Replayed } from './replay.ts'
import type { ScheduleAnswer, ScheduledJob } from './answer.ts'
import { invented } from './synthetic.ts'

/** Of reading a job and writing its times. */
const jobUs = 6

/** What is too much of a replay where it is asked for; nothing where it takes what it takes. */
export type CostProblems = (cost: ReplayCost) => readonly Problem[]

/** Answers the body of `POST /api/v1/schedule`; what it will cost is told to `tooMuch` before it begins. */
export function answerSchedule(
  raw: unknown,
  onProgress: OnProgress | null,
  tooMuch: CostProblems = () => [],
): Answered<ScheduleAnswer> {
  const asked = readSchedule(raw)
  if (!asked.ok) return { status: 'refused', problems: asked.problems }
  const { body, options, placedBy } = asked.value
  const imported = readBody(body, options)
  if (!imported.ok) return { status: 'refused', problems: imported.problems }
  const placed = placedBy(clockOf(imported.value))
  if (!placed.ok) return { status: 'refused', problems: placed.problems }
  const workload = workloadOf(imported.value, placed.value)
  if (!workload.ok) return { status: 'refused', problems: workload.problems }
  const cost = replayCostOf(workload.value, placed.value)
  const problems = tooMuch(cost)
  if (problems.length > 0) return { status: 'refused', problems }
  spend(jobUs * (imported.value.jobs.count + cost.replayedJobs))
  const answered = answerReplay(imported.value, placed.value, onProgress)
  if (answered.status !== 'answer') return answered
  const { answer } = answered.value
  return {
    status: 'answer',
    value: {
      ...answer,
      jobs:
        (body.withJobs ?? body.jobs !== undefined)
          ? scheduledJobs(answered.value, clockOf(imported.value))
          : null,
    },
  }
}

/** Replays a workload, or says why the run planned into it, or a job of it, can never start. */
export function answerReplay(
  imported: Imported,
  options: ReplayOptions,
  onProgress: OnProgress | null,
): Answered<Replayed> {
  const workload = workloadOf(imported, options)
  if (!workload.ok) return { status: 'refused', problems: workload.problems }
  const obstacles = [...runObstacles(workload.value, options), ...failureObstacles(workload.value, options)]
  if (obstacles.length > 0) return { status: 'infeasible', obstacles }
  const replayed = replay(imported, options, onProgress)
  if (!replayed.ok) return { status: 'refused', problems: replayed.problems }
  const { run } = options.ask
  if (run !== null && replayed.value.answer.plan === null)
    return { status: 'infeasible', obstacles: [unendedRun(run.planned, options.beyond.budgets)] }
  return { status: 'answer', value: replayed.value }
}

function readBody({ cluster, jobs, file }: ScheduleBody, options: ReplayOptions): Read<Imported> {
  if (file !== undefined && jobs !== undefined)
    return refuse('file', 'and jobs are both given; give one of them')
  if (options.synthetic !== null) {
    if (file !== undefined || jobs !== undefined)
      return refuse('synthetic', 'stands in place of a file or jobs; give one of them')
    return invented(options.synthetic, options.nodes ?? countIn(cluster))
  }
  if (file !== undefined) return readWorkload(file, options.import)
  if (jobs === undefined) return refuse('jobs', `is missing; give ${scheduleWords.jobs}, file or synthetic`)
  return readWorkloadObject({ cluster, jobs }, options.import)
}

/** Like nodes that a body names; null where it names kinds of nodes, or nothing. */
function countIn(cluster: ScheduleBody['cluster']): number | null {
  return typeof cluster?.nodes === 'number' ? cluster.nodes : null
}

function scheduledJobs(
  { workload: { jobs }, schedule, energy }: Replayed,
  clock: Clock | null,
): readonly ScheduledJob[] {
  const { startS, endS, status, placed } = schedule
  const cut = cutShort(schedule)
  return Array.from({ length: jobs.count }, (_, job) => {
    const isWithout = hasNoStart(status[job])
    const firstS = cut.get(job)?.firstStartS ?? startS[job] ?? Number.NaN
    return {
      id: idOf(jobs, job),
      submit: jobs.submitS[job] ?? 0,
      start: isWithout ? null : firstS,
      end: isWithout ? null : (endS[job] ?? null),
      startDate: isWithout ? null : dateAt(firstS, clock),
      endDate: isWithout ? null : dateAt(endS[job] ?? Number.NaN, clock),
      nodes: jobs.nodes[job] ?? 0,
      energyKwh: energy === null ? null : (energy.jobEnergyMwh[job] ?? 0) * KWH_PER_MWH,
      carbonKgCo2e: energy === null ? null : (energy.jobCarbonKgCo2e[job] ?? 0),
      ...(placed === null ? {} : { places: isWithout ? [] : placesOf(placed, job) }),
      status: statusWords[status[job] ?? 0] ?? 'completed',
    }
  })
}
