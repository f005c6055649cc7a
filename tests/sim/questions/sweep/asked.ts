import type { Answered } from '../../../../sim/base/answered.ts'
import { accept } from '../../../../sim/base/outcome.ts'
import { pointAt } from '../../../../sim/questions/sweep/plan.ts'
import { sweepRowOf } from '../../../../sim/questions/sweep/row.ts'
import { addTallies, noPoints, summaryOf, tallyOf } from '../../../../sim/questions/sweep/work.ts'
import { readSweep, type SweepAnswer, type SweepPlan } from '../../../../sim/index.ts'

export const base = { model: 'apertus-70b', system: 'alps', tokens: '15T', mfu: 0.3, samples: 200 }

export function planOf(raw: unknown): SweepPlan {
  const plan = readSweep(raw, { mostPoints: 1e7, resolve: (_, value) => ({ ok: true, value }) })
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems))
  return plan.value
}

export function answerOf(raw: unknown): SweepAnswer {
  const answered = answerSweep(raw, 1000)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
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
