import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  answerEstimate,
  answerTradeoffs,
  presets,
  currencies,
  reasons,
  type EstimateAnswer,
} from '../../sim/index.ts'
import { sources } from '../../sim/catalogue/sources.ts'
import { cellsOf } from '../../sim/base/csv.ts'
import { stream } from '../../sim/base/random.ts'
import { noticesOf } from '../../web/more/notices.ts'
import { fromFragment, start, toFragment, type Fields } from '../../web/state/address.ts'
import { saidOf } from '../../web/state/said.ts'
import { fieldsOfScenario, scenarioOf } from '../../web/hand/command.ts'
import { marksOf } from '../../web/more/difference.ts'
import { fieldOf, inputsOf } from '../../web/plan/field-of.ts'
import { petaplan } from '../cli/petaplan.ts'

const { exchangeRates } = currencies
const answerOf = (input: object): EstimateAnswer => {
  const answered = answerEstimate(input)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}
const first = answerOf(presets[0]?.input ?? {})

describe('a link', () => {
  const names =
    'model tokens system gpus seqLen globalBatchTokens mfu precision framework grid powerPrice gpuHourPrice layout failureRate checkpointTime queueLimit samples seed ranges shownIn'.split(
      ' ',
    )
  const letters = [...'abcXYZ019 &=#%+?/"\'{}[];:,.|<>\\~é한ß\u{1f642}']

  it('gives back 10,000 scenarios of any letters as they were', () => {
    const random = stream(18, 'links')
    const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)]
    for (let made = 0; made < 10_000; made += 1) {
      const fields: Record<string, string> = { ...start, lang: 'de' }
      for (let at = 0; at < 5; at += 1) {
        const value = Array.from({ length: 1 + Math.floor(random() * 12) }, () => pick(letters)).join('')
        fields[pick(names) ?? 'model'] = value
      }
      const fragment = `#${toFragment(fields)}`
      const back: Fields = fromFragment(fragment)
      if (JSON.stringify(Object.entries(back).sort()) !== JSON.stringify(Object.entries(fields).sort()))
        expect(back).toEqual(fields)
      // Letters that name no language and no unit are given back, and told.
      const told = noticesOf(fragment).filter(({ said: [what = ''] }) => !/^(lang|shownIn)=/.test(what))
      expect(told).toEqual([])
    }
  })

  it.each(presets.map((preset) => [preset.id, preset] as const))(
    'of the ready run %s is short of 2,000 letters, with a baseline and units too',
    (_id, { input }) => {
      const run = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, String(value)]))
      const all = { ...run, baseline: toFragment(run), shownIn: 'h GWh EUR node-h GiB', lang: 'de' }
      expect(toFragment(all, 'tradeoffs').length).toBeLessThan(2000)
    },
  )

  it('of version 0.1 is the run that it was', () => {
    const old = '#view=invest&model=llama-3-8b&tokens=1T&system=alps&gpus=64&mfu=0.4&case=alps&discount=0.03'
    expect(noticesOf(old)).toEqual([])
    expect(fromFragment(old)).toMatchObject({
      model: 'llama-3-8b',
      gpus: '64',
      case: 'alps',
      discount: '0.03',
    })
  })
})

describe('the ready runs', () => {
  it('are eight or more, each with a name, a story and where it was read', () => {
    expect(presets.length).toBeGreaterThanOrEqual(8)
    for (const { sentence, story, source, url } of presets) {
      expect([sentence, story].every((text) => text.length > 10)).toBe(true)
      expect(url).toBe(sources[source]?.url)
    }
  })

  it.each(presets.map(({ id, input }) => [id, input] as const))(
    'and every default of %s has its reason, source, year and licence, or says that none is stated',
    (_id, input) => {
      const { assumptions } = answerOf({ ...input, samples: 200 })
      for (const { id, basis, source, url, licence } of assumptions) {
        expect(source.length, id).toBeGreaterThan(0)
        if (basis === 'sourced') expect(url, id).not.toBeNull()
        if (url === null) continue
        expect(source, id).toMatch(/\(read 20\d\d-\d\d\)/)
        expect(licence, id).toMatch(/\w/)
      }
    },
  )
})

describe('what can hardly be meant', () => {
  const run = { model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: '512' }
  const wrong: readonly (readonly [string, Fields])[] = [
    ['mfu', { ...run, mfu: '0.8' }],
    ['mfu', { ...run, ranges: 'mfu=0.8 to 0.9' }],
    ['pueRatio', { ...run, ranges: 'pueRatio=1.01; lifeY=5' }],
    ['checkpointIntervalS', { ...run, checkpointInterval: '60h', failureRate: '1' }],
    ['tokens', { ...run, tokens: '1B' }],
    ['samples', { ...run, samples: '300' }],
    ['lifeY', { ...run, ranges: 'lifeY=15' }],
    ['framework', { ...run, model: 'qwen3-next-80b-a3b', framework: 'megatron' }],
  ]

  it.each(wrong)('is told of %s, and its fix is accepted and takes the warning away: %o', (id, fields) => {
    const [found] = answerOf(saidOf(fields)).hardlyMeant
    expect(found?.id).toBe(id)
    const [name = '', key] = (found?.fix.field ?? '').split('.')
    const said: Record<string, unknown> = { ...saidOf(fields) }
    if (key === undefined) said[name] = found?.fix.value ?? undefined
    else {
      const kept = Object.entries(Object(said[name])).filter(([one]) => one !== key)
      said[name] = Object.fromEntries(kept)
    }
    const again = answerOf(JSON.parse(JSON.stringify(said)))
    expect(again.hardlyMeant.map((one) => one.id)).not.toContain(id)
  })

  it('is told by a bound that no published utilisation reaches', () => {
    const [head = [], ...rows] = cellsOf(readFileSync('sim/data/throughput/rows.csv', 'utf8'))
    const published = rows.map((cells) => Number(cells[head.indexOf('mfu')] ?? 0))
    const highest = published.reduce((most, one) => Math.max(most, one), 0)
    expect(highest).toBeCloseTo(0.715, 3)
    const ok = answerOf({ ...run, mfu: String(highest) })
    expect(ok.hardlyMeant).toEqual([])
  })

  it('is nothing of the ready runs', () => {
    for (const { input } of presets.slice(0, 3)) expect(answerOf(input).hardlyMeant).toEqual([])
  })
})

describe('a scenario file', () => {
  it('keeps a distribution of any kind', () => {
    const mfu = { kind: 'triangular', least: 0.25, mode: 0.3, most: 0.4 }
    const file = {
      model: 'llama-3-8b',
      tokens: '1T',
      system: 'alps',
      gpus: 64,
      ranges: { mfu, pueRatio: '1.2 to 1.25' },
    }
    const { fields = {} } = fieldsOfScenario(JSON.stringify(file)) ?? {}
    expect(JSON.parse(scenarioOf(fields, {})).run).toEqual({ ...file, gpus: '64' })
    expect(answerOf(saidOf(fields)).fingerprint).toBe(answerOf(file).fingerprint)
  })
})

describe('the marks under a figure', () => {
  it('count every input that the figure rests on once', () => {
    const { assumptions } = first
    const counted = [...marksOf(assumptions).matchAll(/(\d+) (published|estimated|assumed|given)/g)]
    expect(counted.reduce((sum, [, many]) => sum + Number(many), 0)).toBe(assumptions.length)
    expect(marksOf(assumptions.map((one) => ({ ...one, basis: 'given' as const })))).toBe(
      `${String(assumptions.length)} given`,
    )
  })
})

describe('what a figure is said to rest on', () => {
  const run = { model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: 512, samples: 200 }
  const base = answerOf(run)
  const figures = {
    calendarDays: 'calendarDays',
    cost: 'cost',
    energyMwh: 'energyMwh',
    carbonT: 'carbonT',
  } as const
  const ranged = base.assumptions.filter(({ id }) => fieldOf(id) === 'ranges' || id === 'pueRatio')

  it.each(ranged.map((one) => [one.id, one] as const))(
    'is %s for those alone that it moves',
    (id, { value }) => {
      const [less, more] = [Number(value), Number(value) * 1.25].map((said) =>
        answerOf({ ...run, ranges: { [id]: String(Number(said.toPrecision(4))) } }),
      )
      const moved = Object.entries(figures).filter(
        ([, total]) => Math.abs((more?.totals[total].p50 ?? 0) / (less?.totals[total].p50 ?? 1) - 1) > 1e-9,
      )
      const marked = Object.entries(figures).filter(([figure]) =>
        inputsOf(base, [figure]).some((one) => one.id === id),
      )
      expect(marked).toEqual(moved)
    },
  )

  it('is every input of the run for one figure or another', () => {
    const all = new Set(
      Object.keys(figures)
        .concat('waterM3')
        .flatMap((one) => inputsOf(base, [one])),
    )
    expect(base.assumptions.filter((one) => !all.has(one)).map(({ id }) => id)).toEqual([])
  })
})

describe('the chance of a deadline and a budget', () => {
  const run = { model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: 64, mfu: 0.4 }
  const drawn = reasons.samplesOf(run)
  if (drawn.status !== 'answer') throw new Error(drawn.status)
  const { columns, rows } = drawn.value
  const column = (name: string) => rows.map((row) => row[columns.indexOf(name)] ?? Number.NaN)
  const share = (values: readonly number[], most: number) =>
    values.filter((value) => value <= most).length / values.length

  it('is the share of the futures that keep it, in the estimate and in Trade-offs', () => {
    const { promises } = answerOf({ ...run, deadline: '30d', budget: 'CHF 26000' })
    const days = share(column('calendarDays'), 30)
    expect(days).toBeGreaterThan(0.5)
    expect(days).toBeLessThan(0.9)
    expect(promises?.deadline?.probability).toBeCloseTo(days, 9)
    expect(promises?.budget?.probability).toBeCloseTo(share(column('cost'), 26_000), 9)
    const ways = answerTradeoffs({ ...run, limits: { time: '30d' }, confidence: 0.8 })
    if (ways.status !== 'answer') throw new Error(ways.status)
    expect(ways.value.points[0]?.probability).toBeCloseTo(days, 2)
  })

  it('put backwards at any share gives the days, the money and the accelerators that keep it', () => {
    for (const confidence of [0.6, 0.85, 0.95]) {
      const { promises } = answerOf({ ...run, deadline: '30d', confidence })
      const odds = promises?.odds.find((one) => one.confidence === confidence)
      expect(share(column('calendarDays'), odds?.calendarDays ?? 0)).toBeCloseTo(confidence, 2)
      expect(share(column('cost'), odds?.cost ?? 0)).toBeCloseTo(confidence, 2)
      const ways = answerTradeoffs({ ...run, confidence })
      if (ways.status !== 'answer') throw new Error(ways.status)
      const { time = 0, cost = 0 } = ways.value.ranges[0]?.sure ?? {}
      expect(share(column('calendarDays'), time)).toBeCloseTo(confidence, 2)
      expect(share(column('cost'), cost)).toBeCloseTo(confidence, 2)
      const cluster = promises?.deadline?.clusters.find((one) => one.confidence === confidence)
      const kept = (gpus: number) =>
        answerOf({ ...run, gpus, deadline: '30d' }).promises?.deadline?.probability ?? Number.NaN
      expect(kept(cluster?.gpus ?? 0)).toBeGreaterThanOrEqual(confidence - 0.01)
      expect(kept((cluster?.gpus ?? 0) - 4)).toBeLessThan(confidence + 0.01)
    }
  })
})

describe('a result', () => {
  it('has one fingerprint in the page and on the command line, and another when an input differs', () => {
    const input = { model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: 512, mfu: 0.4 }
    const options = Object.entries(input).flatMap(([name, value]) => [`--${name}`, String(value)])
    const { out } = petaplan('estimate', ...options)
    const { fingerprint } = answerOf(input)
    expect(out).toContain(`Result ${fingerprint}, Petaplan `)
    expect(fingerprint).toMatch(/^[0-9a-f]{16}$/)
    expect(answerOf({ ...input, gpus: 516 }).fingerprint).not.toBe(fingerprint)
  })
})

describe('the exchange rates', () => {
  it('are dated, cited and go round: from one currency to the next and back is one', () => {
    for (const { perUsd, date, citation } of exchangeRates) {
      expect(date).toMatch(/^20\d\d(-\d\d)?$/)
      expect(sources[citation[0]]?.url).toMatch(/^https:/)
      expect(perUsd).toBeGreaterThan(0)
    }
    // The Swiss National Bank's and the ECB's means of 2025 put a franc at 1.07 euros.
    const of = (code: string) => exchangeRates.find(({ currency }) => currency === code)?.perUsd ?? 0
    expect(of('EUR') / of('CHF')).toBeCloseTo(1.065, 2)
  })
})
