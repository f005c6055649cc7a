import { everyToken, noMixer, type Mixer } from './block.ts'

/** Ranks of multi-head latent attention (DeepSeek-V2, arXiv 2405.04434, section 2.1). */
export type LatentRanks = {
  /** 0 when queries are not compressed. */
  readonly queryRank: number
  readonly keyValueRank: number
  readonly ropeHeadDim: number
  readonly nopeHeadDim: number
}

export type AttentionShape = Readonly<typeof plainAttention> &
  Readonly<Record<'hidden' | 'heads' | 'keyValueHeads' | 'headDim' | 'valueHeadDim', number>>

/** The usual choices, for those who name only what differs. */
export const plainAttention = {
  queryKeyValueBias: false,
  outputBias: false,
  /** Parameters of query and key norms, sinks and other learned numbers that are no projection. */
  extraParameters: 0,
  /** Width of a gate on the output of attention, projected from the hidden width; 0 for none. */
  gateWidth: 0,
  /** Keys and values come from another layer (Gemma 3n): no projections of their own. */
  borrowsKeyValues: false,
  /** Keys serve as values (Gemma 4's full layers): one projection less. */
  keyIsValue: false,
  span: everyToken,
}

/** Softmax attention with any number of key-value heads: MHA, GQA, MQA; full, windowed or chunked. */
export function attention(a: AttentionShape): Mixer {
  const { hidden, heads, keyValueHeads, headDim, valueHeadDim } = a
  const keys = a.borrowsKeyValues ? 0 : keyValueHeads * headDim
  const values = a.borrowsKeyValues || a.keyIsValue ? 0 : keyValueHeads * valueHeadDim
  const projected = heads * headDim + keys + values
  const bias = (a.queryKeyValueBias ? projected : 0) + (a.outputBias ? hidden : 0)
  const output = heads * valueHeadDim
  return {
    ...noMixer,
    kind: 'attention',
    parameters: hidden * (projected + a.gateWidth + output) + bias + a.extraParameters,
    outputWidth: output,
    innerWidth: heads * headDim + keyValueHeads * (headDim + valueHeadDim) + a.gateWidth,
    keyValueWidth: keyValueHeads * (headDim + valueHeadDim),
    heads,
    headDim,
    valueHeadDim,
    scoreWidth: heads * (headDim + valueHeadDim),
    span: a.span,
  }
}

export type LatentShape = {
  readonly hidden: number
  readonly heads: number
  readonly valueHeadDim: number
  readonly ranks: LatentRanks
  /** Norms on the compressed queries and on the compressed keys and values. */
  readonly biasOfDownProjections: boolean
  /** Width of a gate on the output of attention, whose projection is among the extra parameters; 0 for none. */
  readonly gateWidth: number
  readonly extraParameters: number
}

/** Multi-head latent attention. Source: DeepSeek-V2, equations 9 to 19 and 37 to 47. */
export function latentAttention(a: LatentShape): Mixer {
  const { hidden, heads, valueHeadDim, ranks } = a
  const { queryRank, keyValueRank, ropeHeadDim, nopeHeadDim } = ranks
  const headDim = nopeHeadDim + ropeHeadDim
  const query = queryRank === 0 ? hidden * heads * headDim : queryRank * (hidden + 1 + heads * headDim)
  const down = hidden * (keyValueRank + ropeHeadDim) + keyValueRank
  const up = keyValueRank * heads * (nopeHeadDim + valueHeadDim)
  const biases = a.biasOfDownProjections ? queryRank + keyValueRank + ropeHeadDim + hidden : 0
  const output = heads * valueHeadDim
  return {
    ...noMixer,
    kind: 'latent-attention',
    parameters: query + down + up + output * hidden + biases + a.extraParameters,
    outputWidth: output,
    innerWidth: heads * (2 * headDim + valueHeadDim) + a.gateWidth,
    latentWidth: queryRank + keyValueRank + ropeHeadDim,
    keyValueWidth: keyValueRank + ropeHeadDim,
    heads,
    headDim,
    valueHeadDim,
    scoreWidth: heads * (headDim + valueHeadDim),
  }
}

export type Indexer = {
  readonly heads: number
  readonly headDim: number
  /** Tokens that it chooses. */
  readonly topTokens: number
  readonly parameters: number
}

/**
 * Attention over the tokens that a light index chooses.
 *
 * The index scores every earlier token (heads × width), attention takes the best. Source: DeepSeek-V3.2-Exp report
 * (2025), section 2.1: O(L²) of a small index and O(L·k) of attention.
 */
export function indexed(mixer: Mixer, index: Indexer): Mixer {
  return {
    ...mixer,
    kind: 'sparse-attention',
    parameters: mixer.parameters + index.parameters,
    indexWidth: index.heads * index.headDim,
    span: { ...everyToken, size: index.topTokens },
  }
}

/** Two mixers one after the other that share a place in the layers (LongCat). */
export function twice(mixer: Mixer): Mixer {
  return {
    ...mixer,
    parameters: 2 * mixer.parameters,
    outputWidth: 2 * mixer.outputWidth,
    innerWidth: 2 * mixer.innerWidth,
    latentWidth: 2 * mixer.latentWidth,
    keyValueWidth: 2 * mixer.keyValueWidth,
    scoreWidth: 2 * mixer.scoreWidth,
  }
}
