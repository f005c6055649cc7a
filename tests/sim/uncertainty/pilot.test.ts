import { describe, expect, it } from 'vitest'
import {
  believeRows,
  cholesky,
  correctionAt,
  leftOutErrors,
  type PilotPlace,
} from '../../../sim/uncertainty/pilot.ts'
import { z90 } from '../../../sim/uncertainty/normal.ts'

/** A question of the usual width, whose prediction rests on one constant. */
const place = (slope: number, at: number): PilotPlace => ({
  stack: 'megatron',
  acceleratorId: 'h100-sxm-80',
  slopes: [slope],
  at: [at],
  low: -0.2 * z90,
  high: 0.2 * z90,
})
const spreads = { shared: 0.1, local: 0.1, reach: 1, own: 0.1, otherChip: 0.5, usual: 0.2 }

describe('the posterior of a pilot', () => {
  it('of one measured step is the regression worked by hand', () => {
    const belief = believeRows([{ ...place(0.1, 0), logRatio: -0.2 }], spreads)
    // Far away but on the same constant: shared 0.01, alike 0, constant 0.1 · 0.1 = 0.01. The measured variance is
    // 0.01 + 0.01 + 0.01 + 0.01 = 0.04, so the constant moves by 0.1 · −0.2/0.04 and the shared part by 0.01 · −0.2/0.04.
    const { factor, spreadLeft } = correctionAt(belief, place(0.1, 100))
    expect(Math.log(factor)).toBeCloseTo(-0.05, 12)
    // What is left: 0.04 − 0.02²/0.04 = 0.03 of 0.2² = 0.04.
    expect(spreadLeft).toBeCloseTo(Math.sqrt(0.03 / 0.04), 12)
  })

  it('narrows a step that rests more on a constant than its interval shows, by what it tells of that constant', () => {
    const belief = believeRows([{ ...place(0.1, 0), logRatio: -0.2 }], spreads)
    // Slope 1: variance 1 + 0.03; in common with the measured 0.1 · 1 + 0.01 of 0.04.
    expect(correctionAt(belief, place(1, 100)).spreadLeft).toBeCloseTo(
      Math.sqrt(1 - 0.11 ** 2 / 0.04 / 1.03),
      12,
    )
  })

  it('takes a step that was measured itself at its word, within what two runs differ by', () => {
    const belief = believeRows([{ ...place(0.1, 0), logRatio: -0.2 }], spreads)
    const { factor, low, high } = correctionAt(belief, place(0.1, 0))
    // The constant's part of −0.2 · 0.01/0.04 moves with the prediction.
    expect(Math.log(factor)).toBeCloseTo(-0.2 * (0.0296 / 0.04), 12)
    expect(Math.log(high / low)).toBeLessThan(2 * z90 * 0.03)
  })

  it('is never wider than what was believed before', () => {
    const belief = believeRows([{ ...place(0.1, 0), logRatio: 0.3 }], spreads)
    for (const stack of ['megatron', 'fsdp'])
      for (const acceleratorId of ['h100-sxm-80', 'tpu-v5p'])
        expect(correctionAt(belief, { ...place(2, 9), stack, acceleratorId }).spreadLeft).toBeLessThanOrEqual(
          1,
        )
  })

  it('leaves each row out as a belief without it does', () => {
    const rows = [-0.2, -0.1, 0.05].map((logRatio, i) => ({ ...place(0, i), logRatio }))
    const errors = leftOutErrors(believeRows(rows, spreads))
    rows.forEach((row, i) => {
      const others = believeRows(
        rows.filter((one) => one !== row),
        spreads,
      )
      expect(errors[i]).toBeCloseTo(row.logRatio - Math.log(correctionAt(others, row).factor), 12)
    })
  })
})

describe('the factor of a covariance', () => {
  it('multiplied with itself is the covariance', () => {
    expect(cholesky([[4], [2, 5]]).map((line) => [...line])).toEqual([
      [2, 0],
      [1, 2],
    ])
  })
})
