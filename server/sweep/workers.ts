import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { built } from '../built.ts'
import { answerChunk, type Chunk, type ChunkAnswer } from './chunk.ts'

/** Whoever answers chunks, and how many of them at the same time. */
export type Workers = {
  readonly threads: number
  readonly answer: (chunk: Chunk) => Promise<ChunkAnswer>
  readonly close: () => Promise<void>
}

/** Threads that give way to whatever else the machine does by so much, as `nice` does. */
export type Pooling = { readonly threads: number; readonly nice: number }

export function threadPool({ threads, nice }: Pooling): Workers {
  const pool = new Piscina<Chunk, ChunkAnswer>({
    filename: fileURLToPath(built('server/sweep/worker.js')),
    minThreads: threads,
    maxThreads: threads,
    niceIncrement: nice,
    execArgv: [],
  })
  return { threads, answer: (chunk) => pool.run(chunk), close: () => pool.destroy() }
}

/** This thread alone, which hears of signals between two chunks. */
export const thisThread: Workers = {
  threads: 1,
  answer: async (chunk) => {
    await setImmediate()
    return answerChunk(chunk)
  },
  close: () => Promise.resolve(),
}
