import type { Problem } from '../../sim/index.ts'
import type { Fields } from '../state/address.ts'
import data from './remedy.json'
import { isOwn, withRange } from '../state/said.ts'

/** A change that would mend what is wrong with a field: what a button offers, and what it says. */
export type Remedy = { readonly change: Fields; readonly value: string }

/** What the planner takes in a field; what takes a range by another name; how the four languages write all that. */
const kinds = data.kinds.map(({ kind, names, taken: line }) => ({
  kind,
  names: names.split(' '),
  taken: new RegExp(line),
}))
const ranged: Readonly<Record<string, string>> = data.ranged
const spellings = data.spellings.map(([line = '', to = '']) => [new RegExp(line, 'gu'), to] as const)
const ofRanges = kinds.find(({ kind }) => kind === 'ranges')
/** Nobody means a quantity by more letters. */
const longest = 200

/** A quantity as the planner writes it; thousands with points are several groups of three, or one of a whole number. */
export function respelt(said: string, kind = 'count'): string {
  const groups = kind === 'whole' ? /\b\d{1,3}(?:\.\d{3})+\b/g : /\b\d{1,3}(?:\.\d{3}){2,}\b/g
  const whole = said.replaceAll(groups, (one) => one.replaceAll('.', ''))
  const text = spellings.reduce((all, [from, to]) => all.replaceAll(from, to), whole).trim()
  if (!text.endsWith('%')) return text
  const share = (percent: string) => String(Number((Number(percent) / 100).toPrecision(6)))
  return text.replaceAll(/ ?%/g, '').replaceAll(/[\d.]+/g, share)
}

/** What was most likely meant by what cannot be read; null where that cannot be known, or would not be read either. */
export function remedyOf({ field }: Problem, fields: Fields, currency: string): Remedy | null {
  const name = field.split('.')[0] ?? ''
  const said = (fields[name] ?? '').trim()
  const found = kinds.find(({ names }) => names.includes(name))
  if (found === undefined || isOwn(said) || said.length > longest) return null
  const { kind, taken } = found
  const spelt = said
    .split(';')
    .map((part) => respelt(part, kind))
    .join('; ')
  const value = kind === 'money' && taken.test(`${currency} ${spelt}`) ? `${currency} ${spelt}` : spelt
  const id = ranged[name]
  if (id !== undefined && value.includes(' to ')) {
    const ranges = withRange(fields['ranges'] ?? '', id, value)
    return ofRanges?.taken.test(ranges) === true ? { change: { [name]: '', ranges }, value } : null
  }
  return value === said || !taken.test(value) ? null : { change: { [name]: value }, value }
}
