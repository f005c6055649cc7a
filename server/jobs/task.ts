import type { MessagePort } from 'node:worker_threads'
import type { Problem } from '../../sim/index.ts'

/** One job for the thread of jobs: the body as it came, and the file that its rows go to. */
export type JobTask = { readonly input: string; readonly path: string; readonly port: MessagePort }

export type JobAnswer =
  | { readonly status: 'done'; readonly count: number }
  | { readonly status: 'refused'; readonly problems: readonly Problem[] }
