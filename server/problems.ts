import type { Response } from 'express'
import type { Obstacle, Problem } from '../sim/index.ts'

/** A kind of failure: its stable type, title and status, and what to do about it. */
export type ProblemKind = { readonly status: number; readonly title: string; readonly help: string }

export const problemKinds = {
  'bad-input': {
    status: 400,
    title: 'The input has problems',
    help: 'Each entry of errors names a field and what would be right.',
  },
  'not-json': { status: 400, title: 'The body is not JSON', help: 'Send one JSON object.' },
  'not-found': {
    status: 404,
    title: 'There is nothing at this address',
    help: 'The routes are listed at /docs.',
  },
  'no-token': {
    status: 401,
    title: 'This takes a token',
    help: 'Send Authorization: Bearer and the token that the answer to the first save held.',
  },
  forbidden: { status: 403, title: 'The token is not the one', help: 'Each study and each job has its own.' },
  'store-full': {
    status: 507,
    title: 'The store is full',
    help: 'Delete studies, or give the server more by PETAPLAN_DATA_BYTES.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take this method',
    help: 'The Allow header lists what it takes.',
  },
  'too-large': { status: 413, title: 'The body is too large', help: 'An estimate fits in a few kilobytes.' },
  'not-json-media': {
    status: 415,
    title: 'The body has to be application/json',
    help: 'Set the Content-Type header.',
  },
  infeasible: {
    status: 422,
    title: 'This cannot be done',
    help: 'Each obstacle gives its reason and the nearest feasible change.',
  },
  'too-many': {
    status: 429,
    title: 'Too many requests',
    help: 'Wait as long as the Retry-After header says.',
  },
  'too-slow': { status: 408, title: 'The body came too slowly', help: 'Send the body without long pauses.' },
  'too-long': {
    status: 503,
    title: 'The answer took longer than this server gives one',
    help: 'Ask for less: fewer jobs, points, samples or draws. The command line has no limit.',
  },
  'too-much-memory': {
    status: 503,
    title: 'The answer needed more memory than this server gives one',
    help: 'Ask for less: fewer jobs, points or samples. The command line has no limit.',
  },
  bug: {
    status: 500,
    title: 'The server failed',
    help: 'This is a bug; the log has it under the request id.',
  },
  unavailable: { status: 503, title: 'The server is busy or stopping', help: 'Try again in a moment.' },
} as const satisfies Record<string, ProblemKind>

export type ProblemName = keyof typeof problemKinds

/** A problem document (RFC 9457); members beyond the standard ones come from `extra`. */
export function problemDocument(
  response: Response,
  name: ProblemName,
  extra: Readonly<Record<string, unknown>>,
) {
  const { status, title } = problemKinds[name]
  return { type: `/problems/${name}`, title, status, instance: response.req.originalUrl, ...extra }
}

export function sendProblem(
  response: Response,
  name: ProblemName,
  extra: Readonly<Record<string, unknown>> = {},
): void {
  response
    .status(problemKinds[name].status)
    .type('application/problem+json')
    .send(JSON.stringify(problemDocument(response, name, extra)))
}

const mostTold = 100

/** So many problems as somebody reads, and how many more there are. */
export function firstProblems(problems: readonly Problem[]): readonly Problem[] {
  const more = problems.length - mostTold
  if (more <= 0) return problems
  return [...problems.slice(0, mostTold), { field: 'input', message: `has ${String(more)} problems more` }]
}

/** Every problem of an input, each with its JSON pointer. */
export function inputErrors(all: readonly Problem[]) {
  const problems = firstProblems(all)
  return {
    detail: problems.map(({ field, message }) => `${field}: ${message}`).join('; '),
    errors: problems.map(({ field, message }) => ({
      pointer: `#/${field.split('.').map(escapePointer).join('/')}`,
      field,
      detail: message,
    })),
  }
}

function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1')
}

export function obstacleMembers(obstacles: readonly Obstacle[]) {
  return { detail: obstacles.map(({ reason }) => reason).join('; '), feasible: false, obstacles }
}
