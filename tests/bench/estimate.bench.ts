import { bench, describe } from 'vitest'
import { answerEstimate, answerFigures, gpuCounts } from '../../sim/index.ts'

const apertus = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096 }

/** Asks again and again, as a page's slider or a server does, and prints the least CPU time of one answer. */
function counted(name: string, ask: () => unknown): void {
  let leastMs = Infinity
  const once = () => {
    const before = process.cpuUsage()
    ask()
    const { user, system } = process.cpuUsage(before)
    leastMs = Math.min(leastMs, (user + system) / 1e3)
  }
  const teardown = () => {
    process.stdout.write(`${name}: ${leastMs.toFixed(1)} ms of one core\n`)
  }
  bench(name, once, { iterations: 60, time: 0, warmupIterations: 60, warmupTime: 0, teardown })
}

describe('one training run', () => {
  counted('a whole estimate with ranges and formulas, as JSON', () => JSON.stringify(answerEstimate(apertus)))
  counted('the figures that follow a slider', () => answerFigures(apertus))
  counted('the chart: a sweep over a machine', () =>
    gpuCounts.sweepGpus(apertus, gpuCounts.usualCounts(4, 10752)),
  )
})
