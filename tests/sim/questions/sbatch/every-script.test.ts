import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { models } from '../../../../sim/catalogue/models.ts'
import { answerSbatch, type SbatchAnswer } from '../../../../sim/index.ts'
import { frameworks } from '../../../../sim/questions/estimate/layout/trainer-rules.ts'
import { modelReasons } from '../../../../sim/questions/sbatch/trainers/abilities.ts'
import { chunkLayers } from '../../../../sim/questions/sbatch/trainers/stages.ts'

/** Every model at three sizes with PETAPLAN_EVERY_SCRIPT=1; else each trainer is tried on a few models at one. */
const every = process.env['PETAPLAN_EVERY_SCRIPT'] === '1'
const few = [
  'apertus-70b',
  'llama-3.1-70b',
  'qwen3-30b-a3b',
  'deepseek-v3',
  'gpt-oss-20b',
  'smollm3-3b',
  'gpt-3-175b',
]
const ids = every ? models.map(({ id }) => id) : few
const sizes = every ? [64, 512, 2048] : [512]
const only = process.env['PETAPLAN_SCRIPT_SIZE']
const questions = frameworks.flatMap((framework) =>
  ids.flatMap((model) =>
    sizes
      .filter((size) => only === undefined || only === String(size))
      .map((gpus) => ({ framework, model, gpus })),
  ),
)

type Asked = (typeof questions)[number]

function ask(asked: Asked, more: object = {}) {
  return answerSbatch({ tokens: '1T', system: 'alps', ...asked, ...more })
}

function isBash(script: string): boolean {
  return spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).status === 0
}

/** The value of a flag, a field of TOML, YAML or Python: all of them end the line. */
function figure(script: string, name: string): number {
  const found = new RegExp(`^\\s*(?:model\\.)?${name}(?:: | = |=| )([0-9]+),?$`, 'm').exec(script)
  return Number(found?.[1])
}

const names = {
  megatron: ['--tensor-model-parallel-size', '--global-batch-size', '--micro-batch-size'],
  'megatron-bridge': ['tensor_model_parallel_size', 'global_batch_size', 'micro_batch_size'],
  torchtitan: ['tensor_parallel_degree', 'global_batch_size', null],
  'torchtitan-main': ['tensor_parallel_degree', null, null],
  nanotron: ['tp', null, 'micro_batch_size'],
} as const

function checkScript({ framework }: Asked, { script, layout, tasks }: SbatchAnswer): void {
  expect(isBash(script)).toBe(true)
  expect(layout.tp * layout.pp * layout.cp * layout.dp).toBe(tasks)
  expect(layout.globalBatch % (layout.dp * layout.microBatch)).toBe(0)
  const [tp, batch, micro] = names[framework]
  expect(figure(script, tp)).toBe(layout.tp)
  if (batch !== null) expect(figure(script, batch)).toBe(layout.globalBatch)
  if (micro !== null) expect(figure(script, micro)).toBe(layout.microBatch)
  expect(script).not.toMatch(/NaN|undefined|\[object|Infinity/)
}

describe('every script', () => {
  it.each(questions)(
    'of $framework for $model on $gpus starts, or a change that makes one start is named',
    (asked) => {
      const answered = ask(asked)
      if (answered.status === 'answer') {
        checkScript(asked, answered.value)
        return
      }
      expect(answered.status).toBe('infeasible')
      const obstacles = answered.status === 'infeasible' ? answered.obstacles : []
      const changes = obstacles.flatMap(({ nearest }) =>
        nearest === null ? [] : [[nearest.field, nearest.value] as const],
      )
      if (changes.length < obstacles.length) return
      expect(ask(asked, Object.fromEntries(changes)).status, JSON.stringify(obstacles)).toBe('answer')
    },
  )
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
