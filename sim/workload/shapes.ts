import type { Architecture } from './architecture.ts'
import { countParameters } from './parameters.ts'

/** The widths and counts of a model that step times and memory are made of: plain numbers, worked out once. */
export type Shapes = {
  readonly layers: number
  readonly hidden: number
  readonly vocab: number
  readonly heads: number
  readonly headDim: number
  readonly valueHeadDim: number
  /** Output width of the query, key and value projections together (of latent attention: its up-projections). */
  readonly qkvWidth: number
  /** Parameters of all attention projections but the output one. */
  readonly qkvParameters: number
  /** Width of latent attention's compressed queries, keys and values together; 0 without it. */
  readonly latentWidth: number
  /** Width of keys and values of one token, as context parallelism passes them round. */
  readonly keyValueWidth: number
  readonly attentionOutWidth: number
  /** Matrices of the MLP: 3 gated, 2 plain. */
  readonly mlpMatrices: number
  readonly intermediate: number
  readonly denseLayers: number
  readonly mixtureLayers: number
  readonly experts: number
  readonly expertsPerToken: number
  readonly expertIntermediate: number
  readonly sharedIntermediate: number
  readonly window: number
  readonly windowedLayers: number
  readonly mtpLayers: number
  /** Each head has a learned sink in its softmax (gpt-oss). */
  readonly attentionSinks: boolean
  /** Parameters of one layer outside MLP and experts, of one dense MLP, of one expert, of what every token passes beside the experts. */
  readonly attentionParameters: number
  readonly denseMlpParameters: number
  readonly expertParameters: number
  readonly alwaysParameters: number
  readonly embeddingParameters: number
  readonly headParameters: number
  /** Both ends together as stored: tied ones once. */
  readonly storedEndParameters: number
}

export function shapesOf(a: Architecture): Shapes {
  const count = countParameters(a)
  const { heads, kvHeads, headDim, valueHeadDim, latent } = a.attention
  const moe = a.moe
  const attentionOutWidth = heads * valueHeadDim
  const output = attentionOutWidth * a.hidden
  return {
    layers: a.layers,
    hidden: a.hidden,
    vocab: a.vocab,
    heads,
    headDim,
    valueHeadDim,
    qkvWidth: heads * headDim + kvHeads * (headDim + valueHeadDim),
    qkvParameters: Math.max(0, count.attentionPerLayer - output),
    latentWidth: latent === null ? 0 : latent.queryRank + latent.keyValueRank + latent.ropeHeadDim,
    keyValueWidth:
      latent === null ? kvHeads * (headDim + valueHeadDim) : latent.keyValueRank + latent.ropeHeadDim,
    attentionOutWidth,
    mlpMatrices: a.mlpGated ? 3 : 2,
    intermediate: a.intermediate,
    denseLayers: moe === null ? a.layers : moe.denseLayers,
    mixtureLayers: moe === null ? 0 : a.layers - moe.denseLayers,
    experts: moe?.experts ?? 0,
    expertsPerToken: moe?.expertsPerToken ?? 0,
    expertIntermediate: moe?.expertIntermediate ?? 0,
    sharedIntermediate: moe?.sharedIntermediate ?? 0,
    window: a.attention.window,
    windowedLayers: a.attention.windowedLayers,
    mtpLayers: a.mtpLayers,
    attentionSinks: a.extraParametersPerLayer === heads,
    attentionParameters: count.attentionPerLayer + count.normsPerLayer,
    denseMlpParameters: count.densePerLayer,
    expertParameters: count.expertPerLayer,
    alwaysParameters: moe === null ? 0 : count.mixturePerLayer - moe.experts * count.expertPerLayer,
    embeddingParameters: count.embedding,
    headParameters: a.vocab * a.hidden,
    storedEndParameters: count.embedding + count.outputHead,
  }
}
