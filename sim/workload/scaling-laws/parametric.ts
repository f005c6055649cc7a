import { crossing } from '../../base/solve.ts'
import type { FitDomain } from './domain.ts'

/** A loss law of the form L(N, D) = E + A/N^α + B/D^β, in nats per token, with the runs it was fitted on. */
export type LossLaw = {
  readonly id: string
  readonly name: string
  readonly E: number
  readonly A: number
  readonly B: number
  readonly alpha: number
  readonly beta: number
  readonly domain: FitDomain
  readonly note: string
}

/** FLOPs of training per parameter and token, forward and backward: C = 6 N D of a dense decoder. */
export const trainingFlopsPerParameterToken = 6

/** The 400 runs of Hoffmann et al., which Besiroglu et al. refit. */
const chinchillaRuns = {
  parameters: [70e6, 16e9],
  tokens: [5e9, 500e9],
  trainingFlops: [6e18, 3e21],
} as const

/** Hoffmann et al. 2022 (arXiv 2203.15556), approach 3, the constants as printed. For teaching: the fit is off. */
export const hoffmann2022: LossLaw = {
  id: 'hoffmann-2022',
  name: 'Hoffmann et al. 2022, as published',
  E: 1.69,
  A: 406.4,
  B: 410.7,
  alpha: 0.34,
  beta: 0.28,
  domain: { ...chinchillaRuns, source: 'arXiv 2203.15556: over 400 models, 70 M to 16 B, 5 to 500 B tokens' },
  note: 'Exponents are rounded: with 0.3392 and 0.2849 in place of 0.34 and 0.28 the tokens per parameter at 5.76e23 FLOPs fall from 92.6 to 59.1.',
}

/** Besiroglu et al. 2024 (arXiv 2404.10102), table 1, the corrected fit of the same runs: the default. */
export const besiroglu2024: LossLaw = {
  id: 'besiroglu-2024',
  name: 'Besiroglu et al. 2024',
  E: 1.8169,
  A: 482.01,
  B: 2085.4,
  alpha: 0.3478,
  beta: 0.3659,
  domain: {
    ...chinchillaRuns,
    source: 'arXiv 2404.10102: the runs of Hoffmann et al. read off their figure',
  },
  note: 'The constants come from one tokenizer and one corpus: compare differences of loss, never losses across model families.',
}

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

/** What it costs to train a smaller model for longer to the same loss. */
export type OverTraining = {
  /** Compute of the chosen ratio ÷ compute of the optimum of equal loss; 1 at the optimum. */
  readonly penaltyFactor: number
  readonly chosen: Allocation
  readonly optimum: Allocation
}

/**
 * The compute penalty of training at `ratio` tokens per parameter to the loss that `optimum` reaches: N with
 * L(N, ratio · N) = L(N*, D*), penalty C/C*.
 *
 * @param optimum  a compute-optimal run of the same law
 */
export function overTraining(law: LossLaw, optimum: Allocation, ratio: number): OverTraining {
  const parameters = crossing((n) => loss(law, n, ratio * n) - optimum.loss, [1, 1e18])
  if (parameters === null) throw new Error('a loss above the irreducible one is reached at every ratio')
  const chosen = allocation(law, parameters, ratio * parameters)
  return { penaltyFactor: chosen.trainingFlops / optimum.trainingFlops, chosen, optimum }
}

/**
 * A run that was already chosen beside the compute-optimal run of the same loss: how many times the least compute it
 * spends. The optimum's compute is found by bisection.
 */
export function excessCompute(law: LossLaw, parameters: number, tokens: number): OverTraining {
  const chosen = allocation(law, parameters, tokens)
  const flops = crossing((c) => computeOptimal(law, c).loss - chosen.loss, [1, 1e36])
  if (flops === null) throw new Error('no compute reaches this loss')
  const optimum = computeOptimal(law, flops)
  return { penaltyFactor: chosen.trainingFlops / flops, chosen, optimum }
}
