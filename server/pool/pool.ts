import { fileURLToPath } from 'node:url'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { built } from '../built.ts'
import type { Body } from '../json-bytes.ts'
import { coreCount } from './cores.ts'
import { createLine, type Line } from './line.ts'
import type { Progress, Task, TaskAnswer } from './task.ts'

const threads = coreCount()
const mostWaiting = 256
const mostWaitingOfClient = 64
/** Of one worker's heap: parsed JSON of the largest body, several times over. */
const heapMb = 2048
const nice = 4

let pool: Piscina<Task, TaskAnswer> | null = null
const line: Line = createLine({ threads, mostWaiting, mostWaitingOfClient })

/** One pool for the process, made when it is first needed. */
function workers(): Piscina<Task, TaskAnswer> {
  if (pool !== null) return pool
  pool = new Piscina<Task, TaskAnswer>({
    filename: fileURLToPath(built('server/pool/worker.js')),
    // As many as there may be: for a thread that an abort has ended piscina makes a new one only up to the least, and
    // a task that waited for it would wait for ever.
    minThreads: threads,
    maxThreads: threads,
    // The thread that talks goes before those that compute.
    niceIncrement: nice,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
    execArgv: [],
  })
  // One that dies while it has nothing to answer: told, and replaced.
  pool.on('error', (error: unknown) => {
    process.emitWarning(error instanceof Error ? error : String(error))
  })
  return pool
}

/** The answer took longer than it may. */
export class TooLong extends Error {}
/** The answer needed more memory than a thread has. */
export class TooLarge extends Error {}

export type Question = {
  readonly name: string
  readonly body: Body
  readonly client: string
  readonly limitS: number
  readonly workMs: number
}

export type RunOptions = {
  readonly signal: AbortSignal
  readonly onProgress: ((progress: Progress) => void) | null
}

/**
 * Answers a body in a worker thread, in its turn. An abort ends the thread.
 *
 * @throws Busy, TooLong, TooLarge
 */
export async function runTask(question: Question, { signal, onProgress }: RunOptions): Promise<TaskAnswer> {
  const turn = await line.enter({
    client: question.client,
    isHeavy: isHeavy(question),
    signal,
    onPlace: (place) => onProgress?.({ place }),
  })
  const limit = AbortSignal.timeout(question.limitS * 1000)
  try {
    return await inThread(question, { signal: AbortSignal.any([signal, limit]), onProgress })
  } catch (error) {
    if (limit.aborted && !signal.aborted) throw new TooLong()
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
      throw new TooLarge()
    throw error
  } finally {
    turn.leave()
  }
}

async function inThread(
  { name, body, workMs }: Question,
  { signal, onProgress }: RunOptions,
): Promise<TaskAnswer> {
  if (onProgress === null) return workers().run({ name, body, workMs, port: null }, { signal })
  const { port1, port2 } = new MessageChannel()
  port1.on('message', onProgress)
  try {
    const answer = await workers().run({ name, body, workMs, port: port2 }, { signal, transferList: [port2] })
    // Its port may be heard later than the answer's: what was told before comes before.
    for (let told; (told = receiveMessageOnPort(port1));) onProgress(told.message)
    return answer
  } finally {
    port1.close()
  }
}

const fewBytes = 64 * 1024
const longWords = ['"synthetic"', '"run"', '"against"', '"waiting"', '"failures"']

/** Whether a question may take seconds: a sweep, a replay of much, or of what is invented, drawn or compared. */
function isHeavy({ name: asked, body }: Question): boolean {
  // Behind a point stands how the answer is written, which changes nothing of the work.
  const [name] = asked.split('.')
  if (name === 'sweep') return true
  if (name !== 'schedule') return false
  const [first] = body
  if (first === undefined || body.length > 1 || first.length > fewBytes) return true
  const text = Buffer.from(first).toString('latin1')
  return longWords.some((word) => text.includes(word))
}
