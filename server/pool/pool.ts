import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { MessageChannel } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { built } from '../built.ts'
import { createLine, type Line } from './line.ts'
import type { Progress, Task, TaskAnswer } from './task.ts'

const threads = availableParallelism()
const mostWaiting = 256
const mostWaitingOfClient = 64
/** Of one worker's heap: parsed JSON of the largest body, several times over. */
const heapMb = 2048

let pool: Piscina<Task, TaskAnswer> | null = null
const line: Line = createLine({ threads, mostWaiting, mostWaitingOfClient })

/** One pool for the process, made when it is first needed. */
function workers(): Piscina<Task, TaskAnswer> {
  pool ??= new Piscina<Task, TaskAnswer>({
    filename: fileURLToPath(built('server/pool/worker.js')),
    // As many as there may be: for a thread that an abort has ended piscina makes a new one only up to the least, and
    // a task that waited for it would wait for ever.
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
    execArgv: [],
  })
  return pool
}

/** The answer took longer than it may. */
export class TooLong extends Error {}
/** The answer needed more memory than a thread has. */
export class TooLarge extends Error {}

export type Question = {
  readonly name: string
  readonly body: Uint8Array
  readonly client: string
  readonly limitS: number
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

async function inThread({ name, body }: Question, { signal, onProgress }: RunOptions): Promise<TaskAnswer> {
  if (onProgress === null) return workers().run({ name, body, port: null }, { signal })
  const { port1, port2 } = new MessageChannel()
  port1.on('message', onProgress)
  try {
    return await workers().run({ name, body, port: port2 }, { signal, transferList: [port2] })
  } finally {
    port1.close()
  }
}

const fewBytes = 64 * 1024
const longWords = ['"synthetic"', '"run"', '"against"', '"waiting"', '"failures"']

/** Whether a question may take seconds: a sweep, a replay of much, or of what is invented, drawn or compared. */
function isHeavy({ name, body }: Question): boolean {
  if (name === 'sweep') return true
  if (name !== 'schedule') return false
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return bytes.length > fewBytes || longWords.some((word) => bytes.includes(word))
}
