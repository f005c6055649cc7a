import { SECONDS_PER_DAY } from '../../base/units.ts'
import type { AccountPlan } from '../../scheduler/accounts/ledger.ts'
import { cscsQuarter } from '../../scheduler/accounts/rules.ts'
import { statements, type ProjectStatement } from '../../scheduler/accounts/statement.ts'
import type { Imported } from '../../scheduler/import/read.ts'
import { constant, type PowerModel } from '../../scheduler/power.ts'
import type { Replayed } from '../schedule/replay.ts'
import { asRead } from '../schedule/synthetic.ts'
import { monthOfAlps, synthesizeMonth, type Month } from '../../scheduler/synthetic/month-of-alps.ts'

/** Four idle GPUs of a node (CSCS documentation, job report, read 2026-11); the rest of the node is left out. */
const idleWPerNode = 349
/** Every job of the month states its own power; this is for jobs that would not. */
const busyWPerNode = 2240

export const monthPower: PowerModel = {
  idleWPerNode,
  busyWPerNode,
  pueRatio: 1,
  gridKgCo2ePerKwh: constant(0),
}

export const gpusPerNodeOfMonth = 4

/** The invented month as if it had been read from a file, and what its figures rest on. */
export function monthAsRead(seed: number): { readonly imported: Imported; readonly month: Month } {
  const { nodes, jobs, windows } = synthesizeMonth(seed)
  return { imported: asRead(jobs, { windows, nodes }), month: monthOfAlps }
}

/** Invented budgets of one quarter, which begins with the month, under the rules in force at CSCS. */
const quarterBudgetsGpuH: Readonly<Record<string, number>> = {
  'llm-pretraining': 3_000_000,
  climate: 2_500_000,
  materials: 2_400_000,
  astrophysics: 1_000_000,
  'llm-continued': 1_200_000,
  'vision-language': 700_000,
  chemistry: 600_000,
  'weather-emulator': 300_000,
  'llm-post-training': 250_000,
  'ml-students': 40_000,
  'ml-evaluation': 20_000,
}

const quarterS = 91 * SECONDS_PER_DAY

const monthPlan: AccountPlan = {
  gpusPerNode: gpusPerNodeOfMonth,
  budgets: Object.entries(quarterBudgetsGpuH).map(([project, budgetGpuH]) => ({
    project,
    rules: cscsQuarter,
    periods: [{ startS: 0, endS: quarterS, budgetGpuH }],
  })),
}

export const monthBudgetRules = cscsQuarter.title

/** The period of the budgets, and each project's. */
export const monthQuarter = { startS: 0, endS: quarterS, budgetsGpuH: quarterBudgetsGpuH }

/** The budgets of the month as they stand at an instant, largest first. */
export function monthBudgets({ workload, schedule }: Replayed, atS: number): readonly ProjectStatement[] {
  const budgetOf = ({ periods }: ProjectStatement): number => periods[0]?.budgetGpuH ?? 0
  return statements(workload.jobs, schedule, { plan: monthPlan, atS }).toSorted(
    (a, b) => budgetOf(b) - budgetOf(a),
  )
}
