import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerEstimate, answerPredict, answerTradeoffs, type PointAnswer } from '../../../../sim/index.ts'

function pointsOf(input: unknown): readonly PointAnswer[] {
  const answered = answerTradeoffs(input)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value.points
}

const limitW = 660
const drawnW = 680
/** 0.43 of it: lower caps are refused, for they leave the accelerator no more than it draws idle. */
const leastW = 293
const machine = {
  name: 'Quads',
  acceleratorId: 'gh200-96',
  country: 'CHE',
  nodes: 512,
  acceleratorsPerNode: 4,
  powerCapW: limitW,
  hplPowerW: drawnW * 2048,
  hplAccelerators: 2048,
}
const run = { model: 'apertus-70b', tokens: '2T', gpus: 2048 }

describe('a power cap', () => {
  it.each([300, 450, 600])('of %i W is the power limit lowered in that proportion', (capW) => {
    const [point] = pointsOf({ ...run, system: machine, powerCapW: capW })
    const held = { ...machine, powerCapW: (limitW * capW) / drawnW }
    const estimated = answerEstimate({ ...run, system: held })
    if (estimated.status !== 'answer') throw new Error(JSON.stringify(estimated))
    const { step, totals } = estimated.value
    expect((point?.mfu ?? 0) / step.mfu).toBeCloseTo(1, 9)
    // Losses by restarts weigh less in a longer run, so the skew of the futures is a little other.
    expect(Math.abs((point?.time ?? 0) / totals.calendarDays.p50 - 1)).toBeLessThan(0.003)
  })

  it('above the draw changes nothing; below it power falls more than speed, and a lower one never helps speed', () => {
    const [free] = pointsOf({ ...run, system: machine })
    fc.assert(
      fc.property(fc.integer({ min: leastW, max: 900 }), fc.integer({ min: 1, max: 200 }), (capW, more) => {
        const [low, high] = pointsOf({ ...run, system: machine, powerCapW: [capW, capW + more] })
        if (low === undefined || high === undefined || free === undefined)
          throw new Error('a point is missing')
        expect(low.time).toBeGreaterThanOrEqual(high.time)
        expect(low.power).toBeLessThanOrEqual(high.power)
        if (capW >= drawnW) expect([low.time, low.power]).toEqual([free.time, free.power])
        else expect(low.mfu / free.mfu).toBeGreaterThan(low.power / free.power)
      }),
      { numRuns: 25 },
    )
  })

  it('that no clock holds under is refused with the least that one does, and that is taken', () => {
    const refused = answerTradeoffs({ ...run, system: machine, powerCapW: 100 })
    if (refused.status !== 'infeasible') throw new Error(JSON.stringify(refused))
    expect(refused.obstacles.map(({ nearest }) => nearest)).toEqual([
      { field: 'powerCapW', value: 293, sentence: 'Use a cap of 293 W' },
    ])
    expect(pointsOf({ ...run, system: machine, powerCapW: 293 })).toHaveLength(1)
    expect(answerTradeoffs({ ...run, system: machine, powerCapW: 292 }).status).toBe('infeasible')
  })

  it('slows a run by up to three points more than was published for the same saving', () => {
    // McDonald et al. 2022 (arXiv 2205.09646), BERT on V100: 13.7 % of energy saved, 6.8 % more time.
    const saved = 0.137
    const published = 0.068
    const freeW = 1000
    const system = {
      name: 'V100',
      acceleratorId: 'v100-sxm2-32',
      country: 'USA',
      nodes: 2,
      acceleratorsPerNode: 4,
      pueRatio: 1,
      hplPowerW: 8 * freeW,
      hplAccelerators: 8,
    }
    const model = {
      model_type: 'gpt2',
      n_layer: 24,
      n_embd: 1024,
      n_head: 16,
      n_positions: 512,
      vocab_size: 30522,
    }
    const caps = Array.from({ length: 401 }, (_, step) => 600 + step)
    const points = pointsOf({
      model,
      system,
      tokens: '10B',
      gpus: 8,
      seqLen: 512,
      globalBatchTokens: 131_072,
      powerCapW: caps,
    })
    const free = points.at(-1)
    if (free === undefined) throw new Error('there is no point')
    const energyOf = ({ power, mfu }: PointAnswer) => power / free.power / (mfu / free.mfu)
    const [nearest] = [...points].sort(
      (a, b) => Math.abs(energyOf(a) - (1 - saved)) - Math.abs(energyOf(b) - (1 - saved)),
    )
    const slower = free.mfu / (nearest?.mfu ?? 0) - 1
    expect(slower).toBeGreaterThan(published)
    expect(slower).toBeLessThan(published + 0.03)
  })

  it('of a part whose power limit nobody publishes is said to cost nobody knows what', () => {
    const system = { ...machine, pueRatio: 1, acceleratorId: 'tpu-v5e', hplPowerW: 200 * 2048 }
    const answered = answerTradeoffs({ ...run, model: 'apertus-8b', system, powerCapW: [150, 250] })
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    expect(answered.value.points.map(({ powerCapW }) => powerCapW)).toEqual([250])
    expect(answered.value.infeasible[0]?.reason).toMatch(/^no power limit of .* is published/)
  })
})

describe('a power limit below what the host of a module takes', () => {
  it('is refused by its field, in a system file and in a prediction', () => {
    const own = answerEstimate({
      model: 'apertus-70b',
      tokens: '2T',
      gpus: 2048,
      system: { ...machine, powerCapW: 100 },
    })
    expect(own.status === 'refused' ? own.problems.map(({ field }) => field) : own.status).toEqual([
      'system.powerCapW',
    ])
    const lines = answerPredict({
      lines: [{ model: 'apertus-8b', gpus: 64, hardware: { system: 'alps', powerCapW: 100 } }],
    })
    expect(JSON.stringify(lines)).toContain('hardware.powerCapW: 100 W leaves nothing')
  })
})
