import { Worker } from 'node:worker_threads'
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
import type { Drawn, Task } from './worker.ts'

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

async function drawInThreads(
  raw: unknown,
  blocks: number,
  progress: Progress,
): Promise<readonly Drawn['draw'][]> {
  const tasks = Array.from({ length: Math.ceil(blocks / blocksPerTask) }, (_, index): Task => {
    const from = index * blocksPerTask
    return { index, from, to: Math.min(blocks, from + blocksPerTask) }
  })
  const draws: Drawn['draw'][] = []
  let next = 0
  let done = 0
  progress(0)
  const take = () => tasks[next++]
  const finish = ({ index, draw }: Drawn) => {
    draws[index] = draw
    done += 1
    progress(done / tasks.length)
  }
  const threads = Math.min(coreCount(), tasks.length)
  await Promise.all(Array.from({ length: threads }, () => oneThread(raw, take, finish)))
  return draws
}

/** A thread that draws task after task until there is none left. */
function oneThread(
  raw: unknown,
  take: () => Task | undefined,
  finish: (drawn: Drawn) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(built('server/monte-carlo/worker.js'), { workerData: raw })
    const give = () => {
      const task = take()
      if (task === undefined)
        void worker.terminate().then(() => {
          resolve()
        })
      else worker.postMessage(task)
    }
    worker.on('message', (drawn: Drawn) => {
      finish(drawn)
      give()
    })
    worker.once('error', reject)
    give()
  })
}
