import { stream, type Random } from '../../sim/base/random.ts'
import { openApiDocument } from '../../server/openapi.ts'
import { addressesOf } from './addresses.ts'
import { atLimits } from './limits.ts'

/** One hostile request: where it goes and what it says; a GET says all in its address. */
export type Fuzzed = { readonly route: string; readonly body: string | null }

/** Of the requests, those that ask by an address. */
const addressShare = 0.25

type Json = { readonly [key: string]: unknown }

const hostile: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  0,
  -1,
  -0,
  1e-300,
  1e308,
  9007199254740993,
  0.1,
  'NaN',
  'Infinity',
  '1e999',
  '15X',
  '-3',
  '90d',
  'CHF 1e300',
  'XXX 5',
  `CHF${' '.repeat(500)}1ab`,
  'x'.repeat(5000),
  '__proto__',
  'constructor',
  'toString',
  "'; echo $(reboot) #\n",
  '=1+1',
  '<script>alert(1)</script>',
  '\u202eabc\u0000\ud83d\ude80',
  'alps',
  'apertus-70b',
  [],
  {},
  [[[[]]]],
  { __proto__: null, constructor: 1, kind: 'normal' },
  Array.from({ length: 300 }, (_, index) => index),
]

export type FuzzedOptions = {
  readonly seed: number
  /** Of the requests, those at the limits. */
  readonly limitsShare: number
  /** Of studies that are saved. */
  readonly ids: readonly string[]
}

/**
 * Hostile requests for everything in the contract: bodies for every POST, from its examples and schemas, the same
 * questions as files by an address, and every other GET; among them a share of questions at their limits. The same ones
 * for the same seed.
 */
export function* fuzzed({ seed, limitsShare, ids }: FuzzedOptions): Generator<Fuzzed, never> {
  const random = stream(seed, 'fuzz')
  const document = openApiDocument()
  const posts = postsOf(document)
  const addresses = addressesOf(document, ids)
  const [limits, gets] = [stream(seed, 'limits'), stream(seed, 'addresses')]
  for (;;) {
    const post = pick(random, posts)
    const asked = limits() < limitsShare ? atLimits(limits) : mutatedPost(post, random)
    const kind = gets() / addressShare
    const right = { route: post.route, body: JSON.stringify(post.example) }
    if (kind < 0.2) yield addresses.plain(gets)
    else yield (kind < 1 ? addresses.asFile(kind < 0.6 ? right : asked, gets) : null) ?? asked
  }
}

function mutatedPost({ route, example, schema }: Post, random: Random): Fuzzed {
  let body: unknown = example
  const changes = 1 + Math.floor(random() * 4)
  for (let change = 0; change < changes; change += 1) body = mutated(body, schema, random)
  return { route, body: random() < 0.02 ? brokenText(body, random) : JSON.stringify(body) }
}

type Post = { readonly route: string; readonly example: unknown; readonly schema: unknown }

function postsOf(document: Json): readonly Post[] {
  return Object.entries(Object(document['paths'])).flatMap(([route, methods]) => {
    const content: unknown = at(methods, ['post', 'requestBody', 'content', 'application/json'])
    if (content === undefined) return []
    const schema = firstOf(at(content, ['schema']))
    return [{ route, example: brief(at(content, ['example']), schema), schema }]
  })
}

/** Of several ways of a body the first, which the examples take. */
function firstOf(schema: unknown): unknown {
  const choices: unknown = at(schema, ['anyOf'])
  return Array.isArray(choices) ? choices[0] : schema
}

/** An example with few samples: what many cost is asked at the limits. */
function brief(example: unknown, schema: unknown): unknown {
  if (!isJson(example)) return example
  const inner = Object.entries(example).map(([name, value]) => [
    name,
    brief(value, at(schema, ['properties', name])),
  ])
  const samples = at(schema, ['properties', 'samples']) === undefined ? {} : { samples: 200 }
  return { ...Object.fromEntries(inner), ...samples }
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isJson(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  )
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random() * list.length)]
  if (found === undefined) throw new Error('there is nothing to pick')
  return found
}

/** Changes one place: a leaf replaced, a field added from the schema or taken away, a list doubled. */
function mutated(value: unknown, schema: unknown, random: Random): unknown {
  const goesDown = random() < 0.6
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value
    if (list.length === 0 || !goesDown) return random() < 0.5 ? [...list, ...list] : pick(random, hostile)
    const place = Math.floor(random() * list.length)
    return list.map((one, index) => (index === place ? mutated(one, at(schema, ['items']), random) : one))
  }
  if (!isJson(value)) return random() < 0.3 ? nudged(value, random) : pick(random, hostile)
  const known = Object.keys(Object(at(schema, ['properties'])))
  const kind = random()
  if (kind < 0.25 && known.length > 0) {
    const name = pick(random, known)
    return { ...value, [name]: sample(at(schema, ['properties', name]), random, 0) }
  }
  if (kind < 0.35) return { ...value, [pick(random, ['__proto__', 'constructor', 'x\ny', ''])]: 1 }
  const keys = Object.keys(value)
  if (keys.length === 0) return pick(random, hostile)
  const key = pick(random, keys)
  if (kind < 0.45) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
  return { ...value, [key]: mutated(value[key], at(schema, ['properties', key]), random) }
}

function nudged(value: unknown, random: Random): unknown {
  if (typeof value === 'number')
    return value * 10 ** Math.round(random() * 12 - 4) * (random() < 0.1 ? -1 : 1)
  if (typeof value === 'string') return value.slice(0, Math.floor(random() * value.length)) + value
  return value
}

const mostDepth = 4

/** A value that the schema allows, or nearly. */
function sample(schema: unknown, random: Random, depth: number): unknown {
  const choices = at(schema, ['anyOf']) ?? at(schema, ['oneOf'])
  if (Array.isArray(choices)) return sample(pick(random, choices), random, depth)
  const values = at(schema, ['enum'])
  if (Array.isArray(values)) return pick<unknown>(random, values)
  const type = at(schema, ['type'])
  if (depth > mostDepth || random() < 0.15) return pick(random, hostile)
  if (type === 'number' || type === 'integer') return Math.round(10 ** (random() * 8))
  if (type === 'boolean') return random() < 0.5
  if (type === 'array')
    return Array.from({ length: Math.floor(random() * 4) }, () =>
      sample(at(schema, ['items']), random, depth + 1),
    )
  if (type !== 'object') return pick(random, ['15T', '90d', 'CHF 5M', '4096', 'bf16', 'alps', 'CH'])
  const fields = Object.entries(Object(at(schema, ['properties']))).filter(() => random() < 0.6)
  return Object.fromEntries(fields.map(([name, inner]) => [name, sample(inner, random, depth + 1)]))
}

function brokenText(body: unknown, random: Random): string {
  const text = JSON.stringify(body)
  return text.slice(0, Math.floor(random() * text.length))
}
