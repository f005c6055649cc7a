import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { models as catalogue } from '../../../../sim/catalogue/models.ts'
import { answerSbatch, type SbatchAnswer } from '../../../../sim/index.ts'
import { frameworks, type Framework } from '../../../../sim/questions/estimate/layout/trainer-rules.ts'
import { type NamedModel, readModel } from '../../../../sim/questions/estimate/reading/read-model.ts'
import { modelReasons } from '../../../../sim/questions/sbatch/trainers/abilities.ts'
import { reasonsAgainst } from '../../../../sim/questions/sbatch/trainers/possible.ts'
import { chunkLayers } from '../../../../sim/questions/sbatch/trainers/stages.ts'
import { trainedModel } from '../../../../sim/questions/sbatch/trainers/trained-model.ts'
import { validated } from './validators.ts'

const sizes = [64, 512, 2048]
const run = { seqLen: 4096, precision: 'bf16', gpus: 512, seed: 1, steps: 1, saveInterval: 1 } as const
const chip = { vendor: 'NVIDIA', isBlackwell: false }

const models = catalogue.map(({ id }) => modelOf(id))

function modelOf(id: string): NamedModel {
  const read = readModel(id)
  if (!read.ok) throw new Error(`${id} is not a model`)
  return read.value
}

function supports(framework: Framework, model: NamedModel): boolean {
  const asked = { ...run, model: trainedModel(model), chip, leaveAfterMin: null }
  return reasonsAgainst(framework, asked).length === 0
}

type Asked = { readonly framework: Framework; readonly model: string; readonly gpus: number }

function ask(asked: Asked, more: object = {}) {
  return answerSbatch({ tokens: '1T', system: 'alps', samples: 200, ...asked, ...more })
}

/** What is wrong with a script, by the answer that it came with and by its trainer's validator. */
function faultsOf({ framework }: Asked, { script, layout: l, tasks }: SbatchAnswer, model: NamedModel) {
  const { cut, refusedBy } = validated(framework, script, model.architecture)
  const said = [cut.world, cut.tp, cut.pp, cut.cp, cut.dp, cut.ep]
  const planned = [tasks, l.tp, l.pp, l.cp, l.dp, l.ep]
  const batch = cut.microBatches * l.dp * l.microBatch
  return [
    ...refusedBy,
    ...(String(said) === String(planned) ? [] : [`says ${String(said)} for ${String(planned)}`]),
    ...(batch === l.globalBatch ? [] : [`says a batch of ${String(batch)} for ${String(l.globalBatch)}`]),
    ...(/NaN|undefined|\[object|Infinity/.exec(script) ?? []),
  ]
}

/** Whether the changes that an infeasible answer names make a script; of a model that none can train there is none. */
function faultsOfChange(asked: Asked, answered: ReturnType<typeof ask>): readonly string[] {
  if (answered.status !== 'infeasible') return [`is ${answered.status}`]
  const text = JSON.stringify(answered.obstacles)
  const changes = answered.obstacles.flatMap(({ nearest }) =>
    nearest === null ? [] : [[nearest.field, nearest.value] as const],
  )
  if (changes.length < answered.obstacles.length)
    return text.includes('none of ours can as asked') ? [] : [`${text} names no change`]
  const then = ask(asked, Object.fromEntries(changes))
  return then.status === 'answer' ? [] : [`${text} is not true`]
}

/** Parses all scripts at once without running any, each in a function of its own. */
function isBash(scripts: readonly string[]): boolean {
  const input = scripts.map((script, place) => `f${String(place)}() {\n${script}\n}`).join('\n')
  return spawnSync('bash', ['-n'], { input, encoding: 'utf8' }).status === 0
}

describe('every script', () => {
  it.each(frameworks.flatMap((framework) => sizes.map((gpus) => [framework, gpus] as const)))(
    'of %s on %i starts, or a change that makes one start is named',
    (framework, gpus) => {
      const scripts: string[] = []
      const faults: string[] = []
      for (const model of models.filter((one) => supports(framework, one))) {
        const asked = { framework, model: model.id, gpus }
        const answered = ask(asked)
        if (answered.status === 'answer') scripts.push(answered.value.script)
        const found =
          answered.status === 'answer'
            ? faultsOf(asked, answered.value, model)
            : faultsOfChange(asked, answered)
        faults.push(...found.map((fault) => `${model.id}: ${fault}`))
      }
      expect(faults).toEqual([])
      expect(scripts.length).toBeGreaterThan(10)
      expect(isBash(scripts)).toBe(true)
    },
  )
  it('of a model that a trainer does not support is that of the trainer that is named instead', () => {
    const few = models.filter(({ id }) => ['apertus-70b', 'gpt-oss-20b', 'gpt-3-175b'].includes(id))
    const questions = few.flatMap((model) =>
      frameworks.filter((one) => !supports(one, model)).map((framework) => ({ framework, model: model.id })),
    )
    const faults = questions.flatMap((one) => {
      const asked = { ...one, gpus: 512 }
      return faultsOfChange(asked, ask(asked))
    })
    expect(questions.length).toBeGreaterThan(5)
    expect(faults).toEqual([])
  })
})

describe('a script that would not start', () => {
  it('is told by its validator: what is read back is what was said', () => {
    const asked = { framework: 'megatron', model: 'llama-3-8b', gpus: 64 } as const
    const answered = ask(asked, { layout: 'tp=4,pp=2,vpp=2,dp=8,mbs=1,gbs=64,zero=1,recompute=full' })
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    const refusedBy = (from: string | RegExp, to: string) => {
      const script = answered.value.script.replace(from, to)
      expect(script).not.toBe(answered.value.script)
      return validated('megatron', script, modelOf(asked.model).architecture).refusedBy.join(' ')
    }
    expect(refusedBy('--tensor-model-parallel-size 4', '--tensor-model-parallel-size 3')).toMatch(
      /:1446.*:822/,
    )
    expect(refusedBy('--num-layers 32', '--num-layers 30')).toMatch(/:968-997/)
    expect(refusedBy('--global-batch-size 64', '--global-batch-size 24')).toMatch(/schedules.py:1160/)
    expect(refusedBy('MAX_CONNECTIONS=1', 'MAX_CONNECTIONS=8')).toMatch(/:1453-1477/)
    expect(refusedBy('  --overlap-grad-reduce\n', '')).toMatch(/:1024-1029/)
    expect(refusedBy(/--lr-warmup-iters \d+/, '--lr-warmup-iters 9999999')).toMatch(/scheduler.py:160/)
  })
  it.each([
    [
      'torchtitan',
      'llama-3.1-70b',
      'tp=4,pp=8,dp=8,mbs=8,gbs=256,zero=3,recompute=full',
      'at least pp micro',
    ],
    ['nanotron', 'llama-3.2-1b', 'pp=16,dp=16,mbs=1,gbs=256,zero=1,recompute=full', 'without a layer'],
  ] as const)('of %s for %s under %s is refused', (framework, model, layout, reason) => {
    const answered = ask({ framework, model, gpus: 256 }, { layout })
    expect(JSON.stringify(answered)).toContain(reason)
    expect(faultsOfChange({ framework, model, gpus: 256 }, answered)).toEqual([])
  })
  it('is not that of a single step', () => {
    const asked = { framework: 'megatron', model: 'llama-3-8b', gpus: 64 } as const
    const answered = ask(asked, { tokens: 64 * 4096 })
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    expect(answered.value.script).toMatch(/--train-iters 1\n[^]*--lr-warmup-iters 0\n/)
  })
})

describe('the layers of a pipeline', () => {
  it.each([
    [61, 16, 2],
    [61, 32, 1],
    [46, 4, 3],
    [126, 16, 8],
    [105, 8, 1],
    [94, 8, 3],
  ])('%i on %i stages of %i chunks are all held, and the ends hold the least', (layers, pp, vpp) => {
    const chunks = chunkLayers(layers, { pp, vpp })
    expect(chunks.length).toBe(pp * vpp)
    expect(chunks.reduce((sum, held) => sum + held, 0)).toBe(layers)
    const stages = Array.from({ length: pp }, (_, stage) =>
      chunks.filter((_held, chunk) => chunk % pp === stage).reduce((sum, held) => sum + held, 0),
    )
    expect(Math.max(...stages)).toBeLessThanOrEqual(Math.ceil(layers / (pp * vpp)) * vpp)
    expect(stages.at(-1)).toBe(Math.min(...stages))
  })
})

describe('what a trainer lacks', () => {
  it('is told of a trait that no table knows too', () => {
    const asked = { modelType: 'llama', oddities: ['a-trait-of-tomorrow'] }
    for (const framework of frameworks)
      expect(modelReasons(framework, asked)).toEqual(['it has no a-trait-of-tomorrow'])
  })
})

describe('what the trainers themselves load', () => {
  it.each(['torchtitan', 'torchtitan-main'] as const)(
    '%s trains Qwen3 by its own model with norms of queries and keys',
    (framework) => {
      const answered = ask({ framework, model: 'qwen3-8b', gpus: 512 })
      if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
      expect(answered.value.script).toMatch(/torchtitan\.models\.qwen3/)
    },
  )
  it('nanotron is told the tokenizer beside the data, or it counts words where the model has padded rows', () => {
    const answered = ask({ framework: 'nanotron', model: 'qwen2.5-7b', gpus: 512 })
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    expect(answered.value.script).toContain('tokenizer_name: "${TOKENIZER}"')
  })
})
