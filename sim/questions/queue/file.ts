/** What a study of a queue needs of the machine's own parts: readers of files, and a schedule as CSV. */
export type { Imported, WorkloadReader } from '../../queue/import/read.ts'
export type { ImportReport, Tally } from '../../queue/import/report.ts'
export { invented } from './synthetic.ts'
export { workloadReader } from '../../queue/import/read.ts'
export { energyCsv } from '../../queue/energy-csv.ts'
export { scheduleCsv } from '../../queue/schedule-csv.ts'
