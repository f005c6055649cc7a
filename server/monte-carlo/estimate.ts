import { fileURLToPath } from 'node:url'
import {
  answerPlanned,
  blocksOfPlan,
  drawBlocks,
  planEstimate,
  type Answered,
  type EstimateAnswer,
} from '../../sim/index.ts'
import { built } from '../built.ts'
import { coreCount } from '../pool/cores.ts'
import type { Blocks, Draw } from './worker.ts'

/** Below so many blocks of 200 samples a thread costs more than it saves. */
const fewBlocks = 250
const blocksPerTask = 50

/** Told the share of the samples that is drawn, 0 to 1. */
export type Progress = (share: number) => void

/**
 * An estimate whose Monte Carlo is shared out over all cores when it is large. Blocks of samples depend on the seed
 * alone, so the answer is the same on one core as on many.
 */
export async function estimateOnAllCores(
  raw: unknown,
  progress: Progress,
): Promise<Answered<EstimateAnswer>> {
  const planned = planEstimate(raw)
  if (planned.status !== 'answer') return planned
  const blocks = blocksOfPlan(planned.value)
  const draws =
    blocks <= fewBlocks
      ? [drawBlocks(planned.value, [0, blocks])]
      : await drawInThreads(raw, blocks, progress)
  return { status: 'answer', value: answerPlanned(planned.value, draws) }
}

async function drawInThreads(raw: unknown, blocks: number, progress: Progress): Promise<readonly Draw[]> {
  // Few questions need it, and every command would wait for it.
  const { Piscina } = await import('piscina')
  const pool = new Piscina<Blocks, Draw>({
    filename: fileURLToPath(built('server/monte-carlo/worker.js')),
    maxThreads: coreCount(),
    workerData: raw,
    execArgv: [],
  })
  const count = Math.ceil(blocks / blocksPerTask)
  let done = 0
  progress(0)
  const drawn = Array.from({ length: count }, async (_, index) => {
    const from = index * blocksPerTask
    const draw = await pool.run([from, Math.min(blocks, from + blocksPerTask)])
    done += 1
    progress(done / count)
    return draw
  })
  return Promise.all(drawn).finally(() => pool.destroy())
}
