const newline = 10
const carriageReturn = 13
const quote = 34
/** Longer than any line of a job log; a file without line ends must not fill the memory. */
const longestLine = 2 ** 20
/** A quote still open after this many bytes is taken for a stray one, and its line for a line. */
const longestQuoted = 2 ** 16

/** Where a line stands: bytes[from, to), without its end. One object serves all lines. */
export type Line = {
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
  readonly number: number
}

export type LineOptions = {
  readonly onLine: (line: Line) => void
  /** Called in place of `onLine` for a line longer than a mebibyte. */
  readonly onTooLong: (number: number) => void
  /** Whether a line end inside double quotes belongs to the line. */
  readonly quotes: 'may hold line ends' | 'mean nothing'
}

/** Cuts chunks of bytes into lines ended by LF or CRLF; keeps no more than one chunk behind one unfinished line. */
export class Lines {
  bytes: Uint8Array = new Uint8Array(0)
  from = 0
  to = 0
  /** Of the line at hand, counted from 1; after the end, the number of lines. */
  number = 0
  /** Begins with the unfinished line; the next chunk is put behind it. */
  private held = new Uint8Array(0)
  private unfinished = 0
  private linesSoFar = 0
  private isSkipping = false
  private readonly options: LineOptions

  constructor(options: LineOptions) {
    this.options = options
  }

  push(chunk: Uint8Array): void {
    // A file that comes whole is cut where it lies.
    const bytes = this.unfinished === 0 ? chunk : this.keep(chunk, this.unfinished)
    const from = this.cut(bytes)
    this.unfinished = this.keep(bytes.subarray(from), 0).length
    if (this.unfinished > longestLine) this.skip()
  }

  /** Puts bytes behind the first so many that are held; returns both. */
  private keep(bytes: Uint8Array, behind: number): Uint8Array {
    const length = behind + bytes.length
    if (length > this.held.length) {
      const before = this.held
      this.held = new Uint8Array(Math.ceil(length * 1.25))
      this.held.set(before.subarray(0, behind))
    }
    this.held.set(bytes, behind)
    return this.held.subarray(0, length)
  }

  /** The last line may have no end, and a quote in it no second one. */
  end(): void {
    const rest = this.held.subarray(0, this.unfinished)
    // Without a single line feed, carriage returns end the lines, as on old Macs.
    if (this.linesSoFar === 0 && !rest.includes(newline)) returnsToFeeds(rest)
    let from = 0
    while (from < rest.length) {
      const end = rest.indexOf(newline, from)
      const to = end === -1 ? rest.length : end
      this.emit(rest, from, to)
      from = to + 1
    }
    this.held = new Uint8Array(0)
    this.unfinished = 0
    this.number = this.linesSoFar
  }

  /** Emits every whole line; returns where the unfinished one begins. */
  private cut(bytes: Uint8Array): number {
    const heedsQuotes = this.options.quotes === 'may hold line ends'
    let from = 0
    let first = -1
    let isOpen = false
    let mark = heedsQuotes ? bytes.indexOf(quote) : -1
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, end + 1)) {
      for (; mark !== -1 && mark < end; mark = bytes.indexOf(quote, mark + 1)) isOpen = !isOpen
      if (first === -1) first = end
      if (isOpen && end - from < longestQuoted) continue
      if (isOpen) {
        end = first
        mark = bytes.indexOf(quote, end)
        isOpen = false
      }
      this.emit(bytes, from, end)
      from = end + 1
      first = -1
    }
    return from
  }

  private emit(bytes: Uint8Array, from: number, end: number): void {
    this.number = this.linesSoFar + 1
    this.linesSoFar += 1
    if (this.options.quotes === 'may hold line ends')
      for (let at = bytes.indexOf(newline, from); at !== -1 && at < end; at = bytes.indexOf(newline, at + 1))
        this.linesSoFar += 1
    if (this.isSkipping) {
      this.isSkipping = false
      return
    }
    this.bytes = bytes
    this.from = from
    this.to = end > from && bytes[end - 1] === carriageReturn ? end - 1 : end
    this.options.onLine(this)
  }

  /** Forgets the beginning of a line that is too long; its end will be passed over. */
  private skip(): void {
    if (!this.isSkipping) this.options.onTooLong(this.linesSoFar + 1)
    this.isSkipping = true
    this.unfinished = 0
  }
}

/** A last carriage return may have ended the line before the end of the file. */
function returnsToFeeds(bytes: Uint8Array): void {
  bytes.forEach((byte, at) => {
    if (byte === carriageReturn && at < bytes.length - 1) bytes[at] = newline
  })
}
