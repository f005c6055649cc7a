import type { Request, RequestHandler, Response } from 'express'
import type { Body } from '../json-bytes.ts'
import { inputErrors, obstacleMembers, problemDocument, sendProblem, type ProblemName } from '../problems.ts'
import { keyOf, type Cache } from './cache.ts'
import { Busy } from './line.ts'
import {
  runTask,
  TooLarge,
  TooLong,
  type Question,
  type RunOptions,
  type Progress,
  type TaskAnswer,
} from './pool.ts'

export type PoolOptions = { readonly limitS: number; readonly workMs: number; readonly cache: Cache }
export type Reply = {
  readonly type: string
  /** What a question is that has problems. */
  readonly refused: ProblemName
  /** Where the question stands in a request. */
  readonly bodyFrom: (request: Request) => Body
}

/**
 * A question answered in a worker thread, so that the server stays responsive; the same one again from the cache. With
 * `Accept: text/event-stream` it comes as server-sent events: `progress` now and then, then one `answer` or `problem`.
 * Whoever closes the connection cancels the work.
 */
export function answerInWorker(
  name: string,
  options: PoolOptions,
  { type = 'application/json', refused = 'bad-input', bodyFrom = bodyOf }: Partial<Reply> = {},
): RequestHandler {
  const how: Reply = { type, refused, bodyFrom }
  return (request, response, next) => {
    // Whoever has left already would never be heard to leave.
    if (request.socket.destroyed) return
    const controller = new AbortController()
    response.on('close', () => {
      if (!response.writableEnded) controller.abort()
    })
    const streams = request.accepts(['application/json', 'text/event-stream']) === 'text/event-stream'
    if (streams) beginEvents(response)
    const onProgress = streams ? tellProgress(response) : null
    // Packed by the thread, and kept so: an eighth of the work and of the memory where it is asked again.
    const zips = !streams && request.acceptsEncodings('gzip') === 'gzip'
    const task = { name, body: bodyFrom(request), workMs: options.workMs, zips }
    const asked = { task, client: request.ip ?? '', limitS: options.limitS }
    answerOf(asked, options.cache, { signal: controller.signal, onProgress }).then(
      (answer) => {
        if (streams) endEvents(response, answer, how)
        else reply(response, answer, { ...how, zips })
      },
      (error: unknown) => {
        if (controller.signal.aborted) return
        const failure = failureBy(error)
        if (failure !== null) fail(response, ...failure)
        else if (streams) fail(response, 'bug', {})
        else next(error)
      },
    )
  }
}

async function answerOf(asked: Question, cache: Cache, options: RunOptions): Promise<TaskAnswer> {
  const { name, body, zips } = asked.task
  const key = keyOf(zips ? `${name} gzip` : name, body)
  const before = key === null ? undefined : cache.get(key)
  if (before !== undefined) return { status: 'answer', json: before }
  const answer = await runTask(asked, options)
  if (answer.status === 'answer' && key !== null) cache.put(key, answer.json)
  return answer
}

/** The pieces of what was sent; of a GET, what stands in its path. */
export function bodyOf(request: Request): Body {
  const body: unknown = request.method === 'GET' ? null : request.body
  if (!Array.isArray(body)) return [Buffer.from(JSON.stringify(request.params))]
  return body.filter((piece) => piece instanceof Uint8Array)
}

function reply(response: Response, answer: TaskAnswer, how: Reply & { readonly zips: boolean }): void {
  if (answer.status !== 'answer') {
    fail(response, ...failureOf(answer, how))
    return
  }
  if (how.zips) response.set('Content-Encoding', 'gzip')
  response.type(how.type).send(Buffer.from(answer.json.buffer, answer.json.byteOffset, answer.json.length))
}

type Failure = readonly [name: ProblemName, extra: Readonly<Record<string, unknown>>]

/** What a question met on its way, where that is no bug. */
function failureBy(error: unknown): Failure | null {
  if (error instanceof TooLong) return ['too-long', {}]
  if (error instanceof TooLarge) return ['too-much-memory', {}]
  if (!(error instanceof Busy)) return null
  const { waiting, areOwn } = error
  return areOwn
    ? ['too-many', { detail: `${String(waiting)} questions of yours wait already` }]
    : ['unavailable', { detail: `${String(waiting)} questions wait already` }]
}

function failureOf(answer: Exclude<TaskAnswer, { status: 'answer' }>, { refused }: Reply): Failure {
  if (answer.status === 'infeasible') return ['infeasible', obstacleMembers(answer.obstacles)]
  return [answer.status === 'refused' ? refused : answer.status, inputErrors(answer.problems)]
}

/** As a problem document, or as the last event of a stream that has begun. */
function fail(response: Response, name: ProblemName, extra: Readonly<Record<string, unknown>>): void {
  if (!response.headersSent) {
    if (name === 'unavailable' || name === 'too-many') response.setHeader('Retry-After', '1')
    sendProblem(response, name, extra)
    return
  }
  write(response, 'problem', JSON.stringify(problemDocument(response, name, extra)))
  response.end()
}

function beginEvents(response: Response): void {
  response.status(200).set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store, no-transform' })
  response.flushHeaders()
}

function tellProgress(response: Response) {
  return (progress: Progress) => {
    if (!response.writableEnded)
      write(response, 'place' in progress ? 'waiting' : 'progress', JSON.stringify(progress))
  }
}

function endEvents(response: Response, answer: TaskAnswer, how: Reply): void {
  if (answer.status !== 'answer') {
    fail(response, ...failureOf(answer, how))
    return
  }
  response.write('event: answer\ndata: ')
  response.write(answer.json)
  response.end('\n\n')
}

function write(response: Response, event: string, data: string): void {
  response.write(`event: ${event}\ndata: ${data}\n\n`)
}
