import type { Architecture } from './huggingface.ts'
import { layerParameters, type Block, type FeedForward, type Mixer, type Span } from './blocks/block.ts'

/**
 * The widths and counts of a model that step times and memory are made of: plain numbers, worked out once. Where layers
 * differ they are those of the average layer, so that a pipeline stage holds its share of each kind.
 */
export type Shapes = Readonly<ReturnType<typeof countedShapes>>

export type SpanShare = Span & { readonly scoreWidth: number; readonly indexWidth: number }

/** What the rows of the evidence say that judge such layers. A test holds the figure. */
const mamba2Slower =
  'No constant is fitted on mamba-2 layers: published runs with them took 1.25 times what is predicted here, in the middle.'

/** Kinds that the fit of the step model has rows of. */
const measured: readonly string[] = ['attention', 'latent-attention', 'none']

/** Kinds of mixers of a model that no measured row stands behind: their time is physics without a fit. */
export function unmeasuredKinds({ blocks }: Architecture): readonly string[] {
  const kinds = blocks.map(({ mixer }) => mixer.kind)
  return [...new Set(kinds)].filter((kind) => !measured.includes(kind))
}

/** What an answer about a model has to say: what its config had that is not counted, what is too long, what is not measured. */
export function modelRemarks(a: Architecture, seqLen: number): readonly string[] {
  const kinds = unmeasuredKinds(a).map((kind) =>
    kind === 'mamba-2'
      ? mamba2Slower
      : `No measured run stands behind ${kind} layers: their time is less certain.`,
  )
  const isLong = a.learnedPositions > 0 && seqLen > a.learnedPositions
  const long = `The model learns ${String(a.learnedPositions)} positions, fewer than the ${String(seqLen)} tokens of a sequence: it cannot be trained so without more of them.`
  return [...a.remarks, ...(isLong ? [long] : []), ...kinds]
}

const shapesBefore = new WeakMap<Architecture, Shapes>()

/** Worked out once for each architecture: a prediction asks for them with every constant that it tries. */
export function shapesOf(a: Architecture): Shapes {
  const shapes = shapesBefore.get(a) ?? countedShapes(a)
  shapesBefore.set(a, shapes)
  return shapes
}

/** Of the average layer with experts. */
function expertShapes(of: Average) {
  return {
    experts: of(({ feedForward }) => feedForward.experts),
    expertsPerToken: of(({ feedForward }) => feedForward.expertsPerToken),
    expertIntermediate: of(({ feedForward }) => feedForward.expertWidth),
    /** Share of all experts that one token chooses among. */
    expertReach: of(({ feedForward }) => feedForward.expertReach),
    /** Width that routed tokens have at the experts: the hidden one, or that of a latent space. */
    expertHidden: of(({ feedForward }) => feedForward.expertHidden),
    sharedIntermediate: of(({ feedForward }) => feedForward.width),
    /** Parameters of one expert, and of what every token passes beside the experts. */
    expertParameters: of(({ feedForward }) => feedForward.expertParameters),
    alwaysParameters: of(({ feedForward }) => feedForward.alwaysParameters),
  }
}

function countedShapes(a: Architecture) {
  const all = averageOver(a.blocks, a.layers)
  const mixers = a.blocks.filter(({ feedForward }) => feedForward.kind === 'mixture')
  const others = a.blocks.filter(({ feedForward }) => feedForward.kind !== 'mixture')
  const mixtureLayers = mixers.reduce((sum, { layers }) => sum + layers, 0)
  const ofOthers = averageOver(others, a.layers - mixtureLayers)
  const outWidth = all(({ mixer }) => mixer.outputWidth)
  const mixerParameters = all(({ mixer }) => mixer.parameters)
  const { attention, ends } = a
  return {
    layers: a.layers,
    hidden: a.hidden,
    vocab: a.vocab,
    heads: attention.heads,
    headDim: attention.headDim,
    valueHeadDim: attention.valueHeadDim,
    /** Layers with softmax attention over all layers. */
    attentionShare: all(({ mixer }) => (mixer.scoreWidth > 0 ? 1 : 0)),
    /** How far each kind of attention layer sees; its score width is that of an average layer of the whole model. */
    spans: spansOf(a),
    /** Multiplications of a token with the state of an average layer, and the values that the kernel reads and writes. */
    stateProducts: all(({ mixer }) => mixer.stateProducts),
    stateWidth: all(({ mixer }) => (mixer.stateProducts > 0 ? mixer.innerWidth + mixer.outputWidth : 0)),
    /** Kinds of blocks that no measured row of the evidence stands behind. */
    unmeasured: unmeasuredKinds(a),
    /** Output width of the query, key and value projections together (of latent attention: its up-projections). */
    qkvWidth: all(({ mixer }) => mixer.innerWidth),
    /** Parameters of all attention projections but the output one. */
    qkvParameters: Math.max(0, mixerParameters - outWidth * a.hidden),
    /** Width of latent attention's compressed queries, keys and values together; 0 without it. */
    latentWidth: all(({ mixer }) => mixer.latentWidth),
    /** Width of keys and values of one token, as context parallelism passes them round. */
    keyValueWidth: all(({ mixer }) => mixer.keyValueWidth),
    attentionOutWidth: outWidth,
    /** Matrices of the MLP: 3 gated, 2 plain. */
    mlpMatrices: a.mlpGated ? 3 : 2,
    intermediate: ofOthers(({ feedForward }) => feedForward.width),
    /** The largest number that divides the widths of every MLP and expert: what tensor parallelism cuts; 0 of none. */
    mlpGrain: a.blocks.reduce((grain, { feedForward: f }) => divisorOf(grain, f.expertWidth || f.width), 0),
    denseLayers: a.layers - mixtureLayers,
    mixtureLayers,
    ...expertShapes(averageOver(mixers, mixtureLayers)),
    /** Branches of an average layer (a mixer, a feed-forward) over the usual two. */
    branchShare: all(branchesOf) / 2,
    /** Norms by the root mean square in a layer; taken as others where the MLP is plain, as tables of shapes name none. */
    rmsNorms: a.norm === 'rms' && a.mlpGated ? a.normsPerLayer : 0,
    /** Whether queries and keys have such norms too. */
    queryKeyNorms: attention.queryKeyNormParameters > 0 ? 1 : 0,
    mtpLayers: a.mtpLayers,
    /** Each head has a learned sink in its softmax (gpt-oss). */
    attentionSinks: a.attentionSinks,
    /** Parameters of one layer outside MLP and experts, of one dense MLP. */
    attentionParameters: all(outsideFeedForward) + ends.shared / a.layers,
    denseMlpParameters: ofOthers(({ feedForward }) => feedForward.alwaysParameters),
    embeddingParameters: ends.embedding,
    headParameters: a.vocab * a.hidden,
    /** Both ends together as stored: tied ones once. */
    storedEndParameters: ends.embedding + ends.outputHead,
  }
}

/** The greatest common divisor; of nothing and a width the width. */
function divisorOf(one: number, other: number): number {
  return other === 0 ? one : divisorOf(other, one % other)
}

function branchesOf({ mixer, feedForward }: Block): number {
  return (mixer.kind === 'none' ? 0 : 1) + (feedForward.kind === 'none' ? 0 : 1)
}

type Average = (of: (block: Block) => number) => number

/** The average layer; exactly the value of a layer where all are alike. */
function averageOver(blocks: readonly Block[], layers: number): Average {
  const [first, ...rest] = blocks
  if (first === undefined) return () => 0
  if (rest.length === 0) return (of) => of(first)
  return (of) => {
    const same = rest.every((block) => of(block) === of(first))
    return same ? of(first) : blocks.reduce((sum, block) => sum + block.layers * of(block), 0) / layers
  }
}

function outsideFeedForward(block: Block): number {
  const nothing: FeedForward = { ...block.feedForward, experts: 0, expertsPerToken: 0, alwaysParameters: 0 }
  return layerParameters({ ...block, feedForward: nothing }).stored
}

/** Layers that see alike added up, each with its share of the score width. */
function spansOf({ blocks, layers }: Architecture): readonly SpanShare[] {
  const found: SpanShare[] = []
  for (const { mixer, layers: share } of blocks) {
    if (mixer.scoreWidth === 0) continue
    const at = found.findIndex((one) => sameSpan(one, mixer))
    const before = found[at] ?? { ...mixer.span, scoreWidth: 0, indexWidth: 0 }
    const added = {
      ...before,
      scoreWidth: before.scoreWidth + (mixer.scoreWidth * share) / layers,
      indexWidth: before.indexWidth + (mixer.indexWidth * share) / layers,
    }
    if (at === -1) found.push(added)
    else found[at] = added
  }
  return found
}

function sameSpan(one: Span, { span }: Mixer): boolean {
  return (
    one.size === span.size &&
    one.chunked === span.chunked &&
    one.folded === span.folded &&
    one.beside === span.beside
  )
}
