import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerEstimate } from '../../sim/index.ts'
import { petaplan } from './petaplan.ts'

const folder = mkdtempSync(join(tmpdir(), 'petaplan-'))
const scenario = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096, queueLimit: '24h' }
const file = join(folder, 'scenario.json')
writeFileSync(file, JSON.stringify({ ...scenario, ranges: { mfu: '0.28 to 0.36' } }))

describe('petaplan estimate --scenario', () => {
  it('reads the fields and ranges of a file, and options override it', () => {
    const { code, out } = petaplan('estimate', '--scenario', file, '--seed', '9', '--gpus', '2048', '--json')
    expect(code).toBe(0)
    const input = { ...scenario, ranges: { mfu: '0.28 to 0.36' }, seed: 9, gpus: 2048 }
    const answered = answerEstimate(input)
    if (answered.status !== 'answer') throw new Error('no answer')
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(answered.value)))
  })

  it('tells what is wrong with a range, by its field', () => {
    writeFileSync(join(folder, 'wrong.json'), JSON.stringify({ ...scenario, ranges: { mfu: '0.4 to 0.3' } }))
    const { code, err } = petaplan('estimate', '--scenario', join(folder, 'wrong.json'))
    expect(code).toBe(2)
    expect(err).toBe('petaplan: --ranges.mfu: 0.4 to 0.3 does not rise\n')
  })

  it('says that a file is not there, and nothing else', () => {
    const { code, err } = petaplan('estimate', '--scenario', join(folder, 'none.json'))
    expect(code).toBe(2)
    expect(err).toMatch(/^petaplan: --scenario: '.*none\.json' does not exist\n$/)
  })
})

describe('a large Monte Carlo', () => {
  it('is drawn on all cores with progress on stderr, and has the samples of one core', () => {
    const { code, out, err } = petaplan('estimate', '--scenario', file, '--samples', '60000', '--json')
    expect(code).toBe(0)
    expect(err).toContain('sampling [##############################] 100 %')
    const answered = answerEstimate({ ...scenario, ranges: { mfu: '0.28 to 0.36' }, samples: 60_000 })
    if (answered.status !== 'answer') throw new Error('no answer')
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(answered.value)))
  })

  // The error falls as the square root of the samples: after a million it is within 0.1 %.
  it('knows its middle within 0.2 % after 250,000 samples', () => {
    const { code, out, ms } = petaplan('estimate', '--scenario', file, '--samples', '250000', '--json')
    expect(code).toBe(0)
    const { totals, uncertainty } = JSON.parse(out)
    expect(uncertainty.standardErrorOfP50.gpuHours / totals.gpuHours.p50).toBeLessThan(2e-3)
    process.stdout.write(`250,000 samples on the command line: ${(ms / 1000).toFixed(1)} s\n`)
  })
})
