import { readTable } from '../../sim/catalogue/loader/table.ts'
import peaksText from '../../sim/data/layouts/peaks.csv?raw'

/** Peak memory that somebody measured of a row of published throughput: the most that the allocator reserved. */
export type MeasuredPeak = {
  /** Of the row. */
  readonly id: string
  readonly peakBytes: number
  readonly sourceId: string
  readonly where: string
}

export function measuredPeaks(): readonly MeasuredPeak[] {
  return readTable({ name: 'layouts/peaks.csv', text: peaksText, key: ['id'] }, (row) => ({
    id: row.text('id'),
    peakBytes: row.count('peakMemory'),
    sourceId: row.text('source'),
    where: row.text('where'),
  }))
}
