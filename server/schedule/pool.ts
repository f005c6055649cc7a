import { fileURLToPath } from 'node:url'
import { MessageChannel } from 'node:worker_threads'
import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { built } from '../built.ts'
import type { Progress, Task, TaskAnswer } from './task.ts'

/** Requests that may wait for a worker; beyond, the server says that it is busy. */
const mostWaiting = 16
const threads = Math.max(1, availableParallelism() - 1)
/** Of one worker's heap: parsed JSON of the largest body, several times over. */
const heapMb = 2048

let pool: Piscina<Task, TaskAnswer> | null = null

/** One pool for the process, made when it is first needed. */
function workers(): Piscina<Task, TaskAnswer> {
  pool ??= new Piscina<Task, TaskAnswer>({
    filename: fileURLToPath(built('server/schedule/worker.js')),
    // As many as there may be: for a thread that an abort has ended piscina makes a new one only up to the least, and
    // a task that waited for it would wait for ever.
    minThreads: threads,
    maxThreads: threads,
    maxQueue: mostWaiting,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
    execArgv: [],
  })
  return pool
}

export class Busy extends Error {}

export type RunOptions = {
  readonly signal: AbortSignal
  readonly onProgress: ((progress: Progress) => void) | null
}

/** Answers a body in a worker thread. An abort ends the thread; rejects with `Busy` when too many wait. */
export async function runTask(body: Uint8Array, { signal, onProgress }: RunOptions): Promise<TaskAnswer> {
  const { queueSize } = workers()
  if (queueSize >= mostWaiting) throw new Busy()
  if (onProgress === null) return workers().run({ body, port: null }, { signal })
  const { port1, port2 } = new MessageChannel()
  port1.on('message', onProgress)
  try {
    return await workers().run({ body, port: port2 }, { signal, transferList: [port2] })
  } finally {
    port1.close()
  }
}
