/** Projects with shares, and users of equal shares in each. */
export type Tree = {
  readonly projects: readonly number[]
  readonly projectOf: Int32Array
  /** Null: a project is one user. */
  readonly userOf: Int32Array | null
  readonly halfLifeS: number
}

/**
 * Slurm's fair tree: projects are ranked by level fair share = (share of shares) / (share of usage), the users of each
 * in turn, and the user in place k of n from the top has the factor (n − k + 1)/n. Equals share the better place.
 *
 * Usage decays by half in a half-life and grows with the nodes in use, both exactly and at every instant:
 * u(t) = u₀ · 2^(−t/H) + nodes · H/ln 2 · (1 − 2^(−t/H)).
 *
 * Source: https://slurm.schedmd.com/fair_tree.html. Two levels only; users of projects of equal rank are ranked
 * project by project there, together here.
 */
export class FairTree {
  private readonly shares: Float64Array
  private readonly sumOfShares: number
  private readonly halfLifeS: number
  /** Users by number, those of a project one after another; project p has [firstOf[p], firstOf[p + 1]). */
  private readonly firstOf: Int32Array
  private readonly userOf: Int32Array
  private readonly projectOf: Int32Array
  /** Node-seconds used, decayed to `sinceS`, and nodes in use from then on. */
  private readonly usedNodeS: Float64Array
  private readonly nodes: Float64Array
  private readonly sinceS: Float64Array
  private readonly outer: Float64Array
  private readonly inner: Float64Array
  private readonly factors: Float64Array
  /** Users from the top; as they were ranked last, since ranks seldom change. */
  private readonly ranked: Int32Array

  constructor({ projects, projectOf, userOf, halfLifeS }: Tree) {
    const { userOfJob, firstOf } = numbered(projects.length, projectOf, userOf)
    const count = firstOf[projects.length] ?? 0
    this.shares = Float64Array.from(projects)
    this.sumOfShares = projects.reduce((total, shares) => total + shares, 0)
    this.halfLifeS = halfLifeS
    this.firstOf = firstOf
    this.userOf = userOfJob
    this.projectOf = new Int32Array(count)
    for (let p = 0; p < projects.length; p += 1) this.projectOf.fill(p, firstOf[p], firstOf[p + 1])
    this.usedNodeS = new Float64Array(count)
    this.nodes = new Float64Array(count)
    this.sinceS = new Float64Array(count)
    this.outer = new Float64Array(projects.length)
    this.inner = new Float64Array(count)
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
    this.levels()
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
      const isEqual = before >= 0 && !this.isAbove(before, user)
      this.factors[user] = isEqual ? (this.factors[before] ?? 0) : (ranked.length - k) / ranked.length
    }
  }

  private isAbove(a: number, b: number): boolean {
    const [projectA, projectB] = [this.projectOf[a] ?? 0, this.projectOf[b] ?? 0]
    const [outerA, outerB] = [this.outer[projectA] ?? 0, this.outer[projectB] ?? 0]
    return outerA === outerB ? (this.inner[a] ?? 0) > (this.inner[b] ?? 0) : outerA > outerB
  }

  /** Level fair shares of projects and of users in them. */
  private levels(): void {
    const { firstOf, usedNodeS, shares } = this
    let all = 0
    for (let p = 0; p < shares.length; p += 1) {
      let total = 0
      const [first, end] = [firstOf[p] ?? 0, firstOf[p + 1] ?? 0]
      for (let user = first; user < end; user += 1) total += usedNodeS[user] ?? 0
      for (let user = first; user < end; user += 1)
        this.inner[user] = level(1 / (end - first), (usedNodeS[user] ?? 0) / total)
      this.outer[p] = total
      all += total
    }
    for (let p = 0; p < shares.length; p += 1)
      this.outer[p] = level((shares[p] ?? 0) / this.sumOfShares, (this.outer[p] ?? 0) / all)
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

/** Numbers the users that have jobs, project by project. */
function numbered(projects: number, projectOf: Int32Array, userOf: Int32Array | null) {
  const users = Array.from({ length: projects }, () => new Map<number, number>())
  for (let job = 0; job < projectOf.length; job += 1) {
    const known = users[projectOf[job] ?? 0]
    const name = userOf?.[job] ?? -1
    if (known !== undefined && !known.has(name)) known.set(name, known.size)
  }
  const firstOf = new Int32Array(projects + 1)
  users.forEach((known, p) => {
    firstOf[p + 1] = (firstOf[p] ?? 0) + known.size
  })
  const userOfJob = new Int32Array(projectOf.length)
  for (let job = 0; job < projectOf.length; job += 1) {
    const p = projectOf[job] ?? 0
    userOfJob[job] = (firstOf[p] ?? 0) + (users[p]?.get(userOf?.[job] ?? -1) ?? 0)
  }
  return { userOfJob, firstOf }
}

/** Times this and back leaves 40 of 53 bits, some 12 digits: two engines may differ in the last place of a power. */
const rounding = 2 ** 13 + 1

/** Whoever has used nothing comes first. */
function level(share: number, usage: number): number {
  if (!(usage > 0)) return Infinity
  const spread = (share / usage) * rounding
  return spread - (spread - share / usage)
}
