import { own } from '../../../base/nearest.ts'
import { secondsIn } from '../clock.ts'
import type { Line } from '../lines.ts'
import { newRows } from '../rows.ts'
import { noTres, readTresCount, readMemoryMb, gpusAsked } from '../slurm/tres.ts'
import { addAccountedJob, endOfJob, type AccountedJob } from './job.ts'
import type { AccountingOptions, AccountingReader } from './job.ts'

/** `05/06/2026 09:00:00;E;8801.srv;user=u1 …`, with or without a fraction of a second. */
export const pbsLine = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d:\d\d)(?:\.\d+)?;(\w);([^;]*);(.*)$/

/** More jobs than any server holds at a time. */
const mostOpen = 2 ** 20
/** Of records that are jobs. */
const states: Readonly<Record<string, string>> = { Q: 'PENDING', S: 'RUNNING' }

type Entry = { readonly id: string; readonly kind: string; readonly message: string; readonly line: number }

/**
 * An accounting log of PBS Pro, OpenPBS or Torque: of its records the ends ('E', and 'R' of a job that is run again) are
 * jobs; so are starts and queued jobs after which nothing comes, where they tell what they ask for.
 *
 * Source: PBS Professional 2022.1 Reference Guide, 'Accounting log'; Torque 6.1 Administrator Guide, 'Accounting
 * records'. Times are seconds since 1970.
 */
export function pbsReader(place: AccountingOptions): AccountingReader {
  const rows = newRows()
  const decoder = new TextDecoder()
  const open = new Map<string, Entry>()
  const again = new Map<string, number>()
  const drop = ({ kind, line }: Entry): void => {
    place.notes.dropped.add(`a record '${kind}', which is not the end of a job`, line)
  }
  const take = ({ id, kind, message, line }: Entry): void => {
    const job = jobOf(id, attributesOf(message))
    // Who is run again waits from the end of the run before.
    const submitS = Math.max(job.submitS, again.get(id) ?? job.submitS)
    if (kind === 'R') again.set(id, job.endS)
    addAccountedJob({ ...job, submitS, state: own(states, kind) ?? job.state }, { ...place, rows, line })
  }
  const onLine = ({ bytes, from, to, number: line }: Line): void => {
    if (from === to) return
    const match = pbsLine.exec(decoder.decode(bytes.subarray(from, to)))
    if (match === null) return place.notes.dropped.add('not a PBS record', line)
    const [, , , , , kind = '', id = '', message = ''] = match
    const entry = { id, kind, message, line }
    const before = open.get(id)
    if (before !== undefined && /[ERSQDA]/.test(kind)) {
      drop(before)
      open.delete(id)
    }
    if (id.includes('[]'))
      return place.notes.dropped.add('an array, whose tasks have records of their own', line)
    if (kind === 'E' || (kind === 'R' && message.includes(' end='))) return take(entry)
    if (!/[SQ]/.test(kind) || !message.includes('ctime=') || open.size >= mostOpen) return drop(entry)
    open.set(id, entry)
  }
  return { rows, onLine, problems: () => (open.forEach(take), []) }
}

type Attributes = ReadonlyMap<string, string>

/** `a=b c="d e"`: values may be quoted, or hold further equals signs. */
function attributesOf(message: string): Attributes {
  const found = new Map<string, string>()
  for (const [, name = '', quoted, plain] of message.matchAll(/(?<![\w.])([\w.]+)=(?:"([^"]*)"|(\S*))/g))
    found.set(name, quoted ?? plain ?? '')
  return found
}

/** Of a job that was given none (PBS Professional, 'project'). */
const noProject = '_pbs_project_default'

function jobOf(id: string, of: Attributes): AccountedJob {
  const text = (...names: readonly string[]): string =>
    names.map((name) => of.get(name) ?? '').find((value) => value !== '' && value !== noProject) ?? ''
  const seconds = (...names: readonly string[]): number =>
    text(...names) === '' ? Number.NaN : Number(text(...names))
  const hosts = hostsIn(text('exec_host'))
  const chunks = chunksIn(text('Resource_List.select', 'Resource_List.nodes'))
  const nodes = readTresCount(text('Resource_List.nodect')) || chunks.nodes || hosts.length
  return {
    ...endOfJob,
    id: (id.split('.')[0] ?? '').replace(/\[(\d+)\]/, '_$1'),
    user: text('user'),
    account: text('project', 'account', 'Account_Name', 'group'),
    queue: text('queue'),
    submitS: seconds('ctime', 'qtime'),
    eligibleS: seconds('etime', 'qtime'),
    startS: seconds('start'),
    endS: seconds('end'),
    elapsedS: secondsIn(text('resources_used.walltime')),
    nodes,
    limitS: secondsIn(text('Resource_List.walltime')) || 0,
    isWhole: /\bexcl(host)?\b/.test(text('Resource_List.place')),
    tres: {
      ...noTres,
      nodes,
      gpus: readTresCount(text('Resource_List.ngpus')) || chunks.gpus,
      cores: readTresCount(text('Resource_List.ncpus')) || chunks.cores,
      memoryMb: memoryMb(text('Resource_List.mem')),
    },
    nodeList: hosts.length === 1 ? (hosts[0] ?? '') : hosts.length === 0 ? null : hosts.join(','),
  }
}

/** Each node once of 'n1/0*64+n2/0*64' or 'n1/0+n1/1'. */
function hostsIn(list: string): readonly string[] {
  return [...new Set(list.split('+').flatMap((part) => part.split('/')[0] || []))]
}

type Chunks = { readonly nodes: number; readonly cores: number; readonly gpus: number }

/** '2:ncpus=64:ngpus=4+1:ncpus=8' (PBS) or '2:ppn=16:gpus=2' (Torque): nodes, and what they have together. */
function chunksIn(select: string): Chunks {
  const sum = { nodes: 0, cores: 0, gpus: 0 }
  if (select === '') return sum
  for (const chunk of select.split('+')) {
    const [first = '', ...rest] = chunk.split(':')
    const count = /^\d+$/.test(first) ? Number(first) : 1
    const value = (...names: readonly string[]): number =>
      rest
        .map((part) => part.split('='))
        .reduce((n, [name = '', amount = '']) => (names.includes(name) ? Number(amount) : n), 0)
    sum.nodes += count
    sum.cores += count * value('ncpus', 'ppn')
    sum.gpus += count * (value('ngpus', 'gpus') || gpusAsked(rest.join(',')))
  }
  return sum
}

/** '128gb', '512000kb', '2tb'; 0 where it is none. */
function memoryMb(text: string): number {
  const match = /^(\d+)([kmgt]?)(b|w)?$/i.exec(text)
  if (match === null) return 0
  if ((match[2] ?? '') === '') return Number(match[1]) / 1024 ** 2
  return readMemoryMb(`${match[1] ?? ''}${match[2] ?? ''}`)
}
