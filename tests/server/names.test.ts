import { describe, expect, it } from 'vitest'
import { answerAnnex } from '../../sim/questions/annex/index.ts'
import { csvCell, cellsOf } from '../../sim/base/csv.ts'
import { isControl } from '../../sim/base/shown.ts'
import { openApiDocument } from '../../server/openapi.ts'
import { operations } from '../../server/operations.ts'
import { csvHead, lineOf } from '../../server/sweep/lines.ts'

/** What no text of ours may do with a word of somebody's. */
const command = 'touch PWNED'
const words = {
  'of every object': ['__proto__', 'constructor'],
  'that breaks or turns its line': [`a\r\n${command} #\u2028\u202e`],
  'of shells, pages and tables': [
    `\ud83d\ude80\ud800$(${command})\`${command}\` '"; <b>${command}</b> | =1+1`,
  ],
} as const
/** A name that nothing has, of the same letters as one that every object has. */
const alike = new Map([
  ['__proto__', '__heard__'],
  ['constructor', 'heardofnever'],
])

type Json = { readonly [key: string]: unknown }
const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The paths of every field that takes a text, from the contract. */
function textsIn(schema: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (!isJson(schema) || path.length > 4) return []
  const choices = [schema['anyOf'], schema['oneOf'], schema['allOf']].flatMap((list) =>
    Array.isArray(list) ? list : [],
  )
  const within = choices.flatMap((one) => textsIn(one, path))
  if (schema['type'] === 'string') return [path, ...within]
  if (schema['type'] === 'array') return [...textsIn(schema['items'], [...path, '0']), ...within]
  const fields = isJson(schema['properties']) ? Object.entries(schema['properties']) : []
  return [...fields.flatMap(([name, inner]) => textsIn(inner, [...path, name])), ...within]
}

/** The value with another at a path; what is on the way is made. */
function having(value: unknown, [step, ...rest]: readonly string[], last: string): unknown {
  if (step === undefined) return last
  if (step === '0') {
    const list: readonly unknown[] = Array.isArray(value) ? value : []
    return [having(list[0], rest, last), ...list.slice(1)]
  }
  const fields = isJson(value) ? value : {}
  return { ...fields, [step]: having(fields[step], rest, last) }
}

const posts = operations.flatMap((operation) => {
  const { name, path, method, example, answer } = operation
  if (method === 'get') return []
  const document: unknown = openApiDocument()
  const schema = ['paths', `/api/v1${path}`, 'post', 'requestBody', 'content', 'application/json', 'schema']
  const found = schema.reduce<unknown>((inner, key) => (isJson(inner) ? inner[key] : undefined), document)
  const fields = new Map(textsIn(found).map((field) => [field.join('.'), field]))
  return [{ name, example, answer, fields: [...fields.values()] }]
})

type Post = (typeof posts)[number]

function saidTo({ example, answer }: Post, field: readonly string[], word: string) {
  const quick = isJson(example) && 'utilisation' in example ? { ...example, samples: 200 } : example
  return answer(having(quick, field, word), () => undefined)
}

/** Every text of a value. */
function allTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(allTexts)
}

/** Lines of a script that the shell would run something of somebody's in: what stands in single quotes is a word. */
function hotLines(script: string): readonly string[] {
  return script
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .filter((line) => line.replaceAll(/'[^']*'/g, '').includes(command))
}

describe('a name in any field of any question', () => {
  it.each(posts.map((post) => [post.name, post] as const))('of %s is data', (_, post) => {
    const faults: string[] = []
    for (const field of post.fields) {
      const where = field.join('.')
      for (const list of Object.values(words)) {
        for (const word of list) {
          const answered = saidTo(post, field, word)
          const { status } = answered
          const other = alike.get(word)
          if (other !== undefined && status !== saidTo(post, field, other).status)
            faults.push(`${where}: ${word} is ${status}`)
          if (status === 'refused') {
            const told = answered.problems.filter(({ message }) => Array.from(message).some(isControl))
            faults.push(...told.map(({ message }) => `${where}: says ${JSON.stringify(message)}`))
          }
          const scripts = status === 'answer' && post.name === 'sbatch' ? allTexts(answered.value) : []
          faults.push(...scripts.flatMap(hotLines).map((line) => `${where}: ${line}`))
        }
      }
    }
    expect(post.fields.length).toBeGreaterThan(0)
    expect(faults).toEqual([])
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

describe('a name in a table', () => {
  const all = Object.values(words).flat()

  it.each([...all, '-1+1', '@SUM(A1)', '\t=1', '-5'])('is one cell and no formula: %j', (word) => {
    const [row] = cellsOf(`${csvCell(word)},end\n`)
    expect(row).toHaveLength(2)
    expect(row?.[0]?.replace(/^'/, '')).toBe(word.replace(/^'/, ''))
    expect(row?.[0]).not.toMatch(/^[=+@\t\r]|^-(?![0-9.]+$)/)
  })

  it('of a sweep is one cell of one line', () => {
    const identity = { hash: `s${'0'.repeat(16)}`, shard: 1, shards: 1, count: 1 }
    for (const problem of all) {
      const row = {
        index: 0,
        axes: { model: problem },
        ok: false,
        problem,
        problems: [],
        obstacles: [],
      } as const
      const line = lineOf(row, 'csv', identity)
      const rows = cellsOf(line)
      expect(rows).toHaveLength(1)
      expect(rows[0]).toHaveLength(csvHead(['model']).split(',').length)
    }
  })

  it('of an annex ends neither its cell nor its line', () => {
    for (const name of all) {
      const system = { name, acceleratorId: 'h100-sxm-80', nodes: 100, acceleratorsPerNode: 4, country: 'CH' }
      const run = { model: 'llama-3-8b', tokens: '1T', system, gpus: 64, form: 'cscs', start: '2027-03-01' }
      const answered = answerAnnex(run)
      const lines = allTexts(answered).flatMap((text) => text.split(/[\r\n\u2028]/))
      expect(lines.filter((line) => line.startsWith(command) || line.startsWith(`=${command}`))).toEqual([])
    }
  })
})
