import { describe, expect, it } from 'vitest'
import { answerEstimate, answerLayouts, answerSbatch } from '../../../../sim/index.ts'

const run = { model: 'llama-3.1-8b', system: 'alps', gpus: 64 }
const layoutsIn = (answer: unknown) => JSON.stringify(answer).match(/tp=\d+,pp=[^"]*/g) ?? []

/** What each trainer has: nanotron ZeRO 0 and 1 and no interleaving; TorchTitan whole parameters or shards, no ZeRO 1. */
const cannot = { nanotron: /zero=[23]|vpp=[2-9]|cp=[2-9]|recompute=selective/, torchtitan: /zero=1/ } as const

describe.each(['nanotron', 'torchtitan'] as const)('the layouts of %s', (framework) => {
  it('are those that the trainer can do, in every row of the ranking', () => {
    const answered = answerLayouts({ ...run, framework })
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    const told = layoutsIn(answered.value)
    expect(told.length).toBeGreaterThan(1)
    for (const layout of told) expect(layout).not.toMatch(cannot[framework])
  })
  it('of an estimate make a script of that trainer', () => {
    const estimate = answerEstimate({ ...run, framework, tokens: '1T' })
    if (estimate.status !== 'answer') throw new Error(JSON.stringify(estimate))
    const [layout] = layoutsIn(estimate.value)
    expect(layout).not.toMatch(cannot[framework])
    expect(answerSbatch({ ...run, framework, tokens: '1T', layout }).status).toBe('answer')
  })
})
