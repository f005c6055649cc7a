import { withoutControls } from './shown.ts'

/** Why something cannot be done, and the nearest change that would make it possible. */
export type Obstacle = {
  readonly kind: 'accelerators' | 'memory' | 'layout' | 'precision' | 'queue' | 'tokens'
  /** One sentence with the figures in it. */
  readonly reason: string
  /** The field a person would change, as in the scenario, and the value that makes it feasible. */
  readonly nearest: {
    readonly field: string
    readonly value: string | number
    readonly sentence: string
  } | null
}

/** 'Infeasible' is an answer, not an exception. */
export type Outcome<T> =
  | { readonly feasible: true; readonly value: T }
  | { readonly feasible: false; readonly obstacles: readonly Obstacle[] }

/** One thing wrong with the input: which field, what it held, what would be right. */
export type Problem = {
  /** Dotted path as a person writes it: `layout.tp`, `tokens`. */
  readonly field: string
  readonly message: string
}

/** Reading input gives the thing, or every problem at once. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export function accept<T>(value: T): Read<T> {
  return { ok: true, value }
}

/** The message stays one line, whatever somebody's word in it holds. */
export function refuse(field: string, message: string): { ok: false; problems: readonly Problem[] } {
  return { ok: false, problems: [{ field, message: withoutControls(message) }] }
}

type Reads<T> = { readonly [K in keyof T]: Read<T[K]> }

/** Reads of several fields as one: all their values, or all their problems at once. */
export function readAll<T extends { readonly [field: string]: unknown }>(reads: Reads<T>): Read<T> {
  const entries: readonly (readonly [string, Read<unknown>])[] = Object.entries(reads)
  const problems = entries.flatMap(([, read]) => (read.ok ? [] : read.problems))
  if (problems.length > 0) return { ok: false, problems }
  const values: unknown = Object.fromEntries(
    entries.flatMap(([key, read]) => (read.ok ? [[key, read.value]] : [])),
  )
  if (!hasAll(values, reads)) throw new Error('a read value is lost')
  return accept(values)
}

/** Reads of a list as one, and what else is wrong with it. */
export function readItems<T>(reads: readonly Read<T>[], more: readonly Problem[] = []): Read<readonly T[]> {
  const problems = [...reads.flatMap((read) => (read.ok ? [] : read.problems)), ...more]
  if (problems.length > 0) return { ok: false, problems }
  return accept(reads.flatMap((read) => (read.ok ? [read.value] : [])))
}

function hasAll<T>(values: unknown, reads: Reads<T>): values is T {
  return Object.keys(reads).every((key) => key in Object(values))
}

/** The same problem said twice is one problem. */
export function distinctProblems(problems: readonly Problem[]): readonly Problem[] {
  const key = ({ field, message }: Problem) => `${field}: ${message}`
  return [...new Map(problems.map((problem) => [key(problem), problem])).values()]
}

/**
 * The work that an answer may still take, in microseconds of a core of 2026: counted by the amounts of what is about to
 * be done, never by a clock, so that a question comes to the same sum everywhere. Infinite unless somebody bounds it.
 */
const allowance = { leftUs: Infinity }

class TooMuchWork extends Error {}

/** Counts a piece of work that is about to be done; past what the answer may take, `withinWork` ends it. */
export function spend(us: number): void {
  allowance.leftUs -= us
  if (allowance.leftUs < 0) throw new TooMuchWork()
}

/** What `answer` gives; null where it comes to more work than so much. What was found before and kept costs nothing. */
export function withinWork<T>(mostUs: number, answer: () => T): T | null {
  const beforeUs = allowance.leftUs
  const allowedUs = Math.min(mostUs, beforeUs)
  allowance.leftUs = allowedUs
  try {
    return answer()
  } catch (error) {
    if (error instanceof TooMuchWork) return null
    throw error
  } finally {
    allowance.leftUs = beforeUs - (allowedUs - allowance.leftUs)
  }
}

/** How much work an answer counts, in microseconds: what holds the counting to the time that it really takes. */
export function countedUs(answer: () => unknown): number {
  const beforeUs = allowance.leftUs
  allowance.leftUs = Number.MAX_SAFE_INTEGER
  answer()
  const countedUs = Number.MAX_SAFE_INTEGER - allowance.leftUs
  allowance.leftUs = beforeUs
  return countedUs
}
