import { availableParallelism } from 'node:os'
import { addTallies, noPoints, summaryOf, type SweepRow } from '../../sim/index.ts'
import { Busy } from '../pool/line.ts'
import type { RunOptions } from '../pool/pool.ts'
import { answerElsewhere } from '../pool/route.ts'
import type { TaskAnswer } from '../pool/task.ts'
import { readSweepOverHttp } from './limits.ts'
import { runSweep } from './run.ts'
import { threadPool, type Workers } from './workers.ts'
import { parsedBytes } from '../json-bytes.ts'

/** Sweeps under way at the same time; beyond, the server says that it is busy. */
const mostAtOnce = 16
let underWay = 0

/** Requests to this thread go before the points of a sweep. */
const nice = 5
const whole = { shard: 1, shards: 1 }

let pool: Workers | null = null

/** One pool for the process, made when it is first needed. */
function workers(): Workers {
  pool ??= threadPool({ threads: Math.max(1, availableParallelism() - 1), nice })
  return pool
}

/** `POST /api/v1/sweep`: the points are answered by all threads of the pool. */
export const answerSweepInWorkers = answerElsewhere(async ({ body }, options) => {
  const raw = parsedBytes(body)
  if (raw === undefined) return { status: 'not-json' }
  if (underWay >= mostAtOnce) throw new Busy(underWay, false)
  underWay += 1
  try {
    return await answer(raw, options)
  } finally {
    underWay -= 1
  }
})

async function answer(raw: unknown, { signal, onProgress }: RunOptions): Promise<TaskAnswer> {
  const plan = readSweepOverHttp(raw)
  if (!plan.ok) return { status: 'refused', problems: plan.problems }
  const run = { plan: plan.value, shard: whole, kept: 0, form: null }
  const points: SweepRow[] = []
  let tally = noPoints
  for await (const chunk of runSweep(run, workers(), signal)) {
    points.push(...chunk.rows)
    tally = addTallies(tally, chunk.tally)
    onProgress?.({ done: points.length, of: plan.value.count })
  }
  if (signal.aborted) throw new Error('nobody waits for the answer')
  const json = JSON.stringify({ sweep: summaryOf(plan.value, tally), points })
  return { status: 'answer', json: new TextEncoder().encode(json) }
}
