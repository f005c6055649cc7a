import { readTable } from '../catalogue/loader/table.ts'
import bookedText from '../data/runs/booked.csv?raw'

/** What the hours of one published run were beside those of the step model, asked as a planner asks. */
export type BookedHours = {
  readonly id: string
  /** Published gross hours over the median of modelled ones, what teams lose beside the model not counted. */
  readonly ratio: number
  /** Deviation of the logarithm of the modelled hours. */
  readonly modelled: number
}

/** Written by `npm run calibrate-runs`: layout, software and year open, each run's own sources hidden. */
export const bookedHours = readTable(
  { name: 'runs/booked.csv', text: bookedText, key: ['id'] },
  (row): BookedHours => ({
    id: row.text('id'),
    ratio: row.count('ratio'),
    modelled: row.count('modelledSpread'),
  }),
)
