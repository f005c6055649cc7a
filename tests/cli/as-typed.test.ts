import { describe, expect, it } from 'vitest'
import { warm } from './warm.ts'

const run = ['estimate', '--tokens', '1T', '--system', 'alps', '--gpus', '64']

describe('what a person types', () => {
  it('names a model as the hub does, by its owner', async () => {
    const typed = await warm(...run, '--model', 'meta-llama/Llama-3.1-8B')
    expect(typed).toMatchObject({ code: 0, err: '' })
    expect(typed.out).toMatch(/^Llama 3\.1 8B /)
    const unknown = await warm(...run, '--model', 'nobody/No-Such-7B')
    expect(unknown.err).toContain("--model: 'No-Such-7B' is not in the catalogue")
    expect((await warm(...run, '--model', 'no/file.json')).err).toContain("'no/file.json' does not exist")
  })

  it('is told of a part of a layout that stands twice', async () => {
    const typed = await warm(...run, '--model', 'llama-3.1-8b', '--layout', 'mbs=1,microBatch=2')
    expect(typed).toMatchObject({
      code: 2,
      err: "petaplan: --layout.microBatch: 'microBatch' is given twice\n",
    })
  })

  it('is not told of a batch that nobody gave where the layout is wrong', async () => {
    const lines = async (layout: string) =>
      (await warm(...run, '--model', 'llama-3.1-8b', '--layout', layout)).err.trim().split('\n')
    expect(await lines('ep=8')).toEqual([expect.stringContaining('the model has no experts')])
    expect((await lines('tp=3')).join()).not.toMatch(/globalBatch =|\d\.\d{5}/)
    expect(await lines('dp=64,gbs=100')).toEqual([
      expect.stringContaining('globalBatch = 100 is not a multiple'),
    ])
  })

  it('is told of a batch that leaves no steps to learn by', async () => {
    const typed = await warm(...run, '--model', 'llama-3.1-8b', '--global-batch-tokens', '100B')
    expect(typed.out).toMatch(/\nHardly meant: [\d.]+ steps in all are too few/)
    const usual = await warm(...run, '--model', 'llama-3.1-8b')
    expect(usual.out).not.toContain('Hardly meant')
  })
})
