/** Accounts and users, each below another, the upper ones first. */
export type Tree = {
  /** The account that each is below; −1 for the root. */
  readonly above: readonly number[]
  /** Shares among those below the same account; Infinity stands before all of them (a user with Fairshare=parent). */
  readonly shares: readonly number[]
  /** Which of them are users. */
  readonly users: readonly number[]
  /** The user of each job, as a place in `users`. */
  readonly userOf: Int32Array
  readonly halfLifeS: number
}

/**
 * Slurm's fair tree: accounts and users below the same account are ranked by level fair share = (share of shares) /
 * (share of usage), what is below each in turn, and the user in place k of n from the top has the factor (n − k + 1)/n.
 * Equals share the better place: what is below equal accounts is ranked together, and the first of it is equal to users
 * beside the account who are equal to that.
 *
 * Usage decays by half in a half-life and grows with the nodes in use, both exactly and at every instant:
 * u(t) = u₀ · 2^(−t/H) + nodes · H/ln 2 · (1 − 2^(−t/H)).
 *
 * Source: https://slurm.schedmd.com/fair_tree.html; src/plugins/priority/multifactor/fair_tree.c, read 2026-11.
 */
export class FairTree {
  private readonly above: readonly number[]
  private readonly shares: Float64Array
  private readonly halfLifeS: number
  private readonly users: readonly number[]
  private readonly userOf: Int32Array
  /** From the uppermost account down to the user. */
  private readonly pathOf: readonly (readonly number[])[]
  /** Node-seconds used by each user, decayed to `sinceS`, and nodes in use from then on. */
  private readonly usedNodeS: Float64Array
  private readonly nodes: Float64Array
  private readonly sinceS: Float64Array
  /** Of accounts and users: the usage of all below, and the level fair share. */
  private readonly usage: Float64Array
  private readonly levels: Float64Array
  private readonly factors: Float64Array
  /** Users from the top; as they were ranked last, since ranks seldom change. */
  private readonly ranked: Int32Array

  constructor({ above, shares, users, userOf, halfLifeS }: Tree) {
    const count = users.length
    const among = new Map<number, number>()
    above.forEach((account, of) => {
      const share = shares[of] ?? 0
      if (share < Infinity) among.set(account, (among.get(account) ?? 0) + share)
    })
    this.above = above
    this.shares = Float64Array.from(above, (account, of) => {
      const share = shares[of] ?? 0
      return share > 0 ? share / (among.get(account) ?? 1) : 0
    })
    this.halfLifeS = halfLifeS
    this.users = users
    this.userOf = userOf
    this.pathOf = users.map((user) => {
      const path: number[] = []
      for (let of = user; of >= 0; of = above[of] ?? -1) path.unshift(of)
      return path
    })
    this.usedNodeS = new Float64Array(count)
    this.nodes = new Float64Array(count)
    this.sinceS = new Float64Array(count)
    this.usage = new Float64Array(above.length)
    this.levels = new Float64Array(above.length)
    this.factors = new Float64Array(count)
    this.ranked = Int32Array.from(this.factors, (_, user) => user)
    this.reckon(0)
  }

  factor(job: number): number {
    return this.factors[this.userOf[job] ?? 0] ?? 0
  }

  /** A job of so many nodes starts, or with minus ends. */
  hold(job: number, nodes: number, nowS: number): void {
    const user = this.userOf[job] ?? 0
    this.decay(user, nowS, this.left(nowS - (this.sinceS[user] ?? 0)))
    this.nodes[user] = (this.nodes[user] ?? 0) + nodes
  }

  /** Ranks everybody by usage at an instant. */
  reckon(nowS: number): void {
    this.decayAll(nowS)
    this.reckonLevels()
    const { ranked } = this
    for (let k = 1; k < ranked.length; k += 1) {
      const user = ranked[k] ?? 0
      let place = k
      for (; place > 0 && this.isAbove(user, ranked[place - 1] ?? 0); place -= 1)
        ranked[place] = ranked[place - 1] ?? 0
      ranked[place] = user
    }
    for (let k = 0; k < ranked.length; k += 1) {
      const user = ranked[k] ?? 0
      const before = ranked[k - 1] ?? -1
      const isEqual = before >= 0 && this.apart(before, user) === 0
      this.factors[user] = isEqual ? (this.factors[before] ?? 0) : (ranked.length - k) / ranked.length
    }
  }

  private isAbove(a: number, b: number): boolean {
    const apart = this.apart(a, b)
    return apart > 0 || (apart === 0 && (this.pathOf[a]?.length ?? 0) < (this.pathOf[b]?.length ?? 0))
  }

  /** Above 0 where a user ranks above another by the uppermost level at which they differ, 0 where there is none. */
  private apart(a: number, b: number): number {
    const [pathA = [], pathB = []] = [this.pathOf[a], this.pathOf[b]]
    for (let depth = 0; depth < Math.min(pathA.length, pathB.length); depth += 1) {
      const [levelA, levelB] = [this.levels[pathA[depth] ?? 0] ?? 0, this.levels[pathB[depth] ?? 0] ?? 0]
      if (levelA !== levelB) return levelA > levelB ? 1 : -1
    }
    return 0
  }

  private reckonLevels(): void {
    const { above, shares, usage, levels } = this
    usage.fill(0)
    let all = 0
    for (let user = 0; user < this.users.length; user += 1)
      usage[this.users[user] ?? 0] = this.usedNodeS[user] ?? 0
    for (let of = above.length - 1; of >= 0; of -= 1) {
      const account = above[of] ?? -1
      if (account < 0) all += usage[of] ?? 0
      else usage[account] = (usage[account] ?? 0) + (usage[of] ?? 0)
    }
    for (let of = 0; of < above.length; of += 1) {
      const account = above[of] ?? -1
      levels[of] = level(shares[of] ?? 0, (usage[of] ?? 0) / (account < 0 ? all : (usage[account] ?? 0)))
    }
  }

  /** Most were decayed at the same instant before, and so by the same factor. */
  private decayAll(nowS: number): void {
    let lastS = Number.NaN
    let left = 1
    for (let user = 0; user < this.sinceS.length; user += 1) {
      const sinceS = this.sinceS[user] ?? 0
      if (sinceS !== lastS) {
        left = this.left(nowS - sinceS)
        lastS = sinceS
      }
      this.decay(user, nowS, left)
    }
  }

  private left(periodS: number): number {
    return 2 ** (-periodS / this.halfLifeS)
  }

  private decay(user: number, nowS: number, left: number): void {
    const heldNodeS = (((this.nodes[user] ?? 0) * this.halfLifeS) / Math.LN2) * (1 - left)
    this.usedNodeS[user] = (this.usedNodeS[user] ?? 0) * left + heldNodeS
    this.sinceS[user] = nowS
  }
}

/** Times this and back leaves 40 of 53 bits, some 12 digits: two engines may differ in the last place of a power. */
const rounding = 2 ** 13 + 1

/** Whoever has used nothing comes first, but for those without a share, who come last. */
function level(share: number, usage: number): number {
  if (share === 0) return 0
  if (!(usage > 0) || share === Infinity) return Infinity
  const spread = (share / usage) * rounding
  return spread - (spread - share / usage)
}
