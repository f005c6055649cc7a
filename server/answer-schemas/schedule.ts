import * as z from 'zod'

const number = z.number()
const text = z.string()
const orNull = z.nullable(number)
const spread = z.strictObject({ p10: number, p50: number, p90: number })
const use = { energyMwh: number, carbonKgCo2e: number }
const waits = {
  jobs: number,
  nodeSeconds: number,
  meanWaitS: number,
  p10WaitS: number,
  p50WaitS: number,
  p90WaitS: number,
  maxWaitS: number,
  meanBoundedSlowdown: number,
}
const tallies = z.array(z.strictObject({ reason: text, count: number, firstLines: z.array(number) }))
const delay = { jobs: number, meanDelayS: spread }

const metrics = z.strictObject({
  jobs: number,
  rejected: number,
  timeouts: number,
  mean_wait_s: orNull,
  max_wait_s: orNull,
  mean_response_s: orNull,
  mean_bounded_slowdown: orNull,
  makespan_s: number,
  node_seconds: number,
  utilisation: orNull,
})

const waitingJob = z.strictObject({
  id: text,
  submit: number,
  nodes: number,
  because: z.strictObject({
    kind: z.enum(['running', 'window', 'power', 'order', 'limit', 'follows']),
    jobs: z.array(text),
    jobsInAll: number,
    sentence: text,
  }),
  plannedStart: number,
  start: spread,
})

const plan = z.strictObject({
  links: number,
  nodeSeconds: number,
  firstStartS: spread,
  lastEndS: spread,
  waitS: spread,
  delay: z.strictObject(delay),
  delayBySize: z.array(z.strictObject({ fromNodes: number, toNodes: number, ...delay })),
  delayByProject: z.array(z.strictObject({ project: text, ...delay })),
})

const difference = z.strictObject({
  name: text,
  meanA: number,
  meanB: number,
  difference: number,
  low: number,
  high: number,
  isClear: z.boolean(),
})

const scheduledJob = z.strictObject({
  id: text,
  submit: number,
  start: orNull,
  end: orNull,
  nodes: number,
  status: z.enum(['completed', 'timeout', 'rejected', 'given up']),
})

/** The answer of `POST /schedule`, for the contract. */
export const scheduleAnswerSchema = z.strictObject({
  policy: text,
  nodes: number,
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
  failures: z.nullable(
    z.strictObject({
      failures: number,
      restarts: number,
      givenUp: number,
      lostNodeSeconds: number,
      brokenNodeSeconds: number,
    }),
  ),
  waiting: z.nullable(z.array(waitingJob)),
  plan: z.nullable(plan),
  differences: z.nullable(z.array(difference)),
  report: z.strictObject({
    format: z.enum(['swf', 'sacct', 'sacct-json', 'csv', 'json']),
    unit: z.enum(['line', 'job']),
    lines: number,
    jobs: number,
    dropped: tallies,
    repaired: tallies,
    noticed: tallies,
  }),
  jobs: z.nullable(z.array(scheduledJob)),
})
