import { hasFields, listIn, textOf, type Fields } from '../json-value.ts'
import { noTres } from '../slurm/tres.ts'
import { endOfJob, type AccountedJob } from './job.ts'

export function isPhillyJob(job: unknown): boolean {
  return hasFields(job) && 'submitted_time' in job && Array.isArray(job['attempts'])
}

/**
 * A job of Microsoft's Philly, which may have been tried several times: it starts with its first attempt, runs as long
 * as all together, and holds what the last one held.
 *
 * Source: https://github.com/msr-fiddle/philly-traces, README.md, `cluster_job_log`.
 */
export function phillyJob(job: Fields, instantS: (text: string) => number): AccountedJob {
  const attempts = listIn(job, 'attempts').filter(hasFields)
  const times = attempts.map((one) => ({
    startS: instantS(textOf(one['start_time'])),
    endS: instantS(textOf(one['end_time'])),
  }))
  const last = attempts.at(-1) ?? {}
  const servers = listIn(last, 'detail').filter(hasFields)
  const gpus = servers.reduce((sum, server) => sum + listIn(server, 'gpus').length, 0)
  const elapsedS = times.reduce((sum, { startS, endS }) => sum + (endS - startS), 0)
  return {
    ...endOfJob,
    id: textOf(job['jobid']),
    user: textOf(job['user']),
    account: '',
    queue: textOf(job['vc']),
    state: textOf(last['end_time']) === '' && attempts.length > 0 ? 'RUNNING' : 'COMPLETED',
    submitS: instantS(textOf(job['submitted_time'])),
    startS: times[0]?.startS ?? Number.NaN,
    endS: times.at(-1)?.endS ?? Number.NaN,
    elapsedS: attempts.length === 0 ? 0 : elapsedS,
    nodes: servers.length,
    tres: { ...noTres, nodes: servers.length, gpus },
    nodeList: null,
  }
}
