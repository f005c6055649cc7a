import { csvCell } from '../base/csv.ts'
import { idOf, type Workload } from './engine/job.ts'
import { hasNoStart, placesOf, statusWords, type Schedule } from './engine/simulate.ts'
import { cutShort } from './stretches.ts'

const partLength = 1 << 18

/**
 * A schedule as CSV in the order of the input, as UTF-8 in parts of some 256 kB. Start and end of a job that never
 * started are empty; one that was stopped and started again has its first start. On nodes of kinds the last column are the
 * numbers of the nodes, separated by blanks; behind all, where `dateOf` tells them, the dates of start and end.
 */
export function* scheduleCsv(
  { jobs }: Workload,
  schedule: Schedule,
  dateOf: ((s: number) => string) | null = null,
): Generator<Uint8Array> {
  const { startS, endS, status, placed } = schedule
  const cut = cutShort(schedule)
  const encoder = new TextEncoder()
  const isNumbered = jobs.ids instanceof Float64Array
  const more = `${placed === null ? '' : ',places'}${dateOf === null ? '' : ',start_date,end_date'}`
  let text = `id,submit,start,end,nodes,status${more}\n`
  for (let job = 0; job < jobs.count; job += 1) {
    const id = isNumbered ? jobs.ids[job] : csvCell(idOf(jobs, job))
    const isWithout = hasNoStart(status[job])
    const firstS = (cut.size === 0 ? undefined : cut.get(job)?.firstStartS) ?? startS[job]
    text += `${String(id)},${String(jobs.submitS[job])},${isWithout ? ',' : `${String(firstS)},${String(endS[job])}`},${String(jobs.nodes[job])},${statusWords[status[job] ?? 0] ?? ''}`
    if (placed !== null) text += isWithout ? ',' : `,${placesOf(placed, job).join(' ')}`
    if (dateOf !== null) text += isWithout ? ',,' : `,${dateOf(firstS ?? 0)},${dateOf(endS[job] ?? 0)}`
    text += '\n'
    if (text.length < partLength) continue
    yield encoder.encode(text)
    text = ''
  }
  if (text !== '') yield encoder.encode(text)
}
