import { GIGA } from '../base/units.ts'
import type { MemoryHabits } from '../workload/memory.ts'
import type { Hardware } from './hardware.ts'
import type { Precision } from './kernel.ts'
import { isCompiled, type Practice, type Stack } from './practice.ts'

/** The loss keeps bf16 logits and their fp32 copy, or one fused copy whose gradient overwrites it. */
const plainLogitBytes = 6
const fusedLogitBytes = 4
/** Context, workspaces and communication buffers of a GPU, and what fragmentation takes of its memory. Judgements. */
const contextBytes = 1.5 * GIGA
const fragmentedFraction = 0.02
/** XLA plans the whole memory ahead. */
const plannedBytes = 0.3 * GIGA

/** What a software keeps in memory on this machine. */
export function memoryHabitsOf(
  practice: Practice,
  hardware: Hardware,
  precision: Precision,
  flashAttention: boolean,
): MemoryHabits {
  const { stack } = practice
  const low = precision !== 'bf16' && precision !== 'fp16'
  return {
    flashAttention,
    lowPrecision: low,
    gradientBytes: keepsNarrowGradients(stack, precision) ? 2 : 4,
    castsWhenGathered: stack === 'fsdp' || isCompiled(stack),
    cutsExperts: practice.cutsExperts,
    logitBytes: stack === 'nemo' || stack === 'fsdp' || isCompiled(stack) ? fusedLogitBytes : plainLogitBytes,
    reserveBytes: isCompiled(stack) ? plannedBytes : contextBytes + fragmentedFraction * hardware.memoryBytes,
  }
}

/** NeMo and XLA accumulate in bf16, DeepSpeed in the precision of fp16 training; the others in fp32. */
function keepsNarrowGradients(stack: Stack, precision: Precision): boolean {
  return stack === 'nemo' || isCompiled(stack) || (stack === 'deepspeed' && precision === 'fp16')
}
