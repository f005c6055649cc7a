import type { Constants } from './constants.ts'
import type { ChipFamily } from './hardware.ts'

/** What a training software of some year does by habit, as far as it changes the step time. */
export type Practice = {
  readonly stack: Stack
  /** Tensor-parallel products and traffic are tiled together. */
  readonly overlapsTensor: boolean
  /** Gradients are reduced while the last micro-batch runs backward. */
  readonly overlapsGradients: boolean
  /** Bytes of one gradient on the wire. */
  readonly gradientBytes: 2 | 4
  /** Tensor parallelism cuts the experts too, unless expert parallelism reaches over its ranks. */
  readonly cutsExperts: boolean
  /** Sharded weights are gathered while the layer before runs. */
  readonly overlapsShards: boolean
  /** Attention runs in a Triton kernel, since the fused ones lack linear biases. */
  readonly tritonAttention: boolean
  readonly year: number
  /** The host launches captured graphs. */
  readonly capturesGraphs: boolean
}

export type Stack = 'megatron' | 'nemo' | 'deepspeed' | 'fsdp' | 'xla' | 'neuron' | 'unknown'

/** A compiler lays out the whole step: kernels, traffic and memory. */
export function isCompiled(stack: Stack): boolean {
  return stack === 'xla' || stack === 'neuron'
}

/**
 * The years in which habits changed: Megatron-LM overlapped gradients and left experts whole, NeMo tiled tensor traffic.
 * Judgements: releases of the software spread over a year or two.
 */
const overlapsGradientsSince = 2022
const overlapsTensorSince = 2024
const capturesGraphsSince = 2026
const wholeExpertsSince = 2025
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
  ['neuron', 'neuron'],
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
    overlapsTensor: stack === 'nemo' && when >= overlapsTensorSince,
    overlapsGradients: stack !== 'deepspeed' && when >= overlapsGradientsSince,
    capturesGraphs: isCompiled(stack) || (stack === 'nemo' && when >= capturesGraphsSince),
    cutsExperts: cutsExperts(stack, framework ?? '', when),
    overlapsShards: stack !== 'deepspeed',
    tritonAttention: /foundry|composer/i.test(framework ?? ''),
    year: when,
    gradientBytes: when < overlapsGradientsSince || stack === 'nemo' || isCompiled(stack) ? 2 : 4,
  }
}

/** Experts are whole by habit in Megatron-Bridge, and in Megatron-LM since parallel folding was published. */
function cutsExperts(stack: Stack, framework: string, year: number): boolean {
  if (stack === 'nemo') return !/bridge/i.test(framework)
  return stack === 'deepspeed' || (stack === 'megatron' && year < wholeExpertsSince)
}

/** Chips that one compiler alone programs: how good it is cannot be told from how good they are. */
const oneCompiler: ReadonlySet<ChipFamily> = new Set(['tpu', 'trainium'])

/** Speed of a software against the others; on a chip that has no other it is part of the chip's efficiency. */
export function stackSpeed(stack: Stack, family: ChipFamily, c: Constants): number {
  if (oneCompiler.has(family)) return 1
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
    case 'neuron':
    case 'unknown':
      return 1
  }
}
