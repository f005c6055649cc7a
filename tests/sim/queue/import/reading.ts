import { idOf } from '../../../../sim/queue/engine/job.ts'
import { readWorkload, usualImport, type Imported } from '../../../../sim/queue/import/read.ts'
import type { Tally } from '../../../../sim/queue/import/report.ts'

/** A workload that must be readable. */
export function imported(file: string | Uint8Array, options = usualImport): Imported {
  const read = readWorkload(file, options)
  if (!read.ok) throw new Error(read.problems.map(({ field, message }) => `${field}: ${message}`).join('; '))
  return read.value
}

/** The messages of a workload that must be refused. */
export function refused(file: string | Uint8Array, options = usualImport): readonly string[] {
  const read = readWorkload(file, options)
  if (read.ok) throw new Error(`read ${String(read.value.jobs.count)} jobs`)
  return read.problems.map(({ field, message }) => `${field}: ${message}`)
}

/** The jobs as a list of objects. */
export function jobsOf({ jobs }: Imported) {
  return Array.from({ length: jobs.count }, (_, i) => ({
    id: idOf(jobs, i),
    submitS: jobs.submitS[i],
    nodes: jobs.nodes[i],
    requestedS: jobs.requestedS[i],
    actualS: jobs.actualS[i],
    priority: jobs.priority?.[i],
    powerWPerNode: jobs.powerWPerNode?.[i],
    project: jobs.projects[jobs.projectOf[i] ?? -1],
    user: jobs.users?.names[jobs.users.of[i] ?? -1],
    queue: jobs.queues?.names[jobs.queues.of[i] ?? -1],
  }))
}

export function reasons(tallies: readonly Tally[]) {
  return tallies.map(({ reason, count, firstLines }) => [reason, count, firstLines])
}
