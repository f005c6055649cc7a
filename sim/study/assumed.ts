import { sources, type SourceId } from '../catalogue/sources.ts'
import type { Citation } from '../catalogue/types.ts'
import type { Assumption } from './answer.ts'

/** An input of the estimate with its range and who said so; the range is p10 to p90, null when the value is certain. */
export type Assumed = {
  readonly id: string
  readonly name: string
  readonly value: number
  readonly range: readonly [low: number, high: number] | null
  readonly unit: string
  readonly basis: Assumption['basis']
  /** Where the value and the range were read; empty for what the person gave. */
  readonly citations: readonly Citation[]
  /** How the sources lead to the value, or whose judgement it is. */
  readonly because: string
}

/** An assumption in the words of the answer. */
export function inWords(assumed: Assumed): Assumption {
  const first = assumed.citations[0]
  return {
    id: assumed.id,
    name: assumed.name,
    value: assumed.value,
    low: assumed.range?.[0] ?? null,
    high: assumed.range?.[1] ?? null,
    unit: assumed.unit,
    source: [assumed.because, ...assumed.citations.map(cited)].filter((part) => part !== '').join(' · '),
    url: first === undefined ? null : sources[first[0]].url,
    basis: assumed.basis,
  }
}

/** A citation in words: title, where in it, when it was read. */
export function cited([source, where]: Citation): string {
  const { title, read } = sources[source]
  return `${title}, ${where} (read ${read})`
}

export function urlOf(source: SourceId): string {
  return sources[source].url
}

/** A value that the person gave. */
export function givenBy(id: string, name: string, [value, unit]: readonly [number, string]): Assumed {
  return { id, name, value, range: null, unit, basis: 'given', citations: [], because: 'given by you' }
}
