import { count, short } from '../format.ts'
import { moreWords as words } from './words.ts'

export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${short(Math.abs(value))}`
}

/** By how much a middle is above or below that of the baseline; empty where the baseline's is not known. */
export function apartFrom(value: number, base: number | undefined, say: (amount: number) => string): string {
  if (base === undefined) return ''
  const by = value - base
  if (Math.abs(by) <= 1e-6 * Math.abs(base)) return words.same
  return words.apartMiddle(`${by < 0 ? '−' : '+'}${say(Math.abs(by))}`)
}

/** How many of some inputs are published, estimated, assumed or given. */
export function marksOf(inputs: readonly { readonly basis: string }[]): string {
  const marks = Object.entries(words.marks).map(([mark, said]) => {
    const many = inputs.filter(({ basis }) => basis === mark).length
    return many === 0 ? '' : said(count(many))
  })
  return marks.filter((part) => part !== '').join(', ')
}
