import { valley } from '../../base/solve.ts'
import { allocation, trainingFlopsPerParameterToken, type Allocation, type LossLaw } from './parametric.ts'

/** A token generated or read at inference takes 2 FLOPs a parameter: the forward pass alone. */
const inferenceFlopsPerParameterToken = 2

/**
 * The model that reaches a loss with the least compute over its life: min over N of 6 N D_tr + 2 N D_inf, where
 * D_tr = (B/(l − E − A/N^α))^(1/β) reaches the loss l.
 *
 * Source: Sardana et al. 2024 (arXiv 2401.00448), equation 3; golden section on ln N.
 *
 * @param targetLoss       above the irreducible loss of the law
 * @param inferenceTokens  that will be served over the life of the model
 */
export function inferenceAware(
  law: LossLaw,
  { targetLoss, inferenceTokens }: { readonly targetLoss: number; readonly inferenceTokens: number },
): Allocation {
  const { E, A, B, alpha, beta } = law
  const tokensFor = (n: number) => (B / (targetLoss - E - A / n ** alpha)) ** (1 / beta)
  const lifetimeOf = (n: number) =>
    trainingFlopsPerParameterToken * n * tokensFor(n) + inferenceFlopsPerParameterToken * n * inferenceTokens
  // Below this size no amount of data reaches the loss.
  const least = (A / (targetLoss - E)) ** (1 / alpha)
  const parameters = valley(lifetimeOf, [least * (1 + 1e-9), least * 1e6])
  return allocation(law, parameters, tokensFor(parameters))
}
