import { readWorkloadObject, usualImport } from '../../sim/queue/import/read.ts'
import { rejected, simulate, timeout } from '../../sim/queue/engine/simulate.ts'
import type { Workload } from '../../sim/queue/engine/job.ts'
import type { PlacedFate, SharedWorkload } from './nodes-words.ts'
import type { Policy } from './oracle.ts'

/** The workload as the product reads it from a file. */
export function readShared(workload: SharedWorkload): Workload {
  const read = readWorkloadObject({ ...workload }, usualImport)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const { jobs, windows, nodes, kinds } = read.value
  return { jobs, windows, kinds, nodes: nodes ?? 0 }
}

/** What the product's engine makes of a workload, in the words of the oracle. */
export function engineNodesFates(workload: SharedWorkload, policy: Policy): readonly PlacedFate[] {
  const { startS, endS, status, placed } = simulate(readShared(workload), { policy, onProgress: null })
  return workload.jobs.map((_, i) => {
    if (status[i] === rejected) return { start: null, end: null, status: 'rejected', places: [] }
    const places = placed?.places.more.get(i) ?? [placed?.places.first[i] ?? -1]
    const ended = status[i] === timeout ? 'timeout' : 'completed'
    return { start: startS[i] ?? null, end: endS[i] ?? null, status: ended, places: [...places] }
  })
}
