import softwares from './fitted/softwares.json' with { type: 'json' }
import { own } from '../base/nearest.ts'
import { MEGA } from '../base/units.ts'
import { stackEffects } from './fitted/calibration.ts'
import type { ChipFamily } from './hardware.ts'

/** What a training software of some year does by habit, as far as it changes the step time. */
export type Practice = {
  readonly stack: Stack
  /** The software by its own name, as the evidence has it; null for one that it does not know. */
  readonly software: string | null
  readonly year: number
  /** Tensor-parallel products and traffic are tiled together. */
  readonly overlapsTensor: boolean
  /** Share of runs that reduce gradients while the last micro-batch runs backward. */
  readonly overlapsGradients: number
  /** Bytes of one gradient on the wire. */
  readonly gradientBytes: 2 | 4
  /** Tensor parallelism cuts the experts too, unless expert parallelism reaches over its ranks. */
  readonly cutsExperts: boolean
  /** Fully sharded weights are cut inside a domain alone, with a copy of them in each (FSDP's hybrid). */
  readonly shardsInside: boolean
  /** Sharded weights are gathered while the layer before runs. */
  readonly overlapsShards: boolean
  /** Gradients are scattered in every micro-batch from ZeRO stage 2 on. */
  readonly scattersEachMicroBatch: boolean
  /** Messages in which the weights of a layer are gathered: one a layer, or one a module. */
  readonly gathersPerLayer: number
  /** Fused attention is the vendor's own, written for the chip (Transformer Engine, cuDNN), not a portable one. */
  readonly nativeAttention: boolean
  /** Share of runs whose fused attention is the first FlashAttention; llm-foundry's was a kernel of its own. */
  readonly firstFlash: number
  /** Fused attention adds a bias to every score: ALiBi, the habit of MPT. */
  readonly biasesAttention: boolean
  /** Tokens of the blocks of unfused attention that leaves out those that causality empties; Infinity where it does not. */
  readonly attentionBlock: number
  /** Norms by the root mean square are a chain of kernels where they are launched one by one. */
  readonly chainsNorms: boolean
  /** So are scaling, mask and softmax of unfused attention. */
  readonly chainsSoftmax: boolean
  /** Tensor parallelism is PyTorch's DTensor, which gathers along the batch and copies what it gathered into sequences. */
  readonly copiesGathered: boolean
  /** Share of the memory-bound kernels that are launched one by one, not fused by hand or by a compiler. */
  readonly eagerShare: number
  /** The host launches captured graphs. */
  readonly capturesGraphs: boolean
  /** Time of the host to launch a layer whose tensor-parallel traffic is launched piece by piece; 0 where it is not. */
  readonly launchS: number
  /** Gradients are scattered in buckets of so many bytes of weights, one after the other; null for one message. */
  readonly bucketBytes: number | null
  /** Operands in fp8 are scaled by rows and columns, not as a whole. */
  readonly scalesRows: boolean
  /** Where gradients are summed whole on every rank, whatever part of them it needs. */
  readonly sumsWhole: 'never' | 'pipelines' | 'always'
  /** Stages are cut so that the head counts as the layers that it is worth. */
  readonly balancesHead: boolean
  /** Whether stages are cut into interleaved chunks where nobody says how many: in layouts chosen for speed, or always. */
  readonly chunks: 'never' | 'chosen' | 'always'
  /** Tokens that an expert takes at most over its even share; null without a limit. */
  readonly capacityFactor: number | null
  /** Share of runs that send a token once to each domain with an expert of it, not once to each expert. */
  readonly dispatchesOnce: number
  /** Where recomputation leaves out what no backward pass needs: in dense layers, or in mixtures too. */
  readonly stopsEarly: 'never' | 'dense' | 'always'
  /** What selective recomputation computes again; of products every second one, and those of experts. */
  readonly selects: 'attention' | 'products' | 'norms' | 'experts' | 'mlp'
  /** The loss is one kernel over the logits, not a chain of them in fp32. */
  readonly fusesLoss: boolean
  /** Experts compute up to their limit, empty places too. */
  readonly padsExperts: boolean
  /** The experts of a rank are one kernel, which the host launches once: torchtitan's torch._grouped_mm. */
  readonly groupsExperts: boolean
  /** Share of runs in mxfp8 that fuse a mixture's products, casts and activations, and send behind them. */
  readonly fusesExperts: number
  /** Tokens go to their experts while another micro-batch computes (Megatron's overlap of the expert traffic in 1F1B). */
  readonly overlapsExperts: boolean
  /** Logarithm of this software's speed against what the constants say; 0 for one that the evidence does not know. */
  readonly effect: number
}

const stacks = ['megatron', 'nanotron', 'nemo', 'deepspeed', 'fsdp', 'xla', 'neuron', 'unknown'] as const
export type Stack = (typeof stacks)[number]

/** What a question says of the software beside its name; null is left to habit. */
export type SaidHabits = {
  readonly compile: boolean | null
  readonly overlapGradients: boolean | null
  readonly capacityFactor: number | null
  /** Not said is not done: neither is a habit. */
  readonly hybridShards?: boolean | null
  readonly overlapExperts?: boolean | null
}

export const nothingSaid: SaidHabits = { compile: null, overlapGradients: null, capacityFactor: null }

/** A compiler lays out the whole step: kernels, traffic and memory. */
export function isCompiled(stack: Stack): boolean {
  return stack === 'xla' || stack === 'neuron'
}

/** The years in which habits changed. Judgements: releases of the software spread over a year or two. */
const chunksSince = 2021
const overlapsGradientsSince = 2022
const overlapsTensorSince = 2024
/**
 * Since when a software, or else its stack, has attention written for the chip: Automodel's recipes and MaxText's for GPUs
 * (attention: cudnn_flash_te, AI-Hypercomputer/gpu-recipes) always, DeepSpeed's runs since Hugging Face picks FlashAttention-3
 * or 4 by the chip (`ml-engineering-upgrade`), torchtitan since it asks for cuDNN first (6a3a9da9, October 2025).
 */
const nativeAttentionSince: Readonly<Record<string, number>> = {
  automodel: 0,
  maxtext: 0,
  nemo: 0,
  megatron: 2024,
  deepspeed: 2026,
  torchtitan: 2026,
}
const capturesGraphsSince = 2026
/** FlashAttention-2 came in July of this year. */
const secondFlashIn = 2023
const prefetchesSince = 2023
const wholeExpertsSince = 2025
/** NVIDIA's recipes in mxfp8 from 26.06 of Megatron-Bridge on: half of its runs of 2026. */
const fusesExpertsAfter = 2025
export const usualYear = 2024

/** Names that are known, for whoever gave another. */
export const frameworkNames = [...new Set(softwares.map(([word, software]) => software ?? word))].join(', ')

/** By a word of a framework's name: the software that the evidence knows by it (null: none), and whose habits it has. */
function softwareOf(framework: string | null): { readonly software: string | null; readonly stack: Stack } {
  const name = (framework ?? '').toLowerCase()
  const [, software = null, stack] = softwares.find(([word]) => name.includes(word ?? '')) ?? []
  return { software, stack: stacks.find((one) => one === stack) ?? 'unknown' }
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

/** The habits of a framework in a year; without either, those of 2024. What the question says itself goes first. */
export function practiceOf(
  framework: string | null,
  year: number | null,
  said: SaidHabits = nothingSaid,
): Practice {
  const { software, stack } = softwareOf(framework)
  const when = year ?? usualYear
  const fused = isCompiled(stack) || stack === 'megatron' || stack === 'nemo'
  const open = fused ? 0 : stack === 'nanotron' ? 1 : openEagerShare
  return {
    stack,
    software,
    year: when,
    overlapsTensor: stack === 'nemo' && when >= overlapsTensorSince,
    overlapsGradients:
      said.overlapGradients === null ? overlapHabit(stack, software, when) : Number(said.overlapGradients),
    capturesGraphs: isCompiled(stack) || (stack === 'nemo' && when >= capturesGraphsSince),
    cutsExperts: cutsExperts(stack, software, when),
    shardsInside: said.hybridShards ?? false,
    overlapsShards: stack !== 'deepspeed' || when >= prefetchesSince,
    scattersEachMicroBatch: stack === 'deepspeed',
    gathersPerLayer: stack === 'deepspeed' ? modulesPerLayer : 1,
    nativeAttention:
      when >= (own(nativeAttentionSince, software ?? '') ?? own(nativeAttentionSince, stack) ?? Infinity),
    firstFlash: software === 'llm-foundry' || when > secondFlashIn ? 0 : when === secondFlashIn ? 0.5 : 1,
    biasesAttention: software === 'llm-foundry',
    eagerShare: said.compile === null || isCompiled(stack) ? open : Number(!said.compile),
    attentionBlock: Infinity,
    // nanotron has the norm of flash-attention, Megatron those of Apex and Transformer Engine, in one kernel.
    chainsNorms: stack !== 'nanotron' && !fused,
    // Megatron-DeepSpeed has Megatron's (megatron/fused_kernels).
    chainsSoftmax: !fused && software !== 'megatron-deepspeed',
    copiesGathered: stack === 'fsdp' && software !== 'internevo',
    launchS: stack === 'nanotron' ? pythonLaunchS : 0,
    bucketBytes: stack === 'nanotron' ? torchBucketBytes : null,
    scalesRows: false,
    sumsWhole: stack === 'deepspeed' && when >= overlapsGradientsSince ? 'pipelines' : 'never',
    balancesHead: stack === 'nanotron',
    chunks: when >= chunksSince && (stack === 'megatron' || stack === 'nemo') ? 'chosen' : 'never',
    capacityFactor: said.capacityFactor,
    padsExperts: isCompiled(stack),
    groupsExperts: software === 'torchtitan',
    fusesExperts: stack === 'nemo' ? Math.min(1, Math.max(0, (when - fusesExpertsAfter) / 2)) : 0,
    overlapsExperts: said.overlapExperts ?? false,
    dispatchesOnce: software === 'automodel' ? 1 : dispatchHabit(stack, when),
    stopsEarly: stack === 'fsdp' ? 'always' : stack === 'xla' ? 'dense' : 'never',
    selects: stack === 'fsdp' ? 'products' : 'attention',
    fusesLoss: stack === 'nemo' || isCompiled(stack),
    gradientBytes: when < overlapsGradientsSince || stack === 'nemo' || isCompiled(stack) ? 2 : 4,
    effect: software === null ? 0 : (own(stackEffects, software) ?? 0),
  }
}

/**
 * Where it is a switch, one run in ten has it the other way: a judgement. FSDP and XLA overlap by construction, and so
 * did OneFlow; nanotron reduces after the last micro-batch, in fp32 of its own (layouts on 1 to 32 nodes), DeepSpeed when
 * one ends.
 */
function overlapHabit(stack: Stack, software: string | null, year: number): number {
  if (stack === 'nanotron') return 0
  if (stack === 'fsdp' || stack === 'xla' || software === 'oneflow') return 1
  return stack !== 'deepspeed' && year >= overlapsGradientsSince ? 0.9 : 0.1
}

/**
 * Dispatchers that send a token once came to Megatron-Core and torchtitan in 2025 as a choice and became the recipe of
 * NVIDIA in 2026; half of the runs between. Judgements.
 */
function dispatchHabit(stack: Stack, year: number): number {
  if (stack === 'nemo') return year >= 2026 ? 1 : year === 2025 ? 0.5 : 0
  return (stack === 'megatron' || stack === 'fsdp' || stack === 'unknown') && year >= 2025 ? 0.5 : 0
}

/** Experts are whole by habit in Megatron-Bridge, and in Megatron-LM since parallel folding was published. */
function cutsExperts(stack: Stack, software: string | null, year: number): boolean {
  if (stack === 'nemo') return software !== 'megatron-bridge'
  return stack === 'deepspeed' || (stack === 'megatron' && year < wholeExpertsSince)
}

/** A habit that a question leaves open: what runs do, and the share of them that does it. */
export type OpenHabit = readonly { readonly practice: Practice; readonly weight: number }[]

export type HabitQuestion = {
  readonly framework: string | null
  readonly year: number | null
  readonly said: SaidHabits
  readonly mixture: boolean
  readonly family: ChipFamily
}

/** Loads of the fullest expert rank between which runs without a limit lie: forced balance and early training. */
const evenLoad = { capacityFactor: 1, padsExperts: true }
const unevenLoad = { capacityFactor: 1.2, padsExperts: true }

/** What a question leaves open of its software, habit by habit. Shares are those of `practiceOf`; the others even. */
export function openHabits({ framework, year, said, mixture, family }: HabitQuestion): readonly OpenHabit[] {
  const own = practiceOf(framework, year, said)
  const saying = (more: Partial<SaidHabits>) => practiceOf(framework, year, { ...said, ...more })
  const habits = [
    said.compile === null
      ? split(own.eagerShare, saying({ compile: false }), saying({ compile: true }))
      : null,
    said.overlapGradients === null
      ? split(own.overlapsGradients, saying({ overlapGradients: true }), saying({ overlapGradients: false }))
      : null,
    said.capacityFactor === null && mixture
      ? split(0.5, { ...own, ...evenLoad }, { ...own, ...unevenLoad })
      : null,
    year === null
      ? split(0.5, practiceOf(framework, usualYear - 1, said), practiceOf(framework, usualYear + 1, said))
      : null,
    own.stack === 'unknown' && family !== 'tpu' && family !== 'trainium' ? anyStack(year, said) : null,
  ]
  return habits.filter((habit) => habit !== null)
}

function split(share: number, one: Practice, other: Practice): OpenHabit | null {
  const both = [
    { practice: one, weight: share },
    { practice: other, weight: 1 - share },
  ]
  return share > 0 && share < 1 ? both : null
}

function anyStack(year: number | null, said: SaidHabits): OpenHabit {
  const usual = ['megatron', 'nemo', 'fsdp', 'deepspeed']
  return usual.map((name) => ({ practice: practiceOf(name, year, said), weight: 1 / usual.length }))
}

/** Load of the fullest expert rank with a balancing loss. A judgement between forced balance (1) and early training (1.3). */
export const usualLoad = 1.1

/**
 * Load of the fullest expert rank over the mean. A limit that pads is that load; one that drops what is over it holds
 * single experts, and the more of them a rank holds the more evenly they fill it. Ours: loads of experts are taken as
 * independent, so that their mean on a rank strays by the root of their number.
 */
export function expertLoad(
  held: number,
  { capacityFactor, padsExperts }: Pick<Practice, 'capacityFactor' | 'padsExperts'>,
): number {
  if (capacityFactor === null) return usualLoad
  if (padsExperts || capacityFactor <= 1) return capacityFactor
  return 1 + (capacityFactor - 1) / Math.sqrt(Math.max(1, held))
}
