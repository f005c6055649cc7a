import { SECONDS_PER_HOUR } from '../../base/units.ts'
import { limitS, type JobTable } from '../job.ts'
import type { AccountRules } from './rules.ts'

/** On [startS, endS) a project may use its budget; what is left at the end expires. */
export type Period = { readonly startS: number; readonly endS: number }

export type Budget = {
  readonly project: string
  readonly rules: AccountRules
  /** In order of time, not overlapping, each with what is deposited at its start. */
  readonly periods: readonly (Period & { readonly budgetGpuH: number })[]
}

export type AccountPlan = { readonly gpusPerNode: number; readonly budgets: readonly Budget[] }

/** Whether the budget of its project lets a job start now: asked by an engine that enforces budgets. */
export type MayStart = (job: number, atS: number) => boolean

/** One period of one project. */
export type PeriodStatement = Period & {
  readonly budgetGpuH: number
  readonly usedGpuH: number
  /** The part of the use that ran in the low queue. */
  readonly lowQueueGpuH: number
  readonly forfeitedGpuH: number
  /** Left at the end of the period, and gone. */
  readonly expiredGpuH: number
  /** Used or forfeited beyond the budget: `budget + overdrawn = used + forfeited + expired`. */
  readonly overdrawnGpuH: number
  /** The most that running jobs were authorised for and had not used yet. */
  readonly mostHeldGpuH: number
  /** Jobs that started although their limit did not fit into what was left. */
  readonly unauthorisedJobs: number
}

/** GPU-seconds, exact as long as they stay below 2^53: a machine of 100,000 GPUs for 2,800 years. */
type PeriodBook = {
  readonly period: Budget['periods'][number]
  usedGpuS: number
  lowGpuS: number
  forfeitedGpuS: number
  mostHeldGpuS: number
  unauthorisedJobs: number
  /** Months judged so far, and the use at the last judgement. */
  months: number
  usedBeforeMonthGpuS: number
}

/**
 * The account of one project: a start authorises limit × nodes × GPUs, time uses it up, an end gives back the rest.
 * Use counts in the period in which it happens; an authorisation must fit whole into what is left when the job starts,
 * as a scheduler that never kills for lack of budget has it.
 */
class Account {
  readonly budget: Budget
  readonly books: readonly PeriodBook[]
  private nowS = -Infinity
  private gpus = 0
  private lowGpus = 0
  /** Σ GPUs × planned end of the running jobs: what they hold at t is this less GPUs × t. */
  private heldEndGpuS = 0
  private current = 0

  constructor(budget: Budget) {
    this.budget = budget
    this.books = budget.periods.map((period) => ({
      period,
      usedGpuS: 0,
      lowGpuS: 0,
      forfeitedGpuS: 0,
      mostHeldGpuS: 0,
      unauthorisedJobs: 0,
      months: 0,
      usedBeforeMonthGpuS: 0,
    }))
  }

  /** Lets the running jobs use their nodes until `toS`, stopping at the ends of months and periods. */
  advance(toS: number): void {
    for (let book = this.books[this.current]; book !== undefined; book = this.books[this.current]) {
      const { startS, endS } = book.period
      if (toS < startS) break
      const monthEndS = startS + Math.round(((endS - startS) * (book.months + 1)) / this.budget.rules.months)
      const untilS = Math.min(toS, monthEndS)
      const ranS = untilS - Math.max(this.nowS, startS)
      if (ranS > 0) {
        book.usedGpuS += ranS * this.gpus
        book.lowGpuS += ranS * this.lowGpus
      }
      this.nowS = Math.max(this.nowS, untilS)
      if (toS < monthEndS) break
      this.endMonth(book)
    }
    this.nowS = Math.max(this.nowS, toS)
  }

  private endMonth(book: PeriodBook): void {
    const { rules } = this.budget
    const { budgetGpuH } = book.period
    const usedGpuH = (book.usedGpuS - book.usedBeforeMonthGpuS) / SECONDS_PER_HOUR
    const month = { budgetGpuH, expectedGpuH: budgetGpuH / rules.months, usedGpuH }
    book.forfeitedGpuS += rules.forfeitedGpuH(month) * SECONDS_PER_HOUR
    book.usedBeforeMonthGpuS = book.usedGpuS
    book.months += 1
    if (book.months === rules.months) this.current += 1
  }

  /** Left in the period of now, the low queue's allowance included where it applies; null outside all periods. */
  freeGpuS(isLow: boolean): number | null {
    const book = this.book()
    if (book === null) return null
    const { budgetGpuH } = book.period
    const allowanceGpuH = isLow ? this.budget.rules.allowanceGpuH(budgetGpuH, this.budget.rules.months) : 0
    const totalGpuS = (budgetGpuH + allowanceGpuH) * SECONDS_PER_HOUR
    return totalGpuS - book.forfeitedGpuS - book.usedGpuS - this.heldGpuS()
  }

  start(gpus: number, { holdGpuS, isLow }: { readonly holdGpuS: number; readonly isLow: boolean }): void {
    const book = this.book()
    const free = this.freeGpuS(isLow)
    if (book !== null && free !== null && holdGpuS > free) book.unauthorisedJobs += 1
    this.gpus += gpus
    if (isLow) this.lowGpus += gpus
    this.heldEndGpuS += holdGpuS + gpus * this.nowS
    if (book !== null) book.mostHeldGpuS = Math.max(book.mostHeldGpuS, this.heldGpuS())
  }

  end(gpus: number, { plannedEndS, isLow }: { readonly plannedEndS: number; readonly isLow: boolean }): void {
    this.gpus -= gpus
    if (isLow) this.lowGpus -= gpus
    this.heldEndGpuS -= gpus * plannedEndS
  }

  private heldGpuS(): number {
    return this.gpus === 0 ? 0 : this.heldEndGpuS - this.gpus * this.nowS
  }

  private book(): PeriodBook | null {
    const book = this.books[this.current]
    return book !== undefined && book.period.startS <= this.nowS ? book : null
  }
}

/** The accounts of all projects of a workload, told of starts and ends in order of time. */
export class Ledger {
  private readonly jobs: JobTable
  private readonly gpusPerNode: number
  private readonly accounts: readonly (Account | null)[]
  private readonly startedS: Float64Array

  constructor(jobs: JobTable, { gpusPerNode, budgets }: AccountPlan) {
    this.jobs = jobs
    this.gpusPerNode = gpusPerNode
    this.startedS = new Float64Array(jobs.count)
    this.accounts = jobs.projects.map((name) => {
      const budget = budgets.find(({ project }) => project === name)
      return budget === undefined ? null : new Account(budget)
    })
  }

  /** A project without a budget may always start; one with a budget only within it. */
  mayStart: MayStart = (job, atS) => {
    const account = this.accountOf(job)
    if (account === null) return true
    account.advance(atS)
    const free = account.freeGpuS(this.isLow(job, account))
    return free !== null && this.holdGpuS(job) <= free
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
  statements(
    atS: number,
  ): readonly { readonly project: string; readonly periods: readonly PeriodStatement[] }[] {
    return this.accounts.flatMap((account) => {
      if (account === null) return []
      account.advance(atS)
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
    return (this.jobs.nodes[job] ?? 0) * this.gpusPerNode
  }

  private limitOf(job: number): number {
    return limitS(this.jobs.requestedS[job] ?? 0, this.jobs.actualS[job] ?? 0)
  }

  private holdGpuS(job: number): number {
    return this.gpusOf(job) * this.limitOf(job)
  }
}

function statementOf(book: PeriodBook, atS: number): PeriodStatement {
  const { startS, endS, budgetGpuH } = book.period
  const [usedGpuH, forfeitedGpuH] = [book.usedGpuS / SECONDS_PER_HOUR, book.forfeitedGpuS / SECONDS_PER_HOUR]
  const left = budgetGpuH - usedGpuH - forfeitedGpuH
  return {
    startS,
    endS,
    budgetGpuH,
    usedGpuH,
    lowQueueGpuH: book.lowGpuS / SECONDS_PER_HOUR,
    forfeitedGpuH,
    expiredGpuH: atS >= endS ? Math.max(0, left) : 0,
    overdrawnGpuH: Math.max(0, -left),
    mostHeldGpuH: book.mostHeldGpuS / SECONDS_PER_HOUR,
    unauthorisedJobs: book.unauthorisedJobs,
  }
}
