import type { Citation } from '../catalogue/types.ts'
import type { Layout } from '../workload/layout.ts'

/** Throughput that somebody published for a training run or a benchmark of one, in tokens, which have no convention. */
export type PublishedRun = {
  readonly id: string
  readonly name: string
  /** Ids of the catalogue. */
  readonly modelId: string
  readonly acceleratorId: string
  readonly accelerators: number
  readonly seqLen: number
  readonly precision: 'bf16' | 'fp8'
  readonly tokensPerSPerAccelerator: number
  readonly layout: Partial<Layout>
  readonly citation: Citation
}

/** Throughput from one step's time. */
function perAccelerator(
  sequences: number,
  seqLen: number,
  [stepTimeS, accelerators]: readonly [number, number],
): number {
  return (sequences * seqLen) / stepTimeS / accelerators
}

const apertusLayout = { tp: 4, pp: 8, vpp: 5, microBatch: 1, zero: 1, sequenceParallel: true } as const

/** Strong scaling of Apertus-70B at a batch of 16.8 M tokens, read from the drawing of Figure 12 (error below 0.5 %). */
const apertusScaling = (
  [
    [32, 892.5],
    [64, 884.5],
    [128, 876.7],
    [256, 870],
    [512, 856.3],
    [1024, 835.6],
    [2048, 790.7],
    [4096, 722.8],
  ] as const
).map(([accelerators, tokensPerSPerAccelerator]): PublishedRun => ({
  id: `apertus-70b-${String(accelerators)}`,
  name: `Apertus-70B on ${String(accelerators)} GH200`,
  modelId: 'apertus-70b',
  acceleratorId: 'gh200-96',
  accelerators,
  seqLen: 4096,
  precision: 'bf16',
  tokensPerSPerAccelerator,
  layout: { ...apertusLayout, dp: accelerators / 32, globalBatch: 4096 },
  citation: ['apertus-report', 'Figure 12, strong scaling'],
}))

/** One published run as a line of the table below. */
type Row = readonly [
  id: string,
  name: string,
  modelId: string,
  accelerator: readonly [id: string, count: number],
  step: readonly [seqLen: number, precision: 'bf16' | 'fp8', tokensPerS: number],
  layout: Partial<Layout>,
  citation: Citation,
]

const rows: readonly Row[] = [
  [
    'apertus-8b-1024',
    'Apertus-8B on 1,024 GH200, average of the run',
    'apertus-8b',
    ['gh200-96', 1024],
    [4096, 'bf16', 6314],
    { tp: 2, pp: 1, dp: 512, microBatch: 4, globalBatch: 2048, zero: 1 },
    ['apertus-report', 'Figure 10, harmonic mean over 15 T tokens'],
  ],
  [
    'swiss-ai-llama-3-8b-256',
    'Llama 3 8B on 256 GH200 of Alps',
    'llama-3-8b',
    ['gh200-96', 256],
    [8192, 'bf16', 8290],
    { tp: 1, pp: 1, dp: 256 },
    ['swiss-ai-megatron', 'pull request 33'],
  ],
  [
    'deepseek-v3-2048',
    'DeepSeek-V3 on 2,048 H800 (fp8 products, shown on the bf16 peak by its authors)',
    'deepseek-v3',
    ['h100-sxm-80', 2048],
    [4096, 'fp8', 1542],
    { tp: 1, pp: 16, ep: 64, globalBatch: 15360 },
    ['deepseek-v3-insights', '272.8 B tokens a day on 2,048 accelerators'],
  ],
  [
    'nemotron-4-340b-6144',
    'Nemotron-4 340B on 6,144 H100',
    'nemotron-4-340b',
    ['h100-sxm-80', 6144],
    [4096, 'bf16', perAccelerator(2304, 4096, [8, 6144])],
    { tp: 8, pp: 12, vpp: 8, dp: 64, globalBatch: 2304 },
    ['nemotron-4-report', '8.0 s an iteration at a batch of 2,304 sequences, last stage'],
  ],
  [
    'megascale-gpt-3-175b-12288',
    '175B on 12,288 A100 (MegaScale)',
    'gpt-3-175b',
    ['a100-sxm-80', 12288],
    [2048, 'bf16', 161.5],
    { tp: 8, pp: 8, dp: 192, globalBatch: 6144 },
    ['megascale', 'Table 2, 6.34 s an iteration'],
  ],
  [
    'megascale-gpt-3-175b-3072',
    '175B on 3,072 A100 (MegaScale)',
    'gpt-3-175b',
    ['a100-sxm-80', 3072],
    [2048, 'bf16', 173.1],
    { tp: 8, pp: 8, dp: 48, globalBatch: 6144 },
    ['megascale', 'Table 2, 23.66 s an iteration'],
  ],
  [
    'megatron-gpt-3-175b-1024',
    'GPT-3 175B on 1,024 A100 (Megatron-LM)',
    'gpt-3-175b',
    ['a100-sxm-80', 1024],
    [2048, 'bf16', 96],
    { tp: 8, pp: 16, dp: 8, globalBatch: 1536 },
    ['megatron-readme', 'GPT-3 175B, about 32 s an iteration'],
  ],
  [
    'fsdp-llama-2-70b-96',
    'Llama 2 70B on 96 H100 (FSDP)',
    'llama-2-70b',
    ['h100-sxm-80', 96],
    [4096, 'bf16', 890],
    { tp: 1, pp: 1, dp: 96, zero: 3 },
    ['fms-fsdp', 'README, measured tokens/s per accelerator'],
  ],
  [
    'fsdp-llama-2-70b-128',
    'Llama 2 70B on 128 A100 (FSDP)',
    'llama-2-70b',
    ['a100-sxm-80', 128],
    [4096, 'bf16', 410],
    { tp: 1, pp: 1, dp: 128, zero: 3 },
    ['fms-fsdp', 'README, measured tokens/s per accelerator'],
  ],
  [
    'smollm3-3b-384',
    'SmolLM3 3B on 384 H100',
    'smollm3-3b',
    ['h100-sxm-80', 384],
    [4096, 'bf16', 14000],
    { tp: 2, pp: 1, dp: 192 },
    ['smollm3', 'pretraining README (384 H100, 24 days); about 14 k tokens/s per GPU'],
  ],
  [
    'olmo-2-32b',
    'OLMo 2 32B on 1,280 H100',
    'olmo-2-32b',
    ['h100-sxm-80', 1280],
    [4096, 'bf16', 1800],
    { zero: 3 },
    ['olmo-2-32b-release', 'more than 1,800 tokens/s per GPU'],
  ],
  [
    'maxtext-llama-2-70b-v6e-256',
    'Llama 2 70B on 256 TPU v6e (MaxText)',
    'llama-2-70b',
    ['tpu-v6e', 256],
    [4096, 'bf16', 900],
    {},
    ['maxtext-tiering', 'Llama 2 70B row'],
  ],
  [
    'maxtext-llama-3.1-405b-v6e-256',
    'Llama 3.1 405B on 256 TPU v6e (MaxText)',
    'llama-3.1-405b',
    ['tpu-v6e', 256],
    [8192, 'bf16', 123],
    {},
    ['maxtext-tiering', 'Llama 3.1 405B row'],
  ],
  [
    'maxtext-mixtral-8x7b-v6e-256',
    'Mixtral 8x7B on 256 TPU v6e (MaxText)',
    'mixtral-8x7b',
    ['tpu-v6e', 256],
    [4096, 'bf16', 3899],
    {},
    ['maxtext-tiering', 'Mixtral 8x7B row'],
  ],
  [
    'maxtext-llama-2-70b-v5p-512',
    'Llama 2 70B on 512 TPU v5p (MaxText)',
    'llama-2-70b',
    ['tpu-v5p', 512],
    [4096, 'bf16', 692],
    {},
    ['maxtext-tiering', 'Llama 2 70B row'],
  ],
  [
    'bridge-gpt-oss-120b-b200-64',
    'gpt-oss-120b on 64 B200 (Megatron-Bridge)',
    'gpt-oss-120b',
    ['b200', 64],
    [4096, 'bf16', 13722],
    { tp: 1, pp: 1, ep: 8, globalBatch: 1280 },
    ['megatron-bridge', 'performance summary archive, release 26.02.01'],
  ],
  [
    'bridge-deepseek-v3-gb200-256',
    'DeepSeek-V3 on 256 GB200 (Megatron-Bridge)',
    'deepseek-v3',
    ['gb200', 256],
    [4096, 'bf16', 3139],
    { tp: 1, pp: 4, ep: 64, globalBatch: 4096 },
    ['megatron-bridge', 'performance summary archive, release 25.11'],
  ],
  [
    'bridge-qwen3-235b-gb200-256',
    'Qwen3-235B-A22B on 256 GB200 (Megatron-Bridge)',
    'qwen3-235b-a22b',
    ['gb200', 256],
    [4096, 'bf16', 4916],
    { tp: 1, pp: 8, ep: 32, globalBatch: 8192 },
    ['megatron-bridge', 'performance summary archive, release 25.11'],
  ],
  [
    'bridge-qwen3-235b-gb300-256',
    'Qwen3-235B-A22B on 256 GB300 (Megatron-Bridge)',
    'qwen3-235b-a22b',
    ['gb300', 256],
    [4096, 'bf16', 6131],
    { tp: 1, pp: 4, ep: 16, globalBatch: 8192 },
    ['megatron-bridge', 'performance summary archive, release 25.11'],
  ],
  [
    'bridge-deepseek-v3-h100-1024',
    'DeepSeek-V3 on 1,024 H100 (Megatron-Bridge)',
    'deepseek-v3',
    ['h100-sxm-80', 1024],
    [4096, 'bf16', 1061.2],
    { tp: 2, pp: 8, vpp: 4, ep: 64, globalBatch: 16384 },
    ['megatron-bridge', 'verification card of DeepSeek-V3, 2026-08-15'],
  ],
  [
    'dgxc-llama-3.1-405b-gb200-512',
    'Llama 3.1 405B on 512 GB200 (DGX Cloud)',
    'llama-3.1-405b',
    ['gb200', 512],
    [8192, 'bf16', 430.8],
    { tp: 4, pp: 8, cp: 2, globalBatch: 256 },
    ['dgxc-benchmarking', 'llama3.1/README.md of release 25.05.05, 512 GB200'],
  ],
  [
    'megatron-llama-3.1-405b-fp8-1024',
    'Llama 3.1 405B on 1,024 H100, fp8 (Megatron-LM)',
    'llama-3.1-405b',
    ['h100-sxm-80', 1024],
    [8192, 'fp8', 315],
    { tp: 8, pp: 8, vpp: 8, cp: 2, globalBatch: 512 },
    ['megatron-llama', 'examples/llama/README.md, 405B row'],
  ],
]

/** The runs whose utilisation stands in until a performance model predicts it. */
export const publishedRuns: readonly PublishedRun[] = [
  ...apertusScaling,
  ...rows.map(
    ([
      id,
      name,
      modelId,
      [acceleratorId, accelerators],
      [seqLen, precision, tokensPerS],
      layout,
      citation,
    ]) => ({
      id,
      name,
      modelId,
      acceleratorId,
      accelerators,
      seqLen,
      precision,
      tokensPerSPerAccelerator: tokensPerS,
      layout,
      citation,
    }),
  ),
]
