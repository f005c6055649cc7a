/**
 * The scheduling rules of `README.md` in this folder, written the slow and obvious way: lists, no profile, no shortcut.
 * Nothing here is imported from the product, and nothing of the product may be imported here: this is what the
 * engine is held against. Numbers in comments are the numbers of the rules.
 */

export type Policy = 'fcfs' | 'easy' | 'conservative' | 'conservative_rebuild'

export const policies: readonly Policy[] = ['fcfs', 'easy', 'conservative', 'conservative_rebuild']

export type Job = {
  readonly id: string
  readonly submit: number
  readonly nodes: number
  readonly requested_s: number
  readonly actual_s: number
  readonly priority?: number
}

/** `nodes: null` takes the whole machine. */
export type Window = { readonly start: number; readonly end: number; readonly nodes: number | null }

export type Workload = {
  readonly cluster: { readonly nodes: number }
  readonly windows?: readonly Window[]
  readonly jobs: readonly Job[]
}

export type Fate = {
  readonly start: number | null
  readonly end: number | null
  readonly status: 'completed' | 'timeout' | 'rejected'
}

/** Nodes taken over [from, to): by a running job as far as it may run, by a promise, or by a window. */
type Hold = { readonly from: number; readonly to: number; readonly nodes: number }
type Asked = { readonly index: number; readonly nodes: number; readonly limit: number }
type Running = Hold & { readonly index: number; readonly endsAt: number }

/** What happens to every job, in input order. */
export function replay(workload: Workload, policy: Policy): readonly Fate[] {
  return new Replay(workload, policy).run()
}

class Replay {
  private readonly machine: number
  private readonly windows: readonly Hold[]
  private readonly jobs: readonly Job[]
  private readonly policy: Policy
  private readonly starts = new Map<number, number>()
  private readonly promises = new Map<number, number>()
  private waiting: number[] = []
  private running: Running[] = []

  constructor(workload: Workload, policy: Policy) {
    this.machine = workload.cluster.nodes
    this.jobs = workload.jobs
    this.policy = policy
    this.windows = (workload.windows ?? [])
      .filter(({ start, end }) => end > start)
      .map(({ start, end, nodes }) => ({ from: start, to: end, nodes: nodes ?? this.machine }))
  }

  run(): readonly Fate[] {
    let now = this.nextInstant(-Infinity)
    while (now !== null) {
      this.instant(now)
      now = this.nextInstant(now)
    }
    return this.jobs.map((_, index) => this.fate(index))
  }

  /** Rule 8: the next instant with work, strictly after `now`. */
  private nextInstant(now: number): number | null {
    const instants = [
      ...this.jobs.map(({ submit }) => submit),
      ...this.running.map(({ endsAt }) => endsAt),
      ...this.windows.flatMap(({ from, to }) => [from, to]),
      ...(this.policy === 'conservative' ? this.promises.values() : []),
    ].filter((instant) => instant > now)
    return instants.length === 0 ? null : Math.min(...instants)
  }

  /** Rule 8, (a) to (d), and again while the pass started jobs that end at once. */
  private instant(now: number): void {
    const early = this.complete(now)
    if (this.policy === 'conservative' && early) this.compress(now)
    this.submit(now)
    let again = this.pass(now)
    while (again) {
      const earlyAgain = this.complete(now)
      if (this.policy === 'conservative' && earlyAgain) this.compress(now)
      again = this.pass(now)
    }
  }

  /** (a): true when some job ended before its limit. */
  private complete(now: number): boolean {
    const ended = this.running.filter(({ endsAt }) => endsAt === now)
    this.running = this.running.filter(({ endsAt }) => endsAt !== now)
    return ended.some(({ to }) => to > now)
  }

  /** (c), with rule 5; rule 12 promises a start at once, in queue order. */
  private submit(now: number): void {
    const arrivals = this.jobs.flatMap((job, index) => (job.submit === now ? [index] : []))
    const accepted = arrivals.filter((index) => !this.isRejected(index))
    this.waiting = this.inQueueOrder([...this.waiting, ...accepted])
    if (this.policy !== 'conservative') return
    for (const index of this.inQueueOrder(accepted)) this.promises.set(index, this.earliest(index, now))
  }

  /** Rule 12: once through the queue, one promise lifted at a time. */
  private compress(now: number): void {
    for (const index of this.waiting) {
      this.promises.delete(index)
      this.promises.set(index, this.earliest(index, now))
    }
  }

  /** (d): true when a job was started that ends at this very instant. */
  private pass(now: number): boolean {
    const before = new Set(this.waiting)
    if (this.policy === 'fcfs') this.fcfs(now)
    if (this.policy === 'easy') this.easy(now)
    if (this.policy === 'conservative') this.keepPromises(now)
    if (this.policy === 'conservative_rebuild') this.rebuild(now)
    return [...before].some((index) => !this.waiting.includes(index) && this.runS(index) === 0)
  }

  /** Rule 10. */
  private fcfs(now: number): void {
    let head = this.waiting[0]
    while (head !== undefined && this.fits(head, now)) {
      this.start(head, now)
      head = this.waiting[0]
    }
  }

  /** Rule 11. The head's promise lives for this pass only. */
  private easy(now: number): void {
    this.fcfs(now)
    const [head, ...rest] = this.waiting
    if (head === undefined) return
    this.promises.set(head, this.earliest(head, now))
    for (const index of rest) if (this.fits(index, now)) this.start(index, now)
    this.promises.delete(head)
  }

  private keepPromises(now: number): void {
    for (const index of [...this.waiting]) if (this.promises.get(index) === now) this.start(index, now)
  }

  /** Rule 13. */
  private rebuild(now: number): void {
    this.promises.clear()
    for (const index of this.waiting) this.promises.set(index, this.earliest(index, now))
    this.keepPromises(now)
  }

  private start(index: number, now: number): void {
    const { nodes, limit } = this.asked(index)
    this.starts.set(index, now)
    this.promises.delete(index)
    this.waiting = this.waiting.filter((other) => other !== index)
    this.running.push({ index, from: now, to: now + limit, nodes, endsAt: now + this.runS(index) })
  }

  /** Everything that is known to hold nodes, apart from what the job itself was promised. */
  private holds(): readonly Hold[] {
    const holds: Hold[] = [...this.running]
    for (const [index, from] of this.promises) {
      const { nodes, limit } = this.asked(index)
      holds.push({ from, to: from + limit, nodes })
    }
    return holds
  }

  private fits(index: number, at: number): boolean {
    return this.fitsBeside(this.holds(), index, at)
  }

  /** Rule 9: whether the job's nodes are free over the whole of [at, at + limit). */
  private fitsBeside(holds: readonly Hold[], index: number, at: number): boolean {
    const { nodes, limit } = this.asked(index)
    const isFree = (instant: number) => {
      const closed = Math.min(this.machine, takenAt(this.windows, instant))
      return closed + takenAt(holds, instant) + nodes <= this.machine
    }
    if (!isFree(at)) return false
    // What is taken only ever rises where a hold begins, so those instants and the start itself are enough.
    const begins = new Set<number>()
    for (const { from } of [...holds, ...this.windows]) if (from > at && from < at + limit) begins.add(from)
    return [...begins].every(isFree)
  }

  /** The earliest instant from `now` on at which the job fits: now, or where some hold ends. */
  private earliest(index: number, now: number): number {
    const holds = this.holds()
    if (this.fitsBeside(holds, index, now)) return now
    const ends = new Set<number>()
    for (const { to } of [...holds, ...this.windows]) if (to > now) ends.add(to)
    for (const at of [...ends].sort((a, b) => a - b)) if (this.fitsBeside(holds, index, at)) return at
    throw new Error(`job ${String(index)} fits nowhere`)
  }

  /** Rule 4. */
  private asked(index: number): Asked {
    const { nodes, requested_s, actual_s } = this.job(index)
    return { index, nodes, limit: requested_s <= 0 ? Math.max(actual_s, 1) : requested_s }
  }

  /** Rule 3. */
  private runS(index: number): number {
    return Math.min(this.job(index).actual_s, this.asked(index).limit)
  }

  /** Rule 5. */
  private isRejected(index: number): boolean {
    const { nodes } = this.job(index)
    return nodes > this.machine || nodes < 1
  }

  /** Rule 7. */
  private inQueueOrder(indices: readonly number[]): number[] {
    return [...indices].sort((a, b) => {
      const [one, two] = [this.job(a), this.job(b)]
      return (two.priority ?? 0) - (one.priority ?? 0) || one.submit - two.submit || a - b
    })
  }

  private fate(index: number): Fate {
    if (this.isRejected(index)) return { start: null, end: null, status: 'rejected' }
    const start = this.starts.get(index)
    if (start === undefined) throw new Error(`job ${String(index)} never started`)
    const status = this.job(index).actual_s <= this.asked(index).limit ? 'completed' : 'timeout'
    return { start, end: start + this.runS(index), status }
  }

  private job(index: number): Job {
    const job = this.jobs[index]
    if (job === undefined) throw new Error(`there is no job ${String(index)}`)
    return job
  }
}

function takenAt(holds: readonly Hold[], instant: number): number {
  let taken = 0
  for (const { from, to, nodes } of holds) if (from <= instant && instant < to) taken += nodes
  return taken
}
