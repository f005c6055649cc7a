import { sourceOf } from '../../../catalogue/sources.ts'
import type { Citation } from '../../../catalogue/types.ts'
import type { Assumption } from '../answer.ts'
import type { Assumed } from './assumed.ts'

/** An assumption in the words of the answer; one without end, as a time limit that is none, is 'none'. */
export function inWords(assumed: Assumed): Assumption {
  const first = assumed.citations[0]
  const isEndless = assumed.value === Infinity
  return {
    id: assumed.id,
    name: assumed.name,
    value: isEndless ? 'none' : assumed.value,
    low: assumed.range?.[0] ?? null,
    high: assumed.range?.[1] ?? null,
    unit: isEndless ? '' : assumed.unit,
    source: [assumed.because, ...assumed.citations.map(cited)].filter((part) => part !== '').join(' · '),
    ...(first === undefined
      ? { url: null }
      : { url: sourceOf(first[0]).url, licence: sourceOf(first[0]).licence ?? 'no licence stated' }),
    basis: assumed.basis,
  }
}

/** A citation in words: title, where in it, when it was read. */
export function cited([source, where]: Citation): string {
  const { title, read } = sourceOf(source)
  return `${title}, ${where} (read ${read})`
}

export function urlOf(source: string): string {
  return sourceOf(source).url
}
