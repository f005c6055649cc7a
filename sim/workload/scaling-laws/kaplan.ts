/** Kaplan et al. 2020 (arXiv 2001.08361): parameters are counted without embeddings. */
const alphaN = 0.076
const criticalParameters = 8.8e13
const alphaD = 0.095
const criticalTokens = 5.4e13
/** N = 1.3e9 and D = 2e10 at one petaflop/s-day of compute, with exponents 0.73 and 0.27. */
const optimal = { parameters: 1.3e9, parametersExponent: 0.73, tokens: 2e10, tokensExponent: 0.27 } as const

export const flopsPerPetaflopSDay = 8.64e19

/** L(N, D) = [(N_c/N)^(α_N/α_D) + D_c/D]^α_D, equation 1.5. Source: Kaplan et al. 2020 (arXiv 2001.08361). */
export function kaplanLoss(nonEmbeddingParameters: number, tokens: number): number {
  const model = (criticalParameters / nonEmbeddingParameters) ** (alphaN / alphaD)
  return (model + criticalTokens / tokens) ** alphaD
}

/**
 * The allocation that Kaplan et al. advised: almost all growth goes into parameters. Kept because plans before 2022
 * follow it; embeddings and small scale explain most of its difference from Chinchilla (arXiv 2406.12907).
 */
export function kaplanOptimal(trainingFlops: number): {
  readonly parameters: number
  readonly tokens: number
} {
  const days = trainingFlops / flopsPerPetaflopSDay
  return {
    parameters: optimal.parameters * days ** optimal.parametersExponent,
    tokens: optimal.tokens * days ** optimal.tokensExponent,
  }
}
