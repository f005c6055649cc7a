import { bench, describe } from 'vitest'
import { answerTradeoffs, type TradeoffsAnswer } from '../../sim/index.ts'

const run = { model: 'apertus-70b', system: 'alps', objectives: ['time', 'cost', 'carbon'] }

/** A hundred numbers of accelerators, ten caps, ten numbers of tokens. */
const tenThousand = {
  ...run,
  gpus: Array.from({ length: 100 }, (_, index) => 1024 + 64 * index),
  tokens: Array.from({ length: 10 }, (_, index) => 1e12 * (index + 1)),
  powerCapW: Array.from({ length: 10 }, (_, index) => 300 + 40 * index),
}

/** What the page asks for when the run changes: a hundred numbers of accelerators by twenty caps. */
const pageful = {
  ...run,
  tokens: '15T',
  gpus: { from: 64, to: 10_752, steps: 100 },
  powerCapW: Array.from({ length: 20 }, (_, index) => 300 + 20 * index),
}

/** Two models on six machines in two precisions: most of the time goes into layouts. */
const machines = {
  ...run,
  model: ['apertus-70b', 'llama-3.1-8b'],
  tokens: '2T',
  system: ['alps', 'jupiter-booster', 'isambard-ai', 'leonardo', 'lumi-g', 'frontier'],
  precision: ['bf16', 'fp8'],
  gpus: [512, 1024, 2048, 4096],
}

/** Prints the least processor time of several runs of one question, all its threads together. */
function timed(name: string, input: unknown): void {
  let counts: TradeoffsAnswer['counts'] | null = null
  let leastMs = Infinity
  bench(
    name,
    () => {
      const before = process.cpuUsage()
      const answered = answerTradeoffs(input)
      const { user, system } = process.cpuUsage(before)
      if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
      counts = answered.value.counts
      leastMs = Math.min(leastMs, (user + system) / 1e3)
    },
    {
      iterations: 5,
      time: 0,
      warmupIterations: 1,
      warmupTime: 0,
      teardown: () => {
        const said = (value: number | undefined) => (value ?? 0).toLocaleString('en')
        process.stdout.write(
          `${name}: ${said(counts?.points)} points and ${said(counts?.infeasible)} that cannot be, in ${leastMs.toFixed(0)} ms of processor time\n`,
        )
      },
    },
  )
}

describe('trade-offs with full estimates', () => {
  timed('ten thousand ways', tenThousand)
  timed('the two thousand of the page', pageful)
  timed('other models, machines and precisions', machines)
  timed('the smallest cluster of a machine', {
    ...run,
    tokens: '15T',
    gpus: 4096,
    find: { smallestCluster: { time: '90d' } },
  })
})
