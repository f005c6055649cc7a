import { GIGA } from '../base/units.ts'
import type { MemoryHabits } from '../workload/memory.ts'
import type { Precision } from './kernel.ts'
import type { LayerMachine } from './layer.ts'
import { isCompiled, usualLoad, type Practice, type Stack } from './practice.ts'

/** What a software keeps in memory. */
export function memoryHabitsOf(
  { practice, hardware }: Pick<LayerMachine, 'practice' | 'hardware'>,
  precision: Precision,
  flashAttention: boolean,
): MemoryHabits {
  const { stack } = practice
  const low = precision !== 'bf16' && precision !== 'fp16'
  const engine = low && stack !== 'fsdp' && !isCompiled(stack)
  return {
    flashAttention,
    lowPrecision: low && stack !== 'fsdp',
    fusesActivation: stack !== 'nanotron',
    keepsGathered: stack === 'nanotron',
    keepsProducts: practice.software === 'torchtitan' ? seenProducts(practice, precision) : null,
    expertLoad: practice.capacityFactor ?? usualLoad,
    gradientBytes: keepsNarrowGradients(stack, precision) ? 2 : 4,
    freshGradientBytes: stack === 'nanotron' ? 2 : 0,
    lowWeightBytes: engine ? lowCopies * (precision === 'nvfp4' ? nvfp4Bytes : 1) : 0,
    castsWhenGathered: stack === 'fsdp' || isCompiled(stack),
    cutsExperts: practice.cutsExperts,
    ...logitBytesOf(practice),
    reserveBytes: isCompiled(stack) ? plannedBytes : workspaceBytes,
    balancesHead: practice.balancesHead,
    shardDomain: practice.shardsInside ? hardware.domain : Infinity,
  }
}

/**
 * Products that torchtitan's policy sees: not what is compiled inside a mixture's layer, and not those of nvfp4, which are
 * operators of torchao; the last 15 % of the layers stay in bf16 (its nvfp4.md at 73aed7f6).
 */
function seenProducts({ eagerShare }: Practice, precision: Precision) {
  const named = precision === 'nvfp4' ? 0.15 : 1
  return { dense: named, mixture: named * eagerShare }
}

/**
 * Copies that Transformer Engine keeps of a weight in low precision, beside the weight itself: as it is and transposed.
 * So fp8 needs more memory for weights, not less (its maintainers, TransformerEngine issue 1429).
 */
const lowCopies = 2
/** Half a byte and its share of the scale of 16 values. */
const nvfp4Bytes = 0.5 + 1 / 16
/** Workspaces of products and attention, and what fragmentation takes. A judgement. */
const workspaceBytes = 0.5 * GIGA
/** XLA plans the whole memory ahead. */
const plannedBytes = 0.3 * GIGA

/**
 * Bytes of a logit at the loss. Megatron-LM: bf16, and the fp32 copy that the gradient overwrites; fused kernels keep
 * one of them. nanotron: bf16, the fp32 copy, and their exponentials. torchtitan: bf16, the fp32 copy, its logarithmic
 * softmax and the gradient, as under tensor parallelism still where the rest is compiled; compiled, what goes in and its
 * gradient in bf16; then an eighth of the tokens at a time.
 *
 * Source: megatron/core/tensor_parallel/cross_entropy.py; src/nanotron/parallel/tensor_parallel/functional.py;
 * torchtitan/components/loss.py.
 */
function logitBytesOf({
  stack,
  software,
  year,
}: Practice): Pick<MemoryHabits, 'logitBytes' | 'cutLogitBytes'> {
  if (software === 'torchtitan') {
    const chunks = year < chunkedLossSince ? 1 : lossChunks
    return { logitBytes: (year < compiledLossSince ? 14 : 4) / chunks, cutLogitBytes: 14 / chunks }
  }
  const narrow = stack === 'nemo' || stack === 'fsdp' || isCompiled(stack)
  const bytes = stack === 'nanotron' ? 10 : narrow ? 4 : 6
  return { logitBytes: bytes, cutLogitBytes: bytes }
}

/** Years since which torchtitan compiles the loss (its benchmarks of 2024 and 2025) and cuts it in chunks (786e26f8). */
const compiledLossSince = 2025
const chunkedLossSince = 2026
const lossChunks = 8

/** NeMo and XLA accumulate in bf16, DeepSpeed in the precision of fp16 training; the others in fp32. */
function keepsNarrowGradients(stack: Stack, precision: Precision): boolean {
  return stack === 'nemo' || isCompiled(stack) || (stack === 'deepspeed' && precision === 'fp16')
}
