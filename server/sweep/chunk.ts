import {
  addTallies,
  noPoints,
  sweepRowOf,
  tallyOf,
  type PosedPoint,
  type SweepRow,
  type SweepTally,
} from '../../sim/index.ts'
import { lineOf, type Form, type Identity } from './lines.ts'

/** Some points of a sweep, for one thread. */
export type Chunk = {
  readonly points: readonly PosedPoint[]
  /** How the lines are written; null: the rows themselves are wanted. */
  readonly form: Form | null
  readonly identity: Identity
}

export type ChunkAnswer = {
  readonly points: number
  readonly tally: SweepTally
  /** Whole lines, or nothing where the rows are wanted. */
  readonly text: string
  readonly rows: readonly SweepRow[]
}

export function answerChunk({ points, form, identity }: Chunk): ChunkAnswer {
  const rows = points.map(sweepRowOf)
  const text = form === null ? '' : rows.map((row) => `${lineOf(row, form, identity)}\n`).join('')
  const tally = rows.map(tallyOf).reduce(addTallies, noPoints)
  return { points: rows.length, tally, text, rows: form === null ? rows : [] }
}
