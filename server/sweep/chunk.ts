import { addTallies, noPoints, sweepRowOf, tallyOf, type PosedPoint } from '../../sim/index.ts'
import { lineOf, type Form, type Identity } from './lines.ts'

export type Chunk = {
  readonly points: readonly PosedPoint[]
  /** How the lines are written; null: the rows themselves are wanted. */
  readonly form: Form | null
  readonly identity: Identity
}

export type ChunkAnswer = Readonly<ReturnType<typeof answerChunk>>

export function answerChunk({ points, form, identity }: Chunk) {
  const rows = points.map(sweepRowOf)
  const text = form === null ? '' : rows.map((row) => `${lineOf(row, form, identity)}\n`).join('')
  const tally = rows.map(tallyOf).reduce(addTallies, noPoints)
  return {
    points: rows.length,
    tally,
    /** Whole lines, or nothing where the rows are wanted. */
    text,
    rows: form === null ? rows : [],
  }
}
