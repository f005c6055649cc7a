import { readFileSync } from 'node:fs'

export type FileRead =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string }

const bytesPerMiB = 1024 * 1024

/** Whether a word names a file rather than a catalogue id. */
export function isPath(word: string): boolean {
  return word.endsWith('.json') || word.includes('/')
}

/** Reads a file of one JSON object of at most 1 MiB; says what is wrong with it in one sentence. */
export function readJsonFile(path: string): FileRead {
  const read = readJson(path, bytesPerMiB)
  if (!read.ok) return read
  const isObject = typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value)
  return isObject ? read : { ok: false, message: `'${path}' does not hold a JSON object` }
}

/** Reads a file of any JSON; `-` is standard input. */
export function readJson(path: string, mostBytes: number): FileRead {
  try {
    const text = readFileSync(path === '-' ? 0 : path, 'utf8')
    if (text.length > mostBytes)
      return { ok: false, message: `'${path}' is larger than ${String(mostBytes / bytesPerMiB)} MiB` }
    const value: unknown = JSON.parse(text)
    return { ok: true, value }
  } catch (error) {
    return { ok: false, message: `'${path}' ${why(error)}` }
  }
}

/** What stands in the way of a file, to follow its name. */
export function why(error: unknown): string {
  if (error instanceof SyntaxError) return `is not JSON: ${error.message}`
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOENT') return 'does not exist'
  if (code === 'EISDIR') return 'is a folder; give a file'
  if (code === 'EACCES') return 'may not be read'
  return 'cannot be read'
}
