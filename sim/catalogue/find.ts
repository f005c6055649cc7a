import { accelerators } from './accelerators.ts'
import { grids } from './grids.ts'
import { models } from './models.ts'
import { systems } from './systems.ts'
import type { Accelerator, Cited, Grid, Model, System } from './types.ts'

function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')
}

/** An accelerator by id or by any of its published spellings. */
export function findAccelerator(idOrAlias: string): Cited<Accelerator> | null {
  const wanted = plain(idOrAlias)
  const isNamed = ({ id, aliases }: Accelerator) =>
    id === wanted || aliases.some((alias) => plain(alias) === wanted)
  return accelerators.find(isNamed) ?? null
}

export function findSystem(id: string): Cited<System> | null {
  const wanted = plain(id)
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

/** The known words most like the one given, nearest first: what an error offers. */
export function nearestIds(word: string, known: readonly string[], howMany = 3): readonly string[] {
  const wanted = plain(word)
  return known
    .map((id) => ({ id, away: unlikeness(wanted, id.toLowerCase()) }))
    .sort((a, b) => a.away - b.away || (a.id < b.id ? -1 : 1))
    .slice(0, howMany)
    .map(({ id }) => id)
}

/** Edits from one word to the other; a shared beginning counts in favour. */
function unlikeness(a: string, b: string): number {
  let shared = 0
  while (shared < a.length && a[shared] === b[shared]) shared += 1
  return editDistance(a, b) - shared / 2
}

/** Levenshtein distance, row by row. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const changed = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1)
      current.push(Math.min(changed, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}
