/** How much of its speed and its power an accelerator keeps under a cap. */
export type Capped = {
  /** Throughput ÷ throughput without the cap. */
  readonly speedFraction: number
  readonly powerW: number
}

/** Below this share of its own draw no accelerator holds a clock worth training at: a judgement. */
export const leastCapFraction = 0.4

/**
 * An accelerator held below the power that it would draw: the clock falls with the cube root of the power, for
 * dynamic power goes as frequency times voltage squared and voltage follows frequency.
 *
 * Holds to a published point: under a cap that saved 13.7 % of energy, training took 6.8 % longer (McDonald et al.
 * 2022, arXiv 2205.09646, V100 at 150 of 250 W); the cube root gives 7.6 %. Leaves out the static power, which makes
 * deep caps worse than this, and time spent waiting for memory and network, which makes mild ones better.
 *
 * @param drawnW  power while computing without the cap
 */
export function powerCap(drawnW: number, capW: number): Capped {
  if (capW >= drawnW) return { speedFraction: 1, powerW: drawnW }
  return { speedFraction: Math.cbrt(capW / drawnW), powerW: capW }
}
