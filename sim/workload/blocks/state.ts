import { noMixer, type Mixer, type MixerKind } from './block.ts'

/**
 * Mixers with a state of fixed size in place of a growing row of keys. A token multiplies each element of the state
 * once to write it and once to read it; the delta rule reads it once more before it writes. That is the recurrent
 * form, the least that the function needs: what chunked kernels add for speed is not counted as model FLOPs, as
 * recomputation is not.
 */
const writeAndRead = 2
const readWriteAndRead = 3

export type MambaShape = {
  readonly hidden: number
  /** Channels of the inner block: d_inner. */
  readonly inner: number
  readonly state: number
  readonly kernel: number
  readonly stepRank: number
  readonly convolutionBias: boolean
  readonly projectionBias: boolean
  /** Norms on step size, B and C (Jamba). */
  readonly innerNorms: boolean
}

/** Source: Gu and Dao 2023 (arXiv 2312.00752), section 3.4 and algorithm 2. */
export function mamba(m: MambaShape): Mixer {
  const { hidden, inner, state, kernel, stepRank } = m
  const input = hidden * 2 * inner + (m.projectionBias ? 2 * inner : 0)
  const convolution = inner * (kernel + (m.convolutionBias ? 1 : 0))
  const selection = inner * (stepRank + 2 * state) + stepRank * inner + inner
  const norms = m.innerNorms ? stepRank + 2 * state : 0
  const output = inner * hidden + (m.projectionBias ? hidden : 0)
  return stateMixer('mamba', {
    parameters: input + convolution + selection + inner * state + inner + norms + output,
    outputWidth: inner,
    innerWidth: 2 * inner + inner + stepRank + 2 * state,
    heads: inner,
    headDim: 1,
    stateProducts: writeAndRead * inner * state,
  })
}

export type Mamba2Shape = {
  readonly hidden: number
  readonly heads: number
  readonly headDim: number
  readonly groups: number
  readonly state: number
  readonly kernel: number
  readonly convolutionBias: boolean
  readonly projectionBias: boolean
  /** A gated norm before the output projection. */
  readonly norm: boolean
}

/** Source: Dao and Gu 2024 (arXiv 2405.21060), section 7 and figure 6 (parallel projections). */
export function mamba2(m: Mamba2Shape): Mixer {
  const { hidden, heads, headDim, groups, state, kernel } = m
  const inner = heads * headDim
  const convolved = inner + 2 * groups * state
  const projected = inner + convolved + heads
  const biases = m.projectionBias ? projected + hidden : 0
  const convolution = convolved * (kernel + (m.convolutionBias ? 1 : 0))
  return stateMixer('mamba-2', {
    parameters: hidden * (projected + inner) + biases + convolution + 3 * heads + (m.norm ? inner : 0),
    outputWidth: inner,
    innerWidth: projected,
    heads,
    headDim,
    stateProducts: writeAndRead * inner * state,
  })
}

export type DeltaShape = Readonly<
  Record<'hidden' | 'keyHeads' | 'valueHeads' | 'keyDim' | 'valueDim' | 'kernel', number>
>

/** Gated delta net with an output gate. Source: Yang et al. 2024 (arXiv 2412.06464), section 3.1 and figure 1. */
export function gatedDelta(d: DeltaShape): Mixer {
  const { hidden, keyHeads, valueHeads, keyDim, valueDim, kernel } = d
  const keys = keyHeads * keyDim
  const values = valueHeads * valueDim
  const projected = 2 * keys + 2 * values + 2 * valueHeads
  return stateMixer('gated-delta', {
    parameters: hidden * (projected + values) + (2 * keys + values) * kernel + 2 * valueHeads + valueDim,
    outputWidth: values,
    innerWidth: projected,
    heads: valueHeads,
    headDim: valueDim,
    stateProducts: readWriteAndRead * valueHeads * keyDim * valueDim,
  })
}

export type KimiDeltaShape = Pick<DeltaShape, 'hidden' | 'kernel'> & {
  readonly heads: number
  readonly headDim: number
  /** The output gate is a projection of full rank (Kimi K3) in place of one of a head's width. */
  readonly fullRankGate: boolean
}

/** Delta rule with a gate for each channel, of low rank. Source: Kimi Linear (arXiv 2510.26692), section 3. */
export function kimiDelta({ hidden, heads, headDim, kernel, fullRankGate }: KimiDeltaShape): Mixer {
  const width = heads * headDim
  const lowRank = hidden * headDim + headDim * width
  const gates = lowRank + (fullRankGate ? hidden * width : lowRank) + width + heads
  const projections = hidden * (3 * width + heads + width)
  return stateMixer('kimi-delta', {
    parameters: projections + 3 * width * kernel + gates + headDim,
    outputWidth: width,
    innerWidth: 5 * width + heads + 2 * headDim,
    heads,
    headDim,
    stateProducts: readWriteAndRead * heads * headDim * headDim,
  })
}

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

export type MlstmShape = {
  readonly hidden: number
  readonly heads: number
  readonly keyWidth: number
  readonly valueWidth: number
  readonly bias: boolean
}

/** Matrix LSTM. Source: Beck et al. 2025, xLSTM 7B (arXiv 2503.13427), section 3 and figure 1. */
export function mlstm({ hidden, heads, keyWidth, valueWidth, bias }: MlstmShape): Mixer {
  const projected = 2 * keyWidth + 2 * valueWidth
  const biases = 2 * heads + (bias ? projected + hidden : 0)
  return stateMixer('mlstm', {
    parameters: hidden * (projected + 2 * heads + valueWidth) + biases + valueWidth,
    outputWidth: valueWidth,
    innerWidth: projected + 2 * heads,
    heads,
    headDim: valueWidth / heads,
    stateProducts: (writeAndRead * keyWidth * valueWidth) / heads,
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

export type RgLruShape = Readonly<Record<'hidden' | 'width' | 'heads' | 'kernel', number>>

/** Real-gated linear recurrent unit. Source: De et al. 2024, Griffin (arXiv 2402.19427), section 2.4. */
export function rgLru({ hidden, width, heads, kernel }: RgLruShape): Mixer {
  const gates = 2 * (width * (width / heads) + width) + width
  const projections = 2 * (hidden * width + width) + width * hidden + hidden
  return stateMixer('rg-lru', {
    parameters: projections + width * (kernel + 1) + gates,
    outputWidth: width,
    innerWidth: 4 * width,
    heads,
    headDim: width / heads,
    stateProducts: writeAndRead * width,
  })
}

type Counted = 'parameters' | 'outputWidth' | 'innerWidth' | 'heads' | 'headDim' | 'stateProducts'

function stateMixer(kind: MixerKind, counts: Pick<Mixer, Counted>): Mixer {
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
