import type { Constants } from './constants.ts'

/** What a training software of some year does by habit, as far as it changes the step time. */
export type Practice = {
  readonly stack: Stack
  /** Tensor-parallel products and traffic are tiled together. */
  readonly overlapsTensor: boolean
  /** Gradients are reduced while the last micro-batch runs backward. */
  readonly overlapsGradients: boolean
  /** Bytes of one gradient on the wire. */
  readonly gradientBytes: 2 | 4
  /** Sharded weights are gathered while the layer before runs. */
  readonly overlapsShards: boolean
  /** Attention runs in a Triton kernel, since the fused ones lack linear biases. */
  readonly tritonAttention: boolean
  readonly year: number
  /** The host launches captured graphs. */
  readonly capturesGraphs: boolean
  /** Norms, activations and residuals run in fused kernels. */
  readonly fused: boolean
}

export type Stack = 'megatron' | 'nemo' | 'deepspeed' | 'fsdp' | 'xla' | 'unknown'

/**
 * The years in which habits changed: Megatron-LM fused its kernels and overlapped gradients, NeMo tiled tensor traffic.
 * Judgements: releases of the software spread over a year or two.
 */
const fusedSince = 2023
const overlapsGradientsSince = 2022
const overlapsTensorSince = 2024
const capturesGraphsSince = 2026
const usualYear = 2024

const stackNames: readonly (readonly [word: string, stack: Stack])[] = [
  ['deepspeed', 'deepspeed'],
  ['bridge', 'nemo'],
  ['nemo', 'nemo'],
  ['mlperf', 'nemo'],
  ['megatron', 'megatron'],
  ['maxtext', 'xla'],
  ['paxml', 'xla'],
  ['jax', 'xla'],
  ['neuron', 'xla'],
  ['xla', 'xla'],
  ['foundry', 'fsdp'],
  ['composer', 'fsdp'],
  ['torchtitan', 'fsdp'],
  ['fsdp', 'fsdp'],
  ['fms', 'fsdp'],
  ['xtuner', 'fsdp'],
  ['internevo', 'fsdp'],
  ['automodel', 'fsdp'],
  ['pytorch', 'fsdp'],
]

export function stackOf(framework: string | null): Stack {
  const name = (framework ?? '').toLowerCase()
  return stackNames.find(([word]) => name.includes(word))?.[1] ?? 'unknown'
}

/** The habits of a framework in a year; without either, those of 2024. */
export function practiceOf(framework: string | null, year: number | null): Practice {
  const stack = stackOf(framework)
  const when = year ?? usualYear
  return {
    stack,
    overlapsTensor: stack === 'xla' || (stack === 'nemo' && when >= overlapsTensorSince),
    overlapsGradients: stack !== 'deepspeed' && when >= overlapsGradientsSince,
    capturesGraphs: stack === 'xla' || (stack === 'nemo' && when >= capturesGraphsSince),
    overlapsShards: stack !== 'deepspeed',
    tritonAttention: /foundry|composer/i.test(framework ?? ''),
    year: when,
    gradientBytes: when < overlapsGradientsSince || stack === 'nemo' || stack === 'xla' ? 2 : 4,
    fused: when >= fusedSince,
  }
}

export function stackSpeed(stack: Stack, c: Constants): number {
  switch (stack) {
    case 'megatron':
      return c.stackMegatron
    case 'nemo':
      return c.stackNemo
    case 'deepspeed':
      return c.stackDeepspeed
    case 'fsdp':
      return c.stackFsdp
    case 'xla':
      return c.stackMaxtext
    case 'unknown':
      return 1
  }
}
