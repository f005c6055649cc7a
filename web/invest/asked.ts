import type { Problem } from '../../sim/index.ts'
import type { Fields } from '../state/address.ts'
import type { Said } from '../state/said.ts'
import { numberOf } from '../state/number.ts'
import { wrongNumber } from '../state/wrong-number.ts'
import table from './fields.json'

type Field = {
  /** Where it stands in the programme that the planner reads; a figure of capital by its part. */
  readonly place: string
  /** Of a number in a unit of the page's own: its bounds there, and how many make one of the planner's. */
  readonly within?: readonly number[]
  /** The assumption that it changes. */
  readonly changes?: string
  /** What the planner calls its range, where it may be written as 'low to high'. */
  readonly range?: string
}
export const programme: readonly (readonly [name: string, field: Field])[] = Object.entries<Field>(table)

/** What the programme is said with: these, and a ready case or a whole programme beneath them. */
export const programmeFields = ['case', 'programme', ...programme.map(([name]) => name)]

const longestNumber = 40

/** A use of the machine in per cent, which older links hold as a fraction. */
export function percentUsed(said: string): string {
  const isFraction = Number(said) > 0 && Number(said) <= 1
  return isFraction ? String(Number((Number(said) * 100).toPrecision(6))) : said.replace('%', '')
}

export type Asked = {
  readonly input: Said
  /** What is wrong with a number as it was written, a comma for the point or not. */
  readonly wrong: readonly Problem[]
  /** The page's name of a place in the input. */
  readonly nameOf: (field: string) => string
}

/** What the page asks: a case or a whole programme, and each field laid over what `under` says of it. */
export function askedOf(of: Fields, base: Said, under: Said): Asked {
  const wrong: Problem[] = []
  const spreads: Record<string, readonly number[]> = {}
  let input = base
  let whole: Said = { ...under, capital: capitalOf(of, under) }
  const places = programme.map(([name, { place }]) => [name, placeIn(whole, place)] as const)
  const lay = (at: readonly string[], value: unknown) => {
    const [first = ''] = at
    whole = put(whole, at, value)
    input = { ...input, [first]: whole[first] }
  }
  for (const [name, at] of places) {
    const said = name === 'rateKind' ? kindOf(of, under) : (of[name] ?? '')
    if (said === '') continue
    const { range } = fieldNamed(name)
    const ends = range === undefined ? null : endsOf(said, name === 'life')
    const values = [ends?.middle ?? said, ...(ends?.said ?? [])].map((one) => valueOf(name, one))
    const value = values.find((one) => typeof one === 'object') ?? values[0]
    if (typeof value === 'object') wrong.push(value)
    lay(at, value)
    if (range === undefined || ends === null) continue
    // What people cost is as unsure as their number and as the cost of one, each by itself.
    const factors = ends.factors.map((factor, at) => together(factor, spreads[range]?.[at] ?? 1))
    spreads[range] = factors
    lay(['ranges', range], factors.map((factor) => String(Number(factor.toPrecision(9)))).join(' to '))
  }
  const nameOf = (field: string) =>
    places.find(([, at]) => `${at.join('.')}.`.startsWith(`${field}.`))?.[0] ?? field
  return { input, wrong, nameOf }
}

/** The end of what is unsure by two factors that have nothing to do with each other: of log-normal ones. */
function together(factor: number, other: number): number {
  return Math.exp(Math.sign(Math.log(factor)) * Math.hypot(Math.log(factor), Math.log(other)))
}

/**
 * 'Low to high' as the planner takes it: the middle of their logarithms, of years the nearest whole one, and both as
 * factors of that; null where it is no range.
 */
function endsOf(said: string, isWhole: boolean) {
  const ends = said
    .split(/ ?[–—] ?| (?:to|bis|à|에서) /)
    .map((end) => numberOf(end.replaceAll(/[A-Z]{3}|%/g, '').replace(/,(\d{1,2})(?!\d)/, '.$1')))
  const [low, high] = ends
  if (ends.length !== 2 || !low || !high || low >= high) return null
  const middle = isWhole ? Math.round(Math.sqrt(low * high)) : Number(Math.sqrt(low * high).toPrecision(6))
  const currency = /[A-Z]{3}/.exec(said)?.[0] ?? ''
  const inMoney = (amount: number) => `${currency} ${String(amount)}`.trim()
  return {
    middle: inMoney(middle),
    said: [inMoney(low), inMoney(high)],
    factors: [low / middle, high / middle],
  }
}

const fieldNamed = (name: string): Field => programme.find(([one]) => one === name)?.[1] ?? { place: name }

function valueOf(name: string, said: string): string | number | Problem {
  const [least, most, of] = fieldNamed(name).within ?? []
  if (least === undefined || most === undefined || of === undefined) return said
  const text = (name === 'utilisation' ? percentUsed(said) : said.replace('%', '')).trim()
  const message = wrongNumber(text.slice(0, longestNumber), least, most)
  return message === '' ? Number(text.replace(',', '.')) / of : { field: name, message }
}

/** A rate of one's own is nominal beside an inflation, else as the one that it takes the place of, else real. */
function kindOf({ rate = '', inflation = '' }: Fields, { discount }: Said): string {
  if (inflation !== '') return 'nominal'
  return rate === '' || typeof discount === 'object' ? '' : 'real'
}

const capitalParts = ['compute', 'facility', 'network', 'storage']

/** Which figure of capital pays for a part: of several the first. */
function figureOf(list: readonly unknown[], part: string): number {
  return list.findIndex((item) => (Object(item).part ?? 'compute') === part)
}

/** The figures of capital, and one for each part that a field is the first to speak of. */
function capitalOf(of: Fields, { capital }: Said): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(capital) ? capital : []
  const said = programme.flatMap(([name, { place }]) => ((of[name] ?? '') === '' ? [] : place.split('.')[0]))
  const first = capitalParts.filter((part) => said.includes(part) && figureOf(list, part) < 0)
  return [...list, ...first.map((part) => (part === 'compute' ? { part } : { part, scope: 'server' }))]
}

function placeIn({ capital }: Said, place: string): readonly string[] {
  const [part = '', ...rest] = place.split('.')
  if (!capitalParts.includes(part) || !Array.isArray(capital)) return [part, ...rest]
  return ['capital', String(figureOf(capital, part)), ...rest]
}

/** What a word stands for where it is said in more than one way. */
const spelt: Readonly<Record<string, (said: string) => Said>> = {
  power: () => ({ included: true }),
  sovereignty: (country) => ({ country }),
}

/** The same programme with one value in its place. */
function put(whole: Said, [key = '', ...rest]: readonly string[], value: unknown): Said {
  const inner = whole[key]
  if (rest.length === 0) return { ...whole, [key]: value }
  if (typeof inner === 'string') return { ...whole, [key]: put(spelt[key]?.(inner) ?? {}, rest, value) }
  const next = put(Object(inner), rest, value)
  return { ...whole, [key]: Array.isArray(inner) ? Object.values(next) : next }
}
