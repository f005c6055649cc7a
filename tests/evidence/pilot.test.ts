import { describe, expect, it } from 'vitest'
import { answerPilot, predictLine, readProfile } from '../../sim/index.ts'
import { evidenceModels, throughputRows } from '../../sim/evidence/throughput.ts'
import { lineOf } from '../../sim/questions/evidence/rows.ts'
import { pilotFigures } from '../../sim/step/fitted/pilot-prior.ts'
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
      return predictLine(line).ok ? [{ line, measured: row.tokensPerSPerGpu ?? Number.NaN }] : []
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
  return rows.slice(2).map(({ line, measured }) => {
    const [alone, taught] = [predictLine(line), predictLine(line, learned.value)]
    if (!alone.ok || !taught.ok) throw new Error('a row cannot be predicted')
    const [low, high] = taught.interval80.tokensPerSPerGpu
    return {
      before: Math.abs(Math.log(alone.tokensPerSPerGpu / measured)),
      after: Math.abs(Math.log(taught.tokensPerSPerGpu / measured)),
      inside: measured >= low && measured <= high,
    }
  })
}

describe('a pilot of the two smallest rows of a source', () => {
  it('predicts the strong scaling of Apertus-70B, which no constant was fitted on, better than the model alone', () => {
    const judged = judge('GH200-Apertus')
    expect(judged.length).toBeGreaterThan(15)
    const before = median(judged.map((one) => one.before))
    const after = median(judged.map((one) => one.after))
    expect(after).toBeLessThanOrEqual(0.06)
    expect(after).toBeLessThan(before)
    const inside = judged.filter((one) => one.inside).length / judged.length
    expect(inside).toBeGreaterThanOrEqual(0.72)
  })

  it('brings the median error of sources left out of the fit below nine tenths of the model alone, nine in ten within 24 %', () => {
    const { sources, rows, median: after, medianBefore, p90, coverage } = pilotFigures
    expect(sources).toBeGreaterThan(25)
    expect(rows).toBeGreaterThan(1200)
    // Four fifths until the model alone came from 9.2 to 7.9 %, and its worst from 28 to 22: what is left is each row's own.
    expect(after).toBeLessThan(0.9 * medianBefore)
    expect(p90).toBeLessThanOrEqual(0.24)
    expect(coverage).toBeGreaterThanOrEqual(0.72)
    expect(coverage).toBeLessThanOrEqual(0.9)
  })
})
