/** Projects with shares, and users of equal shares in each. */
export type Tree = {
  readonly projects: readonly number[]
  readonly projectOf: Int32Array
  /** Null: a project is one user. */
  readonly userOf: Int32Array | null
  readonly halfLifeS: number
}

/** Node-seconds used, decayed to an instant, and nodes in use from then on. */
type Usage = { amount: number; nodes: number; sinceS: number }
type User = { readonly usage: Usage; factor: number }
type Project = { readonly shares: number; readonly users: Map<number, User> }

/** Digits that decide an order: two engines may differ in the last place of a power. */
const significant = 12

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
  private readonly tree: Tree
  private readonly projects: readonly Project[]

  constructor(tree: Tree) {
    this.tree = tree
    this.projects = tree.projects.map((shares) => ({ shares, users: new Map<number, User>() }))
    for (let job = 0; job < tree.projectOf.length; job += 1) this.userOf(job)
    this.reckon(0)
  }

  factor(job: number): number {
    return this.userOf(job)?.factor ?? 0
  }

  /** A job of so many nodes starts, or with minus ends. */
  hold(job: number, nodes: number, nowS: number): void {
    const usage = this.userOf(job)?.usage
    if (usage === undefined) return
    this.decay(usage, nowS)
    usage.nodes += nodes
  }

  /** Ranks everybody by usage at an instant. */
  reckon(nowS: number): void {
    const used = this.projects.map(({ users }) =>
      [...users.values()].map((user) => {
        this.decay(user.usage, nowS)
        return user.usage.amount
      }),
    )
    const totals = used.map(sum)
    const shares = sum(this.projects.map((project) => project.shares))
    const all = sum(totals)
    const keyed = this.projects.flatMap((project, p) => {
      const outer = level(project.shares / shares, (totals[p] ?? 0) / all)
      const users = [...project.users.values()]
      return users.map((user, u) => ({
        user,
        outer,
        inner: level(1 / users.length, (used[p]?.[u] ?? 0) / (totals[p] ?? 0)),
      }))
    })
    keyed.sort((a, b) => descending(a.outer, b.outer) || descending(a.inner, b.inner))
    keyed.forEach((one, k) => {
      const before = keyed[k - 1]
      const isEqual = before !== undefined && before.outer === one.outer && before.inner === one.inner
      one.user.factor = isEqual ? before.user.factor : (keyed.length - k) / keyed.length
    })
  }

  private decay(usage: Usage, nowS: number): void {
    const { halfLifeS } = this.tree
    const left = 2 ** (-(nowS - usage.sinceS) / halfLifeS)
    usage.amount = usage.amount * left + ((usage.nodes * halfLifeS) / Math.LN2) * (1 - left)
    usage.sinceS = nowS
  }

  private userOf(job: number): User | undefined {
    const project = this.projects[this.tree.projectOf[job] ?? 0]
    if (project === undefined) return undefined
    const name = this.tree.userOf?.[job] ?? -1
    const known = project.users.get(name)
    if (known !== undefined) return known
    const user = { usage: { amount: 0, nodes: 0, sinceS: 0 }, factor: 1 }
    project.users.set(name, user)
    return user
  }
}

/** Whoever has used nothing comes first. */
function level(share: number, usage: number): number {
  return usage > 0 ? Number((share / usage).toPrecision(significant)) : Infinity
}

function descending(a: number, b: number): number {
  return a === b ? 0 : a > b ? -1 : 1
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
