import * as z from 'zod'
import { studySchema } from './routes.ts'

type Json = { readonly [key: string]: unknown }
type Route = {
  readonly path: string
  readonly method: 'get' | 'post' | 'put' | 'delete'
  readonly id: string
  readonly summary: string
  readonly answer: readonly [status: number, description: string]
  /** The writer's token is asked for. */
  readonly token?: boolean
  readonly body?: { readonly schema: Json; readonly example: unknown }
}

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

export const sharedRoutes: readonly Route[] = [
  {
    path: '/studies',
    method: 'post',
    id: 'saveStudy',
    summary: 'Saves a question; the answer holds its link and the token to change it',
    answer: [201, 'Saved as version 1'],
    body: study,
  },
  {
    path: '/studies/{id}',
    method: 'get',
    id: 'readStudy',
    summary: 'The newest version',
    answer: [200, 'The version'],
  },
  {
    path: '/studies/{id}',
    method: 'put',
    id: 'addVersion',
    summary: 'A new version; earlier ones stay as they are',
    answer: [201, 'Saved'],
    token: true,
    body: study,
  },
  {
    path: '/studies/{id}',
    method: 'delete',
    id: 'deleteStudy',
    summary: 'Deletes every version',
    answer: [204, 'Deleted'],
    token: true,
  },
  {
    path: '/studies/{id}/versions/{version}',
    method: 'get',
    id: 'readVersion',
    summary: 'One version, for ever the same',
    answer: [200, 'The version'],
  },
  {
    path: '/studies/{id}/export',
    method: 'get',
    id: 'exportStudy',
    summary: 'Every version as one file',
    answer: [200, 'The versions'],
  },
  {
    path: '/jobs',
    method: 'post',
    id: 'beginJob',
    summary: 'Begins a sweep that nobody waits for',
    answer: [202, 'Begun'],
    body: sweep,
  },
  {
    path: '/jobs/{id}',
    method: 'get',
    id: 'readJob',
    summary: 'How far a job has come',
    answer: [200, 'Its state: waiting, running, done, refused or cancelled'],
  },
  {
    path: '/jobs/{id}/rows',
    method: 'get',
    id: 'readRows',
    summary: 'Its rows so far, one JSON object a line',
    answer: [200, 'The rows'],
  },
  {
    path: '/jobs/{id}',
    method: 'delete',
    id: 'deleteJob',
    summary: 'Stops a job, or forgets its rows',
    answer: [204, 'Deleted'],
    token: true,
  },
]

const note = 'Only where PETAPLAN_DATA names a folder; 404 elsewhere.'

/** The routes of what teams save, in the words of OpenAPI. */
export function sharedPaths(root: string, failure: (status: number) => Json): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const { path, method, id, summary, answer, token = false, body } of sharedRoutes) {
    const names = Array.from(path.matchAll(/\{([a-z]{1,20})\}/g), ([, name = '']) => name)
    const [status, description] = answer
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
          [status]: { description },
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
