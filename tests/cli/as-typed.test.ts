import { describe, expect, it } from 'vitest'
import {
  answerEstimate,
  answerLayouts,
  answerPredict,
  answerSbatch,
  answerTradeoffs,
} from '../../sim/index.ts'
import { warm } from './warm.ts'

const run = ['estimate', '--tokens', '1T', '--system', 'alps', '--gpus', '64']

describe('what a person types', () => {
  it('is a model by its owner in whatever question', () => {
    const model = 'meta-llama/Llama-3.1-8B'
    const ask = { model, system: 'alps', gpus: 64, tokens: '1T' }
    const named = [
      answerEstimate({ ...ask, samples: 200 }),
      answerLayouts({ model, system: 'alps', gpus: 64 }),
      answerTradeoffs({ ...ask, model: [model] }),
      answerSbatch(ask),
    ]
    expect(named.map(({ status }) => status)).toEqual(['answer', 'answer', 'answer', 'answer'])
    const line = { model, hardware: { system: 'alps' }, gpus: 64 }
    expect(answerPredict([line])).toMatchObject({ value: { predictions: [{ ok: true }] } })
    expect(answerEstimate({ ...ask, model: 'Qwen/Qwen3-9B' })).toMatchObject({
      problems: [{ field: 'model', message: expect.stringContaining('the nearest are qwen3-4b, qwen3-8b,') }],
    })
  })

  it('names a model as the hub does, by its owner', async () => {
    const typed = await warm(...run, '--model', 'meta-llama/Llama-3.1-8B')
    expect(typed).toMatchObject({ code: 0, err: '' })
    expect(typed.out).toMatch(/^Llama 3\.1 8B /)
    const unknown = await warm(...run, '--model', 'nobody/No-Such-7B')
    expect(unknown.err).toContain("--model: 'nobody/No-Such-7B' is not in the catalogue")
    const near = await warm(...run, '--model', 'meta-llama/Llama-3.1-9B')
    expect(near.err).toContain('the nearest are llama-3.1-8b,')
    expect((await warm(...run, '--model', 'no/file.json')).err).toContain("'no/file.json' does not exist")
  })

  it('names a model as its answer does, and is offered what begins with the word', async () => {
    const typed = await warm(...run, '--model', 'Llama 3.1 8B')
    expect(typed.out).toMatch(/^Llama 3\.1 8B /)
    expect((await warm(...run, '--model', 'qwen3-235b')).err).toContain('the nearest are qwen3-235b-a22b,')
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

  it('is told what does not fit, and not of a batch that nobody gave', async () => {
    const small = ['estimate', '--tokens', '1T', '--system', 'alps', '--gpus', '12', '--model', 'llama-3-70b']
    const typed = await warm(...small, '--layout', 'tp=1,pp=1,zero=0')
    expect(typed).toMatchObject({ code: 3, err: expect.stringMatching(/the layout needs [\d.]+ GB/) })
  })

  it('is told why the trainer that was named cannot, not why another cannot', async () => {
    const model = {
      ...{ model_type: 'qwen3_next', hidden_size: 2048, intermediate_size: 5120, num_hidden_layers: 48 },
      ...{ num_attention_heads: 16, num_key_value_heads: 2, head_dim: 256, vocab_size: 151936 },
      ...{ num_experts: 512, num_experts_per_tok: 10, moe_intermediate_size: 512 },
      ...{ shared_expert_intermediate_size: 512, full_attention_interval: 4, linear_conv_kernel_dim: 4 },
      ...{ linear_num_value_heads: 32, linear_num_key_heads: 16 },
      ...{ linear_key_head_dim: 128, linear_value_head_dim: 128 },
    }
    const run = { model, tokens: '1T', system: 'alps', gpus: 256, account: 'a' }
    const told = answerSbatch({ ...run, framework: 'nanotron' })
    expect(told).toMatchObject({
      status: 'infeasible',
      obstacles: [
        {
          reason: expect.stringMatching(/^nanotron cannot .*linear attention/),
          nearest: { value: 'megatron-bridge' },
        },
      ],
    })
  })
})
