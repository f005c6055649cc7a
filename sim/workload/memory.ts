import { sum } from '../base/math.ts'
import { type Layout, microBatches } from './layout.ts'
import {
  layersKept,
  type MemoryTerms,
  microBatchBytes,
  shownLogits,
  type Stage,
  stagePlace,
  stagesOf,
  stageStates,
} from './stage-memory.ts'
import { GIGA } from '../base/units.ts'

export type { MemoryHabits, MemoryTerms, Optimizer } from './stage-memory.ts'

/** Bytes on the fullest accelerator; the parts add up to the peak. */
export type Memory = Readonly<ReturnType<typeof stageMemory>>

/** Of the stage that is the fullest, with its parts. */
export function memoryOf(terms: MemoryTerms, layout: Layout): Memory {
  const [first, ...others] = stagesOf(terms, layout).map((stage) => stageMemory(terms, layout, stage))
  if (first === undefined) throw new Error('a layout has no stage')
  return others.reduce((fullest, one) => (one.peakBytes > fullest.peakBytes ? one : fullest), first)
}

/** Its states, the activations of the micro-batches in flight, and the higher of the logits and a layer at work again. */
function stageMemory(terms: MemoryTerms, layout: Layout, stage: Stage) {
  const states = stageStates(terms, layout, [stage, layout.zero])
  const place = stagePlace(layout, stage)
  const bytes = microBatchBytes(terms, layout)
  const logits = shownLogits(bytes, place.holdsHead)
  const kept = bytes.layer * layersKept(place, microBatches(layout) * layout.vpp)
  const activations = kept + (logits === 0 ? bytes.working : 0)
  const { weights, gradients, optimizer, gathered, reserve } = states
  const breakdownBytes = { weights, gradients, optimizer, activations, logits, gathered, reserve }
  return { peakBytes: sum(Object.values(breakdownBytes)), breakdownBytes }
}

/** What decides how much a training software gets of an accelerator's memory. */
export type MemoryPart = { readonly memoryBytes: number; readonly vendor: string }

/**
 * Memory is sold in round gigabytes and built in powers of two, less what error correction and the driver take: PyTorch
 * reports 79.11 GiB on an H100 of 80 GB, 31.74 GiB on a V100 of 32, 94.99 GiB on a card of 96 (messages of
 * vllm-project/vllm issue 27508, NVIDIA/Megatron-LM issue 525, modelscope/DiffSynth-Studio issue 411).
 */
const builtPerSold = (79.11 * 1024 ** 3) / (80 * GIGA)
/** Context and communication buffers outside the allocator; a runtime that plans ahead has neither. Judgements. */
const outsideBytes = GIGA
const plannedOutsideBytes = 0.3 * GIGA

/** Vendors whose only software is compiled whole. */
const planning: ReadonlySet<string> = new Set(['Google', 'AWS'])

/**
 * What a training software gets of an accelerator: a peak of so much runs as likely as not.
 *
 * Ours: what is built for what is sold, less what stands outside the allocator.
 */
export function usableBytes({ memoryBytes, vendor }: MemoryPart): number {
  return memoryBytes * builtPerSold - (planning.has(vendor) ? plannedOutsideBytes : outsideBytes)
}

/** A layout is said to fit when it does so with this probability. */
export const fitsAtProbability = 0.9

/**
 * Logarithm of measured over predicted peak that one in ten layouts exceeds: what 414 measured layouts of nanotron and
 * 18 peaks of torchtitan have (tests/evidence/memory.test.ts).
 */
const tenthAbove = 0.1
const scale = tenthAbove / Math.log(fitsAtProbability / (1 - fitsAtProbability))

/** Deviation of that logarithm: π/√3 of its scale, for it is logistic. */
export const logPeakDeviation = (scale * Math.PI) / Math.sqrt(3)

/**
 * Probability that a layout of this predicted peak runs: that measured over predicted peak is below usable over
 * predicted memory.
 *
 * Ours: the logarithm of measured over predicted peak is logistic, for its tails are longer than a normal one's.
 *
 * @param spreadLeft  of its deviation, where measured peaks of the same software narrow it
 */
export function fitsProbability(peakBytes: number, part: MemoryPart, spreadLeft = 1): number {
  return 1 / (1 + (peakBytes / Math.max(1, usableBytes(part))) ** (1 / (scale * spreadLeft)))
}

/**
 * The largest predicted peak that is said to fit.
 *
 * Ours: as `fitsProbability`.
 */
export function fittingBytes(part: MemoryPart): number {
  return Math.max(0, usableBytes(part)) * Math.exp(-tenthAbove)
}

export const gigabytes = (bytes: number) => `${(bytes / GIGA).toFixed(1)} GB`

/** What an accelerator has, for whoever needs more than is said to fit. */
export function capacityInWords(peakBytes: number, part: MemoryPart): string {
  const sold = gigabytes(part.memoryBytes)
  if (peakBytes > part.memoryBytes) return sold
  return `${sold}, and above ${gigabytes(fittingBytes(part))} fewer than nine in ten such layouts run`
}
