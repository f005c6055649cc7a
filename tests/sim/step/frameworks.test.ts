import { describe, expect, it } from 'vitest'
import { answerEstimate, predictLine } from '../../../sim/index.ts'
import { frameworkNames, practiceOf, stackOf } from '../../../sim/step/practice.ts'

const line = { model: 'llama-3.1-8b', hardware: { accelerator: 'h100-sxm-80' }, gpus: 64, year: 2025 }
const run = { model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: 64 }

function chosenFor(framework: string): string {
  const answer = predictLine({ ...line, framework })
  return answer.ok ? answer.chosen.join('; ') : answer.problem
}

describe('the name of a training software', () => {
  it.each(frameworkNames.split(', '))('%s is known, as the refusals say', (name) => {
    expect(stackOf(name)).not.toBe('unknown')
    expect(chosenFor(name)).not.toContain('not known')
  })

  it('that nobody knows is said, and taken as typical', () => {
    expect(chosenFor('bananas')).toContain("'bananas' is not known, taken as typical")
  })

  it('that nobody knows is refused where a whole run is planned by it', () => {
    const answered = answerEstimate({ ...run, framework: 'bananas' })
    expect(answered.status === 'refused' && answered.problems.map(({ field }) => field)).toEqual([
      'framework',
    ])
  })
})

describe('attention written for the chip', () => {
  it.each([
    // Its commit 6a3a9da9 of October 2025 asks PyTorch for cuDNN first.
    ['torchtitan', 2025, false],
    ['torchtitan', 2026, true],
    ['fsdp', 2026, false],
    ['automodel', 2025, true],
    ['maxtext', 2024, true],
    ['megatron', 2023, false],
    ['megatron-bridge', 2024, true],
    ['megatron-deepspeed', 2025, false],
  ] as const)('of %s in %i: %s', (framework, year, native) => {
    expect(practiceOf(framework, year).nativeAttention).toBe(native)
  })
})

describe('the softmax of unfused attention, where kernels are launched one by one', () => {
  it.each([
    ['torchtitan', true],
    ['deepspeed', true],
    // Megatron's one kernel (megatron/fused_kernels).
    ['megatron-deepspeed', false],
    ['megatron', false],
  ] as const)('is in pieces in %s: %s', (framework, chains) => {
    expect(practiceOf(framework, 2024).chainsSoftmax).toBe(chains)
  })
})
