import { closeSync, openSync, readSync } from 'node:fs'

export type Line = {
  readonly text: string
  /** False for a last line that breaks off before its end. */
  readonly isWhole: boolean
  /** The byte after it. */
  readonly end: number
}

const newline = 10
/** A line longer than this is no line of ours. */
const longestBytes = 16 * 1024 * 1024

/** The lines of a file, read piece by piece; between pieces it is closed, so that ten thousand can be read at once. */
export function* linesOf(path: string, pieceBytes = 1 << 16): Generator<Line, undefined> {
  let rest: Uint8Array = new Uint8Array(0)
  let read = 0
  for (let piece = pieceAt(path, 0, pieceBytes); piece.length > 0; piece = pieceAt(path, read, pieceBytes)) {
    read += piece.length
    const bytes = Buffer.concat([rest, piece])
    let from = 0
    for (let to = bytes.indexOf(newline); to >= 0; to = bytes.indexOf(newline, from)) {
      yield { text: bytes.toString('utf8', from, to), isWhole: true, end: read - bytes.length + to + 1 }
      from = to + 1
    }
    rest = bytes.subarray(from)
    if (rest.length > longestBytes) break
  }
  if (rest.length > 0) yield { text: Buffer.from(rest).toString('utf8'), isWhole: false, end: read }
  return undefined
}

function pieceAt(path: string, at: number, pieceBytes: number): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const piece = Buffer.allocUnsafe(pieceBytes)
    return piece.subarray(0, readSync(file, piece, 0, pieceBytes, at))
  } catch (error) {
    // An error of reading does not say of which file.
    throw error instanceof Error ? Object.assign(error, { path }) : error
  } finally {
    closeSync(file)
  }
}
