import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { questions, answerLayouts, predictLine, type LayoutsAnswer } from '../../../../sim/index.ts'
import { batchNear } from '../../../../sim/planner/batch.ts'
import { clearWinOf, countUnusual, pessimismOf } from '../../../../sim/planner/best-layout.ts'

type Question = { readonly [field: string]: unknown }

function h100(nodes: number, acceleratorId = 'h100-sxm-80') {
  return { name: 'cluster', acceleratorId, nodes, acceleratorsPerNode: 8 }
}

function answer(question: Question): LayoutsAnswer {
  const answered = answerLayouts(question)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

function best(question: Question) {
  const [first] = answer(question).layouts
  if (first === undefined) throw new Error('no layout')
  return first
}

/** Runs that somebody trained: the question, and what their layouts have in common. */
const practised: readonly (readonly [string, Question, readonly [tp: number, pp: number, mbs: number]])[] = [
  // Apertus report: tp 4, pp 8, vpp 5, micro-batch 1 of 4,096.
  ['Apertus-70B on Alps', { model: 'apertus-70b', system: 'alps', gpus: 4096 }, [4, 8, 4]],
  // Llama 3 report, table 4: tp 8, pp 16, dp 128 at 8,192 tokens.
  [
    'Llama 3.1 405B on 16,384 H100',
    { model: 'llama-3.1-405b', system: h100(2048), gpus: 16384, seqLen: 8192, globalBatchTokens: 16777216 },
    [8, 16, 1],
  ],
  // torchtitan and llm-foundry train 8B models with sharded data parallelism alone.
  [
    'Llama 3.1 8B on 64 H100',
    { model: 'llama-3.1-8b', system: h100(8), gpus: 64, seqLen: 4096, globalBatchTokens: 4194304 },
    [2, 2, 8],
  ],
  // DeepSeek-V3 report, section 3.2: pp 16, ep 64, no tensor parallelism.
  [
    'DeepSeek-V3 on 2,048 H800',
    {
      model: 'deepseek-v3',
      system: h100(256, 'h800-sxm-80'),
      gpus: 2048,
      seqLen: 4096,
      globalBatchTokens: 15360 * 4096,
      precision: 'fp8',
    },
    [2, 32, 2],
  ],
  [
    'Llama 3.2 1B on one H100',
    { model: 'llama-3.2-1b', system: h100(1), gpus: 1, globalBatchTokens: '500k' },
    [1, 1, 16],
  ],
  [
    'Llama 3.1 8B on a prime number of H100',
    { model: 'llama-3.1-8b', system: h100(8), gpus: 61, globalBatchTokens: '4M' },
    [1, 1, 8],
  ],
]

describe('the layout of the planner', () => {
  it.each(practised)('%s: one that a practitioner would accept', (_, question, [tp, pp, microBatch]) => {
    const { layout, memory, unusual } = best(question)
    expect(layout.tp).toBeLessThanOrEqual(tp)
    expect(layout.pp).toBeLessThanOrEqual(pp)
    expect(layout.microBatch).toBeLessThanOrEqual(microBatch)
    expect(layout.cp).toBeLessThanOrEqual(2)
    expect(memory.headroomBytes).toBeGreaterThanOrEqual(0)
    expect(unusual).toEqual([])
  })

  it('takes experts apart before it takes tensors across nodes', () => {
    const { layout } = best({ model: 'deepseek-v3', system: h100(256, 'h800-sxm-80'), gpus: 2048 })
    expect(layout.ep).toBeGreaterThanOrEqual(8)
    expect(layout.tp).toBeLessThanOrEqual(8)
  })
})

describe('the answer', () => {
  const asked = { model: 'apertus-70b', system: 'alps', gpus: 4096, top: 20 }
  const found = answer(asked)

  it('keeps the contract', () => {
    expect(questions.layoutsAnswer.safeParse(found).error).toBeUndefined()
  })

  it('lists no more than was asked for, pessimistic speed falling', () => {
    // A pipeline has to win clearly.
    const speeds = found.layouts.map(
      ({ layout, pessimistic }) => pessimistic.tokensPerSPerGpu / clearWinOf(layout),
    )
    expect(speeds.length).toBe(20)
    expect(speeds).toEqual([...speeds].sort((a, b) => b - a))
  })

  it('says how many of the first the model cannot tell apart', () => {
    const [first] = found.layouts
    const apart = found.layouts.findIndex(
      ({ expected }) => Math.abs(Math.log(expected.stepTimeS / (first?.expected.stepTimeS ?? 0))) > 0.08,
    )
    expect(apart).toBeGreaterThan(1)
    expect(found.noise).toContain(`The first ${String(apart)} are within 8 %`)
  })

  it('takes no pipeline for a model that fits without, unless it wins clearly', () => {
    const small = { model: 'qwen3-8b', system: h100(8), gpus: 64, seqLen: 4096, globalBatchTokens: 4194304 }
    const { layout, expected } = best(small)
    const without = answer({ ...small, top: 100 }).layouts.find((one) => one.layout.pp === 1)
    expect(without).toBeDefined()
    if (layout.pp > 1) expect(without?.expected.stepTimeS).toBeGreaterThan(expected.stepTimeS)
  })

  it('is the same layout, time and memory for whoever predicts it alone', () => {
    for (const { layout, expected, memory } of found.layouts) {
      const { recompute, sequenceParallel, ...counts } = layout
      const line = predictLine({
        model: 'apertus-70b',
        seqLen: 4096,
        hardware: { system: 'alps' },
        gpus: 4096,
        layout: counts,
        recompute,
        sequenceParallel,
        framework: 'megatron',
        year: 2025,
      })
      if (!line.ok) throw new Error(line.problem)
      expect(line.stepTimeS).toBeCloseTo(expected.stepTimeS, 9)
      expect(line.peakBytes).toBe(memory.peakBytes)
    }
  })

  it('divides: accelerators, batch and breakdowns', () => {
    for (const { layout, expected, memory } of found.layouts) {
      expect(layout.tp * layout.pp * layout.cp * layout.dp).toBe(4096)
      expect(layout.globalBatch).toBe(found.globalBatch)
      expect(Number.isInteger(layout.globalBatch / (layout.dp * layout.microBatch))).toBe(true)
      const seconds = Object.values(expected.breakdownS).reduce((sum, part) => sum + part, 0)
      expect(seconds / expected.stepTimeS).toBeCloseTo(1, 9)
      const bytes = Object.values(memory.breakdownBytes).reduce((sum, part) => sum + part, 0)
      expect(bytes).toBe(memory.peakBytes)
    }
  })

  it('has a front that nothing on it beats', () => {
    for (const one of found.front)
      for (const other of found.front)
        expect(
          other.gpus <= one.gpus && other.stepTimeS < one.stepTimeS && other.peakBytes < one.peakBytes,
        ).toBe(false)
    expect(new Set(found.front.map(({ gpus }) => gpus))).toEqual(new Set([4096, 2048, 1024, 512]))
  })
})

describe('what cannot be', () => {
  it.each([
    [{ model: 'llama-3.1-405b', system: 'alps', gpus: 64 }, 'memory', 'gpus', 88],
    [{ model: 'llama-3.1-8b', system: 'alps', gpus: 20000 }, 'accelerators', 'gpus', 10752],
    [
      { model: 'llama-3.1-8b', system: h100(1024), gpus: 4093, globalBatchTokens: '4M' },
      'layout',
      'gpus',
      4092,
    ],
    [{ model: 'olmo-2-32b', system: 'lumi-g', gpus: 64, precision: 'fp8' }, 'precision', 'precision', 'bf16'],
    [
      { model: 'llama-3.1-70b', system: h100(1), gpus: 8, seqLen: 1048576, globalBatchTokens: '16M' },
      'memory',
      null,
      null,
    ],
  ])('%o says why, and the nearest that can', (question, kind, field, value) => {
    const answered = answerLayouts(question)
    if (answered.status !== 'infeasible') throw new Error(answered.status)
    const [obstacle] = answered.obstacles
    expect(obstacle?.kind).toBe(kind)
    expect(obstacle?.nearest?.field ?? null).toBe(field)
    expect(obstacle?.nearest?.value ?? null).toBe(value)
    if (field !== null && kind !== 'accelerators') {
      expect(answerLayouts({ ...question, [field]: value }).status).toBe('answer')
    }
  })

  it.each([
    // 70B with Adam needs about 16 bytes a parameter: two nodes of 80 GB are too few, three enough.
    [{ model: 'llama-2-70b', system: 'gefion', gpus: 16, globalBatchTokens: '4M' }, 24],
    [{ model: 'llama-3.1-405b', system: 'alps', gpus: 64 }, 88],
  ])('%o: no number of whole nodes nearer could do', (question, nearest) => {
    const answered = answerLayouts(question)
    const told = answered.status === 'infeasible' ? answered.obstacles[0]?.nearest?.value : null
    expect(told).toBe(nearest)
    const node = question.system === 'alps' ? 4 : 8
    for (let gpus = question.gpus; gpus < nearest; gpus += node)
      expect(answerLayouts({ ...question, gpus, top: 1 }).status).toBe('infeasible')
  })

  it('and what is wrong is said at once', () => {
    const answered = answerLayouts({ model: 'nix', gpus: 'x', top: 0, colour: 'red' })
    const fields = answered.status === 'refused' ? answered.problems.map(({ field }) => field) : []
    expect([...fields].sort()).toEqual(['colour', 'gpus', 'model', 'system', 'top'])
  })
})

describe('the batch', () => {
  it('of a multiple of the accelerators stays', () => {
    expect(batchNear(4096, 1024)).toBe(4096)
    expect(batchNear(15360, 2048)).toBe(15360)
  })

  it('moves little to what many layouts divide', () => {
    expect(batchNear(4e6 / 8192, 64)).toBe(512)
    expect(batchNear(512, 96)).toBe(528)
  })

  it('is near and divides some of the accelerators', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 20000 }), (wanted, gpus) => {
        const batch = batchNear(wanted, gpus)
        expect(Number.isInteger(batch)).toBe(true)
        expect(Math.abs(batch / wanted - 1)).toBeLessThanOrEqual(0.5)
      }),
    )
  })
})

describe('pessimism', () => {
  const usual = best({ model: 'apertus-70b', system: 'alps', gpus: 4096 }).layout
  const question = { parameters: 70e9, mixture: false, seqLen: 4096, stack: 'megatron' as const }

  it('is one over the low end, more with every departure from practice, never below one', () => {
    expect(pessimismOf(0.8, 0)).toBeCloseTo(1 / 0.8, 12)
    expect(pessimismOf(0.8, 2)).toBeGreaterThan(pessimismOf(0.8, 1))
    expect(pessimismOf(1.1, 0)).toBe(1)
  })

  it('counts what nobody has published', () => {
    expect(countUnusual(usual, question)).toBe(0)
    expect(countUnusual({ ...usual, cp: 4 }, question)).toBeGreaterThan(0)
    expect(countUnusual({ ...usual, microBatch: 64 }, question)).toBe(1)
    expect(countUnusual({ ...usual, zero: 3 }, { ...question, mixture: true })).toBe(1)
    expect(countUnusual({ ...usual, zero: 3 }, { ...question, mixture: true, stack: 'fsdp' })).toBe(0)
  })
})
