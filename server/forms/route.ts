import type { RequestHandler } from 'express'
import { operations } from '../operations.ts'
import { answerInWorker, type PoolOptions } from '../pool/route.ts'
import { sendProblem } from '../problems.ts'

const types = new Map(Object.entries({ json: 'application/json', csv: 'text/csv', svg: 'image/svg+xml' }))

/** The address of an answer as a file: a question's path below /api/v1, and an ending that says how it is written. */
export const filePath = /^\/api\/v1(\/.+)\.(csv|json|svg)$/

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
    const { name, method, path: route } = found.operation
    if (form === 'svg' && name !== 'estimate') {
      const detail = `an estimate alone is drawn; ${name} has .csv and .json`
      sendProblem(response, 'not-found', { detail })
      return
    }
    response.locals['route'] = `/api/v1${route}.${String(form)}`
    const fields = { ...found.named, ...fieldsOf(new URL(request.url, 'http://here').searchParams) }
    const bodyFrom = () => [Buffer.from(JSON.stringify(fields))]
    const type = types.get(String(form)) ?? ''
    const refused = method === 'get' ? 'not-found' : 'bad-input'
    void answerInWorker(`${name}.${String(form)}`, pooled, { type, refused, bodyFrom })(
      request,
      response,
      next,
    )
  }
}

/** A field said more than once is a list; one that begins as JSON is read as JSON, so that objects can be said. */
function fieldsOf(query: URLSearchParams): Readonly<Record<string, unknown>> {
  const read = (text: string): unknown => {
    try {
      return /^\s*[[{]/.test(text) ? JSON.parse(text) : text
    } catch {
      return text
    }
  }
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const [first, ...more] = query.getAll(name).map(read)
      return [name, more.length === 0 ? first : [first, ...more]]
    }),
  )
}

/** The query that says the same as a body. */
export function queryOf(input: unknown): string {
  const said = Object.entries(Object(input)).map(([name, value]: readonly [string, unknown]) => [
    name,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ])
  return new URLSearchParams(Object.fromEntries(said)).toString()
}
