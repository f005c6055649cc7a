import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerInvest } from '../../sim/index.ts'
import { warm } from './warm.ts'

const folder = mkdtempSync(join(tmpdir(), 'petaplan-invest-'))

function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(content))
  return path
}

describe('petaplan invest', () => {
  it('takes a ready case by name, and says the answer first', async () => {
    const { code, out, err } = await warm('invest', 'alps')
    expect(code).toBe(0)
    expect(err).toBe('')
    expect(out).toMatch(/^An accelerator-hour of Alps costs CHF 0\.40\d \(0\.3\d+ to 0\.4\d+\) at/)
    expect(out.split('\n').filter((line) => line.length > 80 && !line.includes('http'))).toEqual([])
  })

  it('takes a file, and --json is the answer alone', async () => {
    const input = { case: 'alps', utilisation: 0.6, samples: 100 }
    const { code, out } = await warm('invest', file('plan.json', input), '--json')
    const answered = answerInvest(input)
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual(
      answered.status === 'answer' ? JSON.parse(JSON.stringify(answered.value)) : null,
    )
  })

  it.each([
    ['a case that is none', 'alpes', /petaplan: case: 'alpes' is not a ready case/],
    ['a file that is not there', 'nothing.json', /'nothing.json' does not exist/],
  ])('%s exits 2', async (_, what, message) => {
    const { code, out, err } = await warm('invest', what)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(message)
  })

  it('tells every problem of a file, one a line', async () => {
    const { code, err } = await warm('invest', file('bad.json', { case: 'alps', goodput: 7, horizonY: 0 }))
    expect(code).toBe(2)
    expect(err.trim().split('\n')).toHaveLength(2)
    expect(err).toMatch(/^petaplan: horizonY: 0 is outside 1 to 40$/m)
    const scope = await warm('invest', file('scope.json', { case: 'alps', capital: [{ amount: '1M' }] }))
    expect(scope.err).toMatch(/^petaplan: capital\.0\.scope: is missing; give one of chip, server, system/m)
    expect((await warm('invest', 'alps', '--samples', '5')).err).toMatch(/--samples: 5 is outside/)
  })

  it('says where a country stands, what money moves and by which causes', async () => {
    const { out } = await warm(
      'invest',
      'alps',
      '--sovereignty',
      'KE',
      '--spend',
      'CHF 50M',
      '--samples',
      '100',
    )
    const text = out.replaceAll(/\s+/g, ' ')
    expect(text).toMatch(/Sovereignty: Kenya stands at [\d–]+ of 100 with equal weights, and cannot pass/)
    expect(text).toMatch(/CHF 50 M for a smaller model, .*, from [\d–]+ to [\d–]+, [\d.]+ to [\d.]+ points/)
    expect(text).toMatch(/frontier-runs: CHF 42\.5 M ÷ 847 M to 2\.03 B .*; not one whole/)
    expect(text).toContain("this project's own mapping")
    const bad = await warm('invest', 'alps', '--sovereignty', 'XX')
    expect([bad.code, bad.err]).toEqual([
      2,
      "petaplan: sovereignty.country: 'XX' is not known; ready are CHE, KOR, FIN, KEN\n",
    ])
  })

  it('--help has an example and the cases', async () => {
    const { out } = await warm('invest', '--help')
    expect(out).toContain('Example:')
    expect(out).toContain('korea-2026')
  })
})
