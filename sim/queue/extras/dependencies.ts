import { idleExtra, type Extra, type Machine } from '../engine/machine.ts'

/**
 * Jobs that join the queue when another has ended, whatever came of it (Slurm's `afterany`), and not before their own
 * submission: links of a chain. Their wait counts from the submission in the table.
 *
 * @param after  for each job the one that it waits for, -1 for none
 */
export function dependencies(machine: Machine, after: Int32Array): Extra {
  const followers = new Map<number, number[]>()
  return {
    ...idleExtra,
    admits(job) {
      const before = after[job] ?? -1
      if (before < 0 || machine.hasEnded(before)) return true
      const list = followers.get(before)
      if (list === undefined) followers.set(before, [job])
      else list.push(job)
      return false
    },
    finished(job) {
      const list = followers.get(job)
      if (list === undefined) return
      machine.joining.push(...list)
      followers.delete(job)
    },
  }
}
