import { texts, type Read } from '../../sim/index.ts'
import { mostOfFile } from './address.ts'
import words from '../words/plain/machine.json'

/** A file of a person's own as a field holds it: its JSON without blanks; or what is wrong with it as a file. */
export function ownFile(field: string, text: string): Read<string> {
  if (!/^[\ufeff\s]*\{/.test(text)) return refused(field, words.noObject)
  const read = readJson(field, text)
  return read.ok ? { ok: true, value: JSON.stringify(read.value) } : read
}

export function readJson(field: string, text: string): Read<unknown> {
  return text.length > mostOfFile
    ? refused(field, `is ${String(text.length)} letters long; give the JSON of one file`)
    : texts.readJsonText(field, text.trim())
}

const refused = (field: string, message: string) => ({ ok: false as const, problems: [{ field, message }] })
