import { SECONDS_PER_HOUR } from '../../base/units.ts'
import { limitS, type JobTable } from '../engine/job.ts'
import { Account, statementOf, type Budget } from './account.ts'

export type AccountPlan = {
  readonly gpusPerNode: number
  readonly budgets: readonly Budget[]
  /** Whether jobs share nodes: then they are charged for the GPUs that they ask for. */
  readonly sharesNodes?: boolean
}

/** GPUs that a job is charged for: those of whole nodes, or what it asks for where nodes are shared. */
export function chargedGpus(
  { nodes, perNode }: JobTable,
  job: number,
  { gpusPerNode, sharesNodes }: Pick<AccountPlan, 'gpusPerNode' | 'sharesNodes'>,
): number {
  const count = nodes[job] ?? 0
  const isWhole =
    sharesNodes !== true ||
    perNode === null ||
    perNode.exclusive[job] === 1 ||
    [perNode.gpus, perNode.cores, perNode.memoryMb].every((amounts) => !((amounts[job] ?? 0) > 0))
  return count * (isWhole ? gpusPerNode : (perNode.gpus[job] ?? 0))
}

/** What a job asks of the budget of its project at an instant, and what is there. */
export type BudgetCheck = NonNullable<ReturnType<Ledger['check']>>

/** The accounts of all projects of a workload, told of starts and ends in order of time. */
export class Ledger {
  private readonly jobs: JobTable
  private readonly plan: AccountPlan
  private readonly accounts: readonly (Account | null)[]
  private readonly startedS: Float64Array

  /** @param before  accounts that go on with other jobs, of which none runs yet; null to begin anew */
  constructor(jobs: JobTable, plan: AccountPlan, before: Ledger | null = null) {
    const { budgets } = plan
    this.jobs = jobs
    this.plan = plan
    this.startedS = new Float64Array(jobs.count)
    const known = new Map(before?.accounts.map((account) => [account?.budget.project, account]))
    const budgetOf = new Map(budgets.map((budget) => [budget.project, budget]))
    this.accounts = jobs.projects.map((name) => {
      const budget = budgetOf.get(name)
      return budget === undefined ? null : (known.get(name)?.carriedOn() ?? new Account(budget))
    })
  }

  /** A project without a budget may always start; one with a budget only within it. */
  mayStart(job: number, atS: number): boolean {
    const account = this.accountOf(job)
    if (account === null) return true
    account.advance(atS)
    const free = account.freeGpuS(this.isLow(job, account))
    return free !== null && this.holdGpuS(job) <= free
  }

  /** Charges what has run until an instant. */
  advance(atS: number): void {
    for (const account of this.accounts) account?.advance(atS)
  }

  hasBudget(job: number): boolean {
    return this.accountOf(job) !== null
  }

  isOfLowQueue(job: number): boolean {
    const account = this.accountOf(job)
    return account !== null && this.isLow(job, account)
  }

  /** Left to a project for jobs of the low queue or others; -Infinity outside its periods. */
  leftGpuS(project: number, { atS, isLow }: { readonly atS: number; readonly isLow: boolean }): number {
    const account = this.accounts[project] ?? null
    if (account === null) return Infinity
    account.advance(atS)
    return account.freeGpuS(isLow) ?? -Infinity
  }

  /** Null for a job whose project has no budget. */
  check(job: number, atS: number) {
    const account = this.accountOf(job)
    if (account === null) return null
    account.advance(atS)
    const free = account.freeGpuS(this.isLow(job, account))
    const next = account.budget.periods.find(({ startS }) => startS > atS)
    return {
      project: account.budget.project,
      /** Its nodes over its whole limit. */
      neededGpuH: this.holdGpuS(job) / SECONDS_PER_HOUR,
      /** Neither used, nor forfeited, nor held; null outside all periods. */
      leftGpuH: free === null ? null : free / SECONDS_PER_HOUR,
      /** What running jobs of the project may still use and may yet give back. */
      heldGpuH: account.heldGpuS() / SECONDS_PER_HOUR,
      nextDeposit: next === undefined ? null : { atS: next.startS, gpuH: next.budgetGpuH },
    }
  }

  /** Instants at which what is left to somebody may change by itself, ascending. */
  changesS(): Float64Array {
    const all = this.accounts.flatMap((account) => account?.changesS() ?? [])
    return Float64Array.from(new Set(all)).sort()
  }

  start(job: number, atS: number): void {
    const account = this.accountOf(job)
    if (account === null) return
    this.startedS[job] = atS
    account.advance(atS)
    account.start(this.gpusOf(job), { holdGpuS: this.holdGpuS(job), isLow: this.isLow(job, account) })
  }

  end(job: number, atS: number): void {
    const account = this.accountOf(job)
    if (account === null) return
    account.advance(atS)
    const plannedEndS = (this.startedS[job] ?? 0) + this.limitOf(job)
    account.end(this.gpusOf(job), { plannedEndS, isLow: this.isLow(job, account) })
  }

  /** Closes every book at an instant after the last event: periods that have ended by then expire. */
  statements(atS: number) {
    this.advance(atS)
    return this.accounts.flatMap((account) => {
      if (account === null) return []
      const periods = account.books.map((book) => statementOf(book, atS))
      return [{ project: account.budget.project, periods }]
    })
  }

  private accountOf(job: number): Account | null {
    return this.accounts[this.jobs.projectOf[job] ?? -1] ?? null
  }

  private isLow(job: number, { budget }: Account): boolean {
    const { queues } = this.jobs
    return queues !== null && queues.names[queues.of[job] ?? -1] === budget.rules.lowQueue
  }

  private gpusOf(job: number): number {
    return chargedGpus(this.jobs, job, this.plan)
  }

  private limitOf(job: number): number {
    return limitS(this.jobs.requestedS[job] ?? 0, this.jobs.actualS[job] ?? 0)
  }

  /** What a start authorises. */
  holdGpuS(job: number): number {
    return this.gpusOf(job) * this.limitOf(job)
  }
}
