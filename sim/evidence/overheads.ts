import { citationOf, readTable } from '../catalogue/loader/table.ts'
import type { Citation } from '../catalogue/types.ts'
import overheadsText from '../data/runs/overheads.csv?raw'

/** How much longer a run took than its own throughput would have: real hours ÷ hours at the throughput it published. */
export type Overhead = {
  readonly id: string
  readonly name: string
  readonly ratio: number
  readonly because: string
  readonly citation: Citation
}

/**
 * Everything is in these ratios: interruptions, checkpoints, restarts, slow phases, stops decided by people. Reports
 * that call their goodput 'above 90 %' stand with 1/0.9. Apertus is left out, so that its own overhead can be judged
 * by the others'.
 */
export const overheads = readTable(
  { name: 'runs/overheads.csv', text: overheadsText, key: ['id'] },
  (row): Overhead => ({
    id: row.text('id'),
    name: row.text('name'),
    ratio: row.count('ratio'),
    because: row.text('because'),
    citation: citationOf(row),
  }),
)
