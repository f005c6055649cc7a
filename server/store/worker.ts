import { workerData } from 'node:worker_threads'
import * as z from 'zod/mini'
import type { Command, Reply } from './store.ts'
import { openDatabase } from './database.ts'

const { folder, mostBytes } = z.parse(z.object({ folder: z.string(), mostBytes: z.number() }), workerData)
const answer = openDatabase(folder, mostBytes)

/** Runs in the one thread that has the file open. */
export default function answerCommand(command: Command): Reply {
  return answer(command)
}
