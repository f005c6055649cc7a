import type { Workload } from '../../../../sim/queue/engine/job.ts'

/** A budget of one project, in node-seconds, over [from, until). */
export type Purse = {
  readonly project: string
  readonly from: number
  readonly until: number
  readonly nodeS: number
}

type Run = { readonly job: number; readonly from: number; readonly ends: number; readonly limitEnds: number }

/**
 * The rules of enforced budgets the slow and obvious way, second by second, for fcfs and easy without windows: a job
 * takes part in a pass only while its nodes × limit fit into what its project has left, asked again after every start;
 * jobs of no length end after a pass, and passes are made until one starts nobody. Imports nothing of the engine.
 */
export function startsWithBudgets(
  { nodes: machine, jobs }: Workload,
  policy: 'fcfs' | 'easy',
  purses: readonly Purse[],
): readonly number[] {
  const count = jobs.count
  const size = (job: number) => jobs.nodes[job] ?? 0
  const submit = (job: number) => jobs.submitS[job] ?? 0
  const limit = (job: number) => {
    const asked = jobs.requestedS[job] ?? 0
    return asked > 0 ? asked : Math.max(jobs.actualS[job] ?? 0, 1)
  }
  const starts = Array.from({ length: count }, () => -1)
  let running: Run[] = []
  const ran: Run[] = []
  const projectOf = (job: number) => jobs.projects[jobs.projectOf[job] ?? 0]

  const covers = (job: number, now: number): boolean => {
    const own = purses.filter(({ project }) => project === projectOf(job))
    if (own.length === 0) return true
    const purse = own.find(({ from, until }) => from <= now && now < until)
    if (purse === undefined) return false
    const mine = (list: readonly Run[]) => list.filter((run) => projectOf(run.job) === projectOf(job))
    // Every second of every run inside the period, one by one.
    let left = purse.nodeS
    for (const run of mine(ran))
      for (let s = Math.max(run.from, purse.from); s < Math.min(run.ends, now); s += 1) left -= size(run.job)
    for (const run of mine(running)) left -= size(run.job) * (run.limitEnds - now)
    return size(job) * limit(job) <= left
  }
  const free = (at: number) =>
    machine - running.filter(({ limitEnds }) => limitEnds > at).reduce((sum, { job }) => sum + size(job), 0)
  const order = (now: number) =>
    Array.from({ length: count }, (_, job) => job)
      .filter((job) => (starts[job] ?? 0) < 0 && submit(job) <= now && size(job) >= 1 && size(job) <= machine)
      .sort((a, b) => (jobs.priority?.[b] ?? 0) - (jobs.priority?.[a] ?? 0) || submit(a) - submit(b) || a - b)

  const start = (job: number, now: number) => {
    const ends = now + Math.min(jobs.actualS[job] ?? 0, limit(job))
    const run = { job, from: now, ends, limitEnds: now + limit(job) }
    starts[job] = now
    running.push(run)
    ran.push(run)
  }
  /** One pass over those that are covered as it begins; who is no longer covered is passed over. */
  const pass = (now: number): number => {
    const before = ran.length
    const list = order(now).filter((job) => covers(job, now))
    const isCovered = (job: number) => covers(job, now)
    let head = list.shift()
    while (head !== undefined && (!isCovered(head) || size(head) <= free(now))) {
      if (isCovered(head)) start(head, now)
      head = list.shift()
    }
    if (head === undefined || policy === 'fcfs') return ran.length - before
    let shadow = now
    while (free(shadow) < size(head)) shadow += 1
    for (const job of list) {
      if (!isCovered(job) || size(job) > free(now)) continue
      if (now + limit(job) > shadow && size(job) > free(shadow) - size(head)) continue
      start(job, now)
    }
    return ran.length - before
  }

  for (let now = 0; now < 600; now += 1) {
    do running = running.filter(({ ends }) => ends > now)
    while (pass(now) > 0)
  }
  return starts
}
