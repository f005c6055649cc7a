import { csvCell } from '../base/csv.ts'
import { idOf, type Workload } from './engine/job.ts'
import { hasNoStart, placesOf, type Schedule } from './engine/simulate.ts'
import { cutShort } from './stretches.ts'

/** By status. */
const words = ['completed', 'timeout', 'rejected', 'given up', 'held']

const header = 'id,submit,start,end,nodes,status'
const partBytes = 1 << 18
/** More than any line takes without its id: four times a sign and 16 digits, commas, a word. */
const longestNumbers = 128

const zero = 48
const comma = 44
const minus = 45

/** Text as bytes, written in place: five times as fast as joining strings. */
class Part {
  bytes = new Uint8Array(partBytes)
  length = 0
  private readonly encoder = new TextEncoder()

  /** Any text, with room left for the numbers after it. */
  text(text: string): void {
    const encoded = this.encoder.encode(text)
    const needed = this.length + encoded.length + longestNumbers
    if (needed > this.bytes.length) {
      const bytes = new Uint8Array(needed)
      bytes.set(this.bytes.subarray(0, this.length))
      this.bytes = bytes
    }
    this.bytes.set(encoded, this.length)
    this.length += encoded.length
  }

  ascii(text: string): void {
    for (let i = 0; i < text.length; i += 1) this.bytes[this.length + i] = text.charCodeAt(i)
    this.length += text.length
  }

  /** A whole number and a comma. */
  whole(value: number): void {
    const { bytes } = this
    let rest = value
    if (rest < 0) {
      bytes[this.length] = minus
      this.length += 1
      rest = -rest
    }
    let end = this.length + 1
    for (let bound = 10; bound <= rest; bound *= 10) end += 1
    this.length = end + 1
    bytes[end] = comma
    for (; rest > 0x3fff_ffff; rest = Math.floor(rest / 10)) bytes[(end -= 1)] = zero + (rest % 10)
    let small = rest | 0
    do {
      const tenth = (small / 10) | 0
      bytes[(end -= 1)] = zero + small - tenth * 10
      small = tenth
    } while (small > 0)
  }

  /** A comma, and whole numbers with blanks between. */
  places(nodes: readonly number[]): void {
    const [first] = nodes
    if (nodes.length !== 1 || first === undefined) {
      this.text(`,${nodes.join(' ')}`)
      return
    }
    this.bytes[this.length] = comma
    this.length += 1
    this.whole(first)
    this.length -= 1
  }

  /** The bytes so far, as a copy; begins anew. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.length)
    this.length = 0
    return taken
  }
}

/**
 * A schedule as CSV in the order of the input, as UTF-8 in parts of some 256 kB. Start and end of a job that never
 * started are empty; one that failures made start again has its first start. On nodes of kinds the last column are the
 * numbers of the nodes, separated by blanks.
 */
export function* scheduleCsv({ jobs }: Workload, schedule: Schedule): Generator<Uint8Array> {
  const { startS, endS, status, placed } = schedule
  const cut = cutShort(schedule)
  const part = new Part()
  const numbers = typeof jobs.ids[0] === 'number'
  part.text(placed === null ? `${header}\n` : `${header},places\n`)
  for (let job = 0; job < jobs.count; job += 1) {
    if (part.length > partBytes - 4 * longestNumbers) yield part.take()
    const id = numbers ? Number(jobs.ids[job]) : NaN
    if (Number.isSafeInteger(id)) {
      part.whole(id)
    } else {
      part.text(`${csvCell(idOf(jobs, job))},`)
    }
    part.whole(jobs.submitS[job] ?? 0)
    if (hasNoStart(status[job])) {
      part.ascii(',,')
    } else {
      part.whole((cut.size === 0 ? undefined : cut.get(job)?.firstStartS) ?? startS[job] ?? 0)
      part.whole(endS[job] ?? 0)
    }
    part.whole(jobs.nodes[job] ?? 0)
    part.ascii(words[status[job] ?? 0] ?? '')
    if (placed !== null) part.places(hasNoStart(status[job]) ? [] : placesOf(placed, job))
    part.ascii('\n')
  }
  if (part.length > 0) yield part.take()
}
