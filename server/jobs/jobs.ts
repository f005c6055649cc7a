import { createReadStream, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { ReadStream } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MessageChannel } from 'node:worker_threads'
import type { Logger } from 'pino'
import { Piscina } from 'piscina'
import * as z from 'zod/mini'
import { built } from '../built.ts'
import { partOf } from '../output/part-file.ts'
import type { JobRecord } from '../store/kept.ts'
import type { Store } from '../store/store.ts'
import type { JobAnswer, JobTask } from './task.ts'

const points = z.nullable(z.number())
const told = z.object({ done: points, of: points, problems: z.array(z.string()) })
/** How far a job has come, nulls until it has begun, and why it was refused. */
export type JobTold = Readonly<z.infer<typeof told>>
const untold: JobTold = { done: null, of: null, problems: [] }

export type Jobs = {
  /** Looks for jobs that wait and computes them one after the other. */
  readonly wake: () => void
  readonly told: (id: string) => JobTold
  /** Stops one; its rows go. */
  readonly drop: (id: string) => void
  /** The rows so far, or null. */
  readonly rows: (id: string) => ReadStream | null
  readonly close: () => Promise<void>
}

/** Requests to this machine go before jobs. */
const nice = 10
const mostTold = 20

/** What is known of jobs beside the store, and which one is computed. */
type State = {
  readonly told: Map<string, JobTold>
  readonly pathOf: (id: string) => string
  readonly pool: Piscina<JobTask, JobAnswer>
  running: { readonly id: string; readonly controller: AbortController } | null
  isClosed: boolean
}

/** Jobs of a store, computed in one thread in the order of their arrival; what an end of the server has cut short goes on. */
export function startJobs(store: Store, logger: Logger): Jobs {
  const state: State = {
    told: new Map(),
    pathOf: (id) => join(store.rowsFolder, `${id}.jsonl`),
    pool: new Piscina<JobTask, JobAnswer>({
      filename: fileURLToPath(built('server/jobs/worker.js')),
      minThreads: 0,
      maxThreads: 1,
      niceIncrement: nice,
      execArgv: [],
    }),
    running: null,
    isClosed: false,
  }
  // One that dies without a job in hand: told, and the server lives.
  state.pool.on('error', (error: unknown) => {
    logger.error({ err: error })
  })
  const wake = () => {
    computeWaiting(state, store, logger).catch((error: unknown) => {
      if (!state.isClosed) logger.error({ err: error })
    })
  }
  wake()
  return {
    wake,
    told: (id) => {
      const kept = endOf(state.pathOf(id))
      const end = () => (existsSync(kept) ? told.parse(JSON.parse(readFileSync(kept, 'utf8'))) : untold)
      return state.told.get(id) ?? end()
    },
    drop: (id) => {
      drop(state, id)
    },
    rows: (id) => rowsAt(state.pathOf(id)),
    close: async () => {
      state.isClosed = true
      await state.pool.destroy()
    },
  }
}

/** One waiting job after the other, until none waits. */
async function computeWaiting(state: State, store: Store, logger: Logger): Promise<void> {
  // Asked again after each wait, in which it may have changed.
  const isFree = () => state.running === null && !state.isClosed
  while (isFree()) {
    const reply = await store.ask({ ask: 'waiting jobs' })
    const [first] = reply.status === 'jobs' ? reply.jobs : []
    if (first === undefined || !isFree()) return
    try {
      const settled = await compute(state, first)
      await store.ask({ ask: 'settle job', id: first.id, state: settled })
    } catch (error) {
      if (state.isClosed) return
      // Whoever deletes a job ends it.
      if (!(error instanceof Error && error.name === 'AbortError'))
        logger.error({ err: error, job: first.id })
      await store.ask({ ask: 'settle job', id: first.id, state: 'cancelled' })
    }
  }
}

async function compute(state: State, { id, input }: JobRecord): Promise<JobAnswer['status']> {
  const { port1, port2 } = new MessageChannel()
  const controller = new AbortController()
  state.running = { id, controller }
  port1.on('message', (progress: JobTold) => state.told.set(id, { ...untold, ...progress }))
  try {
    const task = { input, path: state.pathOf(id), port: port2 }
    const answer = await state.pool.run(task, { transferList: [port2], signal: controller.signal })
    const [count, refusals] = answer.status === 'done' ? [answer.count, []] : [null, answer.problems]
    const problems = refusals.slice(0, mostTold).map(({ field, message }) => `${field}: ${message}`)
    const end = { done: count, of: count, problems }
    state.told.set(id, end)
    writeFileSync(endOf(state.pathOf(id)), JSON.stringify(end))
    return answer.status
  } finally {
    port1.close()
    state.running = null
  }
}

function drop(state: State, id: string): void {
  if (state.running?.id === id) state.running.controller.abort()
  state.told.delete(id)
  const path = state.pathOf(id)
  for (const one of [path, partOf(path), endOf(path)]) rmSync(one, { force: true })
}

/** Beside the rows, for a server that is started again. */
const endOf = (path: string) => `${path}.end`

/** Whole rows: what is there of the file, or of the part that is being written, up to what was there when it was asked for. */
function rowsAt(path: string): ReadStream | null {
  const found = [path, partOf(path)].find((one) => existsSync(one))
  if (found === undefined) return null
  const { size } = statSync(found)
  return size === 0 ? null : createReadStream(found, { end: size - 1 })
}
