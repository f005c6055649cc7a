import { MEGA } from '../base/units.ts'
import { stackEffects } from './fitted/calibration.ts'

/** What a training software of some year does by habit, as far as it changes the step time. */
export type Practice = {
  readonly stack: Stack
  /** The software by its own name, as the evidence has it; null for one that it does not know. */
  readonly software: string | null
  readonly year: number
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
  /** Gradients are scattered in every micro-batch from ZeRO stage 2 on. */
  readonly scattersEachMicroBatch: boolean
  /** Messages in which the weights of a layer are gathered: one a layer, or one a module. */
  readonly gathersPerLayer: number
  /** Fused attention is the vendor's own, written for the chip (Transformer Engine, cuDNN), not a portable one. */
  readonly nativeAttention: boolean
  /** Share of the memory-bound kernels that are launched one by one, not fused by hand or by a compiler. */
  readonly eagerShare: number
  /** The host launches captured graphs. */
  readonly capturesGraphs: boolean
  /** Time of the host to launch a layer whose tensor-parallel traffic is launched piece by piece; 0 where it is not. */
  readonly launchS: number
  /** Gradients are scattered in buckets of so many bytes of weights, one after the other; null for one message. */
  readonly bucketBytes: number | null
  /** Stages are cut so that the head counts as the layers that it is worth. */
  readonly balancesHead: boolean
  /** Tokens that an expert takes at most over its even share; null without a limit. */
  readonly capacityFactor: number | null
  /** Experts compute up to their limit, empty places too. */
  readonly padsExperts: boolean
  /** Logarithm of this software's speed against what the constants say; 0 for one that the evidence does not know. */
  readonly effect: number
}

export type Stack = 'megatron' | 'nanotron' | 'nemo' | 'deepspeed' | 'fsdp' | 'xla' | 'neuron' | 'unknown'

/** What a question says of the software beside its name; null is left to habit. */
export type SaidHabits = {
  readonly compile: boolean | null
  readonly overlapGradients: boolean | null
  readonly capacityFactor: number | null
}

export const nothingSaid: SaidHabits = { compile: null, overlapGradients: null, capacityFactor: null }

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
const nativeAttentionSince = 2024
const capturesGraphsSince = 2026
const wholeExpertsSince = 2025
export const usualYear = 2024

/** A word of a framework's name, the software that the evidence knows by it (null: none), and whose habits it has. */
const softwares: readonly (readonly [word: string, software: string | null, stack: Stack])[] = [
  ['megatron-deepspeed', 'megatron-deepspeed', 'deepspeed'],
  ['bridge', 'megatron-bridge', 'nemo'],
  ['automodel', null, 'fsdp'],
  ['nemo', 'nemo', 'nemo'],
  ['mlperf', 'mlperf', 'nemo'],
  ['xtuner', 'xtuner', 'fsdp'],
  ['internevo', 'internevo', 'fsdp'],
  ['oneflow', 'oneflow', 'megatron'],
  ['deepspeed', 'deepspeed', 'deepspeed'],
  ['megatron', 'megatron', 'megatron'],
  ['nanotron', null, 'nanotron'],
  ['maxtext', 'maxtext', 'xla'],
  ['pax', 'paxml', 'xla'],
  ['levanter', null, 'xla'],
  ['axlearn', null, 'xla'],
  ['jax', null, 'xla'],
  ['neuron', 'neuronx', 'neuron'],
  ['xla', null, 'xla'],
  ['foundry', 'llm-foundry', 'fsdp'],
  ['composer', 'llm-foundry', 'fsdp'],
  ['torchtitan', 'torchtitan', 'fsdp'],
  ['torchtune', null, 'fsdp'],
  ['olmo', null, 'fsdp'],
  ['lingua', null, 'fsdp'],
  ['fsdp', null, 'fsdp'],
  ['fms', null, 'fsdp'],
  ['accelerate', null, 'fsdp'],
  ['pytorch', null, 'fsdp'],
]

/** Names that are known, for whoever gave another. */
export const frameworkNames =
  'megatron, nemo, megatron-bridge, deepspeed, nanotron, torchtitan, llm-foundry, xtuner, maxtext, paxml, neuronx'

type Software = { readonly software: string | null; readonly stack: Stack }

function softwareOf(framework: string | null): Software {
  const name = (framework ?? '').toLowerCase()
  const found = softwares.find(([word]) => name.includes(word))
  return found === undefined ? { software: null, stack: 'unknown' } : { software: found[1], stack: found[2] }
}

export function stackOf(framework: string | null): Stack {
  return softwareOf(framework).stack
}

/** Where compilation is a choice and nobody says: half of the runs compile. A judgement. */
const openEagerShare = 0.5
/** DeepSpeed gathers module by module: about a dozen tensors in a layer. */
const modulesPerLayer = 12

/**
 * nanotron launches every kernel and every piece of tensor-parallel traffic from Python: a micro-batch of one sequence
 * through 16 layers takes 70 to 74 ms on 2, 4 and 8 ranks of tp alike (its layouts of the 1B model on one node).
 */
const pythonLaunchS = 2.2e-3
/** Default of PyTorch's DistributedDataParallel: bucket_cap_mb. */
const torchBucketBytes = 25 * MEGA

/** DeepSpeed reduces when a micro-batch ends; nanotron after the last, in fp32 of its own (layouts on 1 to 32 nodes). */
function overlapsByHabit(stack: Stack): boolean {
  return stack !== 'deepspeed' && stack !== 'nanotron'
}

/** The habits of a framework in a year; without either, those of 2024. What the question says itself goes first. */
export function practiceOf(
  framework: string | null,
  year: number | null,
  said: SaidHabits = nothingSaid,
): Practice {
  const { software, stack } = softwareOf(framework)
  const when = year ?? usualYear
  const fused = isCompiled(stack) || stack === 'megatron' || stack === 'nemo'
  const eager = said.compile === null ? openEagerShare : said.compile ? 0 : 1
  return {
    stack,
    software,
    year: when,
    overlapsTensor: stack === 'nemo' && when >= overlapsTensorSince,
    overlapsGradients: said.overlapGradients ?? (overlapsByHabit(stack) && when >= overlapsGradientsSince),
    capturesGraphs: isCompiled(stack) || (stack === 'nemo' && when >= capturesGraphsSince),
    cutsExperts: cutsExperts(stack, software, when),
    overlapsShards: stack !== 'deepspeed',
    scattersEachMicroBatch: stack === 'deepspeed',
    gathersPerLayer: stack === 'deepspeed' ? modulesPerLayer : 1,
    nativeAttention: stack === 'nemo' || (stack === 'megatron' && when >= nativeAttentionSince),
    eagerShare: fused ? 0 : stack === 'nanotron' && said.compile === null ? 1 : eager,
    launchS: stack === 'nanotron' ? pythonLaunchS : 0,
    bucketBytes: stack === 'nanotron' ? torchBucketBytes : null,
    balancesHead: stack === 'nanotron',
    capacityFactor: said.capacityFactor,
    padsExperts: isCompiled(stack),
    gradientBytes: when < overlapsGradientsSince || stack === 'nemo' || isCompiled(stack) ? 2 : 4,
    effect: software === null ? 0 : (stackEffects[software] ?? 0),
  }
}

/** Experts are whole by habit in Megatron-Bridge, and in Megatron-LM since parallel folding was published. */
function cutsExperts(stack: Stack, software: string | null, year: number): boolean {
  if (stack === 'nemo') return software !== 'megatron-bridge'
  return stack === 'deepspeed' || (stack === 'megatron' && year < wholeExpertsSince)
}
