import { bench, describe } from 'vitest'
import { usualImport, workloadReader } from '../../sim/queue/import/read.ts'
import { synthesize } from '../../sim/queue/synthetic/generate.ts'

/** A log of `lines` records, made as it is read; nothing of it is kept. */
function readLog(lines: number): number {
  const reader = workloadReader(usualImport)
  const perChunk = 1000
  for (let first = 0; first < lines; first += perChunk) {
    let chunk = ''
    for (let i = first; i < first + perChunk; i += 1)
      chunk += `${String(i)} ${String(i * 3)} 5 ${String(100 + (i % 977))} 4 -1 -1 4 3600 -1 1 ${String(i % 400)} 2 -1 2 -1 -1 -1\n`
    reader.push(chunk)
  }
  const read = reader.end()
  if (!read.ok || read.value.jobs.count !== lines) throw new Error('the log is not read whole')
  return read.value.jobs.count
}

const once = { iterations: 1, time: 0, warmupIterations: 0, warmupTime: 0 }

/** Near-linear: ten times the lines, ten times the time. Making the text is about half of it. */
describe('reading a log', () => {
  bench('100,000 lines of SWF', () => void readLog(100_000), { ...once, iterations: 5 })
  bench('1,000,000 lines of SWF', () => void readLog(1_000_000), once)
  bench('10,000,000 lines of SWF, some 70 bytes of memory each', () => void readLog(10_000_000), once)
})

describe('making a workload', () => {
  const options = { seed: 1, nodes: 2688, kind: 'all', load: 0.8, limits: 'usual' } as const
  bench('100,000 jobs after Lublin and Feitelson', () => void synthesize({ ...options, jobs: 100_000 }), {
    ...once,
    iterations: 5,
  })
})
