import type { Block } from './blocks/block.ts'

/**
 * The shapes of a decoder, with every choice made: nothing is optional, absent parts are zero, false or null.
 * Built from a Hugging Face config by `readArchitecture`; everything in `workload` counts from its blocks and ends.
 * `attention`, `intermediate`, `moe` and the flags tell of the usual layer: what a trainer's recipe names.
 */
export type Architecture = {
  /** The layers, those that are alike together. */
  readonly blocks: readonly Block[]
  readonly ends: Ends
  /** What whoever reads an answer has to know: towers left out, defaults taken, a family stood in for. */
  readonly remarks: readonly string[]
  readonly layers: number
  readonly hidden: number
  readonly vocab: number
  readonly tiedEmbeddings: boolean
  /** Rows of a learned position table; 0 for rotary, ALiBi or none. */
  readonly learnedPositions: number
  /** Positions that the config says, learned or not; null where it says none. */
  readonly positions: number | null
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
  /** A norm after the embedding (BLOOM). */
  readonly embeddingNorm: boolean
  readonly mlpBias: boolean
  readonly outputHeadBias: boolean
  /** Each head has a learned sink in its softmax (gpt-oss). */
  readonly attentionSinks: boolean
  /** Whether each layer attends through a window. */
  readonly windowed: readonly boolean[]
  /** Multi-token-prediction blocks beside the layers (DeepSeek-V3: 1), as published counts leave them out. */
  readonly mtpLayers: number
}

/** Parameters outside the layers. */
export type Ends = {
  /** Tables that are looked up: tokens, positions, per-layer tokens, and norms on them. */
  readonly embedding: number
  /** 0 when tied to the embedding. */
  readonly outputHead: number
  /** The last norm, and projections between embedding, layers and head that every token passes. */
  readonly others: number
  /** Stored once for several layers (Zamba); its passes are counted in the layers. */
  readonly shared: number
  /** Held by the family's class but never used: counted in the total alone. */
  readonly unused: number
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
  /** Layers with a dense MLP in place of the mixture, counted from 0. */
  readonly dense: readonly number[]
  readonly routerBias: boolean
  /** The shared expert has a gate of width `hidden` (Qwen2-MoE). */
  readonly sharedGate: boolean
  readonly expertBias: boolean
}
