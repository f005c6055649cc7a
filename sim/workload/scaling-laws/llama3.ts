import { trainingFlopsPerParameterToken } from './parametric.ts'

/**
 * D*(C) = 0.299 · C^0.537. The text rounds to 0.29 and 0.53, which at 3.8e25 FLOPs gives 10.5 T tokens and not the
 * 16.55 T that it states; the legend of figure 3 has the digits used here.
 *
 * Source: Llama 3 (arXiv 2407.21783), section 3.2.1.
 */
export function llama3Optimal(trainingFlops: number): {
  readonly parameters: number
  readonly tokens: number
} {
  const tokens = 0.299 * trainingFlops ** 0.537
  return { parameters: trainingFlops / (trainingFlopsPerParameterToken * tokens), tokens }
}
