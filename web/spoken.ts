import type { Language } from '../sim/index.ts'

export type { Language }

/** English sentences, `{0}` where a value stands, and what they are in another language. */
export type Catalogue = Readonly<Record<string, string>>

export type Spoken = {
  readonly language: Language
  readonly catalogue: Catalogue
  /** Words for several of a thing, and for one. */
  readonly singular: Catalogue
  /** A sentence of the simulation with its values, by the template that it was made from; null where none is known. */
  readonly match: (english: string) => string | null
}

/** A sentence with its values put in. */
export function filled(sentence: string, values: readonly string[]): string {
  return sentence.replaceAll(/\{(\d+)\}/g, (_, at: string) => values[Number(at)] ?? '')
}
