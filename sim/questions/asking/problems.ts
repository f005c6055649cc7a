import type * as z from 'zod/mini'
import { notAField, own } from '../../base/nearest.ts'
import type { Problem, Read } from '../../base/outcome.ts'
import { onOneLine, shown } from '../../base/shown.ts'

/** An issue as zod reports it, as far as we use it. */
type Issue = {
  readonly code?: string | undefined
  readonly path?: readonly PropertyKey[] | undefined
  readonly keys?: readonly string[] | undefined
  readonly errors?: readonly (readonly Issue[])[] | undefined
  readonly expected?: string | undefined
  readonly values?: readonly unknown[] | undefined
  readonly message?: string | undefined
  readonly origin?: string | undefined
  readonly maximum?: number | bigint | undefined
  readonly params?: { readonly [name: string]: unknown } | undefined
}

export type Words = { readonly [field: string]: string }

/** What was read, and the words that say what each of its fields holds. */
export type Reading = { readonly raw: unknown; readonly words: Words }

/**
 * What is wrong with an input, every problem at once, in the product's own words: first what has the wrong shape, then
 * what a field of the right shape says.
 */
export function problemsOf(issues: readonly Issue[], reading: Reading): readonly Problem[] {
  const shapes = issues.filter(({ code }) => code !== 'custom')
  return [
    ...shapes.flatMap((issue) => problemsAt(issue, [], reading)),
    ...issues.filter(({ code }) => code === 'custom').map(asSaid),
  ]
}

/** A problem that the reader of a field has put into words. */
function asSaid({ message = '', path = [], params = {} }: Issue): Problem {
  const { field } = params
  return { field: typeof field === 'string' ? field : path.map(String).join('.'), message }
}

function problemsAt(issue: Issue, at: readonly PropertyKey[], reading: Reading): readonly Problem[] {
  const path = [...at, ...(issue.path ?? [])]
  if (issue.code === 'unrecognized_keys') return unknownFields(issue.keys ?? [], path, reading)
  if (issue.code === 'custom') return [asSaid({ ...issue, path })]
  const nested = objectBranch(issue)
  if (nested !== null) return nested.flatMap((one) => problemsAt(one, path, reading))
  return [wrong(issue, path, reading)]
}

/** Of a union of a name and an object, the complaints about the object, when an object was given. */
function objectBranch(issue: Issue): readonly Issue[] | null {
  if (issue.code !== 'invalid_union') return null
  const inside = ({ code = '', path = [] }: Issue) =>
    path.length > 0 || ['unrecognized_keys', 'custom'].includes(code)
  return (issue.errors ?? []).find((branch) => branch.some(inside)) ?? null
}

function unknownFields(
  keys: readonly string[],
  path: readonly PropertyKey[],
  { words }: Reading,
): readonly Problem[] {
  return keys.map((key, place) => {
    const isLikened = path.length === 0 && place < mostLikened
    const message = isLikened ? notAField(key, Object.keys(words)) : `is not a field${within(path, words)}`
    return { field: fieldAt([...path, key]), message }
  })
}

/** What the field holds that something inside it is wrong with. */
function within([outer]: readonly PropertyKey[], words: Words): string {
  const holder = own(words, String(outer))
  return holder === undefined ? '' : ` (${String(outer)}: ${holder})`
}

/** A person's own keys may be anything: on one line, and no longer than they tell. */
function fieldAt(path: readonly PropertyKey[]): string {
  return path.map((key) => onOneLine(String(key))).join('.')
}

/** Beyond so many unknown fields nobody has misspelt one. */
const mostLikened = 20

function wrong(issue: Issue, path: readonly PropertyKey[], { raw, words }: Reading): Problem {
  if (path.length === 0)
    return { field: 'input', message: 'has to be an object with the fields of the question' }
  const tooBig = sizeOf(issue)
  if (tooBig !== null) return { field: fieldAt(path), message: tooBig }
  const holder = own(words, String(path[0]))
  const hint =
    path.length === 1 ? `give ${holder ?? kindOf(issue)}` : `give ${kindOf(issue)}${within(path, words)}`
  const value = saidAt(raw, path)
  const message =
    value === undefined ? `is missing; ${hint}` : `${shown(value)} is of the wrong kind; ${hint}`
  return { field: fieldAt(path), message }
}

/** What a word or a list too long has of what may be at most; null for any other issue. */
function sizeOf(issue: Issue): string | null {
  const within = (issue.errors ?? []).flat().filter(({ path = [] }) => path.length === 0)
  const found = [issue, ...within].find(({ code }) => code === 'too_big')
  if (found === undefined) return null
  const what = found.origin === 'string' ? 'characters' : 'entries'
  return `has too many ${what}; give at most ${String(found.maximum)}`
}

function kindOf({ expected, values }: Issue): string {
  if (values !== undefined && values.length > 0) return `one of ${values.map(String).join(', ')}`
  return expected === 'object' || expected === 'array' ? `an ${expected}` : `a ${expected ?? 'value'}`
}

/** What stands under a path; undefined where nothing does. */
export function saidAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? Object.getOwnPropertyDescriptor(value, key)?.value
        : undefined,
    raw,
  )
}

/** Reads what a person wrote by the one schema of a question: what the model reads, or everything that is wrong. */
export function readBy<Schema extends z.ZodMiniType>(
  schema: Schema,
  words: Words,
  raw: unknown,
): Read<z.output<Schema>> {
  const read = schema.safeParse(raw)
  return read.success
    ? { ok: true, value: read.data }
    : { ok: false, problems: problemsOf(read.error.issues, { raw, words }) }
}
