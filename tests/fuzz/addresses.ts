import type { Random } from '../../sim/base/random.ts'
import type { Fuzzed } from './bodies.ts'

type Json = { readonly [key: string]: unknown }

/** What is asked by its address alone: the GETs of the contract, and the questions as files. */
export type Addresses = {
  /** A question's body as a query, with an ending of the contract; null where that would be too long for an address. */
  readonly asFile: (asked: Fuzzed, random: Random) => Fuzzed | null
  /** An address without a question: its parameters are records, saved studies or what is neither. */
  readonly plain: (random: Random) => Fuzzed
}

/** The runtime takes 16 kB of a head. */
const mostLetters = 12_000

const hostileNames: readonly string[] = [
  '__proto__',
  'constructor',
  '%00',
  '%ff',
  '..%2f..%2fetc%2fpasswd',
  '%E2%80%AEabc',
  'a%0d%0aSet-Cookie:x',
  '1e3',
  '-1',
  '999999999',
  'x'.repeat(3000),
]
const kinds = ['models', 'accelerators', 'systems', 'grids', 'prices', 'sources']
const records = ['alps', 'apertus-70b', 'h100-sxm-80', 'CHE', 'jupiter']

/** Of a document of OpenAPI; ids are of studies that are saved. */
export function addressesOf(document: Json, ids: readonly string[]): Addresses {
  const paths = Object.entries(Object(document['paths']))
  const gets = paths.flatMap(([path, methods]) => (Object.hasOwn(Object(methods), 'get') ? [path] : []))
  const endings = endingsOf(document)
  const linked = ['/s/{id}', '/s/{id}/{version}', ...endings.map((ending) => `/s/{id}.${ending}`)]
  const questions = paths.map(([path]) => path.replace('/api/v1', ''))
  const all = [...gets, ...linked, ...gets.flatMap((path) => endings.map((ending) => `${path}.${ending}`))]
  const choices: Readonly<Record<string, readonly string[]>> = {
    id: [...ids, ...records],
    kind: kinds,
    version: ['1', '2', '0'],
    question: questions.map((question) => question.slice(1)),
    ending: endings,
  }
  return {
    asFile: ({ route, body }, random) => {
      const query = body === null ? null : queryOf(body, random)
      const address = `${route}.${pick(random, endings)}?${query ?? ''}`
      return query === null || address.length > mostLetters ? null : { route: address, body: null }
    },
    plain: (random) => {
      const route = pick(random, all).replaceAll(/\{(\w{1,20})\}/g, (_, name: string) =>
        pick(random, random() < 0.25 ? hostileNames : (choices[name] ?? hostileNames)),
      )
      return { route: random() < 0.2 ? `${route}?${pick(random, hostileNames)}=%7B` : route, body: null }
    },
  }
}

/** How an answer can be written, as the contract says it. */
function endingsOf(document: Json): readonly string[] {
  const path: unknown = Object(document['paths'])['/api/v1/{question}.{ending}']
  const parameters: unknown = Object(Object(path).get).parameters
  const found: unknown = Array.isArray(parameters)
    ? parameters.find((parameter) => Object(parameter).name === 'ending')
    : undefined
  const values: unknown = Object(Object(found).schema).enum
  if (!Array.isArray(values)) throw new Error('the contract names no ending')
  return values.map(String)
}

/** A body as a query: text as it is, what has parts as JSON, a list now and then as a field said more than once. */
function queryOf(body: string, random: Random): string | null {
  const fields = fieldsOf(body)
  if (fields === null) return null
  const query = new URLSearchParams()
  for (const [name, value] of fields) {
    const values: readonly unknown[] = Array.isArray(value) && random() < 0.5 ? value : [value]
    for (const one of values) query.append(name, typeof one === 'string' ? one : JSON.stringify(one))
  }
  // A surrogate alone has no bytes, and is sent as the mark for that.
  return random() < 0.02 ? query.toString().slice(0, -3) : query.toString()
}

function fieldsOf(body: string): readonly (readonly [string, unknown])[] | null {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null
  } catch {
    return null
  }
}

function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random() * list.length)]
  if (found === undefined) throw new Error('there is nothing to pick')
  return found
}
