import type { EstimateInput } from './input.ts'

/** A ready scenario: a sentence to choose it by, its story, and what it sets. */
export type Preset = {
  readonly id: string
  readonly sentence: string
  readonly story: string
  readonly input: EstimateInput
}

export const presets: readonly Preset[] = [
  {
    id: 'apertus-70b-alps',
    sentence: 'Apertus-70B on Alps',
    story: 'The Swiss open model: 15 T tokens on 4,096 GH200 at CSCS, 2025.',
    input: { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096 },
  },
  {
    id: 'apertus-8b-alps',
    sentence: 'Apertus-8B on Alps',
    story: 'Its small sibling: the same 15 T tokens on 1,024 GH200.',
    input: { model: 'apertus-8b', tokens: '15T', system: 'alps', gpus: 1024 },
  },
  {
    id: 'llama-3.1-405b-eagle',
    sentence: 'A Llama 3.1 405B on 14,336 H100 of Eagle',
    story: 'A frontier-size dense model on a public cloud machine: 15.6 T tokens, sequences of 8,192.',
    input: { model: 'llama-3.1-405b', tokens: '15.6T', system: 'eagle', gpus: 14336, seqLen: 8192 },
  },
  {
    id: 'llama-3-70b-isambard',
    sentence: 'A Llama 3 70B on Isambard-AI',
    story: 'A 70B model on the whole of a national GH200 machine but its spares.',
    input: { model: 'llama-3-70b', tokens: '15T', system: 'isambard-ai', gpus: 4096, seqLen: 8192 },
  },
  {
    id: 'qwen3-235b-jupiter',
    sentence: 'A Qwen3-235B-A22B on JUPITER',
    story: 'A mixture of experts on the European exascale machine.',
    input: { model: 'qwen3-235b-a22b', tokens: '20T', system: 'jupiter-booster', gpus: 8192 },
  },
  {
    id: 'olmo-2-32b-lumi',
    sentence: 'An OLMo 2 32B on LUMI',
    story: 'A fully open model on 1,024 MI250X: what an older accelerator takes.',
    input: { model: 'olmo-2-32b', tokens: '6T', system: 'lumi-g', gpus: 1024 },
  },
  {
    id: 'smollm3-3b-alps',
    sentence: 'A SmolLM3 3B on 128 nodes of Alps',
    story: 'A small model on 11.2 T tokens: the size a university group can ask for.',
    input: { model: 'smollm3-3b', tokens: '11.2T', system: 'alps', gpus: 512 },
  },
  {
    id: 'apertus-70b-kisti',
    sentence: 'Apertus-70B on KISTI-6 in Korea',
    story: 'The same run on another grid: the energy is alike, the carbon is not.',
    input: { model: 'apertus-70b', tokens: '15T', system: 'kisti6', gpus: 4096 },
  },
]
