import { describe, expect, it } from 'vitest'
import { answerFigures, answerTradeoffs, presets } from '../../sim/index.ts'
import { count, exact, percent, short, withUnit } from '../../web/format.ts'
import { languages, say, speak } from '../../web/language.ts'
import { learnWords } from '../../web/learn/words.ts'
import { saidOf } from '../../web/state/said.ts'
import { placed } from '../../web/plan/scale.ts'
import { withoutRefused } from '../../web/tradeoffs/refused.ts'
import { investWords } from '../../web/words/invest.ts'

describe('bars of one scale', () => {
  it('are as long as their amounts: 66.8 and 61.8 days stand at 66.8 : 61.8', () => {
    const [a, b] = [66.8, 61.8].map((p50) => placed({ p10: p50 - 10, p50, p90: p50 + 30 }, 100))
    expect((a?.middle ?? 0) / (b?.middle ?? 1)).toBeCloseTo(66.8 / 61.8, 10)
    expect(a?.wide).toBeCloseTo(b?.wide ?? 0, 10)
  })
})

describe('a question backwards that is asked wrongly', () => {
  it('takes none of the others with it', () => {
    const run = { model: 'llama-3-8b', tokens: '100B', system: 'alps', gpus: [64, 128], mfu: 0.4 }
    const find = { smallestCluster: { time: 90 }, latestStart: { finish: '2027-13-45' } }
    const refused = answerTradeoffs({ ...run, find })
    if (refused.status !== 'refused') throw new Error(refused.status)
    const left = withoutRefused(find, refused.problems)
    expect(Object.keys(left)).toEqual(['smallestCluster'])
    const answered = answerTradeoffs({ ...run, find: left })
    if (answered.status !== 'answer') throw new Error(answered.status)
    expect(answered.value.find?.smallestCluster?.gpus).toBeGreaterThan(0)
  })
})

describe('a run of Plan with everything set', () => {
  it('is taken by Trade-offs, and is the same run there', () => {
    const set = { failureRate: '3', checkpointTime: '9s', checkpointInterval: '30min', restartTime: '8min' }
    const more = { queueLimit: '24h', samples: '500', seed: '7', grid: 'DE', powerPrice: 'EUR 0.2' }
    const run = { model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: '512', ...set, ...more }
    const said = saidOf({ ...run, ranges: 'pueRatio=1.3; lifeY=5 to 7' })
    const [plan, ways] = [answerFigures(said), answerTradeoffs(said)]
    if (plan.status !== 'answer' || ways.status !== 'answer') throw new Error(JSON.stringify([plan, ways]))
    const { calendarDays, energyMwh, carbonT } = plan.value.totals
    const [way] = ways.value.points
    expect([way?.time, way?.energy, way?.carbon]).toEqual(
      [calendarDays, energyMwh, carbonT].map(({ p50 }) => expect.closeTo(p50, 6)),
    )
  })

  it('says of a cap that its own range of the utilisation leaves nothing to be slowed', () => {
    const run = {
      model: 'llama-3-8b',
      tokens: '1T',
      system: 'alps',
      gpus: 512,
      ranges: { mfu: '0.3 to 0.4' },
    }
    const ways = answerTradeoffs({ ...run, powerCapW: [400, 5000] })
    if (ways.status !== 'answer') throw new Error(ways.status)
    expect(ways.value.points.map(({ powerCapW }) => powerCapW)).toEqual([5000])
    expect(ways.value.infeasible[0]?.reason).toContain('leave out one of the two')
  })
})

describe('an amount below zero', () => {
  it('has a minus sign in each language, not a hyphen', async () => {
    for (const language of languages) {
      await speak(language)
      const written = [short(-101e6), short(-0.25), count(-5120), exact(-3.5), percent(-0.02), short(-2e12)]
      expect(written.filter((text) => !/^−\d/.test(text) || text.includes('-'))).toEqual([])
    }
    await speak('en')
  })
})

describe('a currency', () => {
  it('stands before its amount, what it is the price of behind; other units behind', () => {
    expect(withUnit('100 M', 'CHF')).toBe('CHF\u00a0100 M')
    expect(withUnit('0.6725', 'CHF/GPU/h')).toBe('CHF\u00a00.6725/GPU/h')
    expect(withUnit('10 M', 'EUR a year')).toBe('EUR\u00a010 M a year')
    expect(withUnit('1,000만', '연간 KRW')).toBe('연간 KRW\u00a01,000만')
    expect(['GPU/h', 'kg/GPU', 'FLOP', 'GPU h', 'MWh'].map((unit) => withUnit('2', unit))).toEqual([
      '2\u00a0GPU/h',
      '2\u00a0kg/GPU',
      '2\u00a0FLOP',
      '2\u00a0GPU h',
      '2\u00a0MWh',
    ])
    expect(withUnit('1.1', '')).toBe('1.1')
    expect(learnWords.value('5', 'million USD')).toBe('USD\u00a05 million')
    expect(learnWords.value('1,400', 'USD')).toBe('USD\u00a01,400')
  })
})

describe('the words', () => {
  it('say one year and several', () => {
    expect(investWords.notes.present(1)).toBe('of owning, over one year')
    expect(investWords.notes.present(5)).toBe('of owning, over 5 years')
  })

  it('offer pairs to compare that are ready runs', async () => {
    const { readyPairs } = await import('../../web/compare/pairs.ts')
    expect(readyPairs(presets).length).toBe(3)
    for (const [one, other] of readyPairs(presets)) expect(one.id).not.toBe(other.id)
  })

  it('of Korean group thousands of ten thousands, and count the futures of what is filled in after it', async () => {
    await speak('ko')
    expect(
      say('With these filled in from cited ranges, Share is cheaper than Own in 12 of 20 futures.'),
    ).toMatch(/^이 항목을 출처가 있는 범위로 채우면, 20가지 미래 중 12가지에서/)
    expect(say('A year of the machine costs CHF 14.6 M, used or not.')).toContain('CHF\u00a01,460만')
    expect(short(14.6e6)).toBe('1,460만')
    await speak('en')
  })
})
