import * as z from 'zod/mini'
import words from '../../data/queue/words.json' with { type: 'json' }
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
  exceptQueues: z.optional(few(word)),
  exceptQos: z.optional(few(word)),
  longest: z.optional(duration),
  mostNodes: z.optional(quantity),
  mostRunning: z.optional(quantity),
  mostRunningNodes: z.optional(quantity),
  mostRunningGpus: z.optional(quantity),
  mostSubmitted: z.optional(quantity),
  mostNodeHours: z.optional(quantity),
  mostGpuHours: z.optional(quantity),
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

const backfillFields = z.strictObject({
  window: z.optional(duration),
  mostTested: z.optional(quantity),
  depth: z.optional(quantity),
})

const preemptMode = z.enum(['requeue', 'cancel', 'off'])

const preemptionFields = z.strictObject({
  by: z.enum(['tier', 'qos']),
  over: z.optional(z.record(word, z.array(word))),
  mode: z.optional(preemptMode),
  modes: z.optional(z.record(word, preemptMode)),
  exempt: z.optional(duration),
  checkpoint: z.optional(duration),
  restart: z.optional(duration),
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
  backfill: z.optional(backfillFields),
  tiers: z.optional(byName),
  usageFactors: z.optional(byName),
  preemption: z.optional(preemptionFields),
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
  qos: z.optional(word),
  user: z.optional(word),
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
  features: z.optional(few(word)),
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
export const replayWords: Readonly<Record<keyof ReplayInput, string>> = words

export const scheduleWords: Readonly<Record<keyof ScheduleInput, string>> = words

for (const [name, description] of Object.entries(scheduleWords)) {
  const field = Object.entries(scheduleSchema.shape).find(([key]) => key === name)?.[1]
  if (field !== undefined) z.globalRegistry.add(field, { description })
}
