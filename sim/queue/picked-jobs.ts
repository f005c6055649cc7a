import type { Conditions, JobTable, Labels, PerNode } from './engine/job.ts'

/** The jobs at these positions, in this order; a job may be picked more than once. */
export function pickedJobs(jobs: JobTable, kept: readonly number[]): JobTable {
  const column = (values: Float64Array) => Float64Array.from(kept, (job) => values[job] ?? 0)
  const { ids } = jobs
  return {
    count: kept.length,
    submitS: column(jobs.submitS),
    nodes: column(jobs.nodes),
    requestedS: column(jobs.requestedS),
    actualS: column(jobs.actualS),
    priority: jobs.priority === null ? null : column(jobs.priority),
    projectOf: Int32Array.from(kept, (job) => jobs.projectOf[job] ?? 0),
    projects: jobs.projects,
    users: pickedLabels(jobs.users, kept),
    queues: pickedLabels(jobs.queues, kept),
    qos: pickedLabels(jobs.qos ?? null, kept),
    powerWPerNode: jobs.powerWPerNode === null ? null : column(jobs.powerWPerNode),
    perNode: pickedParts(jobs.perNode, kept),
    conditions: pickedConditions(jobs.conditions, kept),
    ids: ids instanceof Float64Array ? column(ids) : kept.map((job) => ids[job] ?? ''),
  }
}

function pickedLabels(labels: Labels | null, kept: readonly number[]): Labels | null {
  return labels === null
    ? null
    : { names: labels.names, of: Int32Array.from(kept, (job) => labels.of[job] ?? -1) }
}

function pickedParts(perNode: PerNode | null, kept: readonly number[]): PerNode | null {
  if (perNode === null) return null
  const column = (values: Float64Array) => Float64Array.from(kept, (job) => values[job] ?? 0)
  return {
    gpus: column(perNode.gpus),
    cores: column(perNode.cores),
    memoryMb: column(perNode.memoryMb),
    exclusive: Uint8Array.from(kept, (job) => perNode.exclusive[job] ?? 0),
    partitions: pickedLabels(perNode.partitions, kept),
    constraints: pickedLabels(perNode.constraints ?? null, kept),
  }
}

/** Who follows a job that is not picked does not wait for it. */
function pickedConditions(conditions: Conditions | null, kept: readonly number[]): Conditions | null {
  if (conditions === null) return null
  const { eligibleS, agedFromS = null, dependencies, groups, held } = conditions
  const instants = (of: Float64Array) => Float64Array.from(kept, (job) => of[job] ?? -Infinity)
  const positions = new Map(kept.map((job, i) => [job, i]))
  return {
    eligibleS: eligibleS && instants(eligibleS),
    agedFromS: agedFromS && instants(agedFromS),
    held: held === null ? null : Uint8Array.from(kept, (job) => held[job] ?? 0),
    groups: groups === null ? null : { ...groups, of: Int32Array.from(kept, (job) => groups.of[job] ?? -1) },
    dependencies:
      dependencies?.flatMap(({ job, on, kind }) => {
        const [position, before] = [positions.get(job), positions.get(on)]
        return position === undefined || before === undefined ? [] : [{ job: position, on: before, kind }]
      }) ?? null,
  }
}
