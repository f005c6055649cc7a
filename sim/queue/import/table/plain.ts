import { jsonNumberOf, textOf, type Fields } from '../json-value.ts'
import type { Notes } from '../report.ts'
import type { Rows } from '../rows.ts'

const untold = (): number | null => null

/**
 * One job of a JSON list, or of a CSV, which fills it anew for each line. A number that is missing is null, one that
 * cannot be read NaN, as `exclusive` is where it is neither true nor false.
 */
export function plainJob(job: Fields, line: number) {
  return {
    id: textOf(job['id']) || String(line),
    submitS: jsonNumberOf(job['submit']),
    nodes: jsonNumberOf(job['nodes']),
    requestedS: jsonNumberOf(job['requested_s']),
    actualS: jsonNumberOf(job['actual_s']),
    priority: jsonNumberOf(job['priority']),
    powerWPerNode: jsonNumberOf(job['power_w_per_node']),
    gpusPerNode: jsonNumberOf(job['gpusPerNode']),
    coresPerNode: jsonNumberOf(job['coresPerNode']),
    memoryMbPerNode: jsonNumberOf(job['memoryMbPerNode']),
    exclusive: flagOf(job['exclusive']),
    partition: textOf(job['partition']),
    constraint: textOf(job['constraint']),
    project: textOf(job['project']),
    user: textOf(job['user']),
    queue: textOf(job['queue']),
    qos: textOf(job['qos']),
    startS: untold(),
    endS: untold(),
  }
}

export type PlainJob = ReturnType<typeof plainJob>

/** Which optional columns the list has. */
export type PlainColumns = {
  readonly priority: boolean
  readonly power: boolean
  /** Any of the columns that say what a job asks of a node. */
  readonly perNode: boolean
  readonly start: boolean
}

const noInstant = 'submit is neither a number nor a date as 2026-03-04T08:00:00'
/** Beyond this a second is no longer exact after a sum or two. */
const largest = 1e15

const required = [
  ['submit', 'submitS'],
  ['nodes', 'nodes'],
  ['actual_s', 'actualS'],
] as const
const amounts = [
  ['power_w_per_node', 'powerWPerNode'],
  ['gpusPerNode', 'gpusPerNode'],
  ['coresPerNode', 'coresPerNode'],
  ['memoryMbPerNode', 'memoryMbPerNode'],
] as const
const others = [
  ['requested_s', 'requestedS'],
  ['priority', 'priority'],
  ['start', 'startS'],
  ['end', 'endS'],
] as const
const numeric = [...required, ...others, ...amounts] as const

/** Why a job cannot be taken; null when it can. */
function fault(job: PlainJob, { start }: PlainColumns): string | null {
  if (start && job.startS === null && !((job.actualS ?? 0) > 0)) return 'never started'
  for (const [name, key] of required) if (job[key] === null) return `${name} is missing`
  for (const [name, key] of numeric) {
    const value = job[key] ?? 0
    if (Math.abs(value) <= largest) continue
    if (name === 'submit' && Number.isNaN(value)) return noInstant
    return value > largest ? `${name} is too large` : `${name} is not a number`
  }
  if ((job.actualS ?? 0) < 0) return start ? 'ends before it starts' : 'actual_s is below 0'
  for (const [name, key] of amounts) if ((job[key] ?? 0) < 0) return `${name} is below 0`
  return Number.isNaN(job.exclusive) ? 'exclusive is neither true nor false' : null
}

const outlives =
  'runs longer than its limit, as most do: are the limits minutes? Then say requested_s=NAME:min'

/** Takes a job into the rows, or counts why not. Nodes below one and above the machine are for the policy to reject. */
export function addPlainJob(rows: Rows, job: PlainJob, at: PlainPlace): void {
  const { notes, line, columns } = at
  const why = fault(job, columns)
  if (why !== null) return notes.dropped.add(why, line)
  const [submitS, nodes, actualS] = [job.submitS ?? 0, job.nodes ?? 0, job.actualS ?? 0]
  const requestedS = job.requestedS ?? 0
  if (!isWhole(submitS) || !isWhole(actualS) || !isWhole(requestedS))
    notes.repaired.add('a fraction of a second is cut off', line)
  if (!isWhole(nodes)) notes.repaired.add('a fraction of a node is rounded up', line)
  if (requestedS > 0 && actualS > requestedS) notes.outlived.add(outlives, line)
  if (requestedS <= 0) notes.repaired.add('no time limit: the run time is taken', line)
  if (columns.power && job.powerWPerNode === null)
    notes.repaired.add('no power: that of the machine is taken', line)
  rows.ids.pushText(job.id)
  rows.submitS.push(Math.floor(submitS))
  rows.nodes.push(Math.ceil(nodes))
  rows.actualS.push(Math.trunc(actualS))
  rows.requestedS.push(requestedS > 0 ? Math.max(Math.trunc(requestedS), 1) : 0)
  if (columns.priority) rows.priority.push(job.priority ?? 0)
  if (columns.power) rows.powerWPerNode.push(job.powerWPerNode ?? Number.NaN)
  if (columns.perNode) addPerNode(rows, job, at)
  rows.projects.push(job.project)
  rows.users.push(job.user)
  rows.queues.push(job.queue || job.partition)
  rows.qos.push(job.qos)
  if (columns.start) rows.startS.push(Math.floor(job.startS ?? Number.NaN))
  rows.lines.push(line)
}

/** GPUs, cores and megabytes are counted whole. */
function addPerNode(rows: Rows, job: PlainJob, { notes, line }: PlainPlace): void {
  const asked = [job.gpusPerNode ?? 0, job.coresPerNode ?? 0, job.memoryMbPerNode ?? 0] as const
  if (!asked.every(isWhole)) notes.repaired.add('a fraction of a GPU, core or MB is rounded up', line)
  rows.gpusPerNode.push(Math.ceil(asked[0]))
  rows.coresPerNode.push(Math.ceil(asked[1]))
  rows.memoryMbPerNode.push(Math.ceil(asked[2]))
  rows.exclusive.push(job.exclusive ?? 0)
  rows.partitions.push(job.partition)
  rows.constraints.push(job.constraint)
}

/** 1 for true, 0 for false, null for nothing, NaN for anything else. */
export function flagOf(value: unknown): number | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'boolean') return value ? 1 : 0
  const word = typeof value === 'number' || typeof value === 'string' ? String(value).toLowerCase() : ''
  if (['true', 'yes', '1'].includes(word)) return 1
  return ['false', 'no', '0'].includes(word) ? 0 : Number.NaN
}

export type PlainPlace = { readonly notes: Notes; readonly line: number; readonly columns: PlainColumns }

function isWhole(value: number): boolean {
  return Math.floor(value) === value
}
