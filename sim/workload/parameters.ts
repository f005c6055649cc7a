import type { Architecture, MixtureOfExperts } from './architecture.ts'

/** Parameters of a model, block by block. */
export type ParameterCount = {
  /** All that is stored, multi-token-prediction blocks left out. */
  readonly total: number
  /** What one token passes: of a mixture only the routed and shared experts. */
  readonly active: number
  /** Those of one token's pass that multiply: without the embedding look-up, with the output head. */
  readonly multiplying: number
  readonly embedding: number
  /** 0 when tied to the embedding. */
  readonly outputHead: number
  readonly attentionPerLayer: number
  readonly densePerLayer: number
  /** All experts, the router and the shared experts of one mixture layer; 0 for a dense model. */
  readonly mixturePerLayer: number
  readonly expertPerLayer: number
  readonly normsPerLayer: number
}

/** Counts block by block. Source: the shapes themselves; the catalogue test holds it to published counts. */
export function countParameters(a: Architecture): ParameterCount {
  const embedding = (a.vocab + a.learnedPositions) * a.hidden + (a.embeddingNorm ? normWidth(a) : 0)
  const head = a.vocab * a.hidden
  const outputHead = a.tiedEmbeddings ? 0 : head + (a.outputHeadBias ? a.vocab : 0)
  const attentionPerLayer = attentionParameters(a)
  const densePerLayer = mlpParameters(a, a.intermediate)
  const normsPerLayer = a.normsPerLayer * normWidth(a) + a.extraParametersPerLayer
  const layers = layersOf(a)
  const mixture = mixtureParameters(a)
  const shared = a.layers * (attentionPerLayer + normsPerLayer) + layers.dense * densePerLayer
  const finalNorm = a.finalNorm ? normWidth(a) : 0
  const stored = shared + layers.mixture * mixture.all + finalNorm
  const passed = shared + layers.mixture * mixture.active + finalNorm
  return {
    total: embedding + stored + outputHead,
    active: embedding + passed + outputHead,
    multiplying: passed + head,
    embedding,
    outputHead,
    attentionPerLayer,
    densePerLayer,
    mixturePerLayer: mixture.all,
    expertPerLayer: mixture.expert,
    normsPerLayer,
  }
}

function layersOf(a: Architecture): { readonly dense: number; readonly mixture: number } {
  const dense = a.moe === null ? a.layers : a.moe.denseLayers
  return { dense, mixture: a.layers - dense }
}

function normWidth({ norm, hidden }: Architecture): number {
  return norm === 'none' ? 0 : norm === 'layer' ? 2 * hidden : hidden
}

/** Projections of one layer's attention, with their biases and norms. */
function attentionParameters({ hidden, attention }: Architecture): number {
  const { heads, kvHeads, headDim, valueHeadDim, latent } = attention
  const output = heads * valueHeadDim * hidden + (attention.outputBias ? hidden : 0)
  const extras = attention.queryKeyNormParameters
  if (latent === null) {
    const width = heads * headDim + kvHeads * (headDim + valueHeadDim)
    return hidden * width + (attention.queryKeyValueBias ? width : 0) + output + extras
  }
  const { queryRank, keyValueRank, ropeHeadDim, nopeHeadDim } = latent
  const queryWidth = heads * (nopeHeadDim + ropeHeadDim)
  const query = queryRank === 0 ? hidden * queryWidth : queryRank * (hidden + 1 + queryWidth)
  const keyValueDown = hidden * (keyValueRank + ropeHeadDim) + keyValueRank
  const keyValueUp = keyValueRank * heads * (nopeHeadDim + valueHeadDim)
  return query + keyValueDown + keyValueUp + output + extras
}

function mlpParameters({ hidden, mlpGated, mlpBias }: Architecture, width: number): number {
  const matrices = mlpGated ? 3 : 2
  return matrices * hidden * width + (mlpBias ? (matrices - 1) * width + hidden : 0)
}

/** One mixture layer: all experts, those of one token, and a single expert. */
function mixtureParameters(a: Architecture): {
  readonly all: number
  readonly active: number
  readonly expert: number
} {
  if (a.moe === null) return { all: 0, active: 0, expert: 0 }
  const { moe, hidden } = a
  const expert = mlpParameters({ ...a, mlpBias: moe.expertBias }, moe.expertIntermediate)
  const always = routerParameters(moe, hidden) + sharedParameters(a, moe)
  return { all: always + moe.experts * expert, active: always + moe.expertsPerToken * expert, expert }
}

function routerParameters({ experts, routerBias }: MixtureOfExperts, hidden: number): number {
  return experts * hidden + (routerBias ? experts : 0)
}

function sharedParameters(a: Architecture, { sharedIntermediate, sharedGate }: MixtureOfExperts): number {
  return sharedIntermediate === 0 ? 0 : mlpParameters(a, sharedIntermediate) + (sharedGate ? a.hidden : 0)
}
