import fileErrors from '../../data/file-errors.json' with { type: 'json' }
import { closeSync, openSync, readSync } from 'node:fs'
import { texts } from '../../../sim/index.ts'
import { Claimed } from '../../output/claim.ts'

/** What is read is no text, in words that follow its name. */
export class NotText extends Error {}

/** Workloads of JSON may stand on one line, and no larger one is read. */
const longestBytes = 2 ** 30
const newline = 10
const carriageReturn = 13

/** Looks at chunks as they come, so that an endless or binary file ends with a sentence. Throws NotText. */
export function textGuard(): (chunk: Uint8Array) => void {
  let isFirst = true
  let sinceEnd = 0
  return (chunk) => {
    if (isFirst && chunk.includes(0) && texts.encodingOf(chunk) === 'utf-8')
      throw new NotText('is no text but binary')
    isFirst = false
    sinceEnd = chunk.includes(newline) || chunk.includes(carriageReturn) ? 0 : sinceEnd + chunk.length
    if (sinceEnd > longestBytes) throw new NotText('has a line of more than 1 GiB')
  }
}

export type FileRead =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }

const bytesPerMiB = 1024 * 1024

/** Whether a word names a file rather than a catalogue id. */
export function isPath(word: string): boolean {
  return word.endsWith('.json') || word.includes('/')
}

const mostOfScenario = 64 * bytesPerMiB // the page's holds the log of a queue

/** The fields that a scenario file holds: those of its run where the page wrote it; none where none is named. */
export function readScenario(path: unknown): FileRead {
  if (typeof path !== 'string') return { ok: true, value: {} }
  const read = readJsonFile(path, mostOfScenario)
  return read.ok ? { ok: true, value: Object(read.value).run ?? read.value } : read
}

/** Reads a file of one JSON object; says what is wrong with it in one sentence. */
export function readJsonFile(path: string, mostBytes = bytesPerMiB): FileRead {
  const read = readJson(path, mostBytes)
  if (!read.ok) return read
  const isObject = typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value)
  return isObject ? read : { ok: false, message: `'${path}' does not hold a JSON object` }
}

/** Reads a file of any JSON; `-` is standard input. */
export function readJson(path: string, mostBytes: number): FileRead {
  try {
    const bytes = readAtMost(path, mostBytes)
    if (bytes === null)
      return { ok: false, message: `'${path}' is larger than ${String(mostBytes / bytesPerMiB)} MiB` }
    const read = texts.readJsonText('file', new TextDecoder(texts.encodingOf(bytes)).decode(bytes))
    return read.ok ? read : { ok: false, message: `'${path}' ${read.problems[0]?.message ?? ''}` }
  } catch (error) {
    return { ok: false, message: `'${path}' ${why(error)}` }
  }
}

/** A file as text; what is wrong with it is thrown, for `why`. */
export function readText(path: string, mostBytes: number): string {
  const bytes = readAtMost(path, mostBytes)
  if (bytes === null) throw new TooLargeFile(`is larger than ${String(mostBytes / bytesPerMiB)} MiB`)
  return new TextDecoder(texts.encodingOf(bytes)).decode(bytes)
}

class TooLargeFile extends Error {}

const pieceBytes = 1 << 16

/** The bytes of a file, read no further than allowed: an endless one has no size to ask for. Null when there are more. */
function readAtMost(path: string, mostBytes: number): Uint8Array | null {
  const file = path === '-' ? 0 : openSync(path, 'r')
  try {
    const pieces: Uint8Array[] = []
    let length = 0
    for (;;) {
      const piece = Buffer.allocUnsafe(pieceBytes)
      const read = readSync(file, piece, 0, pieceBytes, null)
      if (read === 0) return Buffer.concat(pieces)
      length += read
      if (length > mostBytes) return null
      pieces.push(piece.subarray(0, read))
    }
  } finally {
    if (file !== 0) closeSync(file)
  }
}

/** What stands in the way of a file, to follow its name. */
export function why(error: unknown): string {
  return ownWords(error) ?? reading.get(codeOf(error)) ?? 'cannot be read'
}

/** The same of a file that is to be written. */
export function whyUnwritten(error: unknown): string {
  return ownWords(error) ?? writing.get(codeOf(error)) ?? 'cannot be written'
}

function ownWords(error: unknown): string | null {
  const isOurs = error instanceof Claimed || error instanceof TooLargeFile || error instanceof NotText
  return isOurs ? error.message : null
}

const reading: ReadonlyMap<unknown, string> = new Map(Object.entries(fileErrors.reading))
const writing: ReadonlyMap<unknown, string> = new Map(Object.entries(fileErrors.writing))

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}
