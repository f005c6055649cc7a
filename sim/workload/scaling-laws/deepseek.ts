/**
 * C = M · D, with M the non-embedding FLOPs of a token in place of 6 N: M = 72 · layers · d² + 12 · layers · d · s, which
 * counts attention over the full square.
 *
 * Source: DeepSeek LLM (arXiv 2401.02954), equation 2.
 */
export function deepseekFlopsPerToken(layers: number, hidden: number, seqLen: number): number {
  return 72 * layers * hidden ** 2 + 12 * layers * hidden * seqLen
}

export type DeepseekOptimum = {
  readonly flopsPerToken: number
  readonly tokens: number
  readonly learningRate: number
  readonly batchTokens: number
}

/** Optimal model scale, tokens, learning rate and batch for C FLOPs. The exponent of M rises with data quality. */
export function deepseekOptimal(trainingFlops: number): DeepseekOptimum {
  return {
    flopsPerToken: 0.1715 * trainingFlops ** 0.5243,
    tokens: 5.8316 * trainingFlops ** 0.4757,
    learningRate: 0.3118 * trainingFlops ** -0.125,
    batchTokens: 0.292 * trainingFlops ** 0.3271,
  }
}
