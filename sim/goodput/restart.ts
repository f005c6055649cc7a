/** Seconds of a cold recovery by the accelerators of the job: arXiv 2602.00277, 16k to 98k H100. */
const measured = [
  [16384, 200],
  [22528, 300],
  [65536, 600],
  [98304, 900],
] as const

/**
 * Seconds from the decision to restart until the first new step, on a job that restarts as fast as the best do:
 * between the measured sizes on straight lines, below the smallest its value, beyond the largest in proportion.
 * Leaves out the wait for whoever or whatever notices the failure, and for a replacement node.
 *
 * Source: arXiv 2602.00277 for the four points; the lines between and beyond them are ours.
 */
export function coldRecoveryS(accelerators: number): number {
  const [first] = measured
  const last = measured[measured.length - 1] ?? first
  if (accelerators <= first[0]) return first[1]
  if (accelerators >= last[0]) return (last[1] * accelerators) / last[0]
  const above = measured.findIndex(([size]) => size >= accelerators)
  const [lowSize, lowS] = measured[above - 1] ?? first
  const [highSize, highS] = measured[above] ?? last
  return lowS + ((highS - lowS) * (accelerators - lowSize)) / (highSize - lowSize)
}
