import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerTradeoffs } from '../../sim/index.ts'
import { warm } from './warm.ts'

const run = ['tradeoffs', '--model', 'apertus-70b', '--tokens', '15T', '--system', 'alps']

describe('petaplan tradeoffs', () => {
  it('--json is the answer alone, with lists and spans as axes', async () => {
    const args = [
      '--gpus',
      '512..8192/6',
      '--power-cap',
      '500,600',
      '--deadline',
      '200d',
      '--budget',
      'CHF 9M',
    ]
    const { code, out, err } = await warm(...run, ...args, '--json')
    const answered = answerTradeoffs({
      model: 'apertus-70b',
      tokens: '15T',
      system: 'alps',
      gpus: { from: '512', to: '8192', steps: 6 },
      powerCapW: ['500', '600'],
      limits: { time: '200d', cost: 'CHF 9M' },
    })
    expect(code).toBe(0)
    expect(err).toBe('')
    expect(JSON.parse(out)).toEqual(
      answered.status === 'answer' ? JSON.parse(JSON.stringify(answered.value)) : null,
    )
  })

  it('for a person says the answer first and fits 80 columns', async () => {
    const args = [
      '--gpus',
      '4096',
      '--smallest-cluster',
      '60d',
      '--largest-model',
      'CHF 5M',
      '--cheapest-site',
    ]
    const { code, out } = await warm(...run, ...args, '--finish-by', '2027-06-30')
    expect(code).toBe(0)
    expect(out).toMatch(/^2 of 2 ways are possible/)
    expect(out).toContain('Smallest cluster for 60 days')
    expect(out).toContain('Latest start to end by 2027-06-30')
    // It is dearer than the line above, which has a tariff: the basis is said.
    expect(out).toContain('Cheapest site by market rents, not by a tariff: ')
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  it('tells problems under the names of the options', async () => {
    const { code, err } = await warm(
      ...run,
      '--objective',
      'cost +',
      '--budget',
      'USD 5M',
      '--power-cap',
      'x',
    )
    expect(code).toBe(2)
    expect(err).toContain('--power-cap: ')
    const again = await warm(...run, '--objective', 'cost +', '--budget', 'USD 5M')
    expect(again.err).toMatch(/--objective: in 'cost \+' at character 7/)
    expect(again.err).toContain('--budget: ')
  })

  it.each([
    ['--law', 'hoffmann-2022'],
    ['--tokens-per-parameter', '20'],
  ])('says which option %s belongs to, where that is missing', async (option, word) => {
    const { code, err } = await warm(...run, '--gpus', '4096', option, word)
    expect(code).toBe(2)
    expect(err).toBe(
      `petaplan: ${option}: changes nothing without --largest-model, e.g. 'CHF 5M'; give both, or leave this out\n`,
    )
    const both = await warm(...run, '--gpus', '4096', option, word, '--largest-model', 'CHF 5M')
    expect([both.code, both.err]).toEqual([0, ''])
  })

  it('exits 3 where nothing can run, or nothing keeps the limits, and says what is nearest', async () => {
    const small = await warm(...run, '--gpus', '4')
    expect(small.code).toBe(3)
    expect(small.err).toMatch(/Use \d+ accelerators \(--gpus \d+\)/)
    const strict = await warm(...run, '--gpus', '1024,4096', '--deadline', '120d', '--max-power', '1')
    expect(strict.code).toBe(3)
    const told = /None of 2 ways .* Nearest: allow time up to ([0-9.]+) days, or power up to ([0-9.]+) MW/
    const [, days = '0', megawatts = '0'] = told.exec(strict.err) ?? []
    const longer = await warm(...run, '--gpus', '1024,4096', '--deadline', `${days}d`, '--max-power', '1')
    const more = await warm(...run, '--gpus', '1024,4096', '--deadline', '120d', '--max-power', megawatts)
    expect([longer.code, more.code]).toEqual([0, 0])
  })

  it('writes every point to a file', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'petaplan-')), 'points.csv')
    await warm(...run, '--gpus', '2048,4096', '--csv', path)
    const lines = readFileSync(path, 'utf8').trim().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^index,model,system/)
  })
})
