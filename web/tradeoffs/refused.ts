import type { Problem } from '../../sim/index.ts'

type Questions = Readonly<Record<string, unknown>>

/** The questions backwards less those that a problem names, such as a date that is none. */
export function withoutRefused(find: Questions, problems: readonly Problem[]): Questions {
  const named = problems.map(({ field }) => field.split('.')[1] ?? '')
  return Object.fromEntries(Object.entries(find).filter(([question]) => !named.includes(question)))
}
