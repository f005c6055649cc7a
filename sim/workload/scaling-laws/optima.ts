import { trainingFlopsPerParameterToken } from './parametric.ts'

/** Kaplan et al. 2020 (arXiv 2001.08361), parameters without embeddings: N = 1.3e9 and D = 2e10 at one petaflop/s-day of compute, with exponents 0.73 and 0.27. */
const optimal = { parameters: 1.3e9, parametersExponent: 0.73, tokens: 2e10, tokensExponent: 0.27 } as const

export const flopsPerPetaflopSDay = 8.64e19

/**
 * The allocation that Kaplan et al. advised: almost all growth goes into parameters. Kept because plans before 2022
 * follow it; embeddings and small scale explain most of its difference from Chinchilla (arXiv 2406.12907).
 */
export function kaplanOptimal(trainingFlops: number) {
  const days = trainingFlops / flopsPerPetaflopSDay
  return {
    parameters: optimal.parameters * days ** optimal.parametersExponent,
    tokens: optimal.tokens * days ** optimal.tokensExponent,
  }
}

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

/**
 * D*(C) = 0.299 · C^0.537. The text rounds to 0.29 and 0.53, which at 3.8e25 FLOPs gives 10.5 T tokens and not the
 * 16.55 T that it states; the legend of figure 3 has the digits used here.
 *
 * Source: Llama 3 (arXiv 2407.21783), section 3.2.1.
 */
export function llama3Optimal(trainingFlops: number) {
  const tokens = 0.299 * trainingFlops ** 0.537
  return { parameters: trainingFlops / (trainingFlopsPerParameterToken * tokens), tokens }
}
