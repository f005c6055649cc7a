import type { Ask } from './asks.ts'

/** A node taken whole counts as so many holders: more than any node has. */
export const wholeNodes = 2 ** 20
/** Ends at a boundary are counted in units of this, beginnings in ones. */
const oneEnd = 2 ** 20
const stride = 6
const [time, gpus, cores, memory, holders, marks] = [0, 1, 2, 3, 4, 5]
const firstSteps = 4

/** What a node offers. */
export type Amounts = { readonly gpus: number; readonly cores: number; readonly memoryMb: number }

/**
 * What is free on one node from now on: steps of amounts, each until the next. A boundary stays as long as anybody's
 * hold begins or ends at it, also where nothing changes, because rule 19 asks when holds end.
 */
export class Timeline {
  /** Of what `least` has looked at. */
  leastGpus = 0
  leastCores = 0
  private steps = new Float64Array(firstSteps * stride)
  private count = 1

  constructor({ gpus: g, cores: c, memoryMb }: Amounts) {
    this.steps.set([-Infinity, g, c, memoryMb, 0, 0])
  }

  gpusNow(): number {
    return this.steps[gpus] ?? 0
  }

  coresNow(): number {
    return this.steps[cores] ?? 0
  }

  memoryNow(): number {
    return this.steps[memory] ?? 0
  }

  holdersNow(): number {
    return this.steps[holders] ?? 0
  }

  /** Lets the first step begin now and forgets what ends now or before. */
  advance(nowS: number): void {
    const { steps } = this
    let past = 0
    while (past + 1 < this.count && (steps[(past + 1) * stride] ?? 0) <= nowS) past += 1
    if (past > 0) {
      steps.copyWithin(0, past * stride, this.count * stride)
      this.count -= past
    }
    steps[time] = nowS
  }

  /** Takes (sign -1) or gives back (sign 1) what somebody holds on [fromS, untilS), from now on. */
  hold(ask: Ask, { fromS, untilS }: { readonly fromS: number; readonly untilS: number }, sign: 1 | -1): void {
    const nowS = this.steps[time] ?? 0
    if (untilS <= nowS || untilS <= fromS) return
    this.mark(untilS, -sign * oneEnd)
    if (fromS > nowS) this.mark(fromS, -sign)
    const { steps } = this
    const more = ask.isWhole ? wholeNodes : 1
    for (let at = 0; at < this.count * stride; at += stride) {
      const atS = steps[at] ?? 0
      if (atS >= untilS) break
      if (atS < fromS) continue
      steps[at + holders] = (steps[at + holders] ?? 0) - sign * more
      if (ask.isWhole) continue
      steps[at + gpus] = (steps[at + gpus] ?? 0) + sign * ask.gpus
      steps[at + cores] = (steps[at + cores] ?? 0) + sign * ask.cores
      steps[at + memory] = (steps[at + memory] ?? 0) + sign * ask.memoryMb
    }
    this.sweep(untilS)
    if (fromS > nowS) this.sweep(fromS)
  }

  /** The instant from which the ask no longer fits if it is carried from an instant on; that itself where it never is. */
  carriesUntil(ask: Ask, fromS: number): number {
    for (let step = this.stepAt(fromS); step < this.count; step += 1)
      if (!this.carries(ask, step)) return Math.max(fromS, this.steps[step * stride] ?? 0)
    return Infinity
  }

  /** The earliest start from `fromS` on, and before `beforeS`, of an ask for so long; Infinity when there is none. */
  earliest(ask: Ask, durationS: number, { fromS, beforeS }: { fromS: number; beforeS: number }): number {
    let startS = fromS
    for (let step = this.stepAt(fromS); step < this.count; step += 1) {
      const atS = this.steps[step * stride] ?? 0
      if (atS >= startS + durationS) break
      if (this.carries(ask, step)) continue
      startS = step + 1 < this.count ? (this.steps[(step + 1) * stride] ?? 0) : Infinity
      if (startS >= beforeS) return Infinity
    }
    return startS < beforeS ? startS : Infinity
  }

  /** Finds the least free amounts over [fromS, untilS). */
  least(fromS: number, untilS: number): void {
    const { steps } = this
    this.leastGpus = Infinity
    this.leastCores = Infinity
    for (let step = this.stepAt(fromS); step < this.count; step += 1) {
      const at = step * stride
      if ((steps[at] ?? 0) >= untilS && this.leastGpus < Infinity) break
      this.leastGpus = Math.min(this.leastGpus, steps[at + gpus] ?? 0)
      this.leastCores = Math.min(this.leastCores, steps[at + cores] ?? 0)
    }
  }

  /** The latest end of a hold after now and no later than an instant; -Infinity when there is none. */
  lastEnd(untilS: number): number {
    for (let step = this.stepAt(untilS); step > 0; step -= 1)
      if ((this.steps[step * stride + marks] ?? 0) >= oneEnd) return this.steps[step * stride] ?? 0
    return -Infinity
  }

  /** Until when no amount falls below what it is now, and nobody else comes; Infinity where that never ends. */
  steadyUntilS(): number {
    const { steps } = this
    for (let at = stride; at < this.count * stride; at += stride) {
      const isLess =
        (steps[at + gpus] ?? 0) < (steps[gpus] ?? 0) ||
        (steps[at + cores] ?? 0) < (steps[cores] ?? 0) ||
        (steps[at + memory] ?? 0) < (steps[memory] ?? 0) ||
        (steps[at + holders] ?? 0) > (steps[holders] ?? 0)
      if (isLess) return steps[at] ?? 0
    }
    return Infinity
  }

  private carries(ask: Ask, step: number): boolean {
    const { steps } = this
    const at = step * stride
    const held = steps[at + holders] ?? 0
    if (ask.isWhole) return held === 0
    return (
      held < wholeNodes &&
      (steps[at + gpus] ?? 0) >= ask.gpus &&
      (steps[at + cores] ?? 0) >= ask.cores &&
      (steps[at + memory] ?? 0) >= ask.memoryMb
    )
  }

  /** The step that holds an instant; the first where that is past. */
  private stepAt(atS: number): number {
    let step = this.count - 1
    while (step > 0 && (this.steps[step * stride] ?? 0) > atS) step -= 1
    return step
  }

  /** Makes a boundary, where there is none, and counts a beginning or an end at it. */
  private mark(atS: number, count: number): void {
    const step = this.stepAt(atS)
    let at = step * stride
    if ((this.steps[at] ?? 0) < atS) {
      if ((this.count + 1) * stride > this.steps.length) this.grow()
      const { steps } = this
      steps.copyWithin(at + 2 * stride, at + stride, this.count * stride)
      steps.copyWithin(at + stride, at, at + stride)
      at += stride
      steps[at] = atS
      steps[at + marks] = 0
      this.count += 1
    }
    this.steps[at + marks] = (this.steps[at + marks] ?? 0) + count
  }

  /** Removes a boundary at which nobody's hold begins or ends any more. */
  private sweep(atS: number): void {
    const step = this.stepAt(atS)
    const at = step * stride
    if (step === 0 || this.steps[at] !== atS || this.steps[at + marks] !== 0) return
    this.steps.copyWithin(at, at + stride, this.count * stride)
    this.count -= 1
  }

  private grow(): void {
    const steps = new Float64Array(this.steps.length * 2)
    steps.set(this.steps)
    this.steps = steps
  }
}
