/**
 * The shapes of a decoder, with every choice made: nothing is optional, absent parts are zero, false or null.
 * Built from a Hugging Face config by `readArchitecture`; everything in `workload` counts from it.
 */
export type Architecture = {
  readonly layers: number
  readonly hidden: number
  readonly vocab: number
  readonly tiedEmbeddings: boolean
  /** Rows of a learned position table; 0 for rotary, ALiBi or none. */
  readonly learnedPositions: number
  readonly attention: Attention
  /** Width of the dense MLP (of the dense layers, where some layers are mixtures). */
  readonly intermediate: number
  /** Three matrices (gate, up, down) when true, two when false. */
  readonly mlpGated: boolean
  /** Null for a dense model. */
  readonly moe: MixtureOfExperts | null
  /** 'rms' has a scale per feature, 'layer' a scale and a bias, 'none' no parameters. */
  readonly norm: 'rms' | 'layer' | 'none'
  /** Norms of width `hidden` in one layer (usually 2; Gemma 2 has 4, a parallel block 1). */
  readonly normsPerLayer: number
  /** A norm after the last layer. */
  readonly finalNorm: boolean
  /** A norm after the embedding (BLOOM). */
  readonly embeddingNorm: boolean
  readonly mlpBias: boolean
  readonly outputHeadBias: boolean
  /** Other learned numbers that multiply nothing worth counting, e.g. attention sinks, xIELU scalars. */
  readonly extraParametersPerLayer: number
  /** Multi-token-prediction blocks beside the layers (DeepSeek-V3: 1), as published counts leave them out. */
  readonly mtpLayers: number
}

export type Attention = {
  readonly heads: number
  readonly kvHeads: number
  readonly headDim: number
  readonly valueHeadDim: number
  /** Multi-head latent attention (DeepSeek); null for MHA, GQA and MQA. */
  readonly latent: {
    /** Rank of the query projection; 0 when queries are not compressed. */
    readonly queryRank: number
    readonly keyValueRank: number
    readonly ropeHeadDim: number
    readonly nopeHeadDim: number
  } | null
  readonly queryKeyValueBias: boolean
  readonly outputBias: boolean
  /** Parameters of query and key norms in one layer. */
  readonly queryKeyNormParameters: number
  /** Attended length limit of windowed layers and how many layers have it; 0 layers for full attention. */
  readonly window: number
  readonly windowedLayers: number
}

export type MixtureOfExperts = {
  readonly experts: number
  readonly expertsPerToken: number
  readonly expertIntermediate: number
  /** Total width of the shared experts that every token passes; 0 for none. */
  readonly sharedIntermediate: number
  /** Layers with a dense MLP in place of the mixture. */
  readonly denseLayers: number
  /** Router scores have a learned bias per expert. */
  readonly routerBias: boolean
  /** The shared expert has a gate of width `hidden` (Qwen2-MoE). */
  readonly sharedGate: boolean
  readonly expertBias: boolean
}
