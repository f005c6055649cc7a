import type { Schedule } from './simulate.ts'

/** Stretches of running: `job[i]` ran from `startS[i]` to `endS[i]`. */
export type Stretches = {
  readonly job: Int32Array
  readonly startS: Float64Array
  readonly endS: Float64Array
}

/** All running of a schedule, what failures cut short included; a job that never started has a stretch of no length. */
export function stretchesOf({ startS, endS, failures }: Schedule): Stretches {
  const job = new Int32Array(startS.length)
  for (let i = 0; i < job.length; i += 1) job[i] = i
  const broken = failures?.broken ?? []
  if (broken.length === 0) return { job, startS, endS }
  return {
    job: Int32Array.from([...job, ...broken.map((one) => one.job)]),
    startS: Float64Array.from([...startS, ...broken.map((one) => one.startS)]),
    endS: Float64Array.from([...endS, ...broken.map((one) => one.endS)]),
  }
}
