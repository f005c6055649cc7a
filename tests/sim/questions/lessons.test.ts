import { describe, expect, it } from 'vitest'
import { answerLesson } from '../../../sim/questions/lessons/answer.ts'
import { lessons, type LessonAnswer } from '../../../sim/questions/lessons/contract.ts'
import { findAccelerator } from '../../../sim/catalogue/accelerators.ts'
import { findGrid, findModel, findSystem } from '../../../sim/catalogue/find.ts'
import { sovereigntyStrategies } from '../../../sim/catalogue/sovereignty.ts'
import { publishedRuns } from '../../../sim/evidence/published-runs.ts'
import choices from '../../../web/words/choices.json' with { type: 'json' }
import plain from '../../../web/words/plain/learn.json' with { type: 'json' }

/** Names under which the page shows the values of settings that are words. */
const names = new Map(Object.entries<string>({ ...choices, ...plain.choices }))

function catalogueName(id: string): string | undefined {
  const thing = findAccelerator(id) ?? findModel(id) ?? findSystem(id) ?? findGrid(id)
  const listed = [...publishedRuns, ...sovereigntyStrategies].find((one) => one.id === id)
  return listed?.name ?? thing?.name
}

function lesson(id: string, settings: Readonly<Record<string, string>> = {}): LessonAnswer {
  const answered = answerLesson(id, settings)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

/** Each control at each of its values, the others as they start; the two lessons that compute longest at one each. */
const corners = lessons.flatMap(({ id, controls }) =>
  controls.flatMap((control) => {
    const values = id === 'speed-up' || id === 'queue' ? control.values.slice(-1) : control.values
    return values.map((value) => [id, { [control.id]: String(value) }] as const)
  }),
)

describe('the ten lessons', () => {
  it('are ten, with at most three controls, a unit for the constraint, sources and a sheet for the teacher', () => {
    expect(lessons).toHaveLength(10)
    expect(new Set(lessons.map(({ id }) => id)).size).toBe(10)
    for (const { controls, constraint, sources, teacher, question, prediction, reflection } of lessons) {
      expect(controls.length).toBeLessThanOrEqual(3)
      for (const { values, start } of controls) expect(values.map(String)).toContain(String(start))
      expect(constraint.unit).not.toBe('')
      expect(sources.length).toBeGreaterThan(0)
      expect(teacher.course.length).toBeGreaterThan(2)
      for (const ask of [question.ask, prediction.ask, reflection]) expect(ask).toMatch(/\?$/)
    }
  })

  it('call each value of a setting by a name, the one of the catalogue where it has one', () => {
    const values = lessons.flatMap(({ controls }) => controls.flatMap(({ values: all }) => all.map(String)))
    const said = values.filter((value) => Number.isNaN(Number(value)))
    expect(said.filter((id) => names.get(id) !== (catalogueName(id) ?? names.get(id) ?? ''))).toEqual([])
    expect(said.filter((id) => catalogueName(id) !== undefined)).not.toHaveLength(0)
  })

  it('go over a setting of theirs, with a row at each of its values', () => {
    for (const { id, chart, controls } of lessons.filter((one) => one.chart.field !== '')) {
      const over = controls.find((control) => control.id === chart.field)
      const rows = new Set<unknown>(lesson(id).rows.map(({ x }) => x))
      expect(over?.values.filter((value) => !rows.has(value) && !rows.has(names.get(String(value))))).toEqual(
        id === 'tokens' ? [6.3e24, 3.8e25] : [],
      )
    }
  })

  it('write powers, subscripts and thousands as print does', () => {
    for (const { id } of lessons)
      expect(JSON.stringify([lessons.find((one) => one.id === id), lesson(id)])).not.toMatch(
        /10\^|CO2|\de\+\d+ [A-Z]|[a-z] \d{4,} [a-z]/,
      )
  })

  it.each(corners)('%s at %o: finite figures, and a row of the table for each x', (id, settings) => {
    const { predicted, held, asked, rows, series, finding } = lesson(id, settings)
    for (const figure of [predicted, held, asked]) expect(Number.isFinite(figure)).toBe(true)
    for (const { values } of rows) expect(values).toHaveLength(series.length)
    expect(finding).not.toMatch(/NaN|undefined|Infinity|∞/)
  })

  it('a FLOP: price over peak and utilisation', () => {
    // 10^21 / (989.5e12 · 0.5 · 3600) h at USD 2.
    expect(
      lesson('flop', { mfu: '50', price: '2' }).predicted / (2e21 / (989.5e12 * 0.5 * 3600)),
    ).toBeCloseTo(1, 3)
  })

  it('tokens: the constants of Besiroglu et al. give about 20 tokens a parameter at 10^23 FLOPs', () => {
    const { predicted, rows } = lesson('tokens', { flops: '1e+23' })
    expect(predicted).toBeGreaterThan(17)
    expect(predicted).toBeLessThan(23)
    // Llama 3: 16.55 T tokens at 3.8e25 FLOPs, so 16.55e12² · 6 / 3.8e25 a parameter, between 10^25 and 10^26 here.
    const llama = rows.map(({ values }) => values[4] ?? 0)
    expect((16.55e12 ** 2 * 6) / 3.8e25).toBeGreaterThan(llama[5] ?? 0)
    expect((16.55e12 ** 2 * 6) / 3.8e25).toBeLessThan(llama[6] ?? 0)
  })

  it('speed-up: below ideal, and near what Apertus published from 128 to 4,096', () => {
    // Figure 12 of arXiv 2509.14233: 32 times the accelerators, about 26 times the speed.
    const { predicted, held, rows } = lesson('speed-up')
    expect(predicted).toBeLessThan(32)
    expect(predicted / 26.4).toBeGreaterThan(0.9)
    expect(predicted / 26.4).toBeLessThan(1.1)
    expect(held).toBeCloseTo((100 * predicted) / 32, 9)
    expect(rows[0]?.values).toEqual([1, 1])
  })

  it('layout: fewer fit with larger micro-batches, more with recomputation', () => {
    const fit = (microBatch: string, recompute: string) =>
      lesson('layout', { microBatch, recompute }).predicted
    expect(fit('4', 'none')).toBeLessThanOrEqual(fit('1', 'none'))
    expect(fit('1', 'full')).toBeGreaterThanOrEqual(fit('1', 'none'))
    expect(lesson('layout').asked).toBeGreaterThan(0)
  })

  it("a failure: Young's formula, and a valley at the best interval", () => {
    // 4,096 accelerators, 0.5 in 1,000 days: every 11.72 h; √(2 · 40 s · 42,188 s) = 1,837 s.
    const { predicted, asked, held, rows } = lesson('failure')
    expect(predicted).toBeCloseTo(24 / (4.096 * 0.5), 6)
    expect(asked).toBeCloseTo(Math.sqrt(2 * 40 * predicted * 3600) / 60, 6)
    for (const { values } of rows) expect(values[0] ?? 0).toBeGreaterThanOrEqual(held - 1e-3)
  })

  it('power: hours times watts times PUE, and grams by the grid', () => {
    const { predicted, asked, held } = lesson('power', { pue: '1.2', watts: '560' })
    expect(predicted).toBeCloseTo((6e6 * 560 * 1.2) / 1e6, 6)
    // Ember 2024, Switzerland: 36.72 g/kWh.
    expect(asked).toBeCloseTo((predicted * 36.72) / 1000, 3)
    expect(held).toBeCloseTo((4096 * 700 * 1.2) / 1e6, 6)
  })

  it.each(['1', '2', '3'])(
    'the queue: in month %s each load waits longer than the one before, and EASY less',
    (seed) => {
      const { rows, asked } = lesson('queue', { seed })
      const waits = (series: number) => rows.map(({ values }) => values[series] ?? 0)
      expect(waits(0)).toEqual([...waits(0)].sort((a, b) => a - b))
      expect(waits(1).at(-1) ?? 0).toBeGreaterThan(2 * (waits(1)[0] ?? 0))
      for (const { values } of rows) expect(values[1] ?? 0).toBeLessThan(values[0] ?? 0)
      expect(asked).toBeGreaterThan(1)
    },
  )

  it('own or rent: the annuity over the hours, which cross where they say', () => {
    // CHF 100 M over 5 years at 3.5 %: 22.148 M; with 20 M a year over 10,752 · 8,760 h at 70 %.
    const { predicted, asked } = lesson('own-rent', { utilisation: '70', besides: '10' })
    expect(predicted).toBeCloseTo((22.148e6 + 20e6) / (10_752 * 8760 * 0.7), 4)
    expect(asked / 100).toBeCloseTo((22.148e6 + 20e6) / (10_752 * 8760 * 1.5), 4)
  })

  it('sovereignty: a tenth of a frontier run is none, two of them are; a point costs the money over the points', () => {
    const frontier = (money: string) => lesson('sovereignty', { strategy: 'frontier', money })
    // USD 1 bn at least: CHF 85 M buys none, CHF 1.7 bn one or two, of four that are all there is in a quarter of the whole.
    expect(frontier('2000').predicted).toBeGreaterThan(frontier('100').predicted + 1)
    const { predicted, asked } = lesson('sovereignty', { strategy: 'machine', money: '100' })
    expect(asked * predicted).toBeCloseTo(100, 9)
  })

  it('the ledger as a game: Apertus at 723 tokens/s is 313 TFLOP/s of 989', () => {
    const { predicted, asked } = lesson('mfu')
    expect(asked).toBeCloseTo((723 * 433_262_863_296) / 1e12, 0)
    expect(predicted).toBeCloseTo((100 * asked) / 989.5, 1)
  })

  it('refuses a lesson, a control and a value that there is none of, all at once', () => {
    expect(answerLesson('flopp', {}).status).toBe('refused')
    const answered = answerLesson('flop', { mfu: '99', colour: 'red' })
    expect(answered.status === 'refused' ? answered.problems.map(({ field }) => field) : []).toEqual([
      'colour',
      'mfu',
    ])
  })
})
