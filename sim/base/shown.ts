/** Characters of somebody's value that an error repeats; the rest says nothing more. */
const mostShown = 80
/** Lists in lists that are written out; a hostile value nests many thousand deep. */
const mostDepth = 3
const mostEntries = 8

/** A word of a person's as an error repeats it: in quotes, on one line, cut where it is long. */
export function quoted(word: string): string {
  return `'${onOneLine(word)}'`
}

/** The same without quotes. */
export function onOneLine(word: string): string {
  return cut(withoutControls(word.slice(0, mostShown + 1)))
}

/** Any value as an error repeats it: as JSON, cut where it is long or deep. Never throws. */
export function shown(value: unknown): string {
  return cut(withoutControls(written(value, 0)))
}

function written(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, mostShown + 1))
  if (typeof value !== 'object' || value === null) return String(value)
  if (depth === mostDepth) return '…'
  const within = (inner: unknown) => written(inner, depth + 1)
  if (Array.isArray(value)) return `[${list(value.slice(0, mostEntries).map(within), value.length)}]`
  const entries = Object.entries(value)
  const pairs = entries.slice(0, mostEntries).map(([key, inner]) => `${within(key)}:${within(inner)}`)
  return `{${list(pairs, entries.length)}}`
}

function list(parts: readonly string[], all: number): string {
  return [...parts, ...(all > parts.length ? ['…'] : [])].join(',')
}

/** The whole of a text, with a mark for each letter that could forge a line of ours. */
export function withoutControls(text: string): string {
  return Array.from(text, (letter) => (isControl(letter) ? '�' : letter)).join('')
}

/** Marks that are not seen and turn the writing round. */
const marks: ReadonlySet<number> = new Set([0x061c, 0x200e, 0x200f])

/** Whether a letter moves the cursor, ends the line or turns the writing round, and so could forge a line of ours. */
export function isControl(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0
  const bidirectional =
    (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || marks.has(code)
  return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029 || bidirectional
}

function cut(text: string): string {
  return text.length <= mostShown ? text : `${text.slice(0, mostShown)}…`
}
