/**
 * Passes through a queue with bounds of backfill, tiers and preemption, second by second and by the words of the
 * README alone: lists, no profile, like nodes. Nothing of the product is imported.
 */
export type OracleJob = {
  readonly submit: number
  readonly nodes: number
  readonly requested: number
  readonly actual: number
  readonly tier: number
  readonly qos: string
}

export type OracleRules = {
  readonly nodes: number
  /** Counted from the first that does not fit on, that one included. */
  readonly mostTested: number
  readonly depth: number
  readonly window: number
  readonly by: 'tier' | 'qos' | null
  readonly over: Readonly<Record<string, readonly string[]>>
  readonly cancels: boolean
  readonly exempt: number
  readonly checkpoint: number
  readonly restart: number
}

export type OracleFate = {
  /** Every start, and when that stretch ended. */
  readonly stretches: readonly (readonly [start: number, end: number])[]
  readonly lost: number
  readonly isCancelled: boolean
}

type Open = {
  readonly index: number
  readonly job: OracleJob
  left: number
  start: number | null
  isOver: boolean
  isCancelled: boolean
  lost: number
  readonly stretches: [number, number][]
}

export function passes(jobs: readonly OracleJob[], rules: OracleRules): readonly OracleFate[] {
  const all = jobs.map((job, index): Open => {
    const left = Math.min(job.actual, job.requested)
    return { index, job, left, start: null, isOver: false, isCancelled: false, lost: 0, stretches: [] }
  })
  for (let now = 0; all.some((one) => !one.isOver); now += 1) second(all, now, rules)
  return all
}

function second(all: readonly Open[], now: number, rules: OracleRules): void {
  complete(all, now)
  const isEvent =
    all.some(({ job }) => job.submit === now) ||
    all.some(({ stretches }) => stretches.at(-1)?.[1] === now) ||
    (rules.exempt > 0 && all.some(({ start }) => start !== null && start + rules.exempt === now))
  if (!isEvent) return
  // Jobs that are stopped, and those that end at once, are for a further pass in the same second.
  while (pass(all, now, rules)) complete(all, now)
}

function complete(all: readonly Open[], now: number): void {
  for (const one of all) {
    if (one.start === null || now !== one.start + one.left) continue
    one.stretches.push([one.start, now])
    one.start = null
    one.isOver = true
  }
}

type Reserved = { readonly from: number; readonly to: number; readonly nodes: number }

/** Whether a further pass is due. */
function pass(all: readonly Open[], now: number, rules: OracleRules): boolean {
  const queue = all
    .filter(({ job, start, isOver }) => !isOver && start === null && job.submit <= now)
    .sort((a, b) => b.job.tier - a.job.tier || a.job.submit - b.job.submit || a.index - b.index)
  const reserved: Reserved[] = []
  let tested = 0
  let again = false
  const runs = (but: readonly Open[]) => all.filter((one) => one.start !== null && !but.includes(one))
  const fitsAt = (one: Open, at: number, but: readonly Open[] = []) => {
    for (let s = at; s < at + one.job.requested; s += 1) {
      const running = runs(but).filter(({ job, start }) => (start ?? 0) + job.requested > s)
      const taken = running.reduce((sum, { job }) => sum + job.nodes, 0)
      const kept = reserved.filter(({ from, to }) => from <= s && s < to)
      if (taken + kept.reduce((sum, { nodes }) => sum + nodes, 0) + one.job.nodes > rules.nodes) return false
    }
    return true
  }
  for (const one of queue) {
    if (tested >= rules.mostTested) break
    const stopped = fitsAt(one, now) ? [] : victims(one, { now, rules, running: runs([]), fitsAt })
    if (stopped !== null) {
      if (tested > 0) tested += 1
      for (const other of stopped) again = stop(other, now, rules) || again
      one.start = now
      again = again || one.left === 0
      continue
    }
    tested += 1
    if (reserved.length >= rules.depth) continue
    let at = now
    while (!fitsAt(one, at)) at += 1
    if (at - now <= rules.window)
      reserved.push({ from: at, to: at + one.job.requested, nodes: one.job.nodes })
  }
  return again
}

type Around = {
  readonly now: number
  readonly rules: OracleRules
  readonly running: readonly Open[]
  readonly fitsAt: (one: Open, at: number, but: readonly Open[]) => boolean
}

/** Who is stopped so that a job starts now; null where that is not enough. */
function victims(one: Open, { now, rules, running, fitsAt }: Around): readonly Open[] | null {
  const { by, over, exempt } = rules
  if (by === null) return null
  const found = running
    .filter(({ job, start }) => {
      const isBelow = by === 'tier' ? job.tier < one.job.tier : over[one.job.qos]?.includes(job.qos) === true
      return isBelow && now - (start ?? 0) >= exempt
    })
    .sort(
      (a, b) =>
        (by === 'tier' ? a.job.tier - b.job.tier : 0) ||
        a.job.nodes - b.job.nodes ||
        (b.start ?? 0) - (a.start ?? 0) ||
        b.index - a.index,
    )
  const enough = found.findIndex((_, k) => fitsAt(one, now, found.slice(0, k + 1)))
  if (enough < 0) return null
  let chosen = found.slice(0, enough + 1)
  for (const other of [...chosen]) {
    const fewer = chosen.filter((still) => still !== other)
    if (fitsAt(one, now, fewer)) chosen = fewer
  }
  return chosen
}

/** Whether it goes back to the queue. */
function stop(one: Open, now: number, { cancels, checkpoint, restart }: OracleRules): boolean {
  const ran = now - (one.start ?? 0)
  const saved = cancels || checkpoint === Infinity ? 0 : Math.floor(ran / checkpoint) * checkpoint
  one.stretches.push([one.start ?? 0, now])
  one.lost += ran - saved
  one.start = null
  one.isOver = cancels
  one.isCancelled = cancels
  one.left = Math.min(one.left - saved + restart, one.job.requested)
  return !cancels
}
