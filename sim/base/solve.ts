/** A bracket of positive numbers, lower end first. */
export type Bracket = readonly [least: number, most: number]

const mostSteps = 200

/**
 * Where a monotone function of a positive number crosses zero, by bisection of the logarithm down to the last bits.
 * The function has to have opposite signs at the two ends (or be zero at one); otherwise null.
 */
export function crossing(f: (x: number) => number, [least, most]: Bracket): number | null {
  const atLeast = f(least)
  const atMost = f(most)
  if (atLeast === 0) return least
  if (atMost === 0) return most
  if (!(Math.sign(atLeast) * Math.sign(atMost) < 0)) return null
  let low = Math.log(least)
  let high = Math.log(most)
  for (let step = 0; step < mostSteps && high - low > 1e-15 * Math.max(1, Math.abs(high)); step += 1) {
    const middle = (low + high) / 2
    const value = f(Math.exp(middle))
    if (value === 0) return Math.exp(middle)
    if (Math.sign(value) === Math.sign(atLeast)) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}

const golden = (Math.sqrt(5) - 1) / 2

/** Where a function of a positive number with one valley is least: golden section on the logarithm. */
export function valley(f: (x: number) => number, [least, most]: Bracket): number {
  let low = Math.log(least)
  let high = Math.log(most)
  let left = high - golden * (high - low)
  let right = low + golden * (high - low)
  let atLeft = f(Math.exp(left))
  let atRight = f(Math.exp(right))
  while (high - low > 1e-9) {
    if (atLeft <= atRight) {
      high = right
      right = left
      atRight = atLeft
      left = high - golden * (high - low)
      atLeft = f(Math.exp(left))
    } else {
      low = left
      left = right
      atLeft = atRight
      right = low + golden * (high - low)
      atRight = f(Math.exp(right))
    }
  }
  return Math.exp((low + high) / 2)
}
