import { describe, expect, it } from 'vitest'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'

const job = { submit: 0, nodes: 1, requested_s: 100, actual_s: 50, queue: 'gpu', project: 'p', user: 'ana' }
const workload = { cluster: { nodes: 2 }, jobs: [{ ...job, id: 'a' }] }

function noticed(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const answered = answerSchedule({ ...workload, ...fields }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value.report.noticed.map(({ reason }) => reason)
}

const missing = (what: string) => `the options name what no job has: ${what}`

describe('a name in the options that no job has', () => {
  it.each([
    [{ limits: [{ queue: 'gpuu', mostRunning: 1 }] }, ["queue 'gpuu'"]],
    [{ limits: [{ account: 'q', longest: '1h' }] }, ["account 'q'"]],
    [{ limits: [{ user: 'anna', mostNodes: 1 }] }, ["user 'anna'"]],
    [{ limits: [{ qos: 'high', mostNodes: 1 }] }, ["qos 'high'"]],
    [{ tiers: { debug: 5 } }, ["queue 'debug'"]],
    [{ usageFactors: { scavenger: 0 } }, ["qos 'scavenger'"]],
    [{ priority: { fairShare: 10, shares: { nobody: 3 }, qosFactors: { gpu: 1 } } }, ["account 'nobody'"]],
    [{ preemption: { by: 'qos', over: { gpu: ['spare'] } } }, ["qos 'spare'"]],
    [{ run: { nodes: 1, work: '1h', limit: '1h', submit: 0, seeds: 1, queue: 'gpuu' } }, ["queue 'gpuu'"]],
  ])('is noticed: %j', (fields, names) => {
    expect(noticed(fields)).toEqual(names.map(missing))
  })

  it.each([
    [{ limits: [{ queue: 'gpu', account: 'p', user: 'ana', mostRunning: 1 }] }],
    [{ limits: [{ mostRunning: 1 }] }],
    [{ tiers: { gpu: 5 } }],
    // A queue that only the planned run is sent to, with its limit.
    [
      {
        limits: [{ queue: 'large', longest: '2h' }],
        run: { nodes: 1, work: '1h', limit: '1h', submit: 0, seeds: 1, queue: 'large' },
      },
    ],
    [{ windows: [{ start: 0, end: 10, nodes: 2 }] }],
  ])('is none here: %j', (fields) => {
    expect(noticed(fields)).toEqual([])
  })

  it.each([['mostRunningGpus'], ['mostGpuHours']])(
    'is like a limit %s where nothing tells of GPUs',
    (most) => {
      expect(noticed({ limits: [{ queue: 'gpu', [most]: 4 }] })).toEqual([
        'limits of GPUs, and no job tells its GPUs: they hold nobody (gpusPerNode)',
      ])
    },
  )

  it('is said once, whoever names it, and so is a window of more nodes than there are', () => {
    const gpuu = { queue: 'gpuu', mostRunning: 1 }
    expect(noticed({ limits: [gpuu, { ...gpuu, mostRunning: 2 }], tiers: { gpuu: 2 } })).toEqual([
      missing("queue 'gpuu'"),
    ])
    expect(noticed({ windows: [{ start: 0, end: 10, nodes: 5 }] })).toEqual([
      'a window of 5 nodes on 2: all are away',
    ])
  })
})
