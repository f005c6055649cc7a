import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerInvest } from '../../sim/index.ts'
import { petaplan } from './petaplan.ts'

const folder = mkdtempSync(join(tmpdir(), 'petaplan-invest-'))

function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(content))
  return path
}

describe('petaplan invest', () => {
  it('takes a ready case by name, and says the answer first', () => {
    const { code, out, err } = petaplan('invest', 'alps')
    expect(code).toBe(0)
    expect(err).toBe('')
    expect(out).toMatch(/^An accelerator-hour of Alps costs CHF 0\.41\d \(.*; 0\.402 as/)
    expect(out.split('\n').filter((line) => line.length > 80 && !line.includes('http'))).toEqual([])
  })

  it('takes a file, and --json is the answer alone', () => {
    const input = { case: 'alps', utilisation: 0.6, samples: 100 }
    const { code, out } = petaplan('invest', file('plan.json', input), '--json')
    const answered = answerInvest(input)
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual(
      answered.status === 'answer' ? JSON.parse(JSON.stringify(answered.value)) : null,
    )
  })

  it.each([
    ['a case that is none', 'alpes', /petaplan: case: 'alpes' is not a ready case/],
    ['a file that is not there', 'nothing.json', /'nothing.json' does not exist/],
  ])('%s exits 2', (_, what, message) => {
    const { code, out, err } = petaplan('invest', what)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(message)
  })

  it('tells every problem of a file, one a line', () => {
    const { code, err } = petaplan('invest', file('bad.json', { case: 'alps', goodput: 7, horizonY: 0 }))
    expect(code).toBe(2)
    expect(err.trim().split('\n')).toHaveLength(2)
    expect(err).toMatch(/^petaplan: horizonY: 0 is outside 1 to 40$/m)
    const scope = petaplan('invest', file('scope.json', { case: 'alps', capital: [{ amount: '1M' }] }))
    expect(scope.err).toMatch(/^petaplan: capital\.0\.scope: is missing; give one of chip, server, system/m)
    expect(petaplan('invest', 'alps', '--samples', '5').err).toMatch(/--samples: 5 is outside/)
  })

  it("prints each set of weights, the person's own too, and what an investment moves", () => {
    const levels = { data: { level: 2 }, chips: { level: 1 } }
    const sovereignty = { levels, weights: { chips: 1 }, changes: { chips: { level: 2 } } }
    const { out } = petaplan('invest', file('moved.json', { case: 'jupiter', sovereignty }))
    const text = out.replaceAll(/\s+/g, ' ')
    expect(text).toContain('Your weights: 25 of 100')
    expect(text).toContain('the investment moves it to 50: chips by 25.')
    expect(text).toContain("this project's own mapping")
  })

  it('--help has an example and the cases', () => {
    const { out } = petaplan('invest', '--help')
    expect(out).toContain('Example:')
    expect(out).toContain('korea-2026')
  })
})
