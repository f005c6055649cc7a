import { describe, expect, it } from 'vitest'
import {
  answerEstimate,
  answerInvest,
  answerPredict,
  answerSchedule,
  answerTradeoffs,
} from '../../../sim/index.ts'
import { usualWorkMs } from '../../../server/environment.ts'
import { countedUs } from '../../../sim/base/outcome.ts'

const run = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096, mfu: 0.31 }
const line = { model: 'llama-3.1-8b', hardware: { accelerator: 'h100-sxm-80' }, gpus: 64, seqLen: 4096 }
const layout = { tp: 1, pp: 1, microBatch: 2, globalBatch: 512, zero: 3 }
const projects = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `p${String(i)}`, gpuHours: 1000, due: '2029Q4' }))

/** Each with sizes whose equal steps are equal amounts of work. */
const kinds: readonly (readonly [name: string, sizes: readonly number[], ask: (size: number) => unknown])[] =
  [
    ['samples of an estimate', [2000, 4000, 6000], (samples) => answerEstimate({ ...run, samples })],
    [
      'lines of predict',
      [10, 20, 30],
      (count) =>
        answerPredict({ lines: Array.from({ length: count }, (_, id) => ({ ...line, layout, id })) }),
    ],
    [
      'projects of a portfolio',
      [20, 40, 60],
      (count) =>
        answerInvest({
          case: 'alps',
          samples: 100,
          portfolio: { start: '2027Q1', quarters: 8, budget: '100B', projects: projects(count) },
        }),
    ],
  ]

describe('counted work', () => {
  it.each([
    ['qwen3-235b-a22b', '15T', '120d'],
    ['qwen3-235b-a22b', '36T', '240d'],
    ['qwen3-30b-a3b', '15T', '60d'],
    ['deepseek-v3', '14.8T', '180d'],
  ])('of the smallest cluster for %s is within what the service gives', (model, tokens, time) => {
    const run = { model, tokens, system: 'alps', gpus: 4096 }
    const us = countedUs(() => answerTradeoffs({ ...run, find: { smallestCluster: { time } } }))
    expect(us / 1000).toBeLessThan(usualWorkMs)
  })

  it.each(kinds)('grows in proportion to the %s', (_, sizes, ask) => {
    // What is worked out once, and kept, is no part of what grows.
    ask(sizes[0] ?? 0)
    const [small = 0, middle = 0, large = 0] = sizes.map((size) => countedUs(() => ask(size)))
    expect(middle).toBeGreaterThan(small)
    expect(large - middle).toBeCloseTo(middle - small, 3)
  })

  it('grows at least by the nodes that each job looks at where nodes are shared', () => {
    const jobs = Array.from({ length: 50 }, (_, id) => ({
      id,
      submit: id * 60,
      nodes: 2,
      gpus: 1,
      requested_s: 600,
      actual_s: 300,
    }))
    const ask = (count: number) =>
      countedUs(() =>
        answerSchedule({ policy: 'easy', cluster: { nodes: [{ count, gpus: 4, cores: 64 }] }, jobs }, null),
      )
    const [few, many] = [ask(100), ask(1100)]
    // 50 starts that look at 1,000 nodes more, 0.15 µs each.
    expect(many - few).toBeGreaterThanOrEqual(0.15 * 50 * 1000)
  })

  it('grows by the jobs that each end of a project looks at where budgets are enforced', () => {
    // Hours for one job at a time: each end lets the others join, and each start holds them back again.
    const budgets = {
      gpusPerNode: 4,
      enforce: true,
      projects: [{ project: 'p', periods: [{ start: 0, end: '1000d', gpuHours: 4.9 }] }],
    }
    const ask = (count: number) => {
      const job = { submit: 0, nodes: 1, requested_s: 3600, actual_s: 1, project: 'p' }
      const jobs = Array.from({ length: count }, (_, id) => ({ ...job, id }))
      return countedUs(() => answerSchedule({ cluster: { nodes: 9 }, jobs, budgets }, null))
    }
    // 600² and 300² looks of 0.15 µs, and half as many jobs that join at 0.2 µs or more.
    const looks = 600 ** 2 - 300 ** 2
    expect(ask(600) - ask(300)).toBeGreaterThanOrEqual(0.15 * looks + (0.2 * looks) / 2)
  })
})
