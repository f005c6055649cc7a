import byEnding from './data/by-ending.json' with { type: 'json' }
import problemSchema from './data/problem-schema.json' with { type: 'json' }
import * as z from 'zod'
import { version } from '../sim/index.ts'
import { usualWorkMs } from './environment.ts'
import { operations, type Operation } from './operations.ts'
import { problemKinds, type ProblemKind, type ProblemName } from './problems.ts'
import { plain, sharedPaths } from './store/contract.ts'

type Json = { readonly [key: string]: unknown }

const apiRoot = '/api/v1'

/** The OpenAPI 3.1 document, made from the operations and their schemas. */
export function openApiDocument(): Json {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    paths[apiRoot + operation.path.replaceAll(/:(\w+)/g, '{$1}')] = {
      [operation.method]: describe(operation),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Petaplan',
      version,
      description:
        'Plans HPC training runs: from a model and its tokens to time, money, energy and carbon. The work of an answer is counted, by ' +
        'layouts, samples, jobs and years, in milliseconds of a core of 2026; one that comes to more than the server gives (ANSWER_WORK_MS, ' +
        `some ${usualWorkMs.toLocaleString('en')}) is refused by 400 with what to ask for less of. The command line and jobs have no such limit.`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: { ...paths, [`${apiRoot}/{question}.{ending}`]: byEnding, ...sharedPaths(apiRoot, failureOf) },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        ...answerSchemas(),
        CatalogueAnswer: { type: 'array', items: { type: 'object' } },
        Problem: problemSchema,
      },
    },
  }
}

function answerSchemas(): Json {
  const named = operations.flatMap(({ answerSchema }) => (answerSchema === null ? [] : [answerSchema]))
  return Object.fromEntries(named.map(({ name, schema }) => [name, plain(z.toJSONSchema(schema))]))
}

function describe(operation: Operation): Json {
  const answer = operation.answerSchema?.name ?? 'CatalogueAnswer'
  const failures: readonly ProblemName[] =
    operation.method === 'post'
      ? ['bad-input', 'too-large', 'not-json-media', 'infeasible', 'too-many', 'unavailable']
      : ['not-found', 'too-many', 'unavailable']
  return {
    operationId: operation.name,
    summary: operation.summary,
    description: operation.description,
    parameters: operation.parameters.map(({ name, description }) => ({
      name,
      description,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...(operation.schema === null
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(operation), example: operation.example } },
          },
        }),
    responses: {
      200: { description: 'The answer', content: contentOf(answer) },
      ...Object.fromEntries(failures.map((name) => [problemKinds[name].status, failure(problemKinds[name])])),
    },
  }
}

function contentOf(answer: string): Json {
  return {
    'application/json': { schema: reference(answer) },
    'text/event-stream': { schema: { type: 'string' } },
  }
}

/** Of a question, as the contract has it. */
export function schemaOf({ name, schema }: Operation): Json {
  const found = known.get(name) ?? (schema === null ? {} : plain(z.toJSONSchema(schema, { io: 'input' })))
  known.set(name, found)
  return found
}
const known = new Map<string, Json>()

function failure({ title }: ProblemKind): Json {
  return { description: title, content: { 'application/problem+json': { schema: reference('Problem') } } }
}

function failureOf(status: number): Json {
  return failure(Object.values(problemKinds).find((one) => one.status === status) ?? problemKinds.bug)
}

function reference(name: string): Json {
  return { $ref: `#/components/schemas/${name}` }
}
