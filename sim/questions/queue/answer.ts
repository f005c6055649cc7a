import { namesIn } from '../../base/csv.ts'
import * as z from 'zod/mini'
import { formats } from '../../queue/import/report.ts'
import { fields, number, range, text, type Frozen } from '../asking/answers.ts'

const orNull = z.nullable(number)
const dateOrNull = z.nullable(z.string())
const dates = z.strictObject({ p10: dateOrNull, p50: dateOrNull, p90: dateOrNull })
const use = { energyMwh: number, carbonKgCo2e: number }
const waits = fields(
  number,
  'jobs nodeSeconds meanWaitS p10WaitS p50WaitS p90WaitS maxWaitS meanBoundedSlowdown',
)
const tallies = z.array(z.strictObject({ reason: text, count: number, firstLines: z.array(number) }))
const distance = {
  ...fields(number, 'jobs medianErrorS biasS within1minFraction within10minFraction within60minFraction'),
  ...fields(number, 'meanWaitRecordedS meanWaitReplayedS'),
}
const delay = { jobs: number, meanDelayS: range }

const metrics = z.strictObject({
  ...fields(number, 'jobs rejected timeouts'),
  ...fields(orNull, 'mean_wait_s max_wait_s mean_response_s mean_bounded_slowdown'),
  makespan_s: number,
  node_seconds: number,
  utilisation: orNull,
  gpu_seconds: z.optional(number),
  gpu_utilisation: z.optional(orNull),
  fragmentation: z.optional(orNull),
})
export type MetricsAnswer = Frozen<z.infer<typeof metrics>>

const waitingJob = z.strictObject({
  id: text,
  submit: number,
  nodes: number,
  because: z.strictObject({
    kind: z.enum(
      namesIn('running fragmentation window power order limit throttle untested held follows budget'),
    ),
    jobs: z.array(text),
    jobsInAll: number,
    sentence: text,
    ahead: z.array(text),
    aheadInAll: number,
    aheadNodeHours: number,
    budget: z.nullable(
      z.strictObject({
        project: text,
        neededGpuH: number,
        leftGpuH: orNull,
        heldGpuH: number,
        nextDeposit: z.nullable(z.strictObject({ atS: number, gpuH: number })),
      }),
    ),
  }),
  plannedStart: orNull,
  start: z.strictObject({ p10: orNull, p50: orNull, p90: orNull }),
  plannedStartDate: dateOrNull,
  startDate: dates,
  startByProbability: orNull,
  endByProbability: orNull,
})

const budgets = z.strictObject({
  rules: z.nullable(
    z.strictObject({
      ...fields(text, 'id title source'),
      standing: z.enum(['in force', 'draft, not merged']),
    }),
  ),
  enforced: z.boolean(),
  ...fields(number, 'atS heldBack neverStarted'),
  projects: z.array(
    z.strictObject({
      project: text,
      periods: z.array(
        z.strictObject({
          ...fields(number, 'startS endS budgetGpuH usedGpuH lowQueueGpuH forfeitedGpuH expiredGpuH'),
          ...fields(number, 'overdrawnGpuH mostHeldGpuH unauthorisedJobs'),
        }),
      ),
      forecast: z.nullable(
        z.strictObject({ usedGpuH: number, leftGpuH: number, linearS: orNull, recentS: orNull }),
      ),
    }),
  ),
  projectsWithoutJobs: z.array(text),
})

export type WaitingJob = Frozen<z.infer<typeof waitingJob>>

const plan = z.strictObject({
  links: number,
  nodeSeconds: number,
  ...fields(range, 'firstStartS lastEndS waitS'),
  knownUntilS: number,
  startByProbability: orNull,
  endByProbability: orNull,
  linksBeyond: number,
  firstStartDate: dates,
  lastEndDate: dates,
  knownUntilDate: dateOrNull,
  startsNow: z.array(z.strictObject({ nodes: number, limitS: number })),
  delay: z.nullable(z.strictObject(delay)),
  delayBySize: z.array(z.strictObject({ fromNodes: number, toNodes: number, ...delay })),
  delayByProject: z.array(z.strictObject({ project: text, ...delay })),
})

export type PlanAnswer = Frozen<z.infer<typeof plan>>

const difference = z.strictObject({
  name: text,
  ...fields(number, 'meanA meanB difference low high'),
  isClear: z.boolean(),
})

const scheduledJob = z.strictObject({
  id: text,
  submit: number,
  start: orNull,
  end: orNull,
  startDate: dateOrNull,
  endDate: dateOrNull,
  nodes: number,
  places: z.optional(z.array(number)),
  energyKwh: orNull,
  carbonKgCo2e: orNull,
  status: z.enum(['completed', 'timeout', 'rejected', 'given up', 'held', 'preempted']),
})
export type ScheduledJob = Frozen<z.infer<typeof scheduledJob>>

const replayAnswer = z.strictObject({
  policy: z.enum(['fcfs', 'easy', 'conservative', 'conservative_rebuild']),
  nodes: number,
  clock: z.nullable(z.strictObject({ second0: text, zone: z.nullable(text) })),
  hash: text,
  metrics,
  waitsBySize: z.array(z.strictObject({ fromNodes: number, toNodes: number, ...waits })),
  waitsByProject: z.array(z.strictObject({ project: text, ...waits })),
  energy: z.nullable(
    z.strictObject({
      all: z.strictObject(use),
      idle: z.strictObject(use),
      peakW: number,
      byProject: z.array(z.strictObject({ project: text, ...use })),
    }),
  ),
  budgets: z.nullable(budgets),
  failures: z.nullable(
    z.strictObject(fields(number, 'failures restarts givenUp lostNodeSeconds brokenNodeSeconds')),
  ),
  preemption: z.nullable(
    z.strictObject({ ...fields(number, 'jobs restarts cancelled lostNodeSeconds'), lostGpuHours: orNull }),
  ),
  now: z.nullable(
    z.strictObject({ atS: number, date: dateOrNull, ...fields(number, 'running waiting ended later') }),
  ),
  againstRecorded: z.nullable(
    z.strictObject({
      ...distance,
      bySize: z.array(z.strictObject({ fromNodes: number, toNodes: number, ...distance })),
      byPartition: z.array(z.strictObject({ partition: text, ...distance })),
      explained: z.array(
        z.strictObject({
          cause: z.enum(['condition', 'overtaken', 'recorded earlier', 'recorded later']),
          jobs: number,
        }),
      ),
    }),
  ),
  forecast: z.nullable(
    z.strictObject({
      ...fields(number, 'forecasts jobs instants coverage80 medianErrorS medianLimitErrorS brierWithinDay'),
      brierOfLimits: number,
    }),
  ),
  runTimes: z.nullable(
    z.strictObject({ jobs: number, coverage80: number, meanErrorS: number, meanLimitErrorS: number }),
  ),
  waiting: z.nullable(z.array(waitingJob)),
  plan: z.nullable(plan),
  differences: z.nullable(z.array(difference)),
  report: z.strictObject({
    format: z.enum(formats),
    unit: z.enum(['line', 'job']),
    lines: number,
    jobs: number,
    dropped: tallies,
    repaired: tallies,
    noticed: tallies,
  }),
})
export type ReplayAnswer = Frozen<z.infer<typeof replayAnswer>>

/** The answer of `POST /schedule`. */
export const scheduleAnswer = z.extend(replayAnswer, { jobs: z.nullable(z.array(scheduledJob)) })
export type ScheduleAnswer = Frozen<z.infer<typeof scheduleAnswer>>
