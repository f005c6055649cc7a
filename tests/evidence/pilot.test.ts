import { describe, expect, it } from 'vitest'
import { answerPilot, predictLine, readProfile } from '../../sim/index.ts'
import { evidenceModels, throughputRows } from '../../sim/evidence/throughput.ts'
import { lineOf } from '../../sim/questions/evidence/rows.ts'
import pilot from '../../sim/step/fitted/pilot-spreads.json' with { type: 'json' }
import { median } from '../../sim/base/math.ts'

const models = evidenceModels()
const rowsOf = (table: string) =>
  throughputRows()
    .filter((row) => row.table === table && row.task === 'pretrain' && row.grade !== 'C')
    .filter(
      ({ tokensPerSPerGpu, seqLen, gpus }) => tokensPerSPerGpu !== null && seqLen !== null && gpus !== null,
    )
    .sort((a, b) => (a.gpus ?? 0) - (b.gpus ?? 0))
    .flatMap((row) => {
      const model = models(row.model)
      if (model === undefined) return []
      const line = lineOf({ row, model })
      return predictLine(line).ok
        ? [{ line, measured: row.tokensPerSPerGpu ?? Number.NaN, globalBatch: row.globalBatch }]
        : []
    })

/** Logarithms of predicted over measured throughput of the rows that the pilot has not, and the shares inside. */
function judge(table: string) {
  const rows = rowsOf(table)
  const given = rows.slice(0, 2)
  const answered = answerPilot({
    lines: given.map(({ line, measured }) => ({ ...line, measured: { tokensPerSPerGpu: measured } })),
  })
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  const learned = readProfile(JSON.parse(JSON.stringify(answered.value)))
  if (!learned.ok) throw new Error('the profile cannot be read')
  return rows.slice(2).map(({ line, measured, globalBatch }) => {
    const [alone, taught] = [predictLine(line), predictLine(line, learned.value)]
    if (!alone.ok || !taught.ok) throw new Error('a row cannot be predicted')
    const [low, high] = taught.interval80.tokensPerSPerGpu
    return {
      globalBatch,
      before: Math.abs(Math.log(alone.tokensPerSPerGpu / measured)),
      after: Math.abs(Math.log(taught.tokensPerSPerGpu / measured)),
      inside: measured >= low && measured <= high,
    }
  })
}

describe('a pilot of the two smallest rows of a source', () => {
  it('predicts the strong scaling of Apertus-70B, which no constant was fitted on, twice as well as the model alone', () => {
    const judged = judge('GH200-Apertus')
    expect(judged.length).toBeGreaterThan(15)
    const strong = judged.filter(({ globalBatch }) => globalBatch === 4096)
    expect(strong.length).toBeGreaterThan(6)
    const before = median(strong.map((one) => one.before))
    expect(median(strong.map((one) => one.after))).toBeLessThan(before / 2)
    // Beside it weak scaling and the long contexts of another framework, which its two smallest rows tell little of.
    expect(median(judged.map((one) => one.after))).toBeLessThanOrEqual(0.053)
    const inside = judged.filter((one) => one.inside).length / judged.length
    expect(inside).toBeGreaterThanOrEqual(0.72)
  })

  it('of sources left out of the fit is a tenth better than the model alone at the median, and a fifteenth worse at most for nine in ten', () => {
    const { sources, rows, median: after, medianBefore, p90, p90Before, coverage } = pilot.figures
    expect(sources).toBeGreaterThan(25)
    expect(rows).toBeGreaterThan(1200)
    expect(after).toBeLessThan(0.9 * medianBefore)
    // 23.0 against 21.7 % as it stands, 22.8 before that. Of 18 % nothing is in reach that learns from a
    // source: its middle error known, 17.6 % are left, and whatever the spreads, 20 to 22 %.
    expect(p90).toBeLessThanOrEqual((16 / 15) * p90Before)
    expect(p90).toBeLessThanOrEqual(0.23)
    expect(coverage).toBeGreaterThanOrEqual(0.72)
    // These are rows of sources that the model was formed with, for whose ranges sources count that it was not.
    expect(coverage).toBeLessThanOrEqual(0.9)
  })

  it('by turns of the smallest rows that there are takes a quarter off the median, and nothing off nine in ten', () => {
    const { medianByTurns, p90ByTurns, medianBefore, p90Before } = pilot.figures
    expect(medianByTurns).toBeLessThan((3 / 4) * medianBefore)
    expect(p90ByTurns).toBeLessThan(1.01 * p90Before)
  })

  it('keeps the range that was promised before it was run, also where much was promised', () => {
    expect(pilot.figures.promiseKept).toBeGreaterThanOrEqual(0.72)
    expect(pilot.figures.largePromiseKept).toBeGreaterThanOrEqual(0.65)
  })
})
