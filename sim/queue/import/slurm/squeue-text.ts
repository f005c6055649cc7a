import { durationS } from '../clock.ts'
import { askedIn, unkeptOf, type AccountedJob } from '../accounting/job.ts'
import { limitIn, nodesListed, type Cell, type Columns, type SlurmTable } from './table-text.ts'
import {
  noTres,
  partOfGpu,
  readTres,
  readTresCount,
  readMemoryMb,
  type Tres,
  gpusAsked,
  gpuTypeIn,
} from './tres.ts'
import { phaseOf } from '../accounting/phase.ts'

/** The columns of squeue that tell a whole job. */
export const squeueFormat = '%i|%P|%u|%a|%q|%T|%r|%V|%S|%M|%l|%D|%C|%m|%b|%E|%N|%p|%j|%f|%h'

/**
 * What `squeue -o` prints with a delimiter between its columns.
 *
 * Source: squeue(1) and src/squeue/print.c of Slurm 24.05. START_TIME of a waiting job is Slurm's own guess, and is
 * not looked at.
 */
export const squeueTable: SlurmTable = {
  needed: [['JOBID'], ['SUBMIT_TIME'], ['NODES'], ['TIME_LIMIT'], ['ST', 'STATE']],
  wayOut: `run squeue -o '${squeueFormat}'`,
  jobOf,
}

function jobOf(cell: Cell, { has, instantS }: Columns): AccountedJob {
  const state = cell('state') || cell('st')
  // '1-4' of a job that takes what there is: it starts with the least.
  const nodes = readTresCount(cell('nodes').replace(/-.*/, ''))
  const phase = phaseOf(state)
  const startS = phase === 'waiting' ? Number.NaN : instantS(cell('start_time'))
  return {
    id: cell('jobid'),
    cluster: cell('cluster'),
    user: cell('user'),
    account: cell('account'),
    queue: cell('partition') || cell('qos'),
    qos: cell('qos'),
    state,
    reason: reasonOf(cell),
    submitS: instantS(cell('submit_time')),
    eligibleS: eligibleOf(cell, instantS),
    startS,
    endS: phase === 'ended' ? instantS(cell('end_time')) : Number.NaN,
    suspendedS: 0,
    elapsedS: phase === 'waiting' ? 0 : durationS(cell('time')),
    nodes,
    limitS: limitIn(cell('time_limit')),
    tres: resourcesOf(cell, nodes),
    nodeList: nodeColumns.some(has) ? nodesListed(nodeColumns.map(cell).join('')) : null,
    dependency: askedIn(cell('dependency')),
    mostRunning: 0,
    name: cell('name'),
    constraint: askedIn(cell('features')),
    isWhole: cell('over_subscribe') === 'NO',
    unkept: unkeptOf(
      cell('reservation'),
      cell('licenses'),
      partOfGpu(cell('tres_alloc') || cell('tres_per_node')),
    ),
  }
}

/** All that it has, or is to have, is told by `squeue -O tres-alloc` alone; else what it asks for of a node or in all. */
function resourcesOf(cell: Cell, nodes: number): Tres {
  const all = readTres(cell('tres_alloc'))
  const [ofNode, ofJob] = [cell('tres_per_node'), cell('tres_per_job')]
  return {
    ...noTres,
    nodes,
    cores: all.cores || readTresCount(cell('cpus')),
    memoryMb: all.memoryMb || readMemoryMb(cell('min_memory')) * nodes,
    gpus: all.gpus || gpusAsked(ofNode) * nodes || gpusAsked(ofJob),
    gpuType: gpuTypeIn(ofNode) || gpuTypeIn(ofJob) || all.gpuType,
  }
}

const nodeColumns = ['nodelist', 'nodelist(reason)']

function reasonOf(cell: Cell): string {
  return cell('reason') || (/^\((.*)\)$/.exec(cell('nodelist(reason)'))?.[1] ?? '')
}

/** The default of squeue has no time of eligibility; the start of a job that waits for its begin time is that time. */
function eligibleOf(cell: Cell, instantS: Columns['instantS']): number {
  if (reasonOf(cell) === 'BeginTime' && cell('eligible_time') === '') return instantS(cell('start_time'))
  const text = cell('eligible_time')
  return /^(N\/A|NONE|Unknown)$/i.test(text) ? Infinity : instantS(text)
}
