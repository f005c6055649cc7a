import { performance } from 'node:perf_hooks'
import { count } from './table.ts'

const everyMs = 1000

/** Tells on a terminal's error stream, once a second at most, how far a long replay has come. */
export function progressOn(stream: NodeJS.WritableStream): (done: number, jobs: number) => void {
  const startMs = performance.now()
  let lastMs = startMs
  return (done, jobs) => {
    const nowMs = performance.now()
    if (nowMs - lastMs < everyMs) return
    lastMs = nowMs
    const seconds = ((nowMs - startMs) / 1000).toFixed(0)
    stream.write(`petaplan: ${count(done)} of ${count(jobs)} after ${seconds} s\n`)
  }
}
