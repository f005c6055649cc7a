import { readFileSync } from 'node:fs'

export type FileRead =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string }

const largestBytes = 1024 * 1024

/** Whether a word names a file rather than a catalogue id. */
export function isPath(word: string): boolean {
  return word.endsWith('.json') || word.includes('/')
}

/** Reads a JSON file; says what is wrong with it in one sentence. */
export function readJsonFile(path: string): FileRead {
  try {
    const text = readFileSync(path, 'utf8')
    if (text.length > largestBytes) return { ok: false, message: `'${path}' is larger than 1 MiB` }
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? { ok: true, value } : { ok: false, message: `'${path}' does not hold a JSON object` }
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
