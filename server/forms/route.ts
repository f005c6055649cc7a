import type { RequestHandler } from 'express'
import { texts } from '../../sim/index.ts'
import { propertiesOf } from '../docs/docs.ts'
import { schemaOf } from '../openapi.ts'
import { operations, type Operation } from '../operations.ts'
import { answerInWorker, type PoolOptions } from '../pool/route.ts'
import { sendProblem, type ProblemName } from '../problems.ts'

const types = new Map(Object.entries({ json: 'application/json', csv: 'text/csv', svg: 'image/svg+xml' }))

/** The address of an answer as a file: a question's path below /api/v1, and an ending that says how it is written. */
export const filePath = /^\/api\/v1(\/.+)\.(csv|json|svg)$/

/** A question, how its answer is written, and what it is called when it has problems. */
type Asked = {
  readonly name: string
  readonly form: string
  readonly fields: unknown
  readonly refused: ProblemName
}

/** The answer to a question as a file, wherever its fields stand. */
export function fileOf({ name, form, fields, refused }: Asked, pooled: PoolOptions): RequestHandler {
  const type = types.get(form)
  if (type !== undefined && (form !== 'svg' || name === 'estimate')) {
    const bodyFrom = () => [Buffer.from(JSON.stringify(fields))]
    return answerInWorker(`${name}.${form}`, pooled, { type, refused, bodyFrom })
  }
  return (_request, response) => {
    const detail = `an estimate alone is drawn; ${name} has .csv and .json`
    sendProblem(response, 'not-found', { detail })
  }
}

/** An answer as a file by its address: the question's path with an ending, its fields as the query. */
export function answerAsFile(pooled: PoolOptions): RequestHandler {
  return (request, response, next) => {
    const { 0: path = '', 1: form = '' } = request.params
    const [found] = operations.flatMap((operation) => {
      const pattern = new RegExp(`^${operation.path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
      const match = pattern.exec(String(path))
      return match === null ? [] : [{ operation, named: match.groups }]
    })
    if (found === undefined) {
      next()
      return
    }
    const { operation, named } = found
    const { name, method, path: route } = operation
    response.locals['route'] = `/api/v1${route}.${String(form)}`
    const fields = { ...fieldsOf(new URL(request.url, 'http://here').searchParams, operation), ...named }
    const refused = method === 'get' ? 'not-found' : 'bad-input'
    void fileOf({ name, form: String(form), fields, refused }, pooled)(request, response, next)
  }
}

/**
 * A field said more than once is a list. One that begins as JSON is read as JSON, so that objects can be said; a number or
 * true too where the field takes no text.
 */
function fieldsOf(query: URLSearchParams, operation: Operation): Readonly<Record<string, unknown>> {
  const known = new Map(Object.entries(propertiesOf(schemaOf(operation))))
  const read = (name: string, text: string): unknown => {
    const isJson = /^\s*[[{]/.test(text) || ['boolean', 'number'].includes(Object(known.get(name)).type)
    const json = isJson ? texts.readJsonText(name, text) : null
    return json?.ok === true ? json.value : text
  }
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const [first, ...more] = query.getAll(name).map((text) => read(name, text))
      return [name, more.length === 0 ? first : [first, ...more]]
    }),
  )
}
