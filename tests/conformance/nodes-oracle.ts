/**
 * Rules 15 to 20 of `README.md` in this folder, with 7 to 13, the slowest and most obvious way: a list of who holds what
 * on which node, and a look at every second. Nothing here is imported from the product. Numbers in comments are the
 * numbers of the rules.
 */

import type { PlacedFate, SharedJob, SharedWindow, SharedWorkload } from './nodes-words.ts'
import type { Policy } from './oracle.ts'

type Amounts = { readonly gpus: number; readonly cores: number; readonly memoryMb: number }
type Node = Amounts & { readonly id: number; readonly weight: number; readonly partitions: readonly string[] }
type Hold = {
  readonly job: number
  readonly from: number
  readonly to: number
  readonly places: readonly number[]
}

/** Nothing of a test lasts longer. */
const horizon = 3000

export function replayNodes(workload: SharedWorkload, policy: Policy): readonly PlacedFate[] {
  return new SecondBySecond(workload, policy).run()
}

class SecondBySecond {
  private readonly nodes: readonly Node[]
  private readonly jobs: readonly SharedJob[]
  private readonly windows: readonly SharedWindow[]
  private readonly policy: Policy
  private readonly started = new Map<number, { readonly at: number; readonly places: readonly number[] }>()
  private readonly awayCache = new Map<number, ReadonlySet<number>>()
  private waiting: number[] = []
  private running: Hold[] = []
  private promises: Hold[] = []

  constructor({ cluster, windows, jobs }: SharedWorkload, policy: Policy) {
    const kinds = cluster.nodes.flatMap((kind) => Array.from({ length: kind.count }, () => kind))
    this.nodes = kinds.map((kind, id) => ({
      id,
      gpus: kind.gpus ?? 0,
      cores: kind.cores ?? Infinity,
      memoryMb: kind.memoryMb ?? Infinity,
      weight: kind.weight ?? 1,
      partitions: kind.partitions ?? ['all'],
    }))
    this.jobs = jobs
    this.windows = windows ?? []
    this.policy = policy
  }

  run(): readonly PlacedFate[] {
    const first = Math.min(
      ...this.jobs.map(({ submit }) => submit),
      ...this.windows.map(({ start }) => start),
      0,
    )
    const lastSubmit = Math.max(...this.jobs.map(({ submit }) => submit))
    for (let now = first; now < horizon; now += 1) {
      this.second(now)
      if (now >= lastSubmit && this.waiting.length === 0 && this.running.length === 0) break
    }
    return this.jobs.map((job, i) => this.fate(job, i))
  }

  /** Rule 8. A pass in a second without work starts nobody, so every second has one. */
  private second(now: number): void {
    let early = this.complete(now)
    if (this.policy === 'conservative' && early) this.compress(now)
    this.submit(now)
    while (this.pass(now)) {
      early = this.complete(now)
      if (this.policy === 'conservative' && early) this.compress(now)
    }
  }

  private complete(now: number): boolean {
    const over = this.running.filter(({ job, from }) => from + this.runS(job) === now)
    this.running = this.running.filter((hold) => !over.includes(hold))
    return over.some(({ to }) => to > now)
  }

  private submit(now: number): void {
    const joins = this.jobs.flatMap((job, i) => (job.submit === now && this.isPossible(i) ? [i] : []))
    this.waiting = [...this.waiting, ...joins].sort((a, b) => this.order(a, b))
    if (this.policy === 'conservative')
      for (const job of this.waiting) if (joins.includes(job)) this.promises.push(this.reservation(job, now))
  }

  /** Rule 12, places included: only an earlier start is taken. */
  private compress(now: number): void {
    for (const job of this.waiting) {
      const old = this.promises.find((hold) => hold.job === job)
      if (old === undefined) continue
      this.promises = this.promises.filter((hold) => hold !== old)
      const better = this.reservation(job, now)
      this.promises.push(better.from < old.from ? better : old)
    }
  }

  /** Whether somebody was started who ends at once. */
  private pass(now: number): boolean {
    const before = this.started.size
    const zero = () => [...this.started.keys()].slice(before).some((job) => this.runS(job) === 0)
    if (this.policy === 'conservative' || this.policy === 'conservative_rebuild') {
      if (this.policy === 'conservative_rebuild') {
        this.promises = []
        for (const job of this.waiting) this.promises.push(this.reservation(job, now))
      }
      for (const job of [...this.waiting]) {
        const own = this.promises.find((hold) => hold.job === job)
        if (own?.from === now) this.start(job, now, own.places)
      }
      if (this.policy === 'conservative_rebuild') this.promises = []
      return zero()
    }
    this.heads(now)
    const [head, ...rest] = this.waiting
    if (this.policy === 'easy' && head !== undefined) {
      this.promises = [this.reservation(head, now)]
      for (const job of rest) {
        const places = this.placesAt(job, now, now)
        if (places !== null) this.start(job, now, places)
      }
      this.promises = []
    }
    return zero()
  }

  private heads(now: number): void {
    for (;;) {
      const [head] = this.waiting
      const places = head === undefined ? null : this.placesAt(head, now, now)
      if (head === undefined || places === null) return
      this.start(head, now, places)
    }
  }

  private start(job: number, at: number, places: readonly number[]): void {
    this.started.set(job, { at, places })
    this.promises = this.promises.filter((hold) => hold.job !== job)
    this.waiting = this.waiting.filter((other) => other !== job)
    this.running.push({ job, from: at, to: at + this.limit(job), places })
  }

  /** Rule 19, trying one second after another. */
  private reservation(job: number, now: number): Hold {
    for (let from = now; from < 2 * horizon; from += 1) {
      const places = this.placesAt(job, from, now)
      if (places !== null) return { job, from, to: from + this.limit(job), places }
    }
    throw new Error('no room within the horizon')
  }

  /** Rules 17 to 19: the nodes that a job would take at an instant; null where they are too few. */
  private placesAt(job: number, from: number, now: number): readonly number[] | null {
    const to = from + this.limit(job)
    const able = this.nodes.filter((node) => this.suits(job, node) && this.carries(job, node, { from, to }))
    const wanted = this.jobs[job]?.nodes ?? 0
    if (able.length < wanted) return null
    const ranked = able.map((node) => ({ node, key: this.rank(job, node, { from, to, now }) }))
    ranked.sort((a, b) => {
      const at = a.key.findIndex((value, k) => value !== b.key[k])
      return at < 0 ? 0 : (a.key[at] ?? 0) < (b.key[at] ?? 0) ? -1 : 1
    })
    return ranked
      .slice(0, wanted)
      .map(({ node }) => node.id)
      .sort((a, b) => a - b)
  }

  private rank(
    job: number,
    node: Node,
    { from, to, now }: { from: number; to: number; now: number },
  ): number[] {
    const free = this.seconds(from, to).map((at) => this.freeAt(node, at))
    const gpus = Math.min(...free.map((one) => one.gpus)) - (this.jobs[job]?.gpusPerNode ?? 0)
    const cores = Math.min(...free.map((one) => one.cores)) - (this.jobs[job]?.coresPerNode ?? 0)
    const late = from > now ? -this.comesFree(node, from, now) : 0
    return [node.weight, late, gpus, node.cores === Infinity ? 0 : cores, node.id]
  }

  /** Rule 19: how late a node comes free for a start. */
  private comesFree(node: Node, start: number, now: number): number {
    const holds = [...this.running, ...this.promises].filter(({ places }) => places.includes(node.id))
    const ends = holds.map(({ to }) => to)
    for (let at = now + 1; at <= start; at += 1)
      if (this.away(at - 1).has(node.id) && !this.away(at).has(node.id)) ends.push(at)
    return Math.max(-Infinity, ...ends.filter((end) => end > now && end <= start))
  }

  /** Rule 17, second by second. */
  private carries(job: number, node: Node, { from, to }: { from: number; to: number }): boolean {
    const asked = this.jobs[job]
    return this.seconds(from, to).every((at) => {
      if (this.away(at).has(node.id)) return false
      const there = this.heldAt(node, at)
      if (this.isWhole(job)) return there.length === 0
      if (there.some((other) => this.isWhole(other))) return false
      const free = this.freeAt(node, at)
      return (
        free.gpus >= (asked?.gpusPerNode ?? 0) &&
        free.cores >= (asked?.coresPerNode ?? 0) &&
        free.memoryMb >= (asked?.memoryMbPerNode ?? 0)
      )
    })
  }

  private heldAt(node: Node, at: number): readonly number[] {
    return [...this.running, ...this.promises]
      .filter(({ from, to, places }) => from <= at && at < to && places.includes(node.id))
      .map(({ job }) => job)
  }

  private freeAt(node: Node, at: number): Amounts {
    const jobs = this.heldAt(node, at).map((job) => this.jobs[job])
    const taken = (value: (job: SharedJob) => number) =>
      jobs.reduce((sum, job) => sum + (job === undefined ? 0 : value(job)), 0)
    return {
      gpus: node.gpus - taken((job) => job.gpusPerNode ?? 0),
      cores: node.cores - taken((job) => job.coresPerNode ?? 0),
      memoryMb: node.memoryMb - taken((job) => job.memoryMbPerNode ?? 0),
    }
  }

  /** Rules 9 and 17: the nodes that windows take at an instant. */
  private away(at: number): ReadonlySet<number> {
    const known = this.awayCache.get(at)
    if (known !== undefined) return known
    const open = this.windows.filter(({ start, end }) => start <= at && at < end)
    const gone = new Set<number>()
    for (const { nodeIds } of open) for (const id of nodeIds ?? []) gone.add(id)
    let more = 0
    for (const window of open) if (window.nodeIds === undefined) more += window.nodes ?? this.nodes.length
    for (const { id } of [...this.nodes].reverse()) {
      if (more <= 0) break
      if (gone.has(id)) continue
      gone.add(id)
      more -= 1
    }
    this.awayCache.set(at, gone)
    return gone
  }

  private seconds(from: number, to: number): readonly number[] {
    return Array.from({ length: to - from }, (_, i) => from + i)
  }

  private suits(job: number, node: Node): boolean {
    const asked = this.jobs[job]
    return (
      (asked?.partition === undefined || node.partitions.includes(asked.partition)) &&
      node.gpus >= (asked?.gpusPerNode ?? 0) &&
      node.cores >= (asked?.coresPerNode ?? 0) &&
      node.memoryMb >= (asked?.memoryMbPerNode ?? 0)
    )
  }

  /** Rule 16. */
  private isWhole(job: number): boolean {
    const asked = this.jobs[job]
    const parts = [asked?.gpusPerNode, asked?.coresPerNode, asked?.memoryMbPerNode]
    return asked?.exclusive === true || parts.every((part) => (part ?? 0) === 0)
  }

  private isPossible(job: number): boolean {
    const wanted = this.jobs[job]?.nodes ?? 0
    return wanted >= 1 && this.nodes.filter((node) => this.suits(job, node)).length >= wanted
  }

  private limit(job: number): number {
    const { requested_s = 0, actual_s = 0 } = this.jobs[job] ?? {}
    return requested_s > 0 ? requested_s : Math.max(actual_s, 1)
  }

  private runS(job: number): number {
    return Math.min(this.jobs[job]?.actual_s ?? 0, this.limit(job))
  }

  /** Rule 7. */
  private order(a: number, b: number): number {
    const [x, y] = [this.jobs[a], this.jobs[b]]
    return (y?.priority ?? 0) - (x?.priority ?? 0) || (x?.submit ?? 0) - (y?.submit ?? 0) || a - b
  }

  private fate(job: SharedJob, i: number): PlacedFate {
    const start = this.started.get(i)
    if (start === undefined) return { start: null, end: null, status: 'rejected', places: [] }
    const status = job.actual_s > this.limit(i) ? 'timeout' : 'completed'
    return { start: start.at, end: start.at + this.runS(i), status, places: start.places }
  }
}
