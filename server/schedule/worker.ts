import { move } from 'piscina'
import { answerSchedule } from '../../sim/index.ts'
import type { Progress, Task, TaskAnswer } from './task.ts'
import { parsedBytes } from '../json-bytes.ts'

const everyMs = 200

/** Runs in a worker thread: reads a body, replays, and writes the answer. */
export default function answerTask({ body, port }: Task): TaskAnswer {
  const input = parsedBytes(body)
  if (input === undefined) return { status: 'not-json' }
  let toldMs = 0
  const answered = answerSchedule(input, (done, of) => {
    const nowMs = Date.now()
    if (port === null || nowMs - toldMs < everyMs) return
    toldMs = nowMs
    const progress: Progress = { done, of }
    port.postMessage(progress)
  })
  port?.close()
  if (answered.status !== 'answer') return answered
  const json = new TextEncoder().encode(JSON.stringify(answered.value))
  return { status: 'answer', json: transferred(json) }
}

/** Handed over to the main thread without a copy. */
function transferred(json: Uint8Array): Uint8Array {
  const moved: unknown = move(json)
  return moved instanceof Uint8Array ? moved : json
}
