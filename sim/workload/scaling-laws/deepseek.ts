export type DeepseekOptimum = Readonly<ReturnType<typeof deepseekOptimal>>

/**
 * Optimal model scale M (non-embedding FLOPs of a token, C = M · D), tokens, learning rate and batch for C FLOPs. The exponent of M rises with
 * data quality. Source: DeepSeek LLM (arXiv 2401.02954).
 */
export function deepseekOptimal(trainingFlops: number) {
  return {
    flopsPerToken: 0.1715 * trainingFlops ** 0.5243,
    tokens: 5.8316 * trainingFlops ** 0.4757,
    learningRate: 0.3118 * trainingFlops ** -0.125,
    batchTokens: 0.292 * trainingFlops ** 0.3271,
  }
}
