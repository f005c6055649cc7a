import * as z from 'zod/mini'
import { accept, type Problem, type Read } from '../../base/outcome.ts'
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
export type Quantities = 'whole' | 'count' | 'money' | 'time'

const list: Varies = { by: 'list' }

export function span(of: Quantities, scale: 'log' | 'linear'): Varies {
  return { by: 'span', of, scale }
}

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

/** A field that has to be there. */
export function required<Said extends z.ZodMiniType, T>(
  name: string,
  telling: Telling,
  { said, read }: Reading<Said, T>,
) {
  const reading = z.transform((raw: z.output<Said>, context): T => settled(read(raw, name), context))
  return told(z.pipe(said, reading), telling)
}

/** A field that may be left out, and what it is then. */
export function optional<Said extends z.ZodMiniType, T, const Usual>(
  name: string,
  telling: Telling,
  { said, read, usual }: Reading<Said, T> & { readonly usual: Usual },
) {
  const reading = z.transform((raw: z.output<Said> | undefined, context): T | Usual =>
    raw === undefined ? usual : settled(read(raw, name), context),
  )
  return told(z.pipe(z.optional(said), reading), telling)
}

/** A field that null leaves out too, told in words alone: one of a line that no option and no sweep asks for. */
export function open<Said extends z.ZodMiniType, T>(
  name: string,
  words: string,
  { said, read }: Reading<Said, T>,
) {
  const reading = (raw: z.output<Said> | null, field: string): Read<T | null> =>
    raw === null ? accept(null) : read(raw, field)
  return optional(name, telling(words), { said: z.nullable(said), read: reading, usual: null })
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

/** @param option  as the command line has it, `<count>`; null where it has none */
export function telling(words: string, option: string | null = null, varies: Varies = list): Telling {
  return { words, option, varies }
}

function told<Schema extends z.ZodMiniType>(schema: Schema, telling: Telling): Schema {
  tellings.add(schema, telling)
  z.globalRegistry.add(schema, { description: telling.words })
  return schema
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
