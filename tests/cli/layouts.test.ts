import { describe, expect, it } from 'vitest'
import { answerLayouts } from '../../sim/index.ts'
import { warm } from './warm.ts'

const run = ['layouts', '--model', 'apertus-70b', '--system', 'alps', '--gpus', '4096', '--top', '7']
const columns = 80

describe('petaplan layouts', () => {
  it('--json is the answer alone', async () => {
    const { code, out, err } = await warm(...run, '--json')
    const answered = answerLayouts({ model: 'apertus-70b', system: 'alps', gpus: '4096', top: '7' })
    expect(code).toBe(0)
    expect(err).toBe('')
    expect(JSON.parse(out)).toEqual(
      answered.status === 'answer' ? JSON.parse(JSON.stringify(answered.value)) : null,
    )
  })

  it.each([
    ['dense', run],
    [
      'a mixture with large counts',
      ['layouts', '--model', 'deepseek-v3', '--system', 'jupiter-booster', '--gpus', '16384', '--top', '30'],
    ],
  ])('prints a table that fits the terminal: %s', async (_, args) => {
    const { code, out } = await warm(...args)
    expect(code).toBe(0)
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(columns)
    expect(out).toMatch(/layouts tried/)
  })

  it('says what would fit, and exits 3', async () => {
    const { code, err, out } = await warm(
      'layouts',
      '--model',
      'llama-3.1-405b',
      '--system',
      'alps',
      '--gpus',
      '64',
    )
    expect(code).toBe(3)
    expect(out).toBe('')
    expect(err).toContain('infeasible: Llama 3.1 405B needs at least')
    expect(err).toContain('(--gpus 88)')
  })

  it('names every wrong option at once, and exits 2', async () => {
    const { code, err } = await warm('layouts', '--model', 'nix', '--gpus', 'x', '--top', '0')
    expect(code).toBe(2)
    for (const flag of ['--model', '--system', '--gpus', '--top']) expect(err).toContain(flag)
  })

  it('--help shows an example that runs', async () => {
    const { code, out } = await warm('layouts', '--help')
    expect(code).toBe(0)
    const example = /petaplan (layouts .*)/.exec(out.slice(out.indexOf('Example')))?.[1] ?? ''
    expect((await warm(...example.split(' '))).code).toBe(0)
  })
})
