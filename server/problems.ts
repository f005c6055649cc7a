import words from './data/problems.json' with { type: 'json' }
import type { Response } from 'express'
import type { Obstacle, Problem } from '../sim/index.ts'

export type ProblemKind = { readonly status: number; readonly title: string; readonly help: string }

export const problemKinds = words satisfies Record<string, ProblemKind>

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
      pointer: `#/${field.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('.', '/')}`,
      field,
      detail: message,
    })),
  }
}

export function obstacleMembers(obstacles: readonly Obstacle[]) {
  return { detail: obstacles.map(({ reason }) => reason).join('; '), feasible: false, obstacles }
}
