import { count, figure, short, table, wrapped } from './table.ts'

/** How a number is written, by the word behind its name. */
export type Writers = { readonly [writer: string]: (value: number) => string }

const usual: Writers = {
  count,
  figure,
  short,
  percent: (share) => `${figure(share * 100)} %`,
  ones: (value) => value.toFixed(0),
  tenths: (value) => value.toFixed(1),
  hundredths: (value) => value.toFixed(2),
  thousandths: (value) => value.toFixed(3),
}

type Value = { readonly name: string; readonly writer: string }
type Section = { readonly is: string; readonly name: string; readonly join: string; readonly parts: Part[] }
type Part = string | Value | Section

/** What ends a line, a cell or the name before a text in a template, and stands in no value. */
const [lineEnd, cellEnd, nameEnd] = ['\uE000', '\uE001', '\uE002']
const beside = 11

/**
 * A report as a text with values in it. `{name}` is a value, `{name:writer}` a number as the writer has it (what is null
 * is `-`, and { low, high } a span); `{#name}` … `{/name}` stands for each of a list, or where there is something, `{^name}`
 * where there is nothing, `{?name}` where it is not null and `{!name}` where it is; `{#name ", "}` joins a list. Names are
 * looked for from the inside out; `name.*` is each entry of an object that is not 0, and `.` the thing itself. Lines are
 * wrapped with the spaces before them, but for those after `>`; rows of `| cells |` make a table, and a tab sets a text
 * beside its name.
 */
export function reportBy(template: string, writers: Writers = {}, none = '-'): (view: object) => string {
  const parts = partsOf(template)
  return (view) => linesOf(filled(parts, [view], { writers: { ...usual, ...writers }, none })).join('\n')
}

const tag = /\{([#^?!/]?)([\w.*]+)(?: "([^"]*)")?(?::(\w+))?\}/

function partsOf(template: string): readonly Part[] {
  const marked = template
    .replaceAll(/^(\{[#^?!/][^}]*\})\n/gm, '$1')
    .replaceAll('\n', lineEnd)
    .replaceAll('|', cellEnd)
    .replaceAll('\t', nameEnd)
  const pieces = marked.split(tag)
  const open: Section[] = [{ is: '#', name: '', join: '', parts: [pieces[0] ?? ''] }]
  for (let at = 1; at < pieces.length; at += 5) {
    const [is = '', name = '', join = '', writer = '', text = ''] = pieces.slice(at, at + 5)
    const last = open.at(-1)
    if (is === '/' && last?.name !== name) throw new Error(`a template closes ${name} in ${last?.name ?? ''}`)
    if (is === '/') open.pop()
    else last?.parts.push(is === '' ? { name, writer } : { is, name, join, parts: [] })
    const opened = last?.parts.at(-1)
    if (typeof opened === 'object' && 'parts' in opened && is !== '/') open.push(opened)
    open.at(-1)?.parts.push(text)
  }
  const [root] = open
  if (root === undefined || open.length > 1)
    throw new Error(`a template leaves ${open.at(-1)?.name ?? ''} open`)
  return root.parts
}

type How = { readonly writers: Writers; readonly none: string }

function filled(parts: readonly Part[], within: readonly unknown[], how: How): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part
      const value = found(part.name, within)
      if (!('parts' in part)) return written(value, part, how)
      return thingsOf(part.is, value)
        .map((things) => filled(part.parts, [...within, ...things], how))
        .join(part.join)
    })
    .join('')
}

/** The value of a name, of the innermost thing that has one; a name that nothing has is a fault of ours and throws. */
function found(name: string, within: readonly unknown[]): unknown {
  if (name === '.') return within.at(-1)
  const [first = '', ...rest] = name.split('.')
  const holder = within.findLast((one) => Object.hasOwn(Object(one), first))
  return [first, ...rest].reduce<unknown>((value, key) => {
    if (key === '*') return Object.entries(Object(value)).flatMap(entryOf)
    if (!Object.hasOwn(Object(value), key)) throw new Error(`a template asks for ${name}, which is not there`)
    return Object(value)[key]
  }, holder)
}

/** `lostWork` in two words. */
function entryOf([name, value]: readonly [string, unknown]) {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return value === 0 ? [] : [{ name: words, value }]
}

/** What a section is written for, with what it adds to look for names in: a list by its things, an object by itself. */
function thingsOf(is: string, value: unknown): readonly (readonly unknown[])[] {
  if (is === '?' || is === '!') return (value === null) === (is === '!') ? [[]] : []
  const list = Array.isArray(value) ? value.map((thing: unknown) => [thing]) : null
  const things = list ?? (value ? [typeof value === 'object' ? [value] : []] : [])
  if (is === '#') return things
  return things.length === 0 ? [[]] : []
}

function written(value: unknown, { name, writer }: Value, { writers, none }: How): string {
  if (value === null) return none
  const { low, high } = Object(value)
  if (typeof low === 'number' && typeof high === 'number') {
    const [from, to] = [low, high].map((end) => written(end, { name, writer }, { writers, none }))
    return low === high ? (from ?? '') : `${from ?? ''} to ${to ?? ''}`
  }
  const write = writers[writer]
  if (typeof value === 'number' && write !== undefined) return write(value)
  if (typeof value === 'object' || value === undefined) throw new Error(`a template writes ${name}, no value`)
  return String(value)
}

function linesOf(text: string): readonly string[] {
  const lines: string[] = []
  let rows: (readonly string[])[] = []
  for (const line of [...text.split(lineEnd).slice(0, -1), null]) {
    if (line?.startsWith(cellEnd) === true) {
      rows.push(
        line
          .split(cellEnd)
          .slice(1, -1)
          .map((cell) => cell.replace(/^ /, '').replace(/ $/, '')),
      )
      continue
    }
    lines.push(...table(rows), ...(line === null ? [] : placed(line)))
    rows = []
  }
  return lines
}

function placed(line: string): readonly string[] {
  if (line.startsWith('>')) return [line.slice(1)]
  const [name = '', text] = line.split(nameEnd)
  if (text === undefined) return wrapped(line.trimStart(), /^ */.exec(line)?.[0])
  return wrapped(text, ' '.repeat(beside)).map((one, at) =>
    at === 0 ? name.padEnd(beside) + one.trimStart() : one,
  )
}
