import * as z from 'zod/mini'
import { few, quantity, word } from '../asking/readers.ts'

/** Seconds, or a string such as '12h', '30min'; an instant may also be a date of ISO 8601. */
const duration = quantity
const byName = z.record(word, z.number())

const limitFields = z.strictObject({
  queue: z.optional(word),
  qos: z.optional(word),
  account: z.optional(word),
  user: z.optional(word),
  each: z.optional(z.enum(['user', 'account'])),
  longest: z.optional(duration),
  mostNodes: z.optional(quantity),
  mostRunning: z.optional(quantity),
  mostRunningNodes: z.optional(quantity),
  mostRunningGpus: z.optional(quantity),
})

const priorityFields = z.strictObject({
  age: z.optional(z.number()),
  fairShare: z.optional(z.number()),
  size: z.optional(z.number()),
  qos: z.optional(z.number()),
  maxAge: z.optional(duration),
  halfLife: z.optional(duration),
  shares: z.optional(byName),
  qosFactors: z.optional(byName),
})

const failureFields = z.strictObject({
  per1000NodeDays: z.number(),
  repair: duration,
  checkpoint: z.optional(duration),
  restart: duration,
  mostRestarts: z.optional(quantity),
  seed: z.optional(z.number()),
})

const budgetFields = z.strictObject({
  gpusPerNode: quantity,
  enforce: z.optional(z.boolean()),
  rules: z.optional(word),
  at: z.optional(duration),
  projects: few(
    z.strictObject({
      project: word,
      periods: few(z.strictObject({ start: duration, end: duration, gpuHours: quantity })),
    }),
    20_000,
  ),
})

const windowFields = z.strictObject({
  start: duration,
  end: duration,
  nodes: z.optional(z.nullable(quantity)),
  nodeIds: z.optional(z.array(z.number())),
})

/** What changes how a workload is replayed. */
const scenarioFields = {
  policy: z.optional(word),
  nodes: z.optional(quantity),
  windows: z.optional(z.array(windowFields)),
  busyW: z.optional(quantity),
  idleW: z.optional(quantity),
  pue: z.optional(quantity),
  kgCo2ePerKwh: z.optional(quantity),
  powerCapW: z.optional(quantity),
  limits: z.optional(few(limitFields)),
  priority: z.optional(priorityFields),
  failures: z.optional(failureFields),
  budgets: z.optional(budgetFields),
}

const waitingFields = z.strictObject({
  at: duration,
  draws: z.optional(quantity),
  seed: z.optional(z.number()),
  startBy: z.optional(duration),
  endBy: z.optional(duration),
})

const runFields = z.strictObject({
  nodes: quantity,
  work: duration,
  limit: duration,
  startup: z.optional(duration),
  submit: z.optional(duration),
  startBy: z.optional(duration),
  endBy: z.optional(duration),
  priority: z.optional(z.number()),
  queue: z.optional(word),
  project: z.optional(word),
  seeds: z.optional(quantity),
  shake: z.optional(duration),
})

const syntheticFields = z.strictObject({
  kind: word,
  seed: z.optional(quantity),
  jobs: z.optional(quantity),
  load: z.optional(quantity),
  limits: z.optional(word),
})

const againstFields = z.strictObject({
  ...scenarioFields,
  seeds: z.optional(quantity),
  shake: z.optional(duration),
})

/** How a workload is replayed and what is asked of it, as a person says it; the file or the jobs come beside it. */
const replayFields = {
  ...scenarioFields,
  coresPerNode: z.optional(quantity),
  gpusPerNode: z.optional(quantity),
  system: z.optional(z.record(word, z.unknown())),
  exactLimits: z.optional(z.boolean()),
  first: z.optional(quantity),
  mapping: z.optional(word),
  columns: z.optional(z.record(word, word)),
  delimiter: z.optional(word),
  zone: z.optional(word),
  synthetic: z.optional(syntheticFields),
  now: z.optional(z.union([duration, z.boolean()])),
  againstRecorded: z.optional(z.boolean()),
  continue: z.optional(word),
  waiting: z.optional(waitingFields),
  run: z.optional(runFields),
  against: z.optional(againstFields),
}

const kindFields = z.strictObject({
  count: z.number(),
  gpus: z.optional(z.number()),
  cores: z.optional(z.number()),
  memoryMb: z.optional(z.number()),
  weight: z.optional(z.number()),
  partitions: z.optional(few(word)),
})

export const replaySchema = z.strictObject(replayFields)

/** The body of `POST /api/v1/schedule`: the same, and the workload as JSON or as the text of a file. */
export const scheduleSchema = z.strictObject({
  ...replayFields,
  cluster: z.optional(z.strictObject({ nodes: z.union([z.number(), few(kindFields)]) })),
  jobs: z.optional(z.array(z.unknown())),
  file: z.optional(z.string()),
  withJobs: z.optional(z.boolean()),
})

export type ReplayInput = z.infer<typeof replaySchema>
export type ScenarioInput = Pick<ReplayInput, keyof typeof scenarioFields>
export type ScheduleInput = z.infer<typeof scheduleSchema>

/** What each field holds, in words: descriptions of the API, the command line's help and the messages of errors. */
export const replayWords = {
  policy: 'fcfs, easy, conservative or conservative_rebuild; easy when not given',
  nodes: 'nodes of the machine; what the file says when not given',
  windows:
    'maintenance and reservations, nodes that are away: [{ start, end, nodes }]; null or none means all; instants in s, as 12h or as dates',
  coresPerNode: 'processors of a node, for logs that count processors; 1 when not given',
  gpusPerNode:
    'GPUs of every node: jobs of a log that tells their GPUs then share nodes instead of taking them whole',
  system:
    'a system file of petaplan system from-slurm: its nodes, which jobs then share, its limits by partition, QOS, account and user, unless limits are given, and its weights of priority, unless these are',
  exactLimits: 'true replaces each limit by the run time where that is shorter',
  first: 'keeps the first so many jobs',
  mapping:
    'the public trace whose columns a table has: pm100, philly, helios, acme, alibaba-2020, alibaba-2023, frontier; known by its header when not given',
  columns:
    "what a CSV or Parquet file calls the columns, and the unit of a time, e.g. { submit: 'timestamp', requested_s: 'limit:min' }",
  delimiter: 'what stands between the columns of a table; found by itself when not given',
  zone: "time zone of the log's clocks, such as Europe/Zurich; dates are then given and shown with it",
  busyW: 'mean power of a running node in W, for jobs that state none',
  idleW: 'power of an idle node in W',
  pue: 'facility energy over that of the nodes; 1 (the nodes alone) when not given',
  kgCo2ePerKwh: 'carbon of the grid in kg CO2e per kWh',
  powerCapW: 'most power that the facility may draw, in W; jobs wait for it as for nodes',
  limits:
    'what is allowed: [{ queue, qos, account, user, each: user or account, longest, mostNodes, mostRunning, mostRunningNodes, mostRunningGpus }]; too long or too large is rejected, beyond what may run a job is kept back and blocks nobody',
  priority:
    'weights of a multifactor priority: { age, fairShare, size, qos, maxAge 7d, halfLife 7d, shares, qosFactors }',
  failures:
    'node failures: { per1000NodeDays, repair, checkpoint, restart, mostRestarts 100, seed 1 }; a job loses what it did since its checkpoint and goes back to its place',
  budgets:
    'GPU-hours by project: { gpusPerNode, enforce, rules, at, projects: [{ project, periods: [{ start, end, gpuHours }] }] }; with enforce, jobs are held back, blocking nobody, while what is left does not cover nodes x limit; rules: plain, cscs-quarter, cscs-ml-draft',
  synthetic:
    "an invented workload in place of a file: { kind, seed, jobs, load, limits }; kind is month-of-alps, or all, batch, interactive or both of Lublin and Feitelson's model",
  now: "replays from an instant on, 'last' or true being the last that the log knows: running jobs hold their nodes from their start to their limit, waiting ones queue, and both are forecast",
  againstRecorded: 'true sets the replay beside the starts that the log records',
  continue:
    'how the load goes on around a planned run after the log: log (its days drawn again), repeat (its last four weeks), growth=0.2 (as log, so much more a year) or none, which is usual',
  waiting: 'asks why jobs wait and when they will start: { at, draws 100, seed 1, startBy, endBy }',
  run: 'plans a run into the queue, by likely run times and with what would start at once where now is given: { nodes, work, limit, startup, submit, startBy, endBy, priority, queue, project, seeds 10, shake 30min }',
  against: 'compares with another scenario: its policy, nodes, … and { seeds 10, shake 30min }',
} as const satisfies Record<keyof ReplayInput, string>

export const scheduleWords = {
  ...replayWords,
  cluster:
    'the machine: { nodes }, a number of like nodes or a list of kinds: [{ count, gpus, cores, memoryMb, weight, partitions }]',
  jobs: 'the jobs: [{ id, submit, nodes, requested_s, actual_s, priority, project, power_w_per_node, gpusPerNode, coresPerNode, memoryMbPerNode, partition, exclusive }]',
  file: 'the text of an SWF, sacct, CSV or JSON file, in place of jobs',
  withJobs: 'whether every job with its start and end is in the answer; usual where jobs come as a list',
} as const satisfies Record<keyof ScheduleInput, string>

for (const [name, description] of Object.entries(scheduleWords)) {
  const field = Object.entries(scheduleSchema.shape).find(([key]) => key === name)?.[1]
  if (field !== undefined) z.globalRegistry.add(field, { description })
}
