import type { Answered } from '../../sim/index.ts'
import type { InputRead } from './run-options.ts'
import { complain, finish } from './writing/outcome.ts'

type Showing<T> = { readonly json: boolean; readonly show: (value: T) => string }

/** Finishes with an answer to what was read; where some could not be, with that and what else is wrong. */
export function finishRead<T>(
  { unread }: InputRead,
  answered: Answered<T>,
  { json, show }: Showing<T>,
): void {
  if (unread.length === 0) return finish(answered, json, show)
  for (const { field, message } of unread) complain(`--${field}: ${message}`)
  // What an unreadable scenario file would have held is not missing.
  const isUnread = (field: string) =>
    unread.some((one) => one.field === 'scenario' || field.split('.')[0] === one.field)
  if (answered.status === 'refused') {
    const problems = answered.problems.filter(({ field }) => !isUnread(field))
    finish({ status: 'refused', problems }, false, () => '')
  }
  process.exitCode = 2
}
