import { ascending } from './sorted.ts'

/** Jobs in the order in which they arrive: by submission, then by position in the list. */
export function arrivalOrder(submitS: Float64Array): Uint32Array {
  for (let job = 1; job < submitS.length; job += 1)
    if ((submitS[job] ?? 0) < (submitS[job - 1] ?? 0)) return ascending(submitS)
  const order = new Uint32Array(submitS.length)
  for (let job = 0; job < order.length; job += 1) order[job] = job
  return order
}
