import * as z from 'zod'
import sharedRoutes from '../data/shared-routes.json' with { type: 'json' }

/** What may be saved; a title is one line that reads in one direction. */
export const studySchema = z.strictObject({
  title: z
    .string()
    .max(200)
    .regex(/^[^\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]*$/),
  question: z.enum(['estimate', 'layouts', 'tradeoffs', 'invest', 'schedule', 'sweep', 'sbatch', 'predict']),
  input: z.unknown(),
  address: z
    .string()
    .max(100_000)
    .regex(/^#[\x21-\x7e]*$/)
    .optional(),
})

type Json = { readonly [key: string]: unknown }
const study = {
  schema: plain(z.toJSONSchema(studySchema, { io: 'input' })),
  example: {
    title: 'Apertus again',
    question: 'estimate',
    input: { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096 },
  },
}
const sweep = {
  schema: { type: 'object', description: 'the body of /sweep, of at most 100,000 points' },
  example: { base: { model: 'apertus-70b', system: 'alps', tokens: '1T' }, axes: { gpus: [64, 128] } },
}

/** What may be sent, by the name that a route gives it. */
const bodies = new Map<string | null, { readonly schema: Json; readonly example: unknown }>([
  ['study', study],
  ['sweep', sweep],
])

export { sharedRoutes }

const note = 'Only where PETAPLAN_DATA names a folder; 404 elsewhere.'

/** The routes of what teams save, in the words of OpenAPI. */
export function sharedPaths(root: string, failure: (status: number) => Json): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const { path, method, id, summary, status, says, token, ...route } of sharedRoutes) {
    const body = bodies.get(route.body)
    const names = Array.from(path.matchAll(/\{([a-z]{1,20})\}/g), ([, name = '']) => name)
    const failures = [
      404,
      429,
      ...(token ? [401, 403] : []),
      ...(body === undefined ? [] : [400, 413, 415, 507]),
    ]
    paths[root + path] = {
      ...paths[root + path],
      [method]: {
        operationId: id,
        summary,
        description: note,
        parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
        ...(token ? { security: [{ token: [] }] } : {}),
        ...(body === undefined
          ? {}
          : { requestBody: { required: true, content: { 'application/json': body } } }),
        responses: {
          [status]: { description: says },
          ...Object.fromEntries(failures.map((failed) => [failed, failure(failed)])),
        },
      },
    }
  }
  return paths
}

/** Without the draft's own `$schema`, which OpenAPI 3.1 implies. */
export function plain(schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema'))
}
