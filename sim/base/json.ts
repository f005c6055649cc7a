import { refuse, type Read } from './outcome.ts'

/**
 * Reads JSON as people have it: a byte order mark, and the bare `Infinity` and `NaN` that Python writes, are taken (`NaN`
 * as null); comments and commas too many are refused with their line and column.
 *
 * @param field  what the text is called in a refusal
 */
export function readJsonText(field: string, text: string): Read<unknown> {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text
  const first = parsed(plain)
  if (first.ok) return first
  const numbers = withNumbers(plain)
  const second = numbers === plain ? first : parsed(numbers)
  return second.ok ? second : refuse(field, `is not JSON: ${strayIn(plain) ?? second.message}`)
}

type Parsed =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string }

function parsed(text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text)
    return { ok: true, value }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { ok: false, message: error.message.slice(0, mostSaid) }
  }
}

const mostSaid = 160

const stringOrName = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g

/** Bare numbers that are none in JSON, outside strings, as what JSON has for them. */
function withNumbers(text: string): string {
  if (!text.includes('Infinity') && !text.includes('NaN')) return text
  return text.replace(stringOrName, (part) => {
    if (part.startsWith('"')) return part
    if (part === 'NaN') return 'null'
    return part.startsWith('-') ? '-1e999' : '1e999'
  })
}

const stringOrStray = /"(?:[^"\\\n]|\\.)*"|\/\/|\/\*|#|,(?=\s{0,10000}[}\]])/g

/** The first comment, or comma with nothing after it, with its place; null where there is none. */
function strayIn(text: string): string | null {
  for (const match of text.matchAll(stringOrStray)) {
    const [found] = match
    if (found.startsWith('"')) continue
    const what = found === ',' ? 'a comma with nothing after it' : 'a comment'
    return `${what} ${placeOf(text, match.index)}; JSON has none`
  }
  return null
}

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split('\n')
  return `at line ${String(before.length)}, column ${String((before.at(-1) ?? '').length + 1)}`
}

/** Deeper than anything that a person writes for us; what walks a value by recursion stays far from its end. */
const mostLevels = 64

/** Whether lists and objects stand in one another beyond every use. Looks level by level, so no value is too deep for it. */
export function nestsTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostLevels) return true
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return false
}
