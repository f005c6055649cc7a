import { describe, expect, it } from 'vitest'
import { answerEstimate } from '../../../../sim/index.ts'

const run = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 100_000, samples: 200 }

/** What each of the nearest changes says, all made at once, and whether the run can then be. */
function nearestOf(layout: string) {
  const answered = answerEstimate({ ...run, layout })
  if (answered.status !== 'infeasible') throw new Error(answered.status)
  const nearest = answered.obstacles.map((one) => one.nearest)
  const changes = Object.fromEntries(nearest.flatMap((one) => (one === null ? [] : [[one.field, one.value]])))
  return { changes, after: answerEstimate({ ...run, layout, ...changes }).status }
}

describe('more accelerators than the machine has, with a layout', () => {
  it('that divides fewer keeps it', () => {
    // 4 × 8 × 128 of 10,752, twice.
    expect(nearestOf('tp=4,pp=8,dp=128')).toMatchObject({ changes: { gpus: 8192 }, after: 'answer' })
  })

  it.each(['tp=3', 'tp=4,pp=7,dp=4000', 'tp=4,pp=8,vpp=5,dp=3125,cp=1,ep=1,mbs=1,gbs=4096'])(
    'that divides none, %s, leaves it open',
    (layout) => {
      const { changes, after } = nearestOf(layout)
      expect(changes['layout']).toBe('auto')
      expect(changes['gpus']).toBeLessThanOrEqual(10_752)
      expect(after).toBe('answer')
    },
  )
})

it('names no length whose own batch has no layout, but another trainer that can', () => {
  const run = { model: 'yi-34b', tokens: '100M', system: 'alps', gpus: 1024, samples: 200 }
  const asked = { ...run, framework: 'torchtitan-main', seqLen: 3000 }
  const answered = answerEstimate(asked)
  const [only] = answered.status === 'infeasible' ? answered.obstacles : []
  expect(only?.nearest).toMatchObject({ field: 'framework', value: 'megatron' })
  expect(answerEstimate({ ...asked, framework: 'megatron' }).status).toBe('answer')
  // By the batch law a step of half as long sequences has 405 of them, not twice the 204.
  expect(answerEstimate({ ...asked, seqLen: 1500 }).status).toBe('infeasible')
})
