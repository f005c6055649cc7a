import { fileURLToPath } from 'node:url'
import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { built } from '../built.ts'
import { coreCount } from './cores.ts'
import { createLine, type Line } from './line.ts'
import type { Body } from '../json-bytes.ts'
import type { Obstacle, Problem } from '../../sim/index.ts'

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

export type Question = { readonly task: Omit<Task, 'port'>; readonly client: string; readonly limitS: number }

export type RunOptions = {
  readonly signal: AbortSignal
  readonly onProgress: ((progress: Progress) => void) | null
}

/**
 * Answers a body in a worker thread, in its turn. An abort ends the thread.
 *
 * @throws Busy, TooLong, TooLarge
 */
export async function runTask(
  { task, client, limitS }: Question,
  { signal, onProgress }: RunOptions,
): Promise<TaskAnswer> {
  const onPlace = (place: number) => onProgress?.({ place })
  const turn = await line.enter({ client, isHeavy: isHeavy(task), signal, onPlace })
  // Ended as soon as the answer is there: a signal of its own time keeps the question until that is over.
  const stop = new AbortController()
  const end = () => {
    stop.abort()
  }
  const limit = setTimeout(end, limitS * 1000)
  signal.addEventListener('abort', end)
  try {
    return await inThread(task, { signal: stop.signal, onProgress })
  } catch (error) {
    if (stop.signal.aborted && !signal.aborted) throw new TooLong()
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
      throw new TooLarge()
    throw error
  } finally {
    clearTimeout(limit)
    signal.removeEventListener('abort', end)
    turn.leave()
  }
}

async function inThread(task: Question['task'], { signal, onProgress }: RunOptions): Promise<TaskAnswer> {
  if (onProgress === null) return workers().run({ ...task, port: null }, { signal })
  const { port1, port2 } = new MessageChannel()
  port1.on('message', onProgress)
  try {
    const answer = await workers().run({ ...task, port: port2 }, { signal, transferList: [port2] })
    // Its port may be heard later than the answer's: what was told before comes before.
    for (let told; (told = receiveMessageOnPort(port1));) onProgress(told.message)
    return answer
  } finally {
    port1.close()
  }
}

const fewBytes = 64 * 1024
/** A word may be spelled by numbers, which are not read here. */
const longWords = ['"synthetic"', '"run"', '"against"', '"waiting"', '"failures"', '\\u']

/** Whether a question may take seconds: a sweep, a replay of much, or of what is invented, drawn or compared. */
export function isHeavy({ name: asked, body }: Pick<Task, 'name' | 'body'>): boolean {
  // Behind a point stands how the answer is written, which changes nothing of the work.
  const [name] = asked.split('.')
  if (name === 'sweep') return true
  if (name !== 'schedule') return false
  const [first] = body
  if (first === undefined || body.length > 1 || first.length > fewBytes) return true
  const text = Buffer.from(first).toString('latin1')
  return longWords.some((word) => text.includes(word))
}

/** What a worker is given: which question, the body as it came, its most work, and where to tell progress, if anywhere. */
export type Task = {
  readonly name: string
  readonly body: Body
  readonly workMs: number
  /** Whether the answer is to come packed. */
  readonly zips: boolean
  readonly port: MessagePort | null
}

/** How far a replay or a sweep has come, or how many questions stand before this one. */
export type Progress = { readonly done: number; readonly of: number } | { readonly place: number }

/** What comes back; an answer as JSON text in bytes, packed where that was asked, so that the main thread neither builds nor reads it. */
export type TaskAnswer =
  | { readonly status: 'answer'; readonly json: Uint8Array }
  | { readonly status: 'not-json' | 'refused'; readonly problems: readonly Problem[] }
  | { readonly status: 'infeasible'; readonly obstacles: readonly Obstacle[] }
