import { parentPort, workerData } from 'node:worker_threads'
import { drawBlocks, planEstimate } from '../../sim/index.ts'

/** Blocks of samples to draw, and the place of the result. */
export type Task = { readonly index: number; readonly from: number; readonly to: number }

export type Drawn = { readonly index: number; readonly draw: Float64Array<ArrayBuffer> }

const raw: unknown = workerData
const planned = planEstimate(raw)
if (planned.status !== 'answer') throw new Error('an estimate without an answer has no samples')
const plan = planned.value

parentPort?.on('message', ({ index, from, to }: Task) => {
  const draw = drawBlocks(plan, [from, to])
  const drawn: Drawn = { index, draw }
  parentPort?.postMessage(drawn, [draw.buffer])
})
