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
const spreads = { local: 0.1, reach: 1, own: 0.1, usual: 0.2 }

describe('the posterior of a pilot', () => {
  it('of one measured step is the regression worked by hand', () => {
    const belief = believeRows([{ ...place(0.1, 0), logRatio: -0.1 }], spreads)
    // One reach away on the same constant: alike 0.01 · e^−½, constant 0.1 · 0.1 = 0.01. The measured variance is
    // 0.01 + 0.01 + 0.01 = 0.03, so the constant moves by 0.1 · −0.1/0.03 and the alike part by 0.01 · e^−½ · −0.1/0.03.
    const { factor, spreadLeft } = correctionAt(belief, place(0.1, 1))
    expect(Math.log(factor)).toBeCloseTo((-0.1 / 3) * Math.exp(-0.5), 12)
    // What is left: 0.03 − (0.01 + 0.01 · e^−½)²/0.03 of 0.03.
    expect(spreadLeft).toBeCloseTo(Math.sqrt(1 - ((1 + Math.exp(-0.5)) / 3) ** 2), 12)
  })

  it('narrows a step that rests more on a constant than its interval shows, by what it tells of that constant', () => {
    const belief = believeRows([{ ...place(0.1, 0), logRatio: -0.1 }], spreads)
    // Slope 1: variance 1 + 0.02; in common with the measured 0.1 · 1 of 0.03.
    expect(correctionAt(belief, place(1, 100)).spreadLeft).toBeCloseTo(
      Math.sqrt(1 - 0.1 ** 2 / 0.03 / 1.02),
      12,
    )
  })

  it('takes a step that was measured itself at its word, within what two runs differ by', () => {
    const belief = believeRows([{ ...place(0.1, 0), logRatio: -0.1 }], spreads)
    const { factor, low, high } = correctionAt(belief, place(0.1, 0))
    // The constant's part of −0.1 · 0.01/0.03 moves with the prediction.
    expect(Math.log(factor)).toBeCloseTo(-0.1 * (0.0196 / 0.03), 12)
    // Two runs differ by 0.02 · √2; the range is drawn for 0.2 where the deviation is √0.03.
    expect(Math.log(high / low)).toBeLessThan((2 * z90 * 0.02 * Math.SQRT2 * 0.2) / Math.sqrt(0.03))
  })

  it('carries less of a step that the others do not bear out', () => {
    const far = { ...place(0, 0), logRatio: -1 }
    const shiftBy = (...rows: readonly (typeof far)[]) =>
      Math.log(correctionAt(believeRows(rows, spreads), place(0, 1)).factor)
    // Alone, and normal: 0.01 · e^−½ of 0.02.
    expect(shiftBy(far)).toBeCloseTo(-Math.exp(-0.5) / 2, 12)
    // Another, that tells nothing of it, is as predicted: r² = 1/0.02 = 50, t = 25.5, 0.01 · e^−½ of 0.01 + 25.5 · 0.01.
    expect(shiftBy(far, { ...far, at: [100], logRatio: 0 })).toBeCloseTo(-Math.exp(-0.5) / 26.5, 12)
    // A step beside it says the same: what the others leave is 0.5 of a variance of 0.015, r² = 16.7 and t = 8.8 for each.
    const [both, t] = [shiftBy(far, { ...far, at: [1e-9] }), (1 + 0.25 / 0.015) / 2]
    expect(both).toBeCloseTo((-2 * Math.exp(-0.5)) / (2 + t), 6)
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
    const rows = [-0.1, -0.05, 0.025].map((logRatio, i) => ({ ...place(0, i), logRatio }))
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
