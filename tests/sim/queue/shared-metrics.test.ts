import { describe, expect, it } from 'vitest'
import { answerSchedule } from '../../../sim/questions/queue/work.ts'
import { readShared } from '../../conformance/nodes-engine.ts'
import { randomNodes } from '../../conformance/nodes-random.ts'
import { metricsOf } from '../../../sim/queue/metrics.ts'
import { simulate } from '../../../sim/queue/engine/simulate.ts'

type Job = {
  readonly id: string
  readonly submit: number
  readonly actual_s: number
  readonly nodes?: number
}

function answered(nodes: unknown, { jobs, more = {}, fields = {} }: Asked) {
  const asked = jobs.map((job) => ({ nodes: 1, requested_s: job.actual_s, ...more, ...job }))
  const found = answerSchedule({ cluster: { nodes }, jobs: asked, ...fields }, null)
  if (found.status !== 'answer') throw new Error(JSON.stringify(found))
  return found.value
}

type Asked = { readonly jobs: readonly Job[]; readonly more?: object; readonly fields?: object }

function metrics(nodes: unknown, jobs: readonly Job[], more: object = {}) {
  return answered(nodes, { jobs, more }).metrics
}

const oneGpu = { gpusPerNode: 1 }

describe('utilisation of a machine whose nodes are shared', () => {
  it('is 1 where four jobs fill one node of four GPUs, not 4', () => {
    const jobs = ['a', 'b', 'c', 'd'].map((id) => ({ id, submit: 0, actual_s: 3600 }))
    const found = metrics([{ count: 1, gpus: 4 }], jobs, oneGpu)
    expect(found).toMatchObject({ utilisation: 1, gpu_utilisation: 1, node_seconds: 4 * 3600 })
  })

  it('counts the time of a node once while jobs overlap on it, and not while it is empty', () => {
    // Node 0 has a in [0, 10), b in [5, 20) beside it, and c in [30, 40); node 1 has nobody: 30 of 80 node-seconds.
    const jobs = [
      { id: 'a', submit: 0, actual_s: 10 },
      { id: 'b', submit: 5, actual_s: 15 },
      { id: 'c', submit: 30, actual_s: 10 },
    ]
    const found = metrics([{ count: 2, gpus: 4 }], jobs, oneGpu)
    expect(found).toMatchObject({ utilisation: 30 / 80, gpu_utilisation: 35 / (8 * 40) })
  })

  it('is to the last digit that of counted nodes where every job takes its nodes whole', () => {
    const jobs = Array.from({ length: 60 }, (_, i) => ({
      id: String(i),
      submit: (i * 37) % 101,
      nodes: 1 + ((i * 5) % 3),
      actual_s: 1 + ((i * 53) % 47),
    }))
    const counted = metrics(3, jobs)
    expect(metrics([{ count: 3, gpus: 4 }], jobs).utilisation).toBe(counted.utilisation)
    expect(counted.utilisation).toBeGreaterThan(0.5)
  })

  it('is never above 1, nor below the share of the GPUs in use', () => {
    const shape = { jobs: 12, nodes: 3, windows: 2, priorities: 1, spanS: 15, longestS: 9 }
    for (let seed = 1; seed <= 60; seed += 1) {
      const workload = readShared(randomNodes(seed, shape))
      const found = metricsOf(workload, simulate(workload, { policy: 'easy', onProgress: null }))
      expect(found.utilisation ?? 0).toBeLessThanOrEqual(1)
      const like = new Set((workload.kinds ?? []).map(({ gpus }) => gpus)).size === 1
      if (like)
        expect(found.shared?.gpuUtilisation ?? 0).toBeLessThanOrEqual((found.utilisation ?? 0) + 1e-12)
    }
  })
})

describe('what a job is charged that takes a part of a node', () => {
  const four = ['a', 'b', 'c', 'd'].map((id) => ({ id, submit: 0, actual_s: 3600 }))
  const node = [{ count: 1, gpus: 4 }]
  const power = { busyW: 1500, idleW: 300 }

  it('is its part of a busy node: four jobs of a GPU draw together what one of four does', () => {
    const { energy, jobs } = answered(node, { jobs: four, more: oneGpu, fields: power })
    // 1,500 W for an hour, and nothing idles.
    expect(energy?.all.energyMwh).toBeCloseTo(1.5e-3, 12)
    expect(energy?.idle.energyMwh).toBe(0)
    expect(energy?.peakW).toBe(1500)
    expect(jobs?.map(({ energyKwh }) => energyKwh)).toEqual([0.375, 0.375, 0.375, 0.375])
    // One of four GPUs: 300 W of three idle quarters and all of a node's idling, and a quarter of 1,500 W.
    const one = answered(node, { jobs: four.slice(0, 1), more: oneGpu, fields: power }).energy
    expect(one?.peakW).toBe(300 + (1500 - 300) / 4)
    expect(one?.idle.energyMwh).toBeCloseTo(0.225e-3, 12)
  })

  it('is its part of a power cap', () => {
    const starts = (powerCapW: number) =>
      answered(node, { jobs: four, more: oneGpu, fields: { ...power, powerCapW } }).jobs?.map(
        (one) => one.start,
      )
    expect(starts(1500)).toEqual([0, 0, 0, 0])
    expect(starts(300 + 2 * 300)).toEqual([0, 0, 3600, 3600])
  })

  it('is the GPUs that it asks for, of the budget of its project', () => {
    const period = { start: 0, end: '100h', gpuHours: 3 }
    const budgets = { gpusPerNode: 4, enforce: true, projects: [{ project: 'p', periods: [period] }] }
    const found = answered(node, { jobs: four, more: { ...oneGpu, project: 'p' }, fields: { budgets } })
    expect(found.jobs?.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed', 'held'])
    expect(found.budgets?.projects[0]?.periods[0]).toMatchObject({ usedGpuH: 3, overdrawnGpuH: 0 })
  })
})
