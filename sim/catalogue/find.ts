import { asId, nearestIds, own } from '../base/nearest.ts'
import { quoted } from '../base/shown.ts'
import { grids } from './grids.ts'
import { models } from './models.ts'
import { systems } from './systems.ts'
import type { Cited, Grid, Model, System } from './types.ts'

export function findSystem(id: string): Cited<System> | null {
  const wanted = asId(id)
  return systems.find((one) => one.id === wanted || asId(one.name) === wanted) ?? null
}

/** A model's id as the catalogue writes it: on Hugging Face's hub, 'meta-llama/Llama-3.1-8B', it stands behind its owner. */
export function modelId(said: string): string {
  return asId(said.replace(/^\s*[\w.-]+\//, ''))
}

export function findModel(id: string): Cited<Model> | null {
  const wanted = modelId(id)
  return models.find((one) => one.id === wanted || asId(one.name) === wanted) ?? null
}

/** A grid by ISO 3166-1 code, of two letters or of three, or by the name of its country in a language of the page. */
export function findGrid(said: string): Grid | null {
  const wanted = said.trim().toUpperCase()
  const isWanted = (name: string | undefined) => name?.toUpperCase() === wanted
  const code = own(otherCodes, wanted) ?? wanted
  const byCode = grids.find(({ id, iso2 }) => id === code || iso2 === code)
  if (byCode !== undefined || /^[A-Z]{1,2}$/.test(wanted)) return byCode ?? null
  const names = languages.map((language) => new Intl.DisplayNames([language], { type: 'region' }))
  return (
    grids.find(({ iso2, name }) => isWanted(name) || names.some((shown) => isWanted(shown.of(iso2)))) ?? null
  )
}

/** Codes that are no ISO 3166-1 and mean one country: ISO reserves UK; EL is Eurostat's. */
const otherCodes: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' }
/** Those of the page, whose own list has this type. */
const languages = ['en', 'ko', 'de', 'fr'] as const
export type Language = (typeof languages)[number]

/** What is wrong with a code that is none; a country may have been named. */
export function unknownGrid(code: string): string {
  const codeOf = new Map(grids.flatMap(({ id, iso2, name }) => [id, iso2, name].map((word) => [word, iso2])))
  const nearest = nearestIds(code, [...codeOf.keys()])
  const near = new Set(nearest.map((word) => (word.length > 3 ? (codeOf.get(word) ?? word) : word)))
  return `${quoted(code)} is not a known country code; the nearest are ${[...near].join(', ')}`
}
