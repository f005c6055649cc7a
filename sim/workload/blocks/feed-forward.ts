import { noFeedForward, type FeedForward } from './block.ts'

export type MlpShape = {
  readonly hidden: number
  readonly width: number
  readonly gated: boolean
  readonly bias: boolean
}

/**
 * Gate, up and down, or up and down; with a bias on each where there is one.
 *
 * Source: the shapes themselves; the catalogue test holds them to published counts.
 */
export function mlpParameters({ hidden, width, gated, bias }: MlpShape): number {
  const matrices = gated ? 3 : 2
  return matrices * hidden * width + (bias ? (matrices - 1) * width + hidden : 0)
}

export function denseFeedForward(shape: MlpShape, extraParameters = 0): FeedForward {
  if (shape.width === 0) return noFeedForward
  return {
    ...noFeedForward,
    kind: 'dense',
    matrices: shape.gated ? 3 : 2,
    width: shape.width,
    alwaysParameters: mlpParameters(shape) + extraParameters,
  }
}

export type MixtureShape = {
  readonly hidden: number
  readonly gated: boolean
  readonly experts: number
  readonly expertsPerToken: number
  readonly expertWidth: number
  readonly expertBias: boolean
  readonly expertReach: number
  /** Width that experts work on where it is not the hidden one (latent experts of Nemotron 3). */
  readonly expertHidden: number
  /** Rows of the router: the experts, and zero experts where there are any. */
  readonly routed: number
  readonly routerBias: boolean
  /** Width of what every token passes beside the experts: shared experts, or a dense MLP. */
  readonly sharedWidth: number
  readonly sharedBias: boolean
  readonly sharedGated: boolean
  /** A gate of the hidden width on the shared expert (Qwen2-MoE). */
  readonly sharedGate: boolean
  readonly extraParameters: number
}

/** A layer of experts. Source: Shazeer et al. 2017 (arXiv 1701.06538); shared experts: DeepSeekMoE (arXiv 2401.06066). */
export function mixture(m: MixtureShape): FeedForward {
  const { hidden, expertHidden } = m
  const router = m.routed * hidden + (m.routerBias ? m.routed : 0)
  const sharedShape = { hidden, width: m.sharedWidth, gated: m.sharedGated, bias: m.sharedBias }
  const shared = m.sharedWidth === 0 ? 0 : mlpParameters(sharedShape) + (m.sharedGate ? hidden : 0)
  const latent = expertHidden === hidden ? 0 : 2 * hidden * expertHidden
  return {
    kind: 'mixture',
    matrices: m.gated ? 3 : 2,
    width: m.sharedWidth,
    experts: m.experts,
    expertsPerToken: m.expertsPerToken,
    expertWidth: m.expertWidth,
    expertReach: m.expertReach,
    expertHidden,
    expertParameters: mlpParameters({
      hidden: expertHidden,
      width: m.expertWidth,
      gated: m.gated,
      bias: m.expertBias,
    }),
    alwaysParameters: router + shared + latent + m.extraParameters,
  }
}
