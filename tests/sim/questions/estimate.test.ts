import { describe, expect, it } from 'vitest'
import { answerEstimate, gpuCounts, presets, type EstimateAnswer } from '../../../sim/index.ts'

const apertus = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096 }

function answer(input: unknown): EstimateAnswer {
  const answered = answerEstimate(input)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

function problems(input: unknown): readonly string[] {
  const answered = answerEstimate(input)
  return answered.status === 'refused' ? answered.problems.map(({ field }) => field) : []
}

function total(parts: { readonly [part: string]: number }): number {
  return Object.values(parts).reduce((sum, part) => sum + part, 0)
}

describe('Apertus-70B on 15 T tokens, 4,096 GH200 of Alps, MFU 0.31', () => {
  const given = answer({ ...apertus, mfu: 0.31 })

  it("has the report's FLOPs under the full-attention convention", () => {
    expect(Math.abs(given.compute.trainingFlopsFullAttention / 6.74e24 - 1)).toBeLessThan(0.002)
    expect(given.compute.attentionConvention).toBe('causal')
  })

  it('has GPU-hours that follow from its FLOPs', () => {
    const net = given.compute.trainingFlops / (989.5e12 * 0.31 * 3600)
    expect(given.totals.netGpuHours.p50).toBeCloseTo(net, 3)
    expect(given.totals.gpuHours.p50 * given.goodput.fraction).toBeCloseTo(net, 3)
    expect(given.totals.wallClockDays.p50).toBeCloseTo(given.totals.gpuHours.p50 / 4096 / 24, 9)
  })

  it('costs CHF by the CSCS tariff', () => {
    expect(given.totals.cost).toMatchObject({ currency: 'CHF', basis: 'public tariff', date: '2026-07-01' })
    expect(given.totals.cost.p50).toBeCloseTo(given.totals.gpuHours.p50 * 0.6725, 3)
  })

  it("stands beside the report's 5 GWh, with the difference explained", () => {
    const energy = given.comparisons.find(({ figure }) => figure === 'Energy')
    expect(energy).toMatchObject({ published: 5000, unit: 'MWh' })
    expect(energy?.onTheirBasis).toBeCloseTo((given.totals.gpuHours.p50 * 560) / 1e6, 6)
    expect(energy?.explanation).toContain('8.85 M gross GPU-hours × 560 W = 4,955 MWh')
    expect(energy?.explanation).toContain('685 W of system power')
  })

  it('adds up everywhere', () => {
    expect(total(given.gpuHoursBreakdown) / given.totals.gpuHours.p50).toBeCloseTo(1, 12)
    expect(total(given.energyBreakdownMwh) / given.totals.energyMwh.p50).toBeCloseTo(1, 12)
    expect(total(given.carbonBreakdownT) / given.totals.carbonT.p50).toBeCloseTo(1, 12)
    expect(total(given.waterBreakdownM3) / given.totals.waterM3.p50).toBeCloseTo(1, 12)
    expect(total(given.costBreakdown) / given.totals.cost.p50).toBeCloseTo(1, 12)
    expect(total(given.step.breakdownS) / given.step.stepTimeS).toBeCloseTo(1, 12)
    expect(total(given.memory.breakdownBytes) / given.memory.peakBytes).toBeCloseTo(1, 12)
  })

  it('says whose every assumption is', () => {
    for (const { source, basis, id } of given.assumptions) {
      expect(source, id).not.toBe('')
      expect(['sourced', 'given', 'judgement', 'derived']).toContain(basis)
    }
  })
})

describe('without a given MFU', () => {
  it('the performance model predicts it, within 7 % of the 722.8 tokens/s published for this run', () => {
    const { step, assumptions } = answer(apertus)
    const mfu = assumptions.find(({ id }) => id === 'mfu')
    expect(mfu?.source).toContain('predicted by the performance model')
    expect(Math.abs(step.tokensPerSPerGpu / 722.8 - 1)).toBeLessThan(0.07)
    expect(mfu?.value).toBeCloseTo((step.tokensPerSPerGpu * 433262863296) / 989.5e12, 6)
  })

  it('the net GPU-hours are within 8 % of the 5.80 M that the report draws', () => {
    expect(Math.abs(answer(apertus).totals.netGpuHours.p50 / 5.8e6 - 1)).toBeLessThan(0.08)
  })

  it.each(presets.map((preset) => [preset.id, preset] as const))(
    'the preset %s has an answer',
    (_, { input }) => {
      expect(answer(input).totals.cost.p50).toBeGreaterThan(0)
    },
  )
})

describe('bad input', () => {
  it('is told all at once, each with its field', () => {
    const input = {
      model: 'apertus-7b',
      tokens: '15X',
      system: 'alp',
      gpus: 0,
      mfu: 1.5,
      colour: 'red',
      layout: 'tp=x',
    }
    expect([...problems(input)].sort()).toEqual([
      'colour',
      'gpus',
      'layout.tp',
      'mfu',
      'model',
      'system',
      'tokens',
    ])
  })

  it('names the nearest known ids', () => {
    const answered = answerEstimate({ ...apertus, model: 'apertus-7b' })
    expect(answered.status === 'refused' && answered.problems[0]?.message).toContain('apertus-70b')
  })

  it.each([
    ['nothing', undefined, ['input']],
    ['a list', [], ['input']],
    ['an empty object', {}, ['model', 'tokens', 'system', 'gpus']],
    ['null fields', { ...apertus, gpus: null }, ['gpus']],
    [
      'a config without fields',
      { ...apertus, model: { model_type: 'llama' } },
      [
        'model.num_hidden_layers',
        'model.hidden_size',
        'model.vocab_size',
        'model.num_attention_heads',
        'model.intermediate_size',
      ],
    ],
    ['a grid that is none', { ...apertus, grid: 'XX' }, ['grid']],
    ['money without a currency', { ...apertus, gpuHourPrice: '0.67' }, ['gpuHourPrice']],
    ['a layout that does not multiply', { ...apertus, layout: 'tp=4,pp=8,dp=3' }, ['layout']],
    [
      'a system without fields',
      { ...apertus, system: { name: 'x' } },
      ['system.acceleratorId', 'system.nodes', 'system.acceleratorsPerNode'],
    ],
  ])('%s is refused', (_, input, fields) => {
    expect([...new Set(problems(input))].sort()).toEqual([...fields].sort())
  })
})

describe('what cannot be', () => {
  it('says the reason and the nearest feasible change, which then works', () => {
    const tight = { ...apertus, gpus: 4 }
    const answered = answerEstimate(tight)
    if (answered.status !== 'infeasible') throw new Error(answered.status)
    const nearest = answered.obstacles[0]?.nearest
    expect(answered.obstacles[0]?.kind).toBe('memory')
    expect(answerEstimate({ ...tight, [nearest?.field ?? '']: nearest?.value }).status).toBe('answer')
  })

  it('more accelerators than the machine has', () => {
    const answered = answerEstimate({ ...apertus, gpus: 20000 })
    expect(answered.status === 'infeasible' && answered.obstacles[0]?.nearest?.value).toBe(10752)
  })

  it('a precision that the part does not have', () => {
    const answered = answerEstimate({
      model: 'llama-2-7b',
      tokens: '1T',
      system: 'leonardo',
      gpus: 64,
      precision: 'fp8',
    })
    expect(answered.status === 'infeasible' && answered.obstacles[0]?.kind).toBe('precision')
  })

  it('what a layout leaves open is chosen so that it fits', () => {
    const answered = answerEstimate({ ...apertus, layout: 'tp=1,pp=1' })
    if (answered.status !== 'answer') throw new Error(answered.status)
    const { layout, memory } = answered.value
    expect([layout.tp, layout.pp]).toEqual([1, 1])
    expect(memory.peakBytes).toBeLessThanOrEqual(memory.capacityBytes)
  })

  it('a layout that does not fit, with one that does', () => {
    const answered = answerEstimate({ ...apertus, layout: 'tp=1,pp=1,zero=0' })
    if (answered.status !== 'infeasible') throw new Error(answered.status)
    expect(answerEstimate({ ...apertus, layout: answered.obstacles[0]?.nearest?.value }).status).toBe(
      'answer',
    )
  })
})

describe("a person's own model and system", () => {
  it('a config and a system file have an answer', () => {
    const model = {
      model_type: 'llama',
      num_hidden_layers: 32,
      hidden_size: 4096,
      intermediate_size: 14336,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      vocab_size: 128256,
    }
    const system = {
      name: 'Our cluster',
      acceleratorId: 'H100-80GB-SXM',
      nodes: 32,
      acceleratorsPerNode: 8,
      country: 'DEU',
      pueRatio: 1.3,
    }
    const own = answer({ model, tokens: '2T', system, gpus: 256 })
    expect(own.model.parameters).toBe(8030261248)
    expect(own.system).toMatchObject({ name: 'Our cluster', accelerator: 'h100-sxm-80', nodes: 32 })
    expect(own.assumptions.find(({ id }) => id === 'pueRatio')).toMatchObject({ value: 1.3, basis: 'given' })
  })
})

describe('a sweep', () => {
  it('never takes longer with more accelerators at a fixed MFU, and says what is infeasible', () => {
    const swept = gpuCounts.sweepGpus({ ...apertus, mfu: 0.35 }, [4096, 4, 64, 512, 20000])
    if (swept.status !== 'answer') throw new Error(swept.status)
    expect(swept.value.points.map(({ gpus }) => gpus)).toEqual([64, 512, 4096])
    expect(swept.value.infeasible).toEqual([4, 20000])
    const days = swept.value.points.map(({ wallClockDays }) => wallClockDays.p50)
    expect([...days].sort((a, b) => b - a)).toEqual(days)
  })
})
