import type { Line } from './lines.ts'
import { numberIn } from './table/number.ts'
import type { Notes } from './report.ts'
import { newRows, type Rows } from './rows.ts'

/** What the comments say of the machine. */
export type SwfHeader = Readonly<ReturnType<typeof headerOf>>

export type SwfOptions = {
  readonly coresPerNode: number
  /** Whether a last field, 'frontier:excl:2500x112', tells the nodes in place of the processors. */
  readonly namesNodes: boolean
  readonly notes: Notes
}

const fieldCount = 18
const space = 32
const comment = 59
const minus = 45
const zero = 48
/** A space as a digit: what ends a plain number. */
const blank = space - zero
/** Fewer digits than a double holds exactly. */
const exactDigits = 15
/** Positions of the fields that a replay uses. */
const [jobNumber, submit, wait, run, allocated, processors, limit, status] = [0, 1, 2, 3, 4, 7, 8, 10]
const [user, group, queue, preceding] = [11, 12, 14, 16]
const used = [jobNumber, submit, wait, run, allocated, processors, limit, user, group, queue]
const isUsed = Uint8Array.from({ length: fieldCount }, (_, i) => (used.includes(i) ? 1 : 0))

/**
 * Standard Workload Format, version 2.2: 18 numbers a record, whitespace between them, comments after ';'.
 *
 * Source: https://www.cs.huji.ac.il/labs/parallel/workload/swf.html (Chapin et al., JSSPP 1999). Fields after the
 * eighteenth are ignored, but for nodes that a last one names, and so are those that a replay has no use for.
 */
export function swfReader({ coresPerNode, namesNodes, notes }: SwfOptions) {
  const rows = newRows()
  const comments: string[] = []
  // Behind the fields: where they end.
  const field = new Float64Array(fieldCount + 1)
  let [lastSubmitS, lastId, isInOrder] = [-Infinity, -Infinity, true]

  const accept = (line: number, named: number): void => {
    const wanted = (field[processors] ?? 0) > 0 ? (field[processors] ?? 0) : (field[allocated] ?? 0)
    const submitS = Math.trunc(field[submit] ?? 0)
    const runS = Math.trunc(field[run] ?? 0)
    const limitS = Math.trunc(field[limit] ?? 0)
    const id = field[jobNumber] ?? 0
    if (id === lastId && [2, 3, 4].includes(field[status] ?? 0))
      return notes.dropped.add('a part of the job above, which is told as a whole', line)
    if (!(wanted > 0) && named === 0) return notes.dropped.add('no positive number of processors', line)
    if (!(runS > 0)) return notes.dropped.add('no positive run time', line)
    if (!((field[processors] ?? 0) > 0) && named === 0)
      notes.repaired.add('no requested processors: the allocated ones are taken', line)
    if (limitS <= 0) notes.repaired.add('no time limit: the run time is taken', line)
    if ((field[preceding] ?? 0) > 0) notes.noticed.add(namesPreceding, line)
    if (submitS < lastSubmitS) notes.repaired.add('submitted before the record above: put in order', line)
    if (submitS < lastSubmitS || (submitS === lastSubmitS && id < lastId)) isInOrder = false
    lastSubmitS = submitS
    lastId = id
    rows.ids.pushNumber(id)
    rows.submitS.push(submitS)
    rows.nodes.push(named > 0 ? named : Math.ceil(wanted / coresPerNode))
    rows.actualS.push(runS)
    rows.requestedS.push(limitS > 0 ? limitS : runS)
    const waitS = Math.trunc(field[wait] ?? -1)
    rows.startS.push(waitS >= 0 ? submitS + waitS : Number.NaN)
    rows.users.push(field[user] ?? -1)
    rows.projects.push(field[group] ?? -1)
    rows.queues.push(field[queue] ?? -1)
  }

  const onLine = (line: Line): void => {
    const found = readFields(line, field)
    if (found === fieldCount) {
      const named = line.to - (field[fieldCount] ?? 0) > shortestName ? nodesNamedIn(line, field) : 0
      if (named > 0 && !namesNodes) notes.noticed.add(nodesNamed, line.number)
      accept(line.number, namesNodes ? named : 0)
    } else if (found === isComment) keepComment(comments, line)
    else if (found === notANumber) notes.dropped.add('a field that is not a number', line.number)
    else if (found > 0) notes.dropped.add('fewer than 18 fields', line.number)
  }

  return {
    rows,
    onLine,
    order: () => (isInOrder ? null : bySubmission(rows)),
    header: () => headerOf(comments, namesNodes ? null : coresPerNode),
  }
}

/** Places by submission, then by job number. A plain array's sort goes once over what is in order already. */
function bySubmission({ submitS, ids }: Rows): Uint32Array {
  const places = Array.from({ length: submitS.length }, (_, i) => i)
  return Uint32Array.from(
    places.sort((a, b) => submitS.at(a) - submitS.at(b) || ids.numberAt(a) - ids.numberAt(b)),
  )
}

const isComment = -1
const notANumber = -2

/** Reads up to 18 fields; returns how many there are, `isComment` or `notANumber`. Digits are summed as they pass;
 * what follows the line is a line end or nothing, and ends a number as well. */
function readFields({ bytes, from, to }: Line, field: Float64Array): number {
  let at = from
  let count = 0
  let isSound = true
  while (count < fieldCount) {
    while (at < to && (bytes[at] ?? 0) <= space) at += 1
    if (at >= to) break
    if (count === 0 && bytes[at] === comment) return isComment
    const start = at
    const isNegative = bytes[at] === minus
    if (isNegative) at += 1
    let value = 0
    let digit = (bytes[at] ?? 0) - zero
    while (digit >= 0 && digit <= 9) {
      value = value * 10 + digit
      at += 1
      digit = (bytes[at] ?? 0) - zero
    }
    if (digit > blank || at - start > exactDigits) {
      while (at < to && (bytes[at] ?? 0) > space) at += 1
      value = isUsed[count] === 1 ? numberIn(bytes, start, at) : 0
      if (value !== value && count !== wait) isSound = false
    } else if (isNegative) value = -value
    field[count] = value
    count += 1
  }
  field[fieldCount] = at
  return isSound || count < fieldCount ? count : notANumber
}

const namesPreceding =
  'names a preceding job (fields 17 and 18): its submission is the recorded one, and it waits for no other job'
const nodesNamed =
  "nodes named in a last field are not looked at: where they are those to trust, as in Frontier's log, give mapping frontier"

/** Of ' x:y:1x1'. */
const shortestName = 7

/**
 * Nodes as a last field of its own names them, 'frontier:excl:2500x112'; 0 where there is none. Of the log of Frontier
 * they are what is to be trusted: its allocated processors are nodes in some records and cores in others.
 *
 * Source: the loader of ExaDigiT RAPS for it; Maheshwari and others, JSSPP 2026 (`sim/data/traces/mappings.json`).
 */
function nodesNamedIn({ bytes, to }: Line, field: Float64Array): number {
  const rest = bytes.subarray(field[fieldCount], Math.min(to, (field[fieldCount] ?? 0) + 200))
  return Number(/\s[^\s:]+:[^\s:]+:(\d+)x\d+\s*$/.exec(String.fromCharCode(...rest))?.[1] ?? 0)
}

const keptComments = 500

function keepComment(comments: string[], { bytes, from, to }: Line): void {
  if (comments.length >= keptComments || to - from > 500) return
  comments.push(String.fromCharCode(...bytes.subarray(from, to)))
}

/** @param coresPerNode  null where the log names nodes */
function headerOf(comments: readonly string[], coresPerNode: number | null) {
  const value = (name: string): number | null => {
    const pattern = new RegExp(`^\\s*;\\s*${name}\\s*:\\s*(\\d+)`, 'i')
    const found = comments.map((line) => pattern.exec(line)?.[1]).find((digits) => digits !== undefined)
    return found === undefined ? null : Number(found)
  }
  const processors = value('MaxProcs')
  const nodes =
    processors === null || (coresPerNode === null && value('MaxNodes') !== null)
      ? value('MaxNodes')
      : Math.ceil(processors / (coresPerNode ?? 1))
  const zone = comments.map((line) => /^\s*;\s*TimeZoneString\s*:\s*(\S+)/i.exec(line)?.[1])
  return {
    /** In nodes of `coresPerNode` processors, so that jobs and machine are counted alike. */
    nodes,
    /** Of second 0, in seconds since 1970. */
    unixStartS: value('UnixStartTime'),
    /** 'Europe/Stockholm'; null where it names none. */
    zoneName: zone.find((name) => name !== undefined) ?? null,
  }
}
