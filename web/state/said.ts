import type { Choices } from '../../sim/index.ts'
import type { Fields } from './address.ts'

export type Said = Readonly<Record<string, unknown>>

/**
 * What the fields of the page say to the simulation. A model or a machine of a person's own is held as the JSON of its
 * file; ranges as `mfu=0.28 to 0.36; pueRatio=1.1`.
 */
export function saidOf(run: Fields): Said {
  return Object.fromEntries(
    Object.entries(run).flatMap(([name, value]): (readonly [string, unknown])[] => {
      if (value === '') return []
      if (name === 'ranges')
        return [
          [name, Object.fromEntries(Object.entries(rangesOf(value)).map(([id, said]) => [id, ownOr(said)]))],
        ]
      return [[name, ownFields.includes(name) ? ownOr(value) : value]]
    }),
  )
}

/** Fields that may hold the JSON of a file. */
const ownFields: readonly string[] = ['model', 'system', 'profile', 'exchange']

/** The size of a machine, of the catalogue or a person's own; null where it is not known. */
export function sizeOf(system: string, choices: Choices | null): Size | null {
  if (!isOwn(system)) return choices?.systems.find(({ id }) => id === system) ?? null
  const { nodes, acceleratorsPerNode, accelerators }: Partial<Record<string, unknown>> = Object(ownOr(system))
  if (typeof nodes !== 'number' || typeof acceleratorsPerNode !== 'number') return null
  const all = typeof accelerators === 'number' ? accelerators : nodes * acceleratorsPerNode
  return { acceleratorsPerNode, accelerators: all }
}

export type Size = Readonly<Record<'acceleratorsPerNode' | 'accelerators', number>>

/** Whether a field holds a file of a person's own. */
export function isOwn(value: string): boolean {
  return value.trimStart().startsWith('{')
}

/** An object or a list where the text is the JSON of one, else the text: the simulation says what is wrong with that. */
export function ownOr(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return text
  try {
    const parsed: unknown = JSON.parse(text.trim())
    return parsed
  } catch {
    return text
  }
}

/** The ranges as the page holds them in one word. */
export function rangesOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split(';').flatMap((part) => {
      const at = part.indexOf('=')
      const [id, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
      return part.trim() === '' ? [] : [[id.trim(), value.trim()] as const]
    }),
  )
}

/** The word with one range put in, or taken out where nothing is said. */
export function withRange(text: string, id: string, value: string): string {
  const all = { ...rangesOf(text), [id]: value.trim() }
  return Object.entries(all)
    .filter(([, said]) => said !== '')
    .map(([name, said]) => `${name}=${said}`)
    .join('; ')
}
