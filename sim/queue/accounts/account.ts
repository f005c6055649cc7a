import { SECONDS_PER_HOUR } from '../../base/units.ts'
import type { AccountRules } from './rules.ts'

/** On [startS, endS) a project may use its budget; what is left at the end expires. */
export type Period = { readonly startS: number; readonly endS: number }

export type Budget = {
  readonly project: string
  readonly rules: AccountRules
  /** In order of time, not overlapping, each with what is deposited at its start. */
  readonly periods: readonly (Period & { readonly budgetGpuH: number })[]
}

/** GPU-seconds, exact as long as they stay below 2^53: a machine of 100,000 GPUs for 2,800 years. */
type PeriodBook = ReturnType<typeof emptyBook>

/**
 * The account of one project: a start authorises limit × nodes × GPUs, time uses it up, an end gives back the rest.
 * Use counts in the period in which it happens; an authorisation must fit whole into what is left when the job starts,
 * as a scheduler that never kills for lack of budget has it.
 */
export class Account {
  readonly budget: Budget
  readonly books: readonly PeriodBook[]
  private nowS = -Infinity
  private gpus = 0
  private lowGpus = 0
  /** Σ GPUs × planned end of the running jobs: what they hold at t is this less GPUs × t. */
  private heldEndGpuS = 0
  private current = 0

  constructor(budget: Budget, books: readonly PeriodBook[] = budget.periods.map(emptyBook)) {
    this.budget = budget
    this.books = books
  }

  /** The same account for jobs of which none runs yet. */
  carriedOn(): Account {
    const books = this.books.map((book) => ({ ...book }))
    const other = new Account(this.budget, books)
    other.nowS = this.nowS
    other.current = this.current
    return other
  }

  /** Instants at which what is left may change by itself: deposits, ends of months and of periods. */
  changesS(): readonly number[] {
    const { periods, rules } = this.budget
    return periods.flatMap((period) => [
      period.startS,
      ...Array.from({ length: rules.months }, (_, month) => endOfMonthS(period, month, rules.months)),
    ])
  }

  /** Lets the running jobs use their nodes until `toS`, stopping at the ends of months and periods. */
  advance(toS: number): void {
    for (let book = this.books[this.current]; book !== undefined; book = this.books[this.current]) {
      const { startS } = book.period
      if (toS < startS) break
      const monthEndS = endOfMonthS(book.period, book.months, this.budget.rules.months)
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
    const freeGpuS = totalGpuS - book.forfeitedGpuS - book.usedGpuS - this.heldGpuS()
    // To a thousandth: 230 GPU-seconds given as 230/3600 hours are 230 GPU-seconds.
    return Math.round(freeGpuS * 1000) / 1000
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

  /** What the running jobs are authorised for and have not used yet. */
  heldGpuS(): number {
    return this.gpus === 0 ? 0 : this.heldEndGpuS - this.gpus * this.nowS
  }

  private book(): PeriodBook | null {
    const book = this.books[this.current]
    return book !== undefined && book.period.startS <= this.nowS ? book : null
  }
}

function emptyBook(period: Budget['periods'][number]) {
  return {
    period,
    usedGpuS: 0,
    lowGpuS: 0,
    forfeitedGpuS: 0,
    mostHeldGpuS: 0,
    unauthorisedJobs: 0,
    /** Months judged so far, and the use at the last judgement. */
    months: 0,
    usedBeforeMonthGpuS: 0,
  }
}

function endOfMonthS({ startS, endS }: Period, month: number, months: number): number {
  return startS + Math.round(((endS - startS) * (month + 1)) / months)
}

/** One period of one project. */
export type PeriodStatement = Readonly<ReturnType<typeof statementOf>>

export function statementOf(book: PeriodBook, atS: number) {
  const { startS, endS, budgetGpuH } = book.period
  const [usedGpuH, forfeitedGpuH] = [book.usedGpuS / SECONDS_PER_HOUR, book.forfeitedGpuS / SECONDS_PER_HOUR]
  const left = budgetGpuH - usedGpuH - forfeitedGpuH
  return {
    startS,
    endS,
    budgetGpuH,
    usedGpuH,
    /** The part of the use that ran in the low queue. */
    lowQueueGpuH: book.lowGpuS / SECONDS_PER_HOUR,
    forfeitedGpuH,
    /** Left at the end of the period, and gone. */
    expiredGpuH: atS >= endS ? Math.max(0, left) : 0,
    /** Used or forfeited beyond the budget: `budget + overdrawn = used + forfeited + expired`. */
    overdrawnGpuH: Math.max(0, -left),
    /** The most that running jobs were authorised for and had not used yet. */
    mostHeldGpuH: book.mostHeldGpuS / SECONDS_PER_HOUR,
    /** Jobs that started although their limit did not fit into what was left. */
    unauthorisedJobs: book.unauthorisedJobs,
  }
}
