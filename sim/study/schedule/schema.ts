import * as z from 'zod/mini'

/** A number, or a string such as '4096', '15M', '12h'. */
const quantity = z.union([z.number(), z.string()])

/** How a workload is replayed, as a person says it; the file or the jobs come beside it. */
export const replayFields = {
  policy: z.optional(z.string()),
  nodes: z.optional(quantity),
  coresPerNode: z.optional(quantity),
  exactLimits: z.optional(z.boolean()),
  first: z.optional(quantity),
  columns: z.optional(z.record(z.string(), z.string())),
  busyW: z.optional(quantity),
  idleW: z.optional(quantity),
  pue: z.optional(quantity),
  kgCo2ePerKwh: z.optional(quantity),
}

export const replaySchema = z.strictObject(replayFields)
export type ReplayInput = z.infer<typeof replaySchema>

/** What each field holds, in words: descriptions of the API, the command line's help and the messages of errors. */
export const replayWords = {
  policy: 'fcfs, easy, conservative or conservative_rebuild; easy when not given',
  nodes: 'nodes of the machine; what the file says when not given',
  coresPerNode: 'processors of a node, for logs that count processors; 1 when not given',
  exactLimits: 'true replaces each limit by the run time where that is shorter',
  first: 'keeps the first so many jobs',
  columns: "what a CSV file calls the columns, e.g. { submit: 'timestamp' }",
  busyW: 'mean power of a running node in W, for jobs that state none',
  idleW: 'power of an idle node in W',
  pue: 'facility energy over that of the nodes; 1 (the nodes alone) when not given',
  kgCo2ePerKwh: 'carbon of the grid in kg CO2e per kWh',
} as const satisfies Record<keyof ReplayInput, string>

for (const [name, description] of Object.entries(replayWords)) {
  const field = Object.entries(replayFields).find(([key]) => key === name)?.[1]
  if (field !== undefined) z.globalRegistry.add(field, { description })
}
