import * as z from 'zod/mini'
import { own } from '../../base/nearest.ts'
import type { Problem, Read } from '../../base/outcome.ts'
import type { Words } from './problems.ts'

/** How a sweep may vary a field: by a list alone, or over a span of its quantities too. */
export type Varies =
  | { readonly by: 'list' }
  | {
      readonly by: 'span'
      readonly of: Quantities
      /** 'log' for what varies over orders of magnitude: equal ratios unless the span says otherwise. */
      readonly scale: 'log' | 'linear'
    }
export type Quantities = (typeof quantities)[number]

const quantities = ['whole', 'count', 'money', 'time'] as const

/** What is said of a field beside its schema. */
export type Telling = {
  /** What it holds: the description of the API, the command line's help, the hint of a message. */
  readonly words: string
  /** What the command line writes behind the option: `<count>`; null where it has none. */
  readonly option: string | null
  readonly varies: Varies
}

const tellings = z.registry<Telling>()

/** How one field is read: the shapes that a person may write, and what the model reads in them, or what is wrong. */
type Reading<Said extends z.ZodMiniType, T> = {
  readonly said: Said
  readonly read: (said: z.output<Said>, name: string) => Read<T>
}

/** What is said of a question's fields, a row each: its words, its option and by which quantities a span varies it. */
export type FieldTable = { readonly [name: string]: readonly string[] }

/** The fields of a question by the table of what is said of each. */
export function fieldsOf(table: FieldTable) {
  const told = <Schema extends z.ZodMiniType>(schema: Schema, name: string): Schema => {
    const telling = tellingOf(own(table, name) ?? [])
    tellings.add(schema, telling)
    z.globalRegistry.add(schema, { description: telling.words })
    return schema
  }
  /** A field that has to be there. */
  const required = <Said extends z.ZodMiniType, T>(name: string, { said, read }: Reading<Said, T>) => {
    const reading = z.transform((raw: z.output<Said>, context): T => settled(read(raw, name), context))
    return told(z.pipe(said, reading), name)
  }
  /** A field that may be left out, and what it is then. */
  const optional = <Said extends z.ZodMiniType, T, const Usual>(
    name: string,
    { said, read, usual }: Reading<Said, T> & { readonly usual: Usual },
  ) => {
    const reading = z.transform((raw: z.output<Said> | undefined, context): T | Usual =>
      raw === undefined ? usual : settled(read(raw, name), context),
    )
    return told(z.pipe(z.optional(said), reading), name)
  }
  return { required, optional }
}

/** A row of a table; one without words, or with a quantity that is none, is a fault of ours and throws. */
function tellingOf([words, option = '', spanned]: readonly string[]): Telling {
  if (words === undefined) throw new Error('nothing is said of a field')
  const told = { words, option: option || null }
  if (spanned === undefined) return { ...told, varies: { by: 'list' } }
  const [quantity, scale] = spanned.split(' ')
  const of = quantities.find((one) => one === quantity)
  if (of === undefined) throw new Error(`${spanned} is not how a span varies`)
  return { ...told, varies: { by: 'span', of, scale: scale === 'log' ? 'log' : 'linear' } }
}

/** What is read inside a field: a problem stands where the value does, or at a place below it. */
export function inner<Said extends z.ZodMiniType, T>(
  said: Said,
  read: (said: z.output<Said>, at: string) => Read<T>,
) {
  const reading = z.transform((raw: z.output<Said>, context): T => {
    const found = read(raw, '')
    return found.ok ? found.value : below(found.problems, context)
  })
  return z.pipe(said, reading)
}

/** What may be left out, and what it is then. */
export function or<Said extends z.ZodMiniType, const Usual>(said: Said, usual: Usual) {
  const reading = z.transform((raw: z.output<Said> | undefined): z.output<Said> | Usual => raw ?? usual)
  return z.pipe(z.optional(said), reading)
}

export function orNull<Said extends z.ZodMiniType>(said: Said) {
  return or(said, null)
}

function settled<T>(read: Read<T>, context: z.core.ParsePayload): T {
  return read.ok ? read.value : refused(read.problems, context)
}

/** Problems go among the issues in their own words. */
export function refused(problems: readonly Problem[], context: z.core.ParsePayload): never {
  for (const { field, message } of problems) {
    context.issues.push({ code: 'custom', message, input: context.value, params: { field } })
  }
  return z.NEVER
}

/** The same of problems whose field is told from where the value stands. */
function below(problems: readonly Problem[], context: z.core.ParsePayload): never {
  for (const { field, message } of problems) {
    const path = field.split('.').filter((key) => key !== '')
    context.issues.push({ code: 'custom', message, input: context.value, path })
  }
  return z.NEVER
}

/** What is said of each field of a question, in its order. */
export function tellingsOf(
  question: z.core.$ZodType,
): readonly (readonly [name: string, telling: Telling])[] {
  if (question instanceof z.ZodMiniPipe) return tellingsOf(question.def.in)
  if (!(question instanceof z.ZodMiniObject)) throw new Error('a question is an object of fields')
  const fields: readonly (readonly [string, z.core.$ZodType])[] = Object.entries(question.shape)
  return fields.flatMap(([name, schema]) => {
    const telling = tellings.get(schema)
    return telling === undefined ? [] : [[name, telling] as const]
  })
}

/** What each field of a question holds, in words. */
export function wordsOf(question: z.core.$ZodType): Words {
  return Object.fromEntries(tellingsOf(question).map(([name, { words }]) => [name, words]))
}

/** Puts beside each field of a question what it holds, for its contract. */
export function tellWords({ shape }: z.ZodMiniObject, words: Words): void {
  for (const [name, description] of Object.entries(words)) {
    const field = own(shape, name)
    if (field !== undefined) z.globalRegistry.add(field, { description })
  }
}
