import { idOf, type Workload } from './job.ts'
import { rejected, timeout, type Schedule } from './simulate.ts'

const header = 'id,submit,start,end,nodes,status\n'
const linesPerPart = 1 << 14

/** A schedule as CSV in the order of the input, in parts of some 16,000 lines. Times of a rejected job are empty. */
export function* scheduleCsv({ jobs }: Workload, { startS, endS, status }: Schedule): Generator<string> {
  let part = header
  for (let job = 0; job < jobs.count; job += 1) {
    const fate = status[job]
    const times = fate === rejected ? ',' : `${String(startS[job])},${String(endS[job])}`
    const word = fate === rejected ? 'rejected' : fate === timeout ? 'timeout' : 'completed'
    part += `${field(idOf(jobs, job))},${String(jobs.submitS[job])},${times},${String(jobs.nodes[job])},${word}\n`
    if ((job + 1) % linesPerPart === 0) {
      yield part
      part = ''
    }
  }
  if (part !== '') yield part
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
