import { refuse, type Read } from './outcome.ts'

// With what else the server needs for texts that come from people and go to them.
export { csvCell } from './csv.ts'
export { readCount } from './quantity.ts'
export { withoutControls } from './shown.ts'

/**
 * How text is written as editors and shells leave it: UTF-8, or UTF-16 where a byte order mark says so, as the `>` of
 * PowerShell does.
 *
 * @param head  the first bytes, two at least
 */
export function encodingOf(head: Uint8Array | undefined): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = head ?? []
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

/**
 * Reads JSON as people have it: a byte order mark, and the bare `Infinity` and `NaN` that Python writes, are taken (`NaN`
 * as null); comments and commas too many are refused with their line and column, a key twice in one object with its name,
 * and `__proto__` as a name.
 *
 * @param field  what the text is called in a refusal
 */
export function readJsonText(field: string, text: string): Read<unknown> {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text
  const first = parsed(plain)
  const read = first.ok ? first : parsed(withNumbers(plain))
  if (!read.ok) return refuse(field, `is not JSON: ${strayIn(plain) ?? read.message}`)
  // What reads names leaves this one out without a word.
  if (/"__proto__"\s*:/.test(plain)) return refuse(field, 'has a name __proto__; give it another')
  const twice = repeatedKey(plain)
  return twice === null ? read : refuse(field, `has ${twice} twice in one object; give it once`)
}

type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }

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

/** The parts of a text that are strings of JSON, and those between. */
function* piecesOf(text: string): Generator<{ readonly text: string; readonly at: number }> {
  for (let at = 0; at < text.length;) {
    const start = text.indexOf('"', at)
    const end = start < 0 ? text.length : start > at ? start : endOfString(text, start)
    yield { text: text.slice(at, end), at }
    at = end
  }
}

/** Behind the quote that ends a string, each character looked at once or twice: a pattern would start at every quote. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1
    while (text[before] === '\\') before -= 1
    if ((quote - before) % 2 === 1) return quote + 1
  }
  return text.length
}

/** A key that one object has twice, as it is written; null for none, and in a workload, which no person writes. */
function repeatedKey(text: string): string | null {
  if (text.length > 1 << 20) return null
  const open: Set<unknown>[] = []
  let word = ''
  for (const { text: piece } of piecesOf(text)) {
    if (piece.startsWith('"')) word = piece
    else
      for (const sign of piece) {
        if (sign === '{') open.push(new Set())
        else if (sign === '}') open.pop()
        if (sign !== ':') continue
        const key: unknown = JSON.parse(word)
        if (open.at(-1)?.has(key) === true) return word.slice(0, mostSaid)
        open.at(-1)?.add(key)
      }
  }
  return null
}

/** Bare numbers that are none in JSON, outside strings, as what JSON has for them. */
function withNumbers(text: string): string {
  if (!text.includes('Infinity') && !text.includes('NaN')) return text
  const pieces = Array.from(piecesOf(text), ({ text: piece }) =>
    piece.startsWith('"') ? piece : piece.replaceAll(/\bNaN\b/g, 'null').replaceAll(/\bInfinity\b/g, '1e999'),
  )
  return pieces.join('')
}

/** The first comment, or comma with nothing after it, with its place; null where there is none. */
function strayIn(text: string): string | null {
  for (const { text: piece, at } of piecesOf(text)) {
    const match = piece.startsWith('"') ? null : /\/\/|\/\*|#|,(?=\s*[}\]])/.exec(piece)
    if (match === null) continue
    const what = match[0] === ',' ? 'a comma with nothing after it' : 'a comment'
    return `${what} ${placeOf(text, at + match.index)}; JSON has none`
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
