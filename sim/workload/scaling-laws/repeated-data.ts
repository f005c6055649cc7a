/** Muennighoff et al. 2023 (arXiv 2305.16264; huggingface/datablations): α = β. */
const exponent = 0.3526596
const A = Math.exp(6.255414)
const B = Math.exp(7.3049974)
const E = Math.exp(0.6254804)
/** How many repetitions of the tokens, and of the parameters, are worth something. */
const tokenRepeats = 15.387756
const parameterRepeats = 5.309743

/**
 * Parameters that U unique tokens warrant: N = U · G², G = (A/B)^(1/(2α)), since α = β.
 *
 * Source: Muennighoff et al. 2023 (arXiv 2305.16264), appendix.
 */
export function warrantedParameters(uniqueTokens: number): number {
  return uniqueTokens * (A / B) ** (1 / exponent)
}

/**
 * Training on D tokens of which U are unique: each repetition, and each parameter beyond what U warrants, is worth
 * less. D' = U + U·R*(1 − e^(−R/R*)), N' alike, L = E + A/N'^α + B/D'^β.
 *
 * Source: Muennighoff et al. 2023, equation 5 and appendix. Leaves out overfitting after very many epochs, where the
 * loss rises (arXiv 2605.01640).
 */
export function repeatedData(parameters: number, tokens: number, uniqueTokens: number) {
  const unique = Math.min(uniqueTokens, tokens)
  const effectiveTokens = saturating(tokens, unique, tokenRepeats)
  const warranted = Math.min(parameters, warrantedParameters(unique))
  const effectiveParameters = saturating(parameters, warranted, parameterRepeats)
  return {
    /** Tokens seen once that would be worth as much. */
    effectiveTokens,
    effectiveParameters,
    loss: E + A / effectiveParameters ** exponent + B / effectiveTokens ** exponent,
  }
}

function saturating(amount: number, unique: number, repeats: number): number {
  const repeated = Math.max(amount / unique - 1, 0)
  return unique + unique * repeats * (1 - Math.exp(-repeated / repeats))
}
