import { hasFields, listIn, textOf, type Fields } from '../json-value.ts'
import { fieldsIn, slurmId, slurmInstant, slurmLimitS, slurmNumber, slurmState } from './slurm-json.ts'
import { askedIn, unkeptOf, type AccountedJob } from '../accounting/job.ts'
import { phaseOf } from '../accounting/phase.ts'
import { isExclusive } from './sacct-text.ts'
import { nodesListed } from './table-text.ts'
import { partOfGpu, tresOf, type Tres } from './tres.ts'

/** Whether a job of a JSON list is one of `sacct --json`. */
export function isSacctJob(job: unknown): boolean {
  return hasFields(job) && 'job_id' in job && 'time' in job
}

/**
 * A job of `sacct --json`. Numbers may be plain, null or `{ set, infinite, number }`, states a word or a list.
 *
 * Source: the parsers of slurmdb_job_rec_t, src/plugins/openapi/dbv0.0.36 to dbv0.0.38 (Slurm 20.11 to 22.05) and
 * src/plugins/data_parser/v0.0.39 to v0.0.44 (23.02 to 25.11). A waiting job has allocation_nodes 0 and no allocated
 * TRES; what it asks for is in tres.requested.
 */
export function sacctJob(job: Fields): AccountedJob {
  const time = fieldsIn(job, 'time')
  const tres = fieldsIn(job, 'tres')
  const [allocated, requested] = [tresIn(tres, 'allocated'), tresIn(tres, 'requested')]
  const isAllocated = allocated.nodes > 0 || allocated.cores > 0
  const association = fieldsIn(job, 'association')
  const array = fieldsIn(job, 'array')
  const nodes = [slurmNumber(job['allocation_nodes']), allocated.nodes, requested.nodes]
  const state = slurmState(job['state'])
  return {
    id: idOf(job, array),
    cluster: textOf(job['cluster']),
    user: textOf(job['user']) || textOf(association['user']),
    account: textOf(job['account']) || textOf(association['account']),
    queue: textOf(job['partition']) || textOf(job['qos']),
    qos: textOf(job['qos']),
    state,
    reason: textOf(fieldsIn(job, 'state')['reason']),
    submitS: slurmInstant(time['submission']),
    eligibleS: eligibleOf(time, state),
    startS: startOf(job, time, state),
    endS: slurmInstant(time['end']),
    elapsedS: slurmNumber(time['elapsed']),
    suspendedS: slurmInstant(time['suspended']) || 0,
    nodes: nodes.find((count) => count > 0) ?? 0,
    limitS: slurmLimitS(time['limit']),
    tres: isAllocated
      ? { ...allocated, gpuType: requested.gpus > 0 ? requested.gpuType : allocated.gpuType }
      : { ...requested, energyJ: allocated.energyJ },
    nodeList: 'nodes' in job ? nodesListed(textOf(job['nodes'])) : null,
    dependency: '',
    mostRunning: mostRunningOf(array),
    name: textOf(job['name']),
    constraint: askedIn(textOf(job['constraints'])),
    isWhole: isExclusive(textOf(job['submit_line'])),
    unkept: unkeptOf(
      textOf(fieldsIn(job, 'reservation')['name']),
      textOf(job['licenses']),
      listIn(tres, 'requested')
        .map((one) => (hasFields(one) ? partOfGpu(textOf(one['name'])) : ''))
        .join(''),
    ),
  }
}

function tresIn(tres: Fields, name: string): Tres {
  return tresOf(
    listIn(tres, name)
      .filter(hasFields)
      .map((one) => ({
        type: textOf(one['type']),
        name: textOf(one['name']),
        count: slurmNumber(one['count']) || 0,
      })),
  )
}

/** 0 where it may not start yet, as the text has 'Unknown'. */
function eligibleOf(time: Fields, state: string): number {
  if (!('eligible' in time)) return Number.NaN
  const eligibleS = slurmInstant(time['eligible'])
  return Number.isNaN(eligibleS) && phaseOf(state) === 'waiting' ? Infinity : eligibleS
}

/**
 * Up to 22.05.7 the time of eligibility stands in the place of a job's start; its end, less how long it ran, tells the
 * start, or while it runs its first step.
 *
 * Source: parse_job in parse.c of src/plugins/openapi/dbv0.0.36 to dbv0.0.38; slurm commit 5df85553a1.
 */
function startOf(job: Fields, time: Fields, state: string): number {
  const startS = slurmInstant(time['start'])
  if (startS !== slurmInstant(time['eligible'])) return startS
  const phase = phaseOf(state)
  if (phase === 'waiting' && !/REQUEUED|RESIZING/.test(state)) return Number.NaN
  const suspendedS = slurmNumber(time['suspended'])
  const ranS = slurmNumber(time['elapsed']) + (suspendedS > 0 ? suspendedS : 0)
  const endS = slurmInstant(time['end'])
  if (endS - ranS >= startS) return endS - ranS
  const steps = listIn(job, 'steps').filter(hasFields)
  const begun = steps.map((one) => slurmInstant(fieldsIn(one, 'time')['start'])).filter((s) => s >= startS)
  return begun.length === 0 ? startS : Math.min(...begun)
}

function idOf(job: Fields, array: Fields): string {
  const het = fieldsIn(job, 'het')
  return slurmId({
    job: job['job_id'],
    array: array['job_id'],
    task: array['task_id'],
    waiting: array['task'],
    hetJob: het['job_id'],
    hetOffset: het['job_offset'],
  })
}

function mostRunningOf(array: Fields): number {
  const most = slurmNumber(fieldsIn(fieldsIn(fieldsIn(array, 'limits'), 'max'), 'running')['tasks'])
  return most > 0 ? most : 0
}
