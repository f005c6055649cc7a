import type { Random } from '../../base/random.ts'

/** What is known of a job before it has run. */
export type RunTimeAsked = {
  readonly user: number
  readonly project: number
  readonly nodes: number
  readonly limitS: number
}

/** Shares of limits that jobs of one kind have used, the last so many. */
class Shares {
  private readonly values: number[] = []
  private next = 0

  add(share: number): void {
    if (this.values.length < mostRemembered) this.values.push(share)
    else this.values[this.next] = share
    this.next = (this.next + 1) % mostRemembered
  }

  /** Those above a share: what may still become of a job that has used so much. */
  above(share: number): readonly number[] {
    return share <= 0 ? this.values : this.values.filter((value) => value > share)
  }
}

/** Habits change; a user's last few dozen jobs say more than all. */
const mostRemembered = 64
/** So many jobs of a kind weigh as much as all that is known of the wider kinds. */
const priorJobs = 3

/**
 * Run times of jobs to come, from those that have ended: of the same user, limit and size; of the same user and limit;
 * of the user; of the account; of the limit; of all. The more jobs the narrow kind has, the more it counts, so that a
 * new user's are the population's. Nothing runs beyond its limit.
 *
 * Ours; after Tsafrir, Etsion and Feitelson 2007, 'Backfilling using system-generated predictions rather than user
 * runtime estimates', who take the mean of a user's last two jobs: here their whole distribution.
 */
export class RunTimes {
  size = 0
  private readonly kinds = new Map<string, Shares>()

  add(job: RunTimeAsked, runS: number): void {
    this.size += 1
    const share = Math.min(1, runS / job.limitS)
    for (const key of keysOf(job)) {
      const known = this.kinds.get(key)
      if (known !== undefined) known.add(share)
      else {
        const shares = new Shares()
        shares.add(share)
        this.kinds.set(key, shares)
      }
    }
  }

  /** The distribution as shares with their weights, which add up to 1; what nobody outlived is the limit. */
  spread(job: RunTimeAsked, ranS: number): readonly { readonly runS: number; readonly weight: number }[] {
    const found: { readonly runS: number; readonly weight: number }[] = []
    let left = 1
    for (const key of keysOf(job)) {
      const shares = this.kinds.get(key)?.above(ranS / job.limitS) ?? []
      if (shares.length === 0) continue
      const weight = (left * shares.length) / (shares.length + priorJobs)
      for (const share of shares) found.push({ runS: share * job.limitS, weight: weight / shares.length })
      left -= weight
    }
    return found.length === 0
      ? [{ runS: job.limitS, weight: 1 }]
      : found.map(({ runS, weight }) => ({ runS, weight: weight / (1 - left) }))
  }

  /** The run times that so large shares of the distribution, ascending, do not exceed. */
  quantiles(job: RunTimeAsked, fractions: readonly number[]): readonly number[] {
    const sorted = [...this.spread(job, 0)].sort((a, b) => a.runS - b.runS)
    const found: number[] = []
    let below = 0
    for (const { runS, weight } of sorted) {
      below += weight
      while (found.length < fractions.length && below >= (fractions[found.length] ?? 1) - 1e-12)
        found.push(runS)
    }
    return fractions.map((_, i) => found[i] ?? job.limitS)
  }

  /** Seconds that a job may run in all, given that it has run so long. */
  drawRunS(job: RunTimeAsked, ranS: number, random: Random): number {
    for (const key of keysOf(job)) {
      const shares = this.kinds.get(key)?.above(ranS / job.limitS) ?? []
      if (shares.length === 0 || random() * (shares.length + priorJobs) > shares.length) continue
      return drawn(shares, { job, ranS, random })
    }
    const shares = this.kinds.get('')?.above(ranS / job.limitS) ?? []
    return shares.length === 0 ? job.limitS : drawn(shares, { job, ranS, random })
  }
}

type Draw = { readonly job: RunTimeAsked; readonly ranS: number; readonly random: Random }

function drawn(shares: readonly number[], { job, ranS, random }: Draw): number {
  const share = shares[Math.floor(random() * shares.length)] ?? 1
  return Math.min(job.limitS, Math.max(ranS + 1, Math.round(share * job.limitS)))
}

/** Narrow kinds first; the last is everybody. */
function keysOf({ user, project, nodes, limitS }: RunTimeAsked): readonly string[] {
  const [u, p, l] = [String(user), String(project), String(limitS)]
  return [`u${u} ${l} ${String(nodes)}`, `u${u} ${l}`, `u${u}`, `p${p}`, `l${l}`, '']
}
