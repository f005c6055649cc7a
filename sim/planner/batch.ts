import { trainingFlopsPerToken } from '../workload/flops.ts'
import type { Architecture } from '../workload/architecture.ts'

export type Batch = { readonly sequences: number; readonly because: string }

/** What is known of the batch that a run wants. */
export type BatchWish = {
  readonly architecture: Architecture
  readonly seqLen: number
  /** Of the whole run, for the batch law. */
  readonly tokens: number
  readonly globalBatchTokens: number | null
  /** A published run of the same model. */
  readonly published: {
    readonly name: string
    readonly globalBatch: number
    readonly seqLen: number
  } | null
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
  if (published !== null) {
    return {
      tokens: published.globalBatch * published.seqLen,
      because: `as published for ${published.name}, taken to what the accelerators divide`,
    }
  }
  return {
    tokens: lawTokens(wish),
    because: 'batch law of DeepSeek LLM (arXiv 2401.02954): 0.2920 · C^0.3271 tokens',
  }
}

/**
 * Batch in tokens from the run's FLOPs. Fitted up to 2e20 FLOPs.
 * Source: DeepSeek LLM (arXiv:2401.02954), section on hyper-parameters.
 */
function lawTokens({ architecture, seqLen, tokens }: BatchWish): number {
  const flops = trainingFlopsPerToken(architecture, seqLen).causal * tokens
  return 0.292 * flops ** 0.3271
}
