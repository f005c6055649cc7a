import { stream } from '../../base/random.ts'
import type { Workload } from '../engine/job.ts'

/**
 * The workload with every submission moved by up to so many seconds either way, evenly, a job alike under one seed
 * whatever comes after it. What differs between two schedules of one recording may be chance; what differs over many
 * shaken ones is not (Tsafrir, Ouaknine and Feitelson 2007, 'Reducing performance evaluation sensitivity …').
 */
export function shaken(workload: Workload, byS: number, seed: number): Workload {
  if (byS === 0) return workload
  const random = stream(seed, 'shaking')
  const submitS = workload.jobs.submitS.map((s) => s + Math.floor(random() * (2 * byS + 1)) - byS)
  return { ...workload, jobs: { ...workload.jobs, submitS } }
}
