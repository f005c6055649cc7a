import { answerSweep } from '../../../../sim/questions/sweep/work.ts'
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
