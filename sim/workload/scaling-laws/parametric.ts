import { crossing } from '../../base/solve.ts'
import laws from '../../data/models/loss-laws.json' with { type: 'json' }

/** A loss law of the form L(N, D) = E + A/N^α + B/D^β, in nats per token, with the runs it was fitted on. */
export type LossLaw = Readonly<typeof besiroglu2024>

/**
 * Hoffmann et al. 2022 (arXiv 2203.15556), approach 3, the constants as printed, for teaching: the fit is off. The
 * default is Besiroglu et al. 2024 (arXiv 2404.10102), table 1, the corrected fit of the same 400 runs.
 */
export const { hoffmann2022, besiroglu2024 } = laws

/** FLOPs of training per parameter and token, forward and backward: C = 6 N D of a dense decoder. */
export const trainingFlopsPerParameterToken = 6

/**
 * Loss after training N parameters on D tokens, each seen once.
 *
 * Source: Hoffmann et al. 2022 (arXiv 2203.15556), equation 2.
 */
export function loss({ E, A, B, alpha, beta }: LossLaw, parameters: number, tokens: number): number {
  return E + A / parameters ** alpha + B / tokens ** beta
}

export type Allocation = Readonly<ReturnType<typeof allocation>>

/**
 * The parameters and tokens of least loss for C FLOPs: N* = G (C/6)^(β/(α+β)), D* = (C/6)^(α/(α+β)) / G with
 * G = (αA/(βB))^(1/(α+β)).
 *
 * Source: Hoffmann et al. 2022, equation 4. Attention and the embedding are left out of C = 6 N D.
 */
export function computeOptimal(law: LossLaw, trainingFlops: number): Allocation {
  const { A, B, alpha, beta } = law
  const product = trainingFlops / trainingFlopsPerParameterToken
  const G = ((alpha * A) / (beta * B)) ** (1 / (alpha + beta))
  const parameters = G * product ** (beta / (alpha + beta))
  return allocation(law, parameters, product / parameters)
}

/** What training N parameters on D tokens takes and gives. */
export function allocation(law: LossLaw, parameters: number, tokens: number) {
  return {
    parameters,
    tokens,
    tokensPerParameter: tokens / parameters,
    trainingFlops: trainingFlopsPerParameterToken * parameters * tokens,
    loss: loss(law, parameters, tokens),
  }
}

/**
 * The compute penalty of training at `ratio` tokens per parameter to the loss that `optimum` reaches: N with
 * L(N, ratio · N) = L(N*, D*), penalty C/C*.
 *
 * @param optimum  a compute-optimal run of the same law
 */
export function overTraining(law: LossLaw, optimum: Allocation, ratio: number) {
  const parameters = crossing((n) => loss(law, n, ratio * n) - optimum.loss, [1, 1e18])
  if (parameters === null) throw new Error('a loss above the irreducible one is reached at every ratio')
  const chosen = allocation(law, parameters, ratio * parameters)
  return {
    /** Compute of the chosen ratio ÷ compute of the optimum of equal loss; 1 at the optimum. */
    penaltyFactor: chosen.trainingFlops / optimum.trainingFlops,
    chosen,
    optimum,
  }
}

/**
 * A run that was already chosen beside the compute-optimal run of the same loss: how many times the least compute it
 * spends. The optimum's compute is found by bisection.
 */
export function excessCompute(law: LossLaw, parameters: number, tokens: number) {
  const chosen = allocation(law, parameters, tokens)
  const flops = crossing((c) => computeOptimal(law, c).loss - chosen.loss, [1, 1e36])
  if (flops === null) throw new Error('no compute reaches this loss')
  const optimum = computeOptimal(law, flops)
  return { penaltyFactor: chosen.trainingFlops / flops, chosen, optimum }
}
