import { clamp } from '../../base/math.ts'

/** What a centre does with a budget over one period. All amounts are GPU-hours. */
export type AccountRules = {
  readonly id: string
  readonly title: string
  readonly source: string
  /** A draft is a scenario, not what holds today. */
  readonly standing: 'in force' | 'draft, not merged'
  /** Months of a period, over which a budget is expected to be used evenly. */
  readonly months: number
  /** Jobs of this queue may go on after the budget is used up, by the allowance; null where none may. */
  readonly lowQueue: string | null
  readonly allowanceGpuH: (budgetGpuH: number, months: number) => number
  /** Taken away at the end of a month, from the month's equal share of the budget and what was used in it. */
  readonly forfeitedGpuH: (month: MonthOfBudget) => number
}

export type MonthOfBudget = {
  readonly budgetGpuH: number
  readonly expectedGpuH: number
  readonly usedGpuH: number
}

/** A budget and nothing else: what Slurm enforces with `GrpTRESMins` and `AccountingStorageEnforce=limits,safe`. */
export const plainBudget: AccountRules = {
  id: 'plain',
  title: 'a budget by period, no allowance, nothing forfeited',
  source:
    'Slurm documentation, resource limits and slurm.conf (AccountingStorageEnforce: safe), read 2026-11',
  standing: 'in force',
  months: 1,
  lowQueue: null,
  allowanceGpuH: () => 0,
  forfeitedGpuH: () => 0,
}

/** What is in force at CSCS: quarterly budgets that expire, and a low queue up to 130 % of the quarter. */
export const cscsQuarter: AccountRules = {
  id: 'cscs-quarter',
  title: 'CSCS: quarterly budgets without carry-over, low queue up to 130 %',
  source: 'CSCS documentation, docs.cscs.ch, accounts and projects, read 2026-11',
  standing: 'in force',
  months: 3,
  lowQueue: 'low',
  allowanceGpuH: (budgetGpuH) => 0.3 * budgetGpuH,
  forfeitedGpuH: () => 0,
}

/** Budgets up to this are small projects of six months; larger ones run for twelve. */
const smallProjectGpuH = 50_000

/**
 * The draft policy of the ML platform: what falls short of the expected monthly use by more than the grace is
 * forfeited, and the low queue goes on for two months' worth after the budget is used up. The draft does not say
 * whether a month is judged alone or with those before it; here it is judged alone.
 */
export function draftMlPolicy(budgetGpuH: number): AccountRules {
  return {
    id: 'cscs-ml-draft',
    title: 'CSCS ML platform: draft of July 2026',
    source: 'pull request to the CSCS documentation, July 2026, not merged',
    standing: 'draft, not merged',
    months: budgetGpuH <= smallProjectGpuH ? 6 : 12,
    lowQueue: 'low',
    allowanceGpuH: (budget, months) => (2 * budget) / months,
    forfeitedGpuH: (month) =>
      Math.max(0, (1 - graceFraction(month.budgetGpuH)) * month.expectedGpuH - month.usedGpuH),
  }
}

/** Half for budgets up to 10,000 GPU-hours, falling evenly to 15 % at 100,000 and above (same draft). */
export function graceFraction(budgetGpuH: number): number {
  return clamp(0.5 - (0.35 * (budgetGpuH - 10_000)) / 90_000, [0.15, 0.5])
}
