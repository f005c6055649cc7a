import { workerData } from 'node:worker_threads'
import { drawBlocks, planEstimate } from '../../sim/index.ts'

/** Blocks of samples to draw, from one to before another. */
export type Blocks = readonly [from: number, to: number]
export type Draw = Float64Array<ArrayBuffer>

const raw: unknown = workerData
const planned = planEstimate(raw)

/** Runs in a thread that has read the question once. */
export default function draw(blocks: Blocks): Draw {
  if (planned.status !== 'answer') throw new Error('an estimate without an answer has no samples')
  return drawBlocks(planned.value, blocks)
}
