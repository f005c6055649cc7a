import { gzipSync } from 'node:zlib'
import { move } from 'piscina'
import { docsPage } from '../docs/docs.ts'
import { parsedBytes } from '../json-bytes.ts'
import { written } from '../forms/forms.ts'
import { openApiDocument } from '../openapi.ts'
import { answerWithinWork } from '../limits.ts'
import { operations } from '../operations.ts'
import type { Progress, Task, TaskAnswer } from './pool.ts'

const everyMs = 200
const notObject = { field: 'input', message: 'has to be an object with the fields of the question' }

/** Runs in a worker thread: reads a body, answers its question, and writes the answer. */
export default function answerTask({ name: asked, body, workMs, zips, port }: Task): TaskAnswer {
  const [name = '', form] = asked.split('.')
  const answered = (text: string): TaskAnswer => ({
    status: 'answer',
    json: transferred(bytesOf(text, zips)),
  })
  if (name === 'contract') return answered(JSON.stringify(openApiDocument()))
  if (name === 'docs') return answered(docsPage())
  const operation = operations.find((one) => one.name === name)
  if (operation === undefined) throw new Error(`there is no question ${name}`)
  const read = parsedBytes(body)
  if (!read.ok) return { status: 'not-json', problems: read.problems }
  const input = read.value
  // A body is an object or a list, as express has it: anything else is taken for a slip.
  if (typeof input !== 'object' || input === null) return { status: 'refused', problems: [notObject] }
  let toldMs = 0
  const onProgress = (done: number, of: number) => {
    const nowMs = Date.now()
    if (port === null || nowMs - toldMs < everyMs) return
    toldMs = nowMs
    const progress: Progress = { done, of }
    port.postMessage(progress)
  }
  // A question without fields is the same for all, and kept: nobody can ask for more of it.
  const answer =
    operation.schema === null
      ? operation.answer(input, onProgress)
      : answerWithinWork(operation, input, { mostMs: workMs, onProgress })
  port?.close()
  return answer.status === 'answer' ? answered(written(form, { name, input }, answer.value)) : answer
}

/** Beyond this level a tenth is gained for half as much time again. */
const level = 4

function bytesOf(text: string, zips: boolean): Uint8Array {
  const bytes = new TextEncoder().encode(text)
  return zips ? new Uint8Array(gzipSync(bytes, { level })) : bytes
}

/** Handed over to the main thread without a copy. */
function transferred(json: Uint8Array): Uint8Array {
  const moved: unknown = move(json)
  return moved instanceof Uint8Array ? moved : json
}
