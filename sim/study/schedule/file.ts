/** What a study of a queue needs of the machine's own parts: readers of files, and a schedule as CSV. */
export type { Imported, WorkloadReader } from '../../scheduler/import/read.ts'
export type { ImportReport, Tally } from '../../scheduler/import/report.ts'
export { invented } from './synthetic.ts'
export { workloadReader } from '../../scheduler/import/read.ts'
export { energyCsv } from '../../scheduler/energy-csv.ts'
export { scheduleCsv } from '../../scheduler/schedule-csv.ts'
