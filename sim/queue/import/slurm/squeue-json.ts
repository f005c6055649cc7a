import { hasFields, listIn, textOf, type Fields } from '../json-value.ts'
import { phaseOf } from '../accounting/phase.ts'
import { slurmId, slurmInstant, slurmLimitS, slurmNumber, slurmState } from './slurm-json.ts'
import { askedIn, unkeptOf, type AccountedJob } from '../accounting/job.ts'
import { nodesListed } from './table-text.ts'
import { noTres, partOfGpu, readTres, type Tres, gpusAsked, gpuTypeIn } from './tres.ts'

/** Whether a job of a JSON list is one of `squeue --json`. */
export function isSqueueJob(job: unknown): boolean {
  return hasFields(job) && 'job_id' in job && 'job_state' in job
}

/**
 * A job of `squeue --json`. Its start and end are Slurm's own guesses until they have come, and are not looked at.
 *
 * Source: the parsers of slurm_job_info_t, src/plugins/openapi/v0.0.36 to v0.0.38 (Slurm 20.11 to 22.05) and
 * src/plugins/data_parser/v0.0.39 to v0.0.44 (23.02 to 25.11).
 */
export function squeueJob(job: Fields): AccountedJob {
  const state = slurmState(job['job_state'])
  const phase = phaseOf(state)
  const nodes = slurmNumber(job['node_count'])
  const submitS = slurmInstant(job['submit_time'])
  const eligibleS = slurmInstant(job['eligible_time'])
  const startS = phase === 'waiting' ? Number.NaN : slurmInstant(job['start_time'])
  const endS = phase === 'ended' ? slurmInstant(job['end_time']) : Number.NaN
  return {
    id: slurmId({
      job: job['job_id'],
      array: job['array_job_id'],
      task: job['array_task_id'],
      waiting: job['array_task_string'],
      hetJob: job['het_job_id'],
      hetOffset: job['het_job_offset'],
    }),
    cluster: textOf(job['cluster']),
    user: textOf(job['user_name']),
    account: textOf(job['account']),
    queue: textOf(job['partition']) || textOf(job['qos']),
    qos: textOf(job['qos']),
    state,
    reason: job['hold'] === true ? 'JobHeldUser' : textOf(job['state_reason']),
    submitS,
    eligibleS:
      Number.isNaN(eligibleS) && phase === 'waiting' && 'eligible_time' in job ? Infinity : eligibleS,
    startS,
    endS,
    elapsedS: phase === 'ended' ? endS - startS : phase === 'waiting' ? 0 : Number.NaN,
    suspendedS: phase === 'running' ? suspendedIn(job, startS) : 0,
    nodes: nodes > 0 ? nodes : tresIn(job).nodes,
    limitS: slurmLimitS(job['time_limit']),
    tres: resourcesOf(job, nodes),
    nodeList: 'nodes' in job ? nodesListed(textOf(job['nodes'])) : null,
    dependency: textOf(job['dependency']),
    mostRunning: Math.max(0, slurmNumber(job['array_max_tasks']) || 0),
    name: textOf(job['name']),
    constraint: askedIn(textOf(job['features'])),
    isWhole: /\bnone\b/.test(slurmState(job['shared'])) || /\btrue\b/.test(slurmState(job['exclusive'])),
    unkept: unkeptOf(
      textOf(job['resv_name']),
      textOf(job['licenses']),
      partOfGpu(textOf(job['tres_req_str'])),
    ),
  }
}

/** Between its start and the last change, less how long it had run by then. */
function suspendedIn(job: Fields, startS: number): number {
  const changedS = slurmInstant(job['suspend_time'])
  return Math.max(0, changedS - startS - slurmNumber(job['pre_sus_time'])) || 0
}

/** When the list was made: said of all, from 23.02 on, or by the last look of the scheduler at a job. */
export function squeueSeenS(file: Fields): number {
  const allS = slurmInstant(file['last_update'])
  if (allS > 0) return allS
  const looks = listIn(file, 'jobs')
    .filter(hasFields)
    .map((job) => slurmInstant(job['last_sched_evaluation']))
  return looks.reduce((lastS, lookS) => (lookS > lastS ? lookS : lastS), -Infinity)
}

function tresIn(job: Fields): Tres {
  const allocated = textOf(job['tres_alloc_str'])
  return readTres(allocated === '' ? textOf(job['tres_req_str']) : allocated)
}

/** GPUs are in the TRES from 21.08 on; before, they are where the job asked for them. */
function resourcesOf(job: Fields, nodes: number): Tres {
  const tres = tresIn(job)
  const gpus = tres.gpus > 0 ? tres.gpus : gpusAsked(textOf(job['tres_per_node'])) * nodes
  const cores = tres.cores > 0 ? tres.cores : slurmNumber(job['cpus'])
  return {
    ...noTres,
    ...tres,
    gpus: gpus > 0 ? gpus : gpusAsked(textOf(job['tres_per_job'])),
    gpuType: tres.gpuType || gpuTypeIn(textOf(job['tres_per_node']) || textOf(job['tres_per_job'])),
    cores: cores > 0 ? cores : 0,
  }
}
