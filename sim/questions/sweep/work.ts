import { accept } from '../../base/outcome.ts'
import type { Answered } from '../../base/answered.ts'
import { version } from '../../base/version.ts'
import type { SweepAnswer, SweepSummary, SweepTally, SweepRow } from './answer.ts'
import { pointAt, type SweepPlan } from './plan.ts'
import { readSweep } from './read.ts'
import { sweepRowOf } from './row.ts'

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

/** Every estimate of a sweep in this thread; whoever has many shares the points out. */
export function answerSweep(raw: unknown, mostPoints: number): Answered<SweepAnswer> {
  const plan = readSweep(raw, { mostPoints, resolve: (_, value) => accept(value) })
  if (!plan.ok) return { status: 'refused', problems: plan.problems }
  const points = Array.from({ length: plan.value.count }, (_, index) =>
    sweepRowOf(pointAt(plan.value, index)),
  )
  const tally = points.map(tallyOf).reduce(addTallies, noPoints)
  return { status: 'answer', value: { sweep: summaryOf(plan.value, tally), points } }
}
