import type { Random } from '../../sim/base/random.ts'
import { drawsOf, type Draws, type Family } from './draws.ts'
import { replays } from './limits-queue.ts'

const run = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096 }
const models = ['apertus-70b', 'llama-3.1-405b', 'llama-3.1-8b', 'deepseek-v3', 'mixtral-8x22b']
const config = {
  model_type: 'llama',
  hidden_size: 8192,
  num_attention_heads: 64,
  num_key_value_heads: 64,
  intermediate_size: 28672,
  vocab_size: 128256,
  hidden_act: 'silu',
}
/** Samples are 200 at least. */
const atLeast = ({ upTo }: Draws, most: number) => Math.max(200, upTo(most))
const dense = ({ upTo, one }: Draws) => ({
  ...config,
  num_hidden_layers: upTo(1000),
  hidden_size: one([4096, 8192, 65536]),
})
const experts = ({ upTo, one }: Draws) => ({
  ...config,
  model_type: 'mixtral',
  num_hidden_layers: one([32, 60, 64, 96, 120]),
  num_local_experts: one([8, 60, 128, 256, 512, 720]),
  num_experts_per_tok: upTo(8),
  moe_intermediate_size: 2048,
})
const counts = (steps: number, node: number) => Array.from({ length: steps }, (_, i) => node * (i + 1))
const node = { accelerator: 'h100-sxm-80' }
const measured = { layout: { tp: 1, pp: 1, microBatch: 2, globalBatch: 512, zero: 3 } }

const anyModel = (draws: Draws): unknown => draws.one([draws.one(models), dense(draws), experts(draws)])
const someGpus = ({ one, upTo }: Draws) => one([4 * upTo(2688), 5040, 8192, 10080, 10240, 10752])

/** Questions whose lists, samples, layers, jobs and counts go up to what the contract takes, everything else right. */
export const families: readonly Family[] = [
  ['estimate', (d) => ({ ...run, model: anyModel(d), gpus: someGpus(d), samples: atLeast(d, 100_000) })],
  [
    'estimate',
    (d) => ({
      ...run,
      tokens: `${String(d.upTo(40))}T`,
      deadline: `${String(d.upTo(900))}d`,
      samples: atLeast(d, 10_000),
    }),
  ],
  [
    'estimate',
    (d) => ({
      ...run,
      budget: `CHF ${String(d.upTo(90))}M`,
      confidence: 0.9,
      samples: atLeast(d, 20_000),
      seed: d.upTo(1e6),
    }),
  ],
  ['estimate', (d) => ({ ...run, model: dense(d), gpus: d.upTo(10_000_000), system: 'alps' })],
  ['sbatch', (d) => ({ ...run, model: d.one(models), gpus: someGpus(d), samples: atLeast(d, 100_000) })],
  [
    'annex',
    (d) => ({
      ...run,
      model: d.one(models),
      samples: atLeast(d, 100_000),
      form: d.one(['cscs', 'nairr', 'archer2']),
      start: '2027-03-01',
    }),
  ],
  ['layouts', (d) => ({ model: anyModel(d), system: 'alps', gpus: someGpus(d), top: d.upTo(100) })],
  [
    'layouts',
    (d) => ({
      model: experts(d),
      system: 'alps',
      gpus: someGpus(d),
      seqLen: d.one([4096, 32768, 131072]),
      globalBatchTokens: 131072 * d.upTo(10752),
    }),
  ],
  [
    'tradeoffs',
    (d) => ({ ...run, model: d.one(models), gpus: { from: 64, to: 10240, steps: d.upTo(1500) } }),
  ],
  [
    'tradeoffs',
    (d) => ({
      ...run,
      model: d.one(models),
      gpus: counts(d.upTo(400), d.one([4, 24])),
      samples: atLeast(d, 2000),
    }),
  ],
  [
    'tradeoffs',
    (d) => ({
      ...run,
      mfu: 0.3,
      gpus: counts(d.upTo(1500), 4),
      tokens: Array.from({ length: d.upTo(13) }, (_, i) => `${String(i + 1)}T`),
      objectives: ['time', 'cost', 'carbon', 'energy*2+cost', 'water'],
      samples: atLeast(d, 10_000),
    }),
  ],
  [
    'tradeoffs',
    (d) => ({
      ...run,
      model: d.one(models),
      find: {
        smallestCluster: { time: `${String(d.upTo(900))}d` },
        largestModel: { budget: `CHF ${String(d.upTo(900))}M` },
        cheapestSite: {},
        latestStart: { finish: '2029-12-31' },
      },
    }),
  ],
  [
    'sweep',
    (d) => ({
      base: { ...run, model: d.one(models), samples: atLeast(d, 2000) },
      axes: { tokens: { from: '1T', to: '20T', steps: d.upTo(2000) } },
    }),
  ],
  [
    'sweep',
    (d) => ({
      base: { ...run, model: anyModel(d), samples: 200 },
      axes: { gpus: counts(d.upTo(400), d.one([4, 8, 24])) },
    }),
  ],
  [
    'sweep',
    (d) => ({
      base: { ...run, mfu: 0.3, samples: atLeast(d, 100_000) },
      axes: { seed: { from: 1, to: 1000, steps: d.upTo(1000) } },
    }),
  ],
  [
    'sweep',
    (d) => ({
      base: { ...run, samples: 200 },
      axes: { model: models, globalBatchTokens: { from: '1M', to: '40M', steps: d.upTo(400) } },
    }),
  ],
  [
    'invest',
    (d) => ({ case: d.one(['alps', 'isambard-ai']), samples: atLeast(d, 20_000), horizonY: d.upTo(50) }),
  ],
  [
    'invest',
    (d) => ({
      case: 'alps',
      samples: atLeast(d, 2000),
      runs: Array.from({ length: d.upTo(400) }, (_, i) => ({
        year: 1 + (i % 4),
        model: d.one(models),
        tokens: `${String(1 + i)}T`,
        gpus: 24 * (i + 1),
      })),
    }),
  ],
  [
    'invest',
    (d) => ({
      case: 'alps',
      samples: atLeast(d, 2000),
      horizonY: d.upTo(40),
      capital: Array.from({ length: d.upTo(500) }, () => ({ amount: 1e6, scope: 'chip' })),
    }),
  ],
  [
    'invest',
    (d) => ({
      case: 'alps',
      portfolio: {
        start: '2027Q1',
        quarters: d.upTo(40),
        budget: '100M',
        projects: Array.from({ length: d.upTo(3000) }, (_, i) => ({
          id: `p${String(i)}`,
          gpuHours: 10_000 + i,
          gpus: 4 * (1 + (i % 100)),
          due: '2029Q4',
        })),
      },
    }),
  ],
  [
    'predict',
    (d) => ({
      lines: Array.from({ length: d.upTo(2500) }, (_, i) => ({
        id: i,
        model: 'llama-3.1-8b',
        hardware: node,
        gpus: 8 * (1 + (i % 500)),
      })),
    }),
  ],
  [
    'predict',
    (d) => ({
      lines: Array.from({ length: d.upTo(500) }, (_, i) => ({
        id: i,
        model: experts(d),
        hardware: node,
        gpus: someGpus(d),
        seqLen: 4096 + 512 * (i % 10),
      })),
    }),
  ],
  [
    'pilot',
    (d) => ({
      lines: Array.from({ length: d.upTo(500) }, (_, id) => ({
        id,
        model: d.one(['llama-3.1-8b', 'llama-3.1-70b']),
        hardware: node,
        gpus: 8 * d.upTo(64),
        seqLen: 8192,
        ...(id % 2 === 0 ? measured : {}),
        measured: { tokensPerSPerGpu: 500 + id },
      })),
    }),
  ],
  ...replays,
]

const written = (route: string, body: unknown) => ({ route: `/api/v1/${route}`, body: JSON.stringify(body) })

/** A question at its limits. */
export function atLimits(random: Random): ReturnType<typeof written> {
  const draws = drawsOf(random)
  const [route, body] = draws.one(families)
  return written(route, body(draws))
}

/** The same questions, each once and small. */
export function farBelowLimits(most: number): readonly ReturnType<typeof written>[] {
  const draws = drawsOf(() => 0.25)
  const small: Draws = { ...draws, upTo: (limit) => Math.min(most, limit) }
  return families.map(([route, body]) => written(route, body(small)))
}
