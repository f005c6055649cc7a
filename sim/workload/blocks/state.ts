import { noMixer, type Mixer, type MixerKind } from './block.ts'

/**
 * Mixers with a state of fixed size in place of a growing row of keys. A token multiplies each element of the state
 * once to write it and once to read it; the delta rule reads it once more before it writes. That is the recurrent
 * form, the least that the function needs: what chunked kernels add for speed is not counted as model FLOPs, as
 * recomputation is not.
 */
export const writeAndRead = 2
export const readWriteAndRead = 3

/** Lightning attention with an output gate. Source: MiniMax-01 (arXiv 2501.08313), section 2.2. */
export function lightning(hidden: number, heads: number, headDim: number): Mixer {
  const width = heads * headDim
  return stateMixer('lightning', {
    parameters: hidden * (3 * width + width + width) + width,
    outputWidth: width,
    innerWidth: 4 * width,
    heads,
    headDim,
    stateProducts: writeAndRead * heads * headDim * headDim,
  })
}

/** RWKV-4's time mixing: a state of one number a channel. Source: Peng et al. 2023 (arXiv 2305.13048), section 3.1. */
export function rwkv(hidden: number, width: number): Mixer {
  return stateMixer('rwkv', {
    parameters: 4 * hidden * width + 2 * width + 3 * hidden,
    outputWidth: width,
    innerWidth: 3 * width,
    heads: width,
    headDim: 1,
    stateProducts: writeAndRead * width,
  })
}

export type MatrixRwkvShape = {
  readonly hidden: number
  /** Width of receptance, keys and decay; of values and gate. */
  readonly keyWidth: number
  readonly valueWidth: number
  readonly headDim: number
  /** Learned vectors of the hidden width, and of the key width: mixes with the token before, decay, bonus. */
  readonly mixes: number
  readonly keyVectors: number
  /** Pairs of narrow matrices: input width, rank, output width, and whether with a bias. */
  readonly lowRanks: readonly (readonly [from: number, rank: number, to: number, bias: boolean])[]
  /** The gate is a projection of the value width, not a pair of narrow ones. */
  readonly fullGate: boolean
  /** The state forgets what it reads (RWKV-7's delta rule). */
  readonly forgets: boolean
}

/**
 * RWKV-5, 6 and 7: a matrix for each head as state, a norm of each head with a bias. Source: Peng et al. 2024
 * (arXiv 2404.05892), section 4; Peng et al. 2025 (arXiv 2503.14456), section 4 and appendix on parameters.
 */
export function matrixRwkv(r: MatrixRwkvShape): Mixer {
  const { hidden, keyWidth, valueWidth, headDim } = r
  const lowRanks = r.lowRanks.map(([from, rank, to, bias]) => (from + to) * rank + (bias ? to : 0))
  const projected = 2 * keyWidth + (r.fullGate ? 2 : 1) * valueWidth
  const vectors = r.mixes * hidden + r.keyVectors * keyWidth + 2 * valueWidth
  return stateMixer('rwkv', {
    parameters: hidden * (projected + valueWidth) + vectors + lowRanks.reduce((sum, one) => sum + one, 0),
    outputWidth: valueWidth,
    innerWidth: projected,
    heads: keyWidth / headDim,
    headDim,
    stateProducts: (r.forgets ? readWriteAndRead : writeAndRead) * valueWidth * headDim,
  })
}

/** Double-gated short convolution. Source: LFM2 technical report (arXiv 2511.23404), section 2. */
export function shortConvolution(hidden: number, kernel: number, bias: boolean): Mixer {
  return stateMixer('short-convolution', {
    parameters: 4 * hidden * hidden + hidden * kernel + (bias ? 5 * hidden : 0),
    outputWidth: hidden,
    innerWidth: 3 * hidden,
    heads: hidden,
    headDim: 1,
    stateProducts: 0,
  })
}

type Counted = 'parameters' | 'outputWidth' | 'innerWidth' | 'heads' | 'headDim' | 'stateProducts'

export function stateMixer(kind: MixerKind, counts: Pick<Mixer, Counted>): Mixer {
  return { ...noMixer, ...counts, kind, valueHeadDim: counts.headDim }
}

/** Attention and a state-space block beside each other on the same input (Falcon-H1). */
export function besideAttention(a: Mixer, s: Mixer): Mixer {
  return {
    ...a,
    kind: 'attention-and-mamba-2',
    parameters: a.parameters + s.parameters,
    outputWidth: a.outputWidth + s.outputWidth,
    innerWidth: a.innerWidth + s.innerWidth,
    stateProducts: s.stateProducts,
  }
}
