import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** Of Linux, control groups version 2: microseconds of processor time in so many of the clock, or 'max' of them. */
const quotaFile = '/sys/fs/cgroup/cpu.max'

/** Of the machine's cores those that a container may use, at least one. */
export function coresWithin(cores: number, quota: string): number {
  const [most = Number.NaN, periodUs = 1] = quota.split(' ').map(Number)
  return most > 0 ? Math.max(1, Math.min(cores, Math.round(most / periodUs))) : cores
}

/** Threads that may compute at once. The runtime sees the cores of the machine, whatever a container has of them. */
export function coreCount(): number {
  return coresWithin(availableParallelism(), existsSync(quotaFile) ? readFileSync(quotaFile, 'utf8') : '')
}
