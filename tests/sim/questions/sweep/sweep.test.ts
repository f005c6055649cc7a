import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerEstimate, countOfShard, pointAt } from '../../../../sim/index.ts'
import { answerOf, base, planOf } from './asked.ts'

describe('the points of axes', () => {
  it('count in the order of the fields, the last fastest, however the file orders them', () => {
    const plan = planOf({
      base,
      axes: { precision: ['bf16', 'fp8'], gpus: [1024, 2048], model: ['apertus-70b', 'apertus-8b'] },
    })
    const told = Array.from({ length: plan.count }, (_, index) => Object.values(pointAt(plan, index).axes))
    expect(told).toEqual([
      ['apertus-70b', 1024, 'bf16'],
      ['apertus-70b', 1024, 'fp8'],
      ['apertus-70b', 2048, 'bf16'],
      ['apertus-70b', 2048, 'fp8'],
      ['apertus-8b', 1024, 'bf16'],
      ['apertus-8b', 1024, 'fp8'],
      ['apertus-8b', 2048, 'bf16'],
      ['apertus-8b', 2048, 'fp8'],
    ])
  })

  it('are the base with the values of the axes in place of its own, and without what is null', () => {
    const plan = planOf({ base, axes: { gpus: ['4,096'], mfu: [null, 0.4] } })
    const without = { model: 'apertus-70b', system: 'alps', tokens: '15T', samples: 200 }
    expect([0, 1].map((index) => pointAt(plan, index).input)).toEqual([
      { ...without, gpus: '4,096' },
      { ...base, gpus: '4,096', mfu: 0.4 },
    ])
  })

  it('tell counts as numbers however they were spelled, and objects by name or place', () => {
    const machine = {
      name: 'Ours',
      acceleratorId: 'h100-sxm-80',
      nodes: 64,
      acceleratorsPerNode: 8,
      country: 'FRA',
    }
    const plan = planOf({
      base: { ...base, gpus: 512 },
      axes: {
        tokens: ['15T', 15e12, '1.5e13'],
        system: ['alps', machine],
        ranges: [{}, { mfu: '0.2 to 0.3' }],
      },
    })
    expect([
      ...new Set(Array.from({ length: plan.count }, (_, index) => pointAt(plan, index).axes['tokens'])),
    ]).toEqual([15e12])
    expect(pointAt(plan, 0).axes).toEqual({ tokens: 15e12, system: 'alps', ranges: '#1' })
    expect(pointAt(plan, 3).axes).toEqual({ tokens: 15e12, system: 'Ours', ranges: '#2' })
  })

  it('one without axes is one point', () => {
    expect(planOf({ base: { ...base, gpus: 4096 } }).count).toBe(1)
  })
})

describe('the points of a list', () => {
  it('are told by the fields in which they differ', () => {
    const plan = planOf([
      { ...base, gpus: 1024 },
      { ...base, gpus: '2048' },
      { ...base, gpus: 1024, grid: 'DE' },
    ])
    expect([0, 1, 2].map((index) => pointAt(plan, index).axes)).toEqual([
      { gpus: 1024, grid: null },
      { gpus: 2048, grid: null },
      { gpus: 1024, grid: 'DE' },
    ])
  })

  it('are those of "estimates", with the same hash', () => {
    const list = [{ ...base, gpus: 1024 }]
    expect(planOf(list).hash).toBe(planOf({ estimates: list }).hash)
  })
})

describe('a row', () => {
  it('has the figures of its estimate, to the bit', () => {
    const axes = { gpus: [1024, 4096], tokens: ['5T', '15T'], system: ['alps', 'isambard-ai'] }
    const { points, sweep } = answerOf({ base: { ...base, samples: 2000 }, axes })
    expect(sweep).toMatchObject({ count: 8, ok: 8, infeasible: 0, refused: 0 })
    for (const row of points) {
      const answered = answerEstimate({ ...base, samples: 2000, ...row.axes })
      if (answered.status !== 'answer' || !row.ok) throw new Error('no answer')
      const { totals, step, layout } = answered.value
      const { currency, p10, p50, p90 } = totals.cost
      expect(row).toMatchObject({
        wallClockDays: totals.wallClockDays,
        calendarDays: totals.calendarDays,
        gpuHours: totals.gpuHours,
        energyMwh: totals.energyMwh,
        carbonT: totals.carbonT,
        waterM3: totals.waterM3,
        cost: { p10, p50, p90 },
        currency,
        mfu: step.mfu,
      })
      expect(row.layout).toContain(`tp=${String(layout.tp)},pp=${String(layout.pp)},`)
    }
  })

  it('that is refused or cannot be says why in the words of the estimate, and hinders no other', () => {
    const { points, sweep } = answerOf({ base, axes: { gpus: [4096, 0, 4, 2048] } })
    expect(sweep).toMatchObject({ count: 4, ok: 2, infeasible: 1, refused: 1 })
    const refused = answerEstimate({ ...base, gpus: 0 })
    const cannot = answerEstimate({ ...base, gpus: 4 })
    if (refused.status !== 'refused' || cannot.status !== 'infeasible') throw new Error('answered')
    const [problem] = refused.problems
    expect(points[1]).toEqual({
      index: 1,
      axes: { gpus: 0 },
      ok: false,
      problem: `points.1[gpus=0].gpus: ${String(problem?.message)}`,
      problems: [{ field: 'points.1[gpus=0].gpus', message: problem?.message }],
    })
    expect(points[2]).toMatchObject({ index: 2, ok: false, obstacles: cannot.obstacles })
    const alone = answerOf({ base, axes: { gpus: [4096, 2048] } }).points
    expect([points[0], points[3]].map((row) => ({ ...row, index: 0 }))).toEqual(
      alone.map((row) => ({ ...row, index: 0 })),
    )
  })
})

describe('the hash', () => {
  it('stays when keys change their order, and changes with any value or its place', () => {
    const of = (raw: unknown) => planOf(raw).hash
    const one = of({ base, axes: { gpus: [1024, 2048], grid: ['CH'] } })
    const { samples, ...others } = base
    expect(of({ axes: { grid: ['CH'], gpus: [1024, 2048] }, base: { samples, ...others } })).toBe(one)
    const changed = [
      of({ base, axes: { gpus: [2048, 1024], grid: ['CH'] } }),
      of({ base, axes: { gpus: [1024, 2048], grid: ['DE'] } }),
      of({ base: { ...base, samples: 300 }, axes: { gpus: [1024, 2048], grid: ['CH'] } }),
      of([{ ...base, gpus: 1024 }]),
    ]
    expect(new Set([one, ...changed]).size).toBe(5)
    expect(one).toMatch(/^s[0-9a-f]{16}$/)
  })
})

describe('shards', () => {
  it('share every point out, none twice, and differ by one point at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 300 }), (count, shards) => {
        const sizes = Array.from({ length: shards }, (_, i) => countOfShard(count, { shard: i + 1, shards }))
        const byHand = sizes.map(
          (_, i) => Array.from({ length: count }, (__, k) => k).filter((k) => k % shards === i).length,
        )
        expect(sizes).toEqual(byHand)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 50 },
    )
  })
})
