import type { Read } from '../../sim/index.ts'

/** A file of a person's own as a field holds it: its JSON without blanks; or what is wrong with it as a file. */
export function ownFile(field: string, text: string): Read<string> {
  const read = readJson(field, text)
  if (!read.ok) return read
  return typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value)
    ? { ok: true, value: JSON.stringify(read.value) }
    : refused(field, 'is no object; give the whole file, from { to }')
}

export function readJson(field: string, text: string): Read<unknown> {
  if (text.length > mostOfFile)
    return refused(field, `is ${String(text.length)} letters long; give the JSON of one file`)
  try {
    const value: unknown = JSON.parse(text.trim())
    return { ok: true, value }
  } catch (fault) {
    return refused(field, `is not JSON: ${fault instanceof Error ? fault.message : String(fault)}`)
  }
}

const refused = (field: string, message: string) => ({ ok: false as const, problems: [{ field, message }] })

/** A megabyte of anything is text in a box. */
export const mostOfFile = 2_000_000
