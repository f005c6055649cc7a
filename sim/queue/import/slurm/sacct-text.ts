import { durationS } from '../clock.ts'
import { askedIn, unkeptOf, type AccountedJob } from '../accounting/job.ts'
import { phaseOf } from '../accounting/phase.ts'
import { hostNames } from './conf-lines.ts'
import { nodesListed, limitIn, wholeOr, type Cell, type Columns, type SlurmTable } from './table-text.ts'
import { measured, partOfGpu, readTresCount, readMemoryMb, readTres, type Tres, gpusAsked } from './tres.ts'

/**
 * What `sacct --parsable2` prints, one line a job or step.
 *
 * Source: sacct(1) and src/sacct/print.c of Slurm 20.11 to 25.11: times are local, 'Unknown' or 'None'; TimelimitRaw
 * counts minutes, Timelimit is [days-]hours:minutes:seconds, either may be UNLIMITED or Partition_Limit; ElapsedRaw
 * counts seconds.
 */
export const sacctTable: SlurmTable = {
  needed: [
    ['JobID', 'JobIDRaw'],
    ['Submit'],
    ['NNodes', 'AllocNodes', 'ReqNodes', 'AllocTRES', 'NodeList'],
    ['ElapsedRaw', 'Elapsed', 'End'],
  ],
  wayOut: 'add to the --format of sacct what is missing',
  jobOf,
}

const waitsByRawId =
  'waits, and is told by JobIDRaw alone: an array of tasks would count as one job; add JobID to the --format'

function jobOf(cell: Cell, { has, instantS }: Columns): AccountedJob {
  const allocated = readTres(cell('alloctres'))
  const requested = readTres(cell('reqtres'))
  return {
    id: cell('jobid') || cell('jobidraw'),
    cluster: cell('cluster'),
    user: cell('user'),
    account: cell('account'),
    queue: cell('partition') || cell('qos'),
    qos: cell('qos'),
    state: cell('state'),
    reason: cell('reason'),
    submitS: instantS(cell('submit')),
    eligibleS: eligibleOf(cell('eligible'), instantS),
    startS: instantS(cell('start')),
    endS: instantS(cell('end')),
    elapsedS: wholeOr(cell('elapsedraw'), durationS(cell('elapsed'))),
    suspendedS: durationS(cell('suspended')) || 0,
    nodes: nodesOf(cell, { allocated, requested }),
    limitS: limitOf(cell),
    tres: resourcesOf(cell, { allocated, requested }),
    nodeList: nodesSaid(cell, has),
    dependency: '',
    mostRunning: 0,
    name: cell('jobname'),
    constraint: askedIn(cell('constraints')),
    isWhole: isExclusive(cell('submitline')),
    unkept: [
      ...unkeptOf(cell('reservation'), cell('licenses'), partOfGpu(cell('alloctres') || cell('reqtres'))),
      ...(has('jobid') || phaseOf(cell('state')) !== 'waiting' ? [] : [waitsByRawId]),
    ],
  }
}

/** Whether sbatch was told --exclusive, and not for others of a user or a group alone. */
export function isExclusive(submitLine: string): boolean {
  return /\s--exclusive(=exclusive)?(\s|$)/.test(submitLine)
}

/** 'Unknown' is a job that may not start yet: held, or waiting for another or for its begin time. */
function eligibleOf(text: string, instantS: Columns['instantS']): number {
  return /^(Unknown|None)$/i.test(text) ? Infinity : instantS(text)
}

/** Without the list of nodes, an allocation that is empty says that there were none. */
function nodesSaid(cell: Cell, has: Columns['has']): string | null {
  if (has('nodelist')) return nodesListed(cell('nodelist'))
  return has('alloctres') && cell('alloctres') === '' ? '' : null
}

function nodesOf(cell: Cell, { allocated, requested }: Both): number {
  const counts = ['nnodes', 'allocnodes', 'reqnodes'].map((name) => readTresCount(cell(name)))
  const named = () => hostNames(nodesListed(cell('nodelist')))?.filter((name) => name !== '').length ?? 0
  return [...counts, allocated.nodes].find((count) => count > 0) ?? (named() || requested.nodes)
}

type Both = { readonly allocated: Tres; readonly requested: Tres }

/** What it has got, or, while it waits, what it asks for. */
function resourcesOf(cell: Cell, { allocated, requested }: Both): Tres {
  const base = allocated.cores > 0 || allocated.nodes > 0 ? allocated : requested
  const raw = cell('consumedenergyraw')
  const counter = raw === '' ? readTresCount(cell('consumedenergy'), 1000) : readTresCount(raw)
  const cores =
    base.cores > 0 ? base.cores : readTresCount(cell('alloccpus') || cell('ncpus') || cell('reqcpus'))
  return {
    nodes: base.nodes,
    gpus: base.gpus > 0 ? base.gpus : gpusAsked(cell('allocgres') || cell('reqgres')),
    gpuType: requested.gpus > 0 ? requested.gpuType : base.gpuType,
    cores,
    memoryMb: base.memoryMb > 0 ? base.memoryMb : memoryAsked(cell, cores),
    energyJ: measured(base.energyJ === 0 ? counter : base.energyJ),
  }
}

/** ReqMem counts all of a job from 21.08 on; before, '4Gn' is of a node and '4Gc' of a core. */
function memoryAsked(cell: Cell, cores: number): number {
  const text = cell('reqmem')
  const times = text.endsWith('c') ? cores : text.endsWith('n') ? readTresCount(cell('nnodes')) : 1
  return readMemoryMb(text) * Math.max(1, times)
}

function limitOf(cell: Cell): number {
  const raw = cell('timelimitraw')
  return limitIn(/^\d+$/.test(raw) ? raw : cell('timelimit') || raw)
}
