import { version } from '../../base/version.ts'
import type { SweepSummary, SweepTally, SweepRow } from './answer.ts'
import type { SweepPlan } from './plan.ts'

export const noPoints: SweepTally = { ok: 0, infeasible: 0, refused: 0 }

export function tallyOf(row: SweepRow): SweepTally {
  if (row.ok) return { ...noPoints, ok: 1 }
  return 'obstacles' in row ? { ...noPoints, infeasible: 1 } : { ...noPoints, refused: 1 }
}

export function addTallies(one: SweepTally, other: SweepTally): SweepTally {
  return {
    ok: one.ok + other.ok,
    infeasible: one.infeasible + other.infeasible,
    refused: one.refused + other.refused,
  }
}

export function summaryOf({ hash, count, fields, points }: SweepPlan, tally: SweepTally): SweepSummary {
  const axes =
    points.kind === 'grid'
      ? points.axes.map(({ name, labels }) => ({ name, values: labels }))
      : fields.map((name) => ({ name, values: [] }))
  return { hash, count, ...tally, axes, version }
}
