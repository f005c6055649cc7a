import type { MessagePort } from 'node:worker_threads'
import type { Body } from '../json-bytes.ts'
import type { Obstacle, Problem } from '../../sim/index.ts'

/** What a worker is given: which question, the body as it came, its most work, and where to tell progress, if anywhere. */
export type Task = {
  readonly name: string
  readonly body: Body
  readonly workMs: number
  /** Whether the answer is to come packed. */
  readonly zips: boolean
  readonly port: MessagePort | null
}

/** How far a replay or a sweep has come, or how many questions stand before this one. */
export type Progress = { readonly done: number; readonly of: number } | { readonly place: number }

/** What comes back; an answer as JSON text in bytes, packed where that was asked, so that the main thread neither builds nor reads it. */
export type TaskAnswer =
  | { readonly status: 'answer'; readonly json: Uint8Array }
  | { readonly status: 'not-json' | 'refused'; readonly problems: readonly Problem[] }
  | { readonly status: 'infeasible'; readonly obstacles: readonly Obstacle[] }
