import { divisors } from '../base/math.ts'
import { trainingFlopsPerToken } from '../workload/flops.ts'
import type { Architecture } from '../workload/huggingface.ts'

export type Batch = { readonly sequences: number; readonly because: string }

/** What is known of the batch that a run wants. */
export type BatchWish = {
  readonly architecture: Architecture
  readonly seqLen: number
  /** Of the whole run, for the batch law. */
  readonly tokens: number
  readonly globalBatchTokens: number | null
  /** A published run of the same model. */
  readonly published: { readonly name: string; readonly globalBatch: number; readonly seqLen: number } | null
}

/**
 * Sequences in a step: what was asked for, else what the same model was published with, else the batch law of
 * DeepSeek LLM. A layout takes the nearest number that its data parallelism divides.
 */
export function wantedBatch(wish: BatchWish): Batch {
  const { tokens, because } = wanted(wish)
  return { sequences: Math.max(1, Math.round(tokens / wish.seqLen)), because }
}

function wanted(wish: BatchWish): { readonly tokens: number; readonly because: string } {
  const { globalBatchTokens, published } = wish
  if (globalBatchTokens !== null) {
    return {
      tokens: globalBatchTokens,
      because: 'the batch given by you, taken to what the accelerators divide',
    }
  }
  if (published !== null && published.globalBatch * published.seqLen <= wish.tokens) {
    return {
      tokens: published.globalBatch * published.seqLen,
      because: `as published for ${published.name}, taken to what the accelerators divide`,
    }
  }
  return {
    tokens: lawTokens(wish),
    because:
      'batch law of DeepSeek LLM (arXiv 2401.02954): 0.2920 · C^0.3271 tokens, at most those of the run',
  }
}

/**
 * Batch in tokens from the run's FLOPs, which asks for more than a very short run has. Fitted up to 2e20 FLOPs.
 * Source: DeepSeek LLM (arXiv:2401.02954), section on hyper-parameters.
 */
function lawTokens({ architecture, seqLen, tokens }: BatchWish): number {
  const flops = trainingFlopsPerToken(architecture, seqLen).causal * tokens
  return Math.min(tokens, 0.292 * flops ** 0.3271)
}

/** A step that somebody asked for may be larger or smaller by this much, so that more layouts divide it. A judgement. */
export const askedTolerance = 0.05
/** One that follows from a law or from another's run: an eighth hardly changes training. A judgement. */
export const freeTolerance = 0.125
/** Where even that divides nothing. */
const widestTolerance = 0.5

/**
 * Sequences of a step near the number wanted: a multiple of all accelerators where that moves it little, else of the
 * most of them that do; of those near, the one with the most factors of two, which most layouts divide.
 */
export function batchNear(wantedBatch: number, gpus: number, tolerance = askedTolerance): number {
  const wanted = Math.max(1, Math.round(wantedBatch))
  for (const limit of [tolerance, widestTolerance]) {
    for (const ranks of [...divisors(gpus)].reverse()) {
      const near = wanted % ranks === 0 ? wanted : evenest(ranks, wanted, limit)
      if (near !== null && (ranks > 1 || gpus === 1)) return near
    }
  }
  return wanted
}

/** The multiple of the ranks within the limit that has the most factors of two; of several the nearest. */
function evenest(ranks: number, wanted: number, limit: number): number | null {
  for (let unit = ranks * twoAbove(wanted / ranks); unit >= ranks; unit /= 2) {
    const batch = Math.max(1, Math.round(wanted / unit)) * unit
    if (Math.abs(batch / wanted - 1) <= limit) return batch
  }
  return null
}

function twoAbove(value: number): number {
  let power = 1
  while (power < value) power *= 2
  return power
}

/**
 * For each number of ranks that divides the accelerators, its multiple nearest to the batch wanted, where that is near
 * enough to be the same run; nearest first.
 */
export function batchesByDistance(wantedBatch: number, gpus: number): readonly number[] {
  const batches = divisors(gpus)
    .filter((ranks) => ranks > 1)
    .map((ranks) => ranks * Math.max(1, Math.round(wantedBatch / ranks)))
  const away = (batch: number) => Math.abs(Math.log(batch / wantedBatch))
  const near = batches.filter((batch) => away(batch) <= Math.log1p(widestTolerance))
  return [...new Set(near)].sort((a, b) => away(a) - away(b) || a - b)
}
