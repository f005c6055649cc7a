/** What is known of a number: it lies between the two. */
export type Bounds = { readonly low: number; readonly high: number }

/** A step from money towards an indicator. Parts of a model or of a team are none. */
export type ChainStep = { readonly op: 'divide' | 'times' | 'whole' | 'most'; readonly by: Bounds }

/**
 * Where a number stands, 0 to 100, when `full` is all there is to reach.
 *
 * Ours: numbers are ratios, so that twice the hours are twice as far; levels of a condition are not, and never enter here.
 */
export function positionOf(value: number, full: number): number {
  return 100 * Math.min(1, Math.max(0, value) / full)
}

/** What each step leaves of what went in. */
export function walk(start: Bounds, steps: readonly ChainStep[]): readonly Bounds[] {
  const passed: Bounds[] = []
  let now = start
  for (const { op, by } of steps) {
    now = stepped(now, op, by)
    passed.push(now)
  }
  return passed
}

function stepped({ low, high }: Bounds, op: ChainStep['op'], by: Bounds): Bounds {
  if (op === 'whole') return { low: Math.floor(low), high: Math.floor(high) }
  if (op === 'most') return { low: Math.min(low, by.low), high: Math.min(high, by.high) }
  return op === 'times'
    ? { low: low * by.low, high: high * by.high }
    : { low: low / by.high, high: high / by.low }
}

/** An indicator, what is added to it, and its share of the whole position. */
export type Weighed = {
  readonly now: Bounds
  readonly gain: Bounds
  readonly full: number
  readonly weight: number
}

/**
 * The whole position before and after, held below its cap, and the points between: the least where all else already stands
 * high, the most where it stands low, for what is reached cannot be reached again.
 */
export function moved(indicators: readonly Weighed[], cap: Bounds) {
  const raw = (value: (one: Weighed) => number) =>
    indicators.reduce((total, one) => total + one.weight * positionOf(value(one), one.full), 0)
  const low = raw(({ now }) => now.low)
  const high = raw(({ now }) => now.high)
  const lowRaised = raw(({ now, gain }) => now.low + gain.low)
  const highRaised = raw(({ now, gain }) => now.high + gain.high)
  const least = raw(({ now, gain }) => now.high + gain.low)
  const most = raw(({ now, gain }) => now.low + gain.high)
  return {
    before: { low: Math.min(low, cap.low), high: Math.min(high, cap.high) },
    after: { low: Math.min(lowRaised, cap.low), high: Math.min(highRaised, cap.high) },
    points: {
      low: Math.min(least, cap.low) - Math.min(high, cap.low),
      high: Math.min(most, cap.high) - Math.min(low, cap.high),
    },
  }
}
