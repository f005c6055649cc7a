import { describe, expect, it } from 'vitest'
import { metricsOf } from '../../../sim/queue/metrics.ts'
import { scheduleCsv } from '../../../sim/queue/schedule-csv.ts'
import { plainRules, simulate } from '../../../sim/queue/engine/simulate.ts'
import { waitsByKind } from '../../../sim/queue/size-class.ts'
import { workloadOf } from './workloads.ts'

/** Four nodes for 100 h; failures hit, an hour of repair each, work saved every hour. */
const workload = workloadOf(4, [{ submitS: 0, nodes: 4, requestedS: 360_000, actualS: 360_000 }])
const failures = {
  seed: 2,
  ratePer1000NodeDays: 60,
  repairS: 3600,
  checkpointS: 3600,
  restartS: 600,
  mostRestarts: 100,
}
const schedule = simulate(workload, { policy: 'easy', onProgress: null }, { ...plainRules, failures })

describe('a job that a failure made start again', () => {
  const [broken] = schedule.failures?.broken ?? []
  const lostS = broken?.lostS ?? 0
  const endS = schedule.endS[0] ?? 0

  it('is hit once here, and ends after what it lost, the repair and the restart', () => {
    expect(schedule.failures?.broken).toHaveLength(1)
    expect(endS).toBe(360_000 + lostS + 3600 + 600)
  })

  it('counts with the node-seconds of all its attempts, and waits for the repair alone', () => {
    const { nodeSeconds, utilisation, meanWaitS, meanResponseS } = metricsOf(workload, schedule)
    expect(nodeSeconds).toBe(4 * (endS - 3600))
    expect(utilisation).toBeCloseTo((endS - 3600) / endS, 12)
    expect({ meanWaitS, meanResponseS }).toEqual({ meanWaitS: 3600, meanResponseS: endS })
    expect(waitsByKind(workload, schedule).bySize[0]).toMatchObject({ nodeSeconds, meanWaitS: 3600 })
  })

  it('has its first start in the table of jobs', () => {
    const text = new TextDecoder().decode(scheduleCsv(workload, schedule).next().value ?? new Uint8Array())
    expect(text).toBe(`id,submit,start,end,nodes,status\n0,0,0,${String(endS)},4,completed\n`)
    const dated = scheduleCsv(workload, schedule, (s) => `day ${String(s)}`).next().value
    expect(new TextDecoder().decode(dated ?? new Uint8Array())).toBe(
      `id,submit,start,end,nodes,status,start_date,end_date\n0,0,0,${String(endS)},4,completed,day 0,day ${String(endS)}\n`,
    )
  })
})
