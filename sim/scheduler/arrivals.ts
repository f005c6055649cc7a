/** Jobs in the order in which they arrive: by submission, then by position in the list. */
export function arrivalOrder(submitS: Float64Array): Int32Array {
  const order = new Int32Array(submitS.length)
  let sorted = true
  for (let job = 0; job < order.length; job += 1) {
    order[job] = job
    if (job > 0 && (submitS[job] ?? 0) < (submitS[job - 1] ?? 0)) sorted = false
  }
  return sorted ? order : order.sort((a, b) => (submitS[a] ?? 0) - (submitS[b] ?? 0) || a - b)
}
