import { describe, expect, it } from 'vitest'
import { held } from '../../../../sim/queue/engine/simulate.ts'
import {
  monthFields,
  monthQuarter,
  standingBudgets,
} from '../../../../sim/questions/queue/views/month-budgets.ts'
import { monthAsRead } from '../../../../sim/questions/queue/views/month.ts'
import { whyWaiting } from '../../../../sim/questions/queue/views/why-waiting.ts'
import { readReplay } from '../../../../sim/questions/queue/input.ts'
import { plainReplay } from './plain-replay.ts'
import { replay, type Replayed } from '../../../../sim/questions/queue/replay.ts'

const policies = ['fcfs', 'easy', 'conservative', 'conservative_rebuild'] as const
const dayS = 86_400
const { imported } = monthAsRead(1)

function budgetsOf(choice: string) {
  const fields = monthFields(choice)
  const read = fields.ok ? readReplay(fields.value) : fields
  if (!read.ok || read.value.beyond.budgets === null) throw new Error('no such choice')
  return read.value.beyond.budgets
}

const monthBudgets = (replayed: Replayed, atS: number) =>
  standingBudgets(replayed, budgetsOf('shown').plan, atS)

function month(policy: (typeof policies)[number], choice: string): Replayed {
  const beyond = { ...plainReplay.beyond, budgets: budgetsOf(choice) }
  const read = replay(imported, { ...plainReplay, policy, beyond }, null)
  if (!read.ok) throw new Error('the month cannot be replayed')
  return read.value
}

const endOf = ({ schedule }: Replayed) => schedule.endS.reduce((last, endS) => Math.max(last, endS), 0)
const usedBy = (replayed: Replayed) =>
  monthBudgets(replayed, endOf(replayed)).map(({ project, period }) => ({ project, ...period }))

describe.each(policies)('the budgets of the month under %s', (policy) => {
  const [shown, enforced] = [month(policy, 'shown'), month(policy, 'enforced')]

  it('only shown, hold nobody back, and some are overdrawn', () => {
    const plain = replay(imported, { ...plainReplay, policy }, null)
    expect(plain.ok && plain.value.answer.hash).toBe(shown.answer.hash)
    const overdrawn = usedBy(shown).filter(({ usedGpuH, budgetGpuH }) => usedGpuH > budgetGpuH)
    expect(overdrawn.map(({ project }) => project)).toEqual(['llm-pretraining', 'astrophysics'])
  })

  it('enforced, are never overdrawn, and what is held to the end did not fit into what is left', () => {
    expect(enforced.answer.hash).not.toBe(shown.answer.hash)
    const { jobs } = enforced.workload
    const standing = monthBudgets(enforced, endOf(enforced))
    for (const { period } of standing) expect(period.usedGpuH).toBeLessThanOrEqual(period.budgetGpuH)
    const leftGpuH = new Map(
      standing.map(({ project, period }) => [project, period.budgetGpuH - period.usedGpuH]),
    )
    const holds = [...enforced.schedule.status.keys()].filter((job) => enforced.schedule.status[job] === held)
    for (const job of holds) {
      const askedGpuH = (4 * (jobs.nodes[job] ?? 0) * (jobs.requestedS[job] ?? 0)) / 3600
      expect(askedGpuH).toBeGreaterThan(leftGpuH.get(jobs.projects[jobs.projectOf[job] ?? -1] ?? '') ?? NaN)
    }
    expect(holds.length).toBeGreaterThan(0)
    expect(enforced.answer.budgets?.neverStarted).toBe(holds.length)
    expect(standing.reduce((sum, { heldJobs }) => sum + heldJobs, 0)).toBe(holds.length)
  })

  it('enforced, use fewer nodes, as those who are held would have used them', () => {
    const used = ({ answer }: Replayed) => answer.metrics.node_seconds
    expect(used(enforced)).toBeLessThan(used(shown))
    const ran = (job: number) => (shown.schedule.endS[job] ?? 0) - (shown.schedule.startS[job] ?? 0)
    const missing = enforced.schedule.status.reduce(
      (sum, status, job) => sum + (status === held ? (shown.workload.jobs.nodes[job] ?? 0) * ran(job) : 0),
      0,
    )
    expect(used(enforced) + missing).toBe(used(shown))
  })
})

describe('a budget of the month', () => {
  const enforced = month('easy', 'enforced')
  const { jobs, windows } = enforced.workload
  const [deposit] = monthQuarter.laterDeposits

  it('deposited in two parts, stands by the part of the instant', () => {
    const course = (atS: number) =>
      monthBudgets(enforced, atS).find(({ project }) => project === deposit?.project)?.period
    expect(course(10 * dayS)).toMatchObject({ startS: 0, endS: 14 * dayS, budgetGpuH: 9000 })
    expect(course(20 * dayS)).toMatchObject({ startS: 14 * dayS, endS: 91 * dayS, budgetGpuH: 31_000 })
    expect(monthQuarter.budgetsGpuH['ml-students']).toBe(40_000)
  })

  it('holds a job until the next deposit, which it names and at which the job starts', () => {
    const atS = 14 * dayS - 1
    const waits = [...jobs.submitS.keys()].filter(
      (job) => (jobs.submitS[job] ?? 0) <= atS && (enforced.schedule.startS[job] ?? 0) === deposit?.atS,
    )
    const found = waits.slice(0, 10).map((job) => whyWaiting(enforced, job, atS))
    const byBudget = found.filter(({ because }) => because?.kind === 'budget')
    expect(byBudget.length).toBeGreaterThan(0)
    expect(windows.some(({ startS }) => startS === deposit?.atS)).toBe(false)
    for (const { because, forecast } of byBudget) {
      expect(because?.budget).toMatchObject({
        project: 'ml-students',
        nextDeposit: { atS: 14 * dayS, gpuH: 31_000 },
      })
      expect(because?.budget?.neededGpuH).toBeGreaterThan(because?.budget?.leftGpuH ?? NaN)
      expect(forecast?.plannedS).toBe(14 * dayS)
    }
  })

  it('is shown or enforced, and nothing else', () => {
    expect(monthFields('ignored')).toEqual({
      ok: false,
      problems: [{ field: 'budgets', message: "'ignored' is no choice; give shown or enforced" }],
    })
  })
})
