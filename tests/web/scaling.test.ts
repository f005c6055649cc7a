import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerEstimate } from '../../sim/index.ts'
import { addedShares, scalingOf } from '../../web/plan/chart/scaling.ts'
import { servedPage } from './served.ts'

const served = servedPage()

/** Days of a run of which a share cannot be split: Amdahl's law with 1,000 accelerator-days. */
const amdahl = (serialShare: number) => (gpus: number) => ({
  gpus,
  days: 1000 * (serialShare + (1 - serialShare) / gpus),
})
const doublings = [1, 2, 4, 8, 16, 32, 64]

describe('what further accelerators add', () => {
  it('is one each where nothing is lost', () => {
    const points = doublings.map(amdahl(0))
    for (const share of addedShares(points)) expect(share).toBeCloseTo(1, 12)
    expect(scalingOf(points)).toEqual({ kind: 'scales', gpus: 64 })
  })

  it("is worked out on paper for Amdahl's law with a serial hundredth", () => {
    // Speed-up s(n) = 1 / (0.01 + 0.99 / n): 1.980, 3.883, 7.477, 13.91, 24.43, 39.26.
    // Added per accelerator: 0.980, 0.951, 0.898, 0.804, 0.657, 0.464: above 0.8 up to 16.
    const points = doublings.map(amdahl(0.01))
    const shares = [0.9802, 0.9514, 0.8983, 0.8047, 0.6572, 0.4637]
    addedShares(points).forEach((share, index) => {
      expect(share).toBeCloseTo(shares[index] ?? 0, 3)
    })
    expect(scalingOf(points)).toEqual({ kind: 'past', gpus: 16 })
  })

  it('says where more accelerators make it slower', () => {
    const points = [
      { gpus: 1, days: 100 },
      { gpus: 2, days: 52 },
      { gpus: 4, days: 60 },
    ]
    expect(scalingOf(points)).toEqual({ kind: 'fastest', gpus: 2 })
  })

  it('claims nothing that does not hold for every point', () => {
    const days = fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 2, maxLength: 10 })
    fc.assert(
      fc.property(days, (list) => {
        const points = list.map((one, index) => ({ gpus: 2 ** index, days: one }))
        const shares = addedShares(points)
        const found = scalingOf(points)
        if (found.kind === 'mixed') return
        const at = points.findIndex(({ gpus }) => gpus === found.gpus)
        if (found.kind === 'fastest') {
          expect(points.every((point) => point.days >= (points[at]?.days ?? 0))).toBe(true)
          return
        }
        expect(shares.slice(0, at).every((share) => share >= 0.8)).toBe(true)
        expect(shares.slice(at).every((share) => share < 0.8)).toBe(true)
      }),
    )
  })
})

/** A config that nobody has published. */
const own = {
  model_type: 'llama',
  hidden_size: 2048,
  intermediate_size: 5632,
  num_hidden_layers: 22,
  num_attention_heads: 16,
  vocab_size: 64000,
}

describe('a chart whose layouts are published in part', () => {
  it('says so where the curves step: Apertus-8B ran on 1,024 GH200, which a node of four does not divide so', async () => {
    const page = await (await served.browser.newContext()).newPage()
    await page.goto(`${served.url}/#model=apertus-8b&tokens=15T&system=alps&gpus=288`)
    const note = page.locator('.chart-place .chart > .quiet', { hasText: 'published for this model' })
    await note.waitFor()
    const run = { model: 'apertus-8b', tokens: '15T', system: 'alps', gpus: 4 }
    const as = (gpus: number) => {
      const answered = answerEstimate({ ...run, gpus })
      if (answered.status !== 'answer') throw new Error(answered.status)
      return answered.value.assumptions.find(({ id }) => id === 'layout')?.source ?? ''
    }
    const [from = 0, to = 0] =
      (await note.innerText()).match(/[\d,]+/g)?.map((n) => Number(n.replaceAll(',', ''))) ?? []
    expect([as(from), as(to)].map((source) => source.slice(0, 12))).toEqual(['as published', 'as published'])
    expect(as(from / 2)).toMatch(/^of all layouts/)
    await page.goto('about:blank')
    await page.goto(
      `${served.url}/#model=${encodeURIComponent(JSON.stringify(own))}&tokens=1T&system=alps&gpus=64`,
    )
    await page.locator('.chart-place .chart > .quiet').first().waitFor()
    expect(await note.count()).toBe(0)
    await page.context().close()
  })
})
