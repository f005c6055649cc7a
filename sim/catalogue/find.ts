import { asId, nearestIds } from '../base/nearest.ts'
import { quoted } from '../base/shown.ts'
import { grids } from './grids.ts'
import { models } from './models.ts'
import { systems } from './systems.ts'
import type { Cited, Grid, Model, System } from './types.ts'

export function findSystem(id: string): Cited<System> | null {
  const wanted = asId(id)
  return systems.find((system) => system.id === wanted) ?? null
}

export function findModel(id: string): Cited<Model> | null {
  const wanted = id.trim().toLowerCase()
  return models.find((one) => one.id === wanted) ?? null
}

/** A grid by ISO 3166-1 code, of two letters or of three. */
export function findGrid(code: string): Grid | null {
  const wanted = code.trim().toUpperCase()
  return grids.find(({ id, iso2 }) => id === wanted || iso2 === wanted) ?? null
}

/** What is wrong with a code that is none; a country may have been named. */
export function unknownGrid(code: string): string {
  const codeOf = new Map(grids.flatMap(({ id, iso2, name }) => [id, iso2, name].map((word) => [word, iso2])))
  const nearest = nearestIds(code, [...codeOf.keys()])
  const near = new Set(nearest.map((word) => (word.length > 3 ? (codeOf.get(word) ?? word) : word)))
  return `${quoted(code)} is not a known country code; the nearest are ${[...near].join(', ')}`
}
