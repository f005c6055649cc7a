import { accept, refuse, type Problem, type Read } from '../../base/outcome.ts'
import { durationS, instantS } from './clock.ts'
import { FieldCutter, textsOf } from './fields.ts'
import type { Line } from './lines.ts'
import type { Notes } from './report.ts'
import { newRows, type Rows } from './rows.ts'
import { addSlurmJob, type SlurmJob } from './slurm.ts'

export type SacctReader = {
  readonly rows: Rows
  readonly onLine: (line: Line) => void
  readonly problems: () => readonly Problem[]
}

export type SacctOptions = { readonly delimiter: number; readonly notes: Notes }

/** The value of a column by its lower-case name; '' where the file has no such column. */
type Cell = (name: string) => string

/**
 * What `sacct --parsable2` prints, columns in any order, one line a job or step.
 *
 * Source: sacct(1) of Slurm 24.05: times are local, 'Unknown' or 'None'; TimelimitRaw counts minutes, Timelimit is
 * [days-]hours:minutes:seconds, either may be UNLIMITED or Partition_Limit; ElapsedRaw counts seconds.
 */
export function sacctReader({ delimiter, notes }: SacctOptions): SacctReader {
  const rows = newRows()
  const cutter = new FieldCutter(delimiter, 'plain')
  let width = 0
  let header: ReadonlyMap<string, number> | null = null
  let problems: readonly Problem[] = []

  const onLine = (line: Line): void => {
    if (problems.length > 0 || line.from === line.to) return
    const cells = textsOf(line, cutter)
    if (header === null) {
      width = cells.length
      const found = headerOf(cells)
      if (found.ok) header = found.value
      else problems = found.problems
      return
    }
    if (cells.length !== width)
      return notes.dropped.add(cells.length < width ? 'too few columns' : 'too many columns', line.number)
    const positions = header
    const cell: Cell = (name) => cells[positions.get(name) ?? -1] ?? ''
    addSlurmJob(jobOf(cell), { rows, notes, line: line.number })
  }
  return { rows, onLine, problems: () => problems }
}

/** Any one of each group must be there. */
const needed = [
  ['JobID', 'JobIDRaw'],
  ['Submit'],
  ['NNodes', 'AllocNodes', 'ReqNodes', 'AllocTRES'],
  ['ElapsedRaw', 'Elapsed', 'End'],
] as const

/** Column positions by lower-case name. `sacct -p` ends every line with the delimiter, so the last may be nameless. */
function headerOf(cells: readonly string[]): Read<ReadonlyMap<string, number>> {
  const names = (cells.at(-1) === '' ? cells.slice(0, -1) : cells).map((name) =>
    name.toLowerCase().replace(/%.*$/, ''),
  )
  const missing = needed.filter((group) => !group.some((name) => names.includes(name.toLowerCase())))
  if (missing.length === 0) return accept(new Map(names.map((name, i) => [name, i])))
  const lacks = missing.map((group) => group.join(' or ')).join('; ')
  return refuse(
    'file',
    `the sacct output lacks ${lacks}; add ${missing.length > 1 ? 'them' : 'it'} to --format`,
  )
}

function jobOf(cell: Cell): SlurmJob {
  const tres = cell('alloctres')
  return {
    id: cell('jobid') || cell('jobidraw'),
    user: cell('user'),
    account: cell('account'),
    queue: cell('partition') || cell('qos'),
    state: cell('state'),
    submitS: instantS(cell('submit')),
    startS: instantS(cell('start')),
    endS: instantS(cell('end')),
    elapsedS: wholeOr(cell('elapsedraw'), durationS(cell('elapsed'))),
    nodes: nodesOf(cell, tres),
    limitS: limitOf(cell),
    energyJ: tresCount(tres, 'energy') || wholeOr(cell('consumedenergyraw'), 0),
  }
}

function nodesOf(cell: Cell, tres: string): number {
  const counts = ['nnodes', 'allocnodes', 'reqnodes'].map((name) => scaled(cell(name)))
  return counts.find((count) => count > 0) ?? tresCount(tres, 'node')
}

function limitOf(cell: Cell): number {
  const raw = cell('timelimitraw')
  if (/^\d+$/.test(raw)) return Number(raw) * 60
  const limit = durationS(cell('timelimit'))
  return Number.isNaN(limit) ? 0 : limit
}

function wholeOr(text: string, otherwise: number): number {
  return /^\d+$/.test(text) ? Number(text) : otherwise
}

/** 'cpu=288,gres/gpu=4,node=2' and 'node' → 2; 0 when it is not there. */
function tresCount(tres: string, name: string): number {
  const match = new RegExp(`(?:^|,)${name}=(\\d+)`).exec(tres)
  return match === null ? 0 : Number(match[1])
}

/** Slurm writes 4096 nodes as '4K' unless told not to. */
function scaled(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([KM]?)$/i.exec(text)
  if (match === null) return 0
  const factor = { '': 1, K: 1024, M: 1024 ** 2 }[(match[2] ?? '').toUpperCase()] ?? 1
  return Number(match[1]) * factor
}
