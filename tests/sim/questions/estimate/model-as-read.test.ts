import { describe, expect, it } from 'vitest'
import { answerEstimate } from '../../../../sim/questions/estimate/estimate.ts'
import { estimateAnswer } from '../../../../sim/questions/estimate/answer.ts'
import published from '../../workload/published-configs.json' with { type: 'json' }

/** What an estimate says of a published configuration as it read it. */
function saidOf(name: string): string {
  const model = published.find((one) => one.name === name)?.config
  const answered = answerEstimate({ model, tokens: '1T', system: 'alps', gpus: 256, mfu: 0.3, samples: 200 })
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  const read = answered.value.assumptions.filter((one) => one.name === 'Model as read')
  return read.map(({ value }) => String(value)).join(' ')
}

describe('a run that is never interrupted', () => {
  it('has no time between two checkpoints, and says so: its answer keeps its schema', () => {
    const run = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096, mfu: 0.31 }
    const answered = answerEstimate({ ...run, samples: 200, failureRate: 0, queueLimit: 'none' })
    const value: unknown =
      answered.status === 'answer' ? JSON.parse(JSON.stringify(answered.value)) : answered
    const read = estimateAnswer.parse(value)
    const endless = read.assumptions.filter((one) => one.value === 'none').map(({ id, unit }) => id + unit)
    expect(endless).toEqual(['checkpointIntervalS', 'queueLimitH'])
  })
})

describe('a model as read', () => {
  it('gives the active parameters by both conventions where cards differ: gpt-oss-20b has 3.61 B on its card', () => {
    const [all = 0, lookUp = 0] = (
      /Of ([\d.]+) billion active parameters ([\d.]+)/.exec(saidOf('gpt-oss-20b')) ?? []
    )
      .slice(1)
      .map(Number)
    expect(all - lookUp).toBeCloseTo(3.61, 2)
  })

  it('says so of a mixture alone: a dense model has no active parameters of its own', () => {
    expect(saidOf('Qwen2.5-7B')).not.toContain('active parameters')
  })

  it('names the tower that a text decoder was cut from', () => {
    expect(saidOf('Qwen2.5-VL-7B')).toMatch(/^The text decoder only: vision tower \(vision_config/)
  })
})
