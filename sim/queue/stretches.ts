import type { Schedule } from './engine/simulate.ts'

/** Stretches of running: `job[i]` ran from `startS[i]` to `endS[i]`. */
export type Stretches = Readonly<ReturnType<typeof stretchesOf>>

/** All running of a schedule, what was cut short included; a job that never started has a stretch of no length. */
export function stretchesOf({ startS, endS, broken }: Schedule) {
  const job = new Int32Array(startS.length)
  for (let i = 0; i < job.length; i += 1) job[i] = i
  if (broken.length === 0) return { job, startS, endS }
  return {
    job: Int32Array.from([...job, ...broken.map((one) => one.job)]),
    startS: Float64Array.from([...startS, ...broken.map((one) => one.startS)]),
    endS: Float64Array.from([...endS, ...broken.map((one) => one.endS)]),
  }
}

/** What failures and preemption cut short of each job that they hit: how long it ran in all, and when it first started. */
export function cutShort({ broken }: Schedule): ReadonlyMap<number, { ranS: number; firstStartS: number }> {
  const cut = new Map<number, { ranS: number; firstStartS: number }>()
  for (const { job, startS, endS } of broken) {
    const known = cut.get(job)
    if (known === undefined) cut.set(job, { ranS: endS - startS, firstStartS: startS })
    else known.ranS += endS - startS
  }
  return cut
}
