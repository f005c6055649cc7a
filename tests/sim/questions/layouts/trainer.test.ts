import { describe, expect, it } from 'vitest'
import { models } from '../../../../sim/catalogue/models.ts'
import { answerEstimate, answerLayouts, answerSbatch, answerTradeoffs } from '../../../../sim/index.ts'
import { frameworks } from '../../../../sim/questions/estimate/layout/trainer-rules.ts'

/**
 * `LAW_TRAINERS=1 npx vitest run --config tests/vitest.config.ts tests/sim/questions/layouts/trainer.test.ts` asks of every
 * model; else of a few, others for each trainer.
 */
const every = process.env['LAW_TRAINERS'] === '1'
const few = ['llama-3.1-8b', 'llama-3.1-405b', 'qwen3-30b-a3b', 'deepseek-v3', 'smollm3-3b']
const ids = every ? models.map(({ id }) => id) : few

type Change = { readonly field: string; readonly value: unknown } | null

/** The question with every nearest change made; null where one is not known. */
function changed(question: object, nearest: readonly Change[]): object | null {
  const known = nearest.flatMap((change) => (change === null ? [] : [[change.field, change.value] as const]))
  return known.length < nearest.length ? null : { ...question, ...Object.fromEntries(known) }
}

describe.each(frameworks)('the layouts of %s', (framework) => {
  it.each(ids)(
    'of %s are those that its script is accepted with, or the change that is named has some',
    (model) => {
      const question = { model, system: 'alps', gpus: 512, globalBatchTokens: '4M', framework }
      const answered = answerLayouts({ ...question, top: 4 })
      if (answered.status === 'refused') throw new Error(JSON.stringify(answered.problems))
      if (answered.status === 'infeasible') {
        const near = changed(
          question,
          answered.obstacles.map(({ nearest }) => nearest),
        )
        if (near !== null) expect(answerLayouts({ ...near, top: 1 }).status).toBe('answer')
        return
      }
      const asked = { ...question, tokens: '1T', samples: 200 }
      for (const { text } of answered.value.layouts) {
        const script = answerSbatch({ ...asked, layout: text })
        expect(script.status, JSON.stringify([text, script])).toBe('answer')
      }
      const estimate = answerEstimate(asked)
      expect(estimate.status === 'answer' && estimate.value.layout).toEqual(answered.value.layouts[0]?.layout)
      const script = answerSbatch(asked)
      expect(script.status === 'answer' && script.value.layout).toEqual(answered.value.layouts[0]?.layout)
    },
  )
})

describe('a trainer that cannot', () => {
  it('train the model says so with one that can, and an estimate is not held to it', () => {
    const question = { model: 'gemma-2-27b', system: 'alps', gpus: 64, framework: 'megatron' }
    const answered = answerLayouts(question)
    const [obstacle] = answered.status === 'infeasible' ? answered.obstacles : []
    expect(obstacle?.reason).toContain('Megatron-LM cannot train this run: it does not scale the embeddings')
    expect(obstacle?.nearest).toMatchObject({ field: 'framework', value: 'megatron-bridge' })
    const estimate = answerEstimate({ ...question, tokens: '1T', samples: 500 })
    const told = estimate.status === 'answer' ? estimate.value.hardlyMeant : []
    expect(told).toEqual([
      { id: 'framework', sentence: obstacle?.reason, fix: { field: 'framework', value: 'megatron-bridge' } },
    ])
    const ways = answerTradeoffs({ ...question, tokens: '1T' })
    expect(ways.status === 'answer' && ways.value.notes).toContain(`Gemma 2 27B: ${obstacle?.reason ?? ''}`)
  })

  it('do the run is told no other that cannot train the model', () => {
    const run = {
      model: 'apertus-8b',
      system: 'alps',
      gpus: 192,
      precision: 'fp8',
      tokens: '1T',
      samples: 200,
    }
    const asked = { ...run, framework: 'megatron' }
    for (const answered of [answerEstimate(asked), answerSbatch(asked), answerTradeoffs(asked)]) {
      const obstacles = answered.status === 'infeasible' ? answered.obstacles : []
      expect(obstacles.map(({ nearest }) => nearest)).toEqual([null])
      expect(obstacles[0]?.reason).toMatch(/^Megatron-LM cannot .* FP8 .*; none of ours can as asked$/)
    }
  })

  it('do the precision says so with another trainer', () => {
    const answered = answerLayouts({
      model: 'llama-2-7b',
      system: 'alps',
      gpus: 64,
      framework: 'nanotron',
      precision: 'fp8',
    })
    const [obstacle] = answered.status === 'infeasible' ? answered.obstacles : []
    expect(obstacle?.reason).toContain('it trains in bf16')
    expect(obstacle?.nearest?.field).toBe('framework')
  })
})
