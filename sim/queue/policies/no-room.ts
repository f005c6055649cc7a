/** More of them find more, and each search and each change pays for all of them. */
const kept = 6

/** Starts in [fromS, untilS) are known to be in vain. */
export type Gap = { fromS: number; untilS: number }

/**
 * Starts that are known to be in vain. Each entry says of a profile: wherever somebody would start in [from, until) who
 * takes at least so many nodes for at least so long, there is an instant before `witness` within that time at which
 * fewer nodes are free. A search for a demand that is as large or larger passes over them.
 *
 * What is taken leaves every entry true. What is given back, on [a, b), can only help starts in (a − duration, b), and
 * none at all where a is not before `witness`: entries lose that part.
 */
export class NoRoom {
  private readonly nodes = new Float64Array(kept)
  private readonly durationS = new Float64Array(kept)
  private readonly fromS = new Float64Array(kept)
  private readonly untilS = new Float64Array(kept)
  private readonly witnessS = new Float64Array(kept)
  private readonly usedAt = new Float64Array(kept)
  private uses = 0
  private readonly gap: Gap = { fromS: Infinity, untilS: -Infinity }

  /**
   * The longest stretch from `nowS` on in which a demand cannot start; empty where none is known. What lies behind
   * `beforeS` is not looked at, so a witness must lie before it.
   */
  find(nodes: number, durationS: number, { fromS: nowS, beforeS }: { fromS: number; beforeS: number }): Gap {
    const { gap } = this
    gap.fromS = gap.untilS = beforeS
    let longest = 0
    let best = -1
    for (let k = 0; k < kept; k += 1) {
      const entryS = this.durationS[k] ?? 0
      if ((this.nodes[k] ?? 0) > nodes || entryS > durationS) continue
      let untilS = this.untilS[k] ?? 0
      if ((this.witnessS[k] ?? 0) > beforeS && untilS > beforeS - entryS + 1) untilS = beforeS - entryS + 1
      const entryFromS = this.fromS[k] ?? 0
      const fromS = entryFromS > nowS ? entryFromS : nowS
      if (untilS - fromS <= longest) continue
      longest = untilS - fromS
      best = k
      gap.fromS = fromS
      gap.untilS = untilS
    }
    this.uses += 1
    if (best >= 0) this.usedAt[best] = this.uses
    return gap
  }

  /** A search for a demand from `fromS` on has found nothing before `untilS`. */
  add(nodes: number, durationS: number, { fromS, untilS }: Gap): void {
    let place = 0
    let leastUse = Infinity
    for (let k = 0; k < kept; k += 1) {
      if (this.nodes[k] === nodes && this.durationS[k] === durationS) {
        if ((this.untilS[k] ?? 0) - Math.max(this.fromS[k] ?? 0, fromS) >= untilS - fromS) return
        place = k
        break
      }
      const use = (this.untilS[k] ?? 0) <= fromS ? -1 : (this.usedAt[k] ?? 0)
      if (use >= leastUse) continue
      leastUse = use
      place = k
    }
    this.nodes[place] = nodes
    this.durationS[place] = durationS
    this.fromS[place] = fromS
    this.untilS[place] = untilS
    this.witnessS[place] = untilS
    this.usedAt[place] = this.uses
  }

  /** Something is given back on [fromS, untilS). */
  given(fromS: number, untilS: number): void {
    for (let k = 0; k < kept; k += 1) {
      if (fromS >= (this.witnessS[k] ?? 0)) continue
      const firstS = this.fromS[k] ?? 0
      const lastS = this.untilS[k] ?? 0
      const helpedS = fromS - (this.durationS[k] ?? 0) + 1
      if (helpedS >= lastS || untilS <= firstS) continue
      if (helpedS - firstS >= lastS - untilS) this.untilS[k] = helpedS
      else this.fromS[k] = untilS
    }
  }
}
