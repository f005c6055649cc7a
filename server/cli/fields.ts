import type { Answered } from '../../sim/index.ts'
import { isPath, readJsonFile } from './writing/files.ts'
import { complain, finish } from './writing/outcome.ts'

/** A question whose options are fields of an input, of which model, system and profile may name a file. */
export type FieldQuestion<T> = {
  readonly fields: { readonly [field: string]: string | boolean | undefined }
  readonly answer: (input: unknown) => Answered<T>
  readonly json: boolean
  readonly show: (value: T) => string
}

/** Answers it, or says everything that is wrong with its options, unreadable files among them. */
export function finishFields<T>({ fields, answer, json, show }: FieldQuestion<T>): void {
  const input = Object.entries(fields).map(
    ([field, word]) => [field, readField(field, String(word))] as const,
  )
  const unread = input.filter(([, field]) => !field.ok)
  const usable = input.flatMap(([name, field]) => (field.ok ? [[name, field.value] as const] : []))
  const answered = answer(Object.fromEntries(usable))
  if (unread.length === 0) return finish(answered, json, show)
  for (const [name, field] of unread) if (!field.ok) complain(`--${name}: ${field.message}`)
  const isUnread = (field: string) => unread.some(([name]) => field.split('.')[0] === name)
  if (answered.status === 'refused') {
    const others = answered.problems.filter(({ field }) => !isUnread(field))
    finish({ status: 'refused', problems: others }, false, () => '')
  }
  process.exitCode = 2
}

/** A file's content for the fields that may name one, else the word itself. */
function readField(field: string, word: string) {
  return ['model', 'system', 'profile'].includes(field) && isPath(word)
    ? readJsonFile(word)
    : ({ ok: true, value: word } as const)
}
