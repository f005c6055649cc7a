/** Kaplan et al. 2020 (arXiv 2001.08361), parameters without embeddings: N = 1.3e9 and D = 2e10 at one petaflop/s-day of compute, with exponents 0.73 and 0.27. */
const optimal = { parameters: 1.3e9, parametersExponent: 0.73, tokens: 2e10, tokensExponent: 0.27 } as const

export const flopsPerPetaflopSDay = 8.64e19

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
