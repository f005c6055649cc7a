import type { Names } from '../../base/csv.ts'

/** What mixes tokens in a block. */
export type MixerKind =
  | Names<'attention latent-attention sparse-attention cross-attention attention-and-mamba-2 none'>[number]
  | Names<'gated-delta kimi-delta lightning mlstm rwkv mamba mamba-2 short-convolution rg-lru'>[number]

/** Which earlier tokens a token attends to. */
export type Span = {
  /** Most tokens attended; 0 for all of them. */
  readonly size: number
  /** Chunks beside each other in place of a window that slides (Llama 4). */
  readonly chunked: boolean
  /** Tokens folded into each key that is attended: 1, or the ratio of compressed attention. */
  readonly folded: number
  /** A window of single tokens beside the folded ones. */
  readonly beside: number
}

/** A mixer with every choice made: its counts, absent parts zero. */
export type Mixer = Readonly<typeof noMixing> & { readonly kind: MixerKind; readonly span: Span }

export type FeedForward = Readonly<typeof noFeeding> & { readonly kind: 'none' | 'dense' | 'mixture' }

/** Layers that are alike. */
export type Block = {
  readonly layers: number
  readonly mixer: Mixer
  readonly feedForward: FeedForward
  /** Norms, scales and whatever else a layer has beside the two. */
  readonly otherParameters: number
}

export const everyToken: Span = { size: 0, chunked: false, folded: 1, beside: 0 }

const noMixing = {
  /** All learned numbers, norms of queries and keys too. */
  parameters: 0,
  /** Those that are no lookup but used again by other layers; added to what a token passes. */
  sharedParameters: 0,
  /** Width that enters the output projection. */
  outputWidth: 0,
  /** Values a token leaves between the projections: queries, keys, values, gates. */
  innerWidth: 0,
  latentWidth: 0,
  /** Width of keys and values of one token, as context parallelism passes them round. */
  keyValueWidth: 0,
  heads: 0,
  headDim: 0,
  valueHeadDim: 0,
  /** Multiplications of a token with each token attended: heads × (head width + value width); 0 without attention. */
  scoreWidth: 0,
  /** The same of an index over all tokens that chooses which are attended. */
  indexWidth: 0,
  /** Multiplications of a token with its state, in place of attention. */
  stateProducts: 0,
}

export const noMixer: Mixer = { ...noMixing, kind: 'none', span: everyToken }

const noFeeding = {
  /** Three gated, two plain. */
  matrices: 0,
  /** Width of the dense MLP; of a mixture what stands beside its experts. */
  width: 0,
  experts: 0,
  /** Experts that compute for a token; zero experts left out, on average. */
  expertsPerToken: 0,
  expertWidth: 0,
  /** Share of the experts that one token chooses among, where they stand in groups; 1 elsewhere. */
  expertReach: 1,
  /** Width that experts work on: the hidden one, or that of their latent space. */
  expertHidden: 0,
  expertParameters: 0,
  /** All that every token passes: the dense MLP, or router and shared experts. */
  alwaysParameters: 0,
}

export const noFeedForward: FeedForward = { ...noFeeding, kind: 'none' }

/** Parameters of one layer, and those that one token passes. */
export function layerParameters({ mixer, feedForward: f, otherParameters }: Block) {
  const always = mixer.parameters + f.alwaysParameters + otherParameters
  return {
    stored: always + f.experts * f.expertParameters,
    passed: always + mixer.sharedParameters + f.expertsPerToken * f.expertParameters,
  }
}

/**
 * Tokens that a token attends to on average over a causal sequence, folded ones counted as one.
 *
 * Ours: the mean of min(position, window) over the positions of a sequence.
 */
export function attendedTokens({ size, chunked, folded, beside }: Span, seqLen: number): number {
  if (chunked && size > 0 && size < seqLen) {
    const whole = Math.floor(seqLen / size)
    const rest = seqLen - whole * size
    return (whole * size * size + rest * rest) / (2 * seqLen)
  }
  const near = beside === 0 ? 0 : causalWindow(beside, seqLen)
  // Of the folded tokens at most `size`, which a token sees from position size × folded on.
  const far = size === 0 ? seqLen / 2 : causalWindow(size * folded, seqLen)
  return near + far / folded
}

/** The whole window but for the corner that causality cuts off at the start of the sequence. */
function causalWindow(window: number, seqLen: number): number {
  const span = Math.min(window, seqLen)
  return span * (1 - span / (2 * seqLen))
}

/**
 * The same without causality: the count of Megatron-LM and of the Apertus report.
 *
 * Source: Narayanan et al. 2021 (arXiv 2104.04473), appendix, which counts the whole square.
 */
export function spannedTokens({ size, folded, beside }: Span, seqLen: number): number {
  const near = Math.min(beside, seqLen)
  return near + (size === 0 ? seqLen : Math.min(size * folded, seqLen)) / folded
}
