import { bench, describe } from 'vitest'
import { runSweep } from '../../server/sweep/run.ts'
import { thisThread, threadPool, type Workers } from '../../server/sweep/workers.ts'
import { readSweep } from '../../sim/index.ts'

const raw = {
  base: { model: 'apertus-70b', system: 'alps' },
  axes: {
    tokens: ['5T', '15T'],
    gpus: { from: 512, to: 8192, steps: 8 },
    precision: ['bf16', 'fp8'],
    grid: ['CH', 'DE', 'FR', 'FI'],
  },
}

const plan = readSweep(raw, { mostPoints: 1000, resolve: (_, value) => ({ ok: true, value }) })
if (!plan.ok) throw new Error('refused')
const run = { plan: plan.value, shard: { shard: 1, shards: 1 }, kept: 0, form: 'jsonl' } as const
const never = new AbortController().signal

async function sweepBy(workers: Workers): Promise<number> {
  const startMs = performance.now()
  let points = 0
  for await (const chunk of runSweep(run, workers, never)) points += chunk.points
  return points / ((performance.now() - startMs) / 1000)
}

const fastest = new Map<string, number>()

/** Estimates a second by the clock, the best of several runs, and beside those of one core. */
function rated(name: string, make: () => Workers): void {
  let workers = thisThread
  const measure = async () => {
    fastest.set(name, Math.max(fastest.get(name) ?? 0, await sweepBy(workers)))
  }
  const setup = () => {
    workers = make()
  }
  const teardown = async () => {
    await workers.close()
    const rate = fastest.get(name) ?? 0
    const ratio = rate / (fastest.get('one core') ?? rate)
    process.stdout.write(
      `${name}: ${rate.toFixed(1)} estimates a second, ${ratio.toFixed(2)} times one core\n`,
    )
  }
  bench(name, measure, { iterations: 5, time: 0, warmupIterations: 1, warmupTime: 0, setup, teardown })
}

describe('a sweep of 128 estimates', () => {
  rated('one core', () => thisThread)
  rated('one worker', () => threadPool({ threads: 1, nice: 0 }))
  rated('two workers', () => threadPool({ threads: 2, nice: 0 }))
})
