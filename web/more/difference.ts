import type { EstimateAnswer } from '../../sim/index.ts'
import { count, short } from '../format.ts'
import { moreWords as words } from './words.ts'

/** A difference with its sign. */
export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${short(Math.abs(value))}`
}

/** How many of some inputs are published, estimated, assumed or given. */
export function marksOf(inputs: readonly EstimateAnswer['assumptions'][number][]): string {
  const marks = Object.entries(words.marks).map(([mark, said]) => {
    const many = inputs.filter(({ basis }) => basis === mark).length
    return many === 0 ? '' : said(count(many))
  })
  return marks.filter((part) => part !== '').join(', ')
}
