import type { Shapes } from '../workload/shapes.ts'
import { allToAllS, ringS, type Fabric } from './collective.ts'
import { attentionFlops, lowAttention, matmulS, type Rates } from './kernel.ts'
import { usualNode } from './hardware.ts'
import { expertLoad, type Practice } from './practice.ts'

/** What decides the time of one layer: the cut of its products and the tokens that pass it. */
export type LayerCut = {
  readonly tp: number
  readonly cp: number
  readonly ep: number
  /** Ranks of tp that cut an expert: all, or 1 where each rank holds whole experts. */
  readonly expertTensor: number
  /** Accelerators of this layer's groups inside one domain: tp first, then cp, then the rest. */
  readonly domain: number
  readonly microBatch: number
  readonly seqLen: number
  readonly sequenceParallel: boolean
  readonly flashAttention: boolean
}

export type LayerMachine = Fabric & { readonly rates: Rates; readonly practice: Practice }

const noLayerTimes = {
  matmulForward: 0,
  /** The last of them, of whose output no backward pass asks, where recomputation leaves it out. */
  matmulLast: 0,
  /** Products that recomputation does again where it selects products: every second one, and those of experts. */
  matmulAgain: 0,
  attentionForward: 0,
  /** The part of attention that selective recomputation does again. */
  attentionAgain: 0,
  attentionBackward: 0,
  memoryForward: 0,
  /** Exposed collectives, forward; backward moves as much. */
  tensor: 0,
  context: 0,
  expert: 0,
}

/** Times of one layer and one micro-batch on one accelerator, in seconds; written by `layerTimes`. */
export type LayerTimes = typeof noLayerTimes

export function emptyLayerTimes(): LayerTimes {
  return { ...noLayerTimes }
}

export type LayerKind = 'dense' | 'mixture'

const activationBytes = 2
/** Efficiency of fused attention's products backward against forward. */
const flashBackward = 0.8
/** Slowing of unfused attention whose head width is no multiple of eight: tensor cores stay out. */
const misaligned = 4
/** Forward bytes of a pass over a value. */
const passBytes = 2
/**
 * Passes that a chain of kernels takes for scaling, mask and softmax of a square of scores beyond one kernel: of a score
 * in bf16, 24 bytes forward and 30 backward (scaled, masked, a softmax in fp32, cast) for 8 and 12. Ours: counted on
 * PyTorch's operators, as Hugging Face's eager attention and nanoGPT's call them.
 */
const chainedSoftmaxPasses = (24 + 30 - 8 - 12) / (3 * passBytes)
/**
 * Casts by rows and columns over casts as a whole: each is read for its own scales. From an 8B on eight H100: 5,760
 * tokens a second in bf16, 6,424 scaled by rows, 7,186 as a whole (torchtitan, commit 7a04053).
 */
const rowCasts = 3

/**
 * One layer forward and backward, as its cut leaves it on one accelerator, into `out`. Source: the split is that of
 * Megatron-LM (arXiv 1909.08053). Ours: its parts follow each other, each at the rate of the unit that bounds it.
 */
export function layerTimes(
  s: Shapes,
  [cut, kind]: readonly [LayerCut, LayerKind],
  [machine, out]: readonly [LayerMachine, LayerTimes],
): void {
  const tokens = (cut.microBatch * cut.seqLen) / cut.cp
  attentionTimes(s, cut, [machine, out])
  if (s.stateProducts > 0) addStateTimes(s, tokens / cut.tp, [machine, out])
  products(s, [cut, kind, tokens], [machine, out])
  memory(s, [cut, kind, tokens], [machine, out])
  traffic(s, [cut, kind, tokens], [machine, out])
}

/** Since this year attention written for the chip has learned sinks (TransformerEngine 2.8, its pull request 2148). */
const sinksSince = 2026

function attentionTimes(
  s: Shapes,
  cut: LayerCut,
  [{ hardware, rates, practice, constants: c }, out]: readonly [LayerMachine, LayerTimes],
): void {
  const flops = (attentionFlops(s, cut.seqLen) * cut.microBatch) / (cut.tp * cut.cp)
  if (cut.flashAttention) {
    const width = (s.headDim + s.valueHeadDim) / 2
    const fallsBack = s.attentionSinks && !(practice.nativeAttention && practice.year >= sinksSince)
    const rate = fallsBack ? rates.portableFlopsPerS : rates.attentionFlopsPerS
    const low = s.experts === 0 || fallsBack ? 0 : rates.fusedExperts
    const product = (flops / rate) * (1 - low + low / lowAttention)
    const backward = (2.5 * product) / flashBackward
    const exponentials = flops / (4 * width) / hardware.exponentialsPerS
    const beside = rates.hidesExponentials && !fallsBack
    out.attentionForward = beside ? Math.max(product, exponentials) : product + exponentials
    out.attentionBackward = beside ? Math.max(backward, exponentials) : backward + exponentials
    out.attentionAgain = out.attentionForward
    return
  }
  // Unfused attention computes the whole square, or its blocks with something in them, and moves it through memory.
  const spanned = (cut.seqLen + Math.min(cut.seqLen, practice.attentionBlock)) / 2
  const square = (cut.microBatch * cut.seqLen * spanned * s.heads * s.attentionShare) / (cut.tp * cut.cp)
  const chained = practice.chainsSoftmax ? practice.eagerShare * chainedSoftmaxPasses : 0
  const moved = (square * (c.unfusedPasses + chained) * passBytes) / rates.memoryBytesPerS
  const dim = Math.min(s.headDim, cut.seqLen)
  const rate = rates.plainMatmulFlopsPerS
  const aligned = s.headDim % 8 === 0 ? 1 : misaligned
  const product =
    aligned * ((4 * square * s.headDim) / rate) * (1 + rates.plainShapeScale * (1 / dim + 2 / cut.seqLen))
  out.attentionForward = product + moved
  out.attentionBackward = 2 * (product + moved)
  out.attentionAgain = product + moved
}

/** Products with the state cost a chunked kernel about twice the recurrent form: within the chunk and across. */
const chunkedForm = 2
/** The kernel reads what the projections wrote and writes its output. */
const statePasses = 1
/** Tokens after which chunked kernels hand their state on, at least: 64 of delta nets, 128 and 256 of Mamba-2. */
const chunkTokens = 128
/** The state of each chunk, in fp32: written, read and written as it is handed on, and read. */
const chunkStateBytes = 4 * 4

/**
 * Linear attention and state-space kernels of an average layer: their products at the rate of attention not written for
 * the chip, their operands and the states of their chunks through memory. A judgement: the passes are those of the
 * five kernels of Dao and Gu 2024 (arXiv 2405.21060, section 6). Runs of hybrids are judged by it and not fitted on; they
 * were slower still.
 */
function addStateTimes(
  s: Shapes,
  tokens: number,
  [{ rates }, out]: readonly [LayerMachine, LayerTimes],
): void {
  const flops = 2 * chunkedForm * s.stateProducts * tokens
  // A token multiplies with its state twice: to write it and to read it.
  const states = (chunkStateBytes * s.stateProducts) / 2 / chunkTokens
  const moved = (statePasses * passBytes * s.stateWidth + states) * tokens
  const forward = flops / rates.portableFlopsPerS + moved / rates.memoryBytesPerS
  out.attentionForward += forward
  out.attentionBackward += (2.5 * forward) / flashBackward
  out.attentionAgain += forward
}

function products(
  s: Shapes,
  [cut, kind, t]: readonly [LayerCut, LayerKind, number],
  [machine, out]: readonly [LayerMachine, LayerTimes],
): void {
  const { rates, practice, constants: c } = machine
  const { tp } = cut
  const h = s.hidden
  const rate = rates.matmulFlopsPerS
  const scale = rates.shapeScale
  const qkv = s.qkvParameters / h / tp
  let total = matmulS(t, qkv, h, rate, scale) + matmulS(t, h, s.attentionOutWidth / tp, rate, scale)
  const up = s.mlpMatrices - 1
  if (kind === 'dense') {
    const width = s.intermediate / tp
    const last = matmulS(t, h, width, rate, scale)
    out.matmulLast = practice.stopsEarly === 'never' ? 0 : last
    total += matmulS(t, up * width, h, rate, scale) + last
    out.matmulAgain = total / 2
  } else {
    // Every token goes to k experts; a rank of ep holds experts/ep of them and gets its share of all ranks' tokens.
    const tokensOfRank = (t * cut.expertTensor) / tp
    const perExpert = (tokensOfRank * s.expertsPerToken * cut.ep) / s.experts
    const held = s.experts / cut.ep
    const width = s.expertIntermediate / cut.expertTensor
    const wide = s.expertHidden
    const busy = held * expertLoad(held, practice) * (1 + c.groupedRows / perExpert)
    const last = matmulS(perExpert, wide, width, rate, scale) * busy
    out.matmulLast = practice.stopsEarly === 'always' ? last : 0
    const experts = matmulS(perExpert, up * width, wide, rate, scale) * busy + last
    total += matmulS(t, s.experts, h, rates.plainMatmulFlopsPerS, rates.plainShapeScale)
    if (wide !== h) total += 2 * matmulS(t / tp, wide, h, rate, scale)
    if (s.sharedIntermediate > 0) {
      const shared = s.sharedIntermediate / tp
      total += matmulS(t, up * shared, h, rate, scale) + matmulS(t, h, shared, rate, scale)
    }
    // What is compiled inside a mixture's layer is one operator to the policy that selects.
    out.matmulAgain = total * (1 - practice.eagerShare / 2) + experts
    total += experts
  }
  out.matmulForward = total
}

/** Graphs are captured where one fabric spans more than a node: racks of NVL72, TPU slices. */
export function launchesGraphs({ practice, hardware }: Pick<LayerMachine, 'practice' | 'hardware'>): boolean {
  return practice.capturesGraphs && hardware.domain > usualNode
}

/**
 * Passes that a chain of kernels takes for a norm by the root mean square beyond one kernel: of a value in bf16, 40 bytes
 * forward and 68 backward (casts, square, mean, scaling, weight and their gradients, in fp32) for 4 and 6. Ours: counted
 * on PyTorch's operators; a norm with a mean is one kernel in eager mode too.
 */
const chainedNormPasses = (40 + 68 - 4 - 6) / (3 * passBytes)

function memory(
  s: Shapes,
  [cut, kind, t]: readonly [LayerCut, LayerKind, number],
  [machine, out]: readonly [LayerMachine, LayerTimes],
): void {
  const { rates, practice, constants: c } = machine
  const { tp } = cut
  const eager = 1 + practice.eagerShare * (c.eagerPasses - 1)
  const chains = practice.chainsNorms ? practice.eagerShare * chainedNormPasses : 0
  const narrow =
    (s.hidden * (s.branchShare * c.residualPasses + s.rmsNorms * chains)) / (cut.sequenceParallel ? tp : 1)
  const routedWidth = s.expertsPerToken * s.expertIntermediate * (1 - rates.fusedExperts)
  const mlpWidth = s.mlpMatrices * (kind === 'dense' ? s.intermediate : routedWidth + s.sharedIntermediate)
  const normed = s.queryKeyNorms * (s.attentionOutWidth + s.keyValueWidth / 2)
  const wide = ((s.qkvWidth + mlpWidth) * c.widePasses * eager + normed * chains) / tp
  const routed =
    kind === 'mixture' ? s.expertHidden * s.expertsPerToken * c.permutePasses * (cut.expertTensor / tp) : 0
  const cast = rates.lowPrecision
    ? (2 * s.branchShare * s.hidden + s.attentionOutWidth / tp + mlpWidth / tp) *
      c.quantisePasses *
      (rates.castsRows ? rowCasts : 1)
    : 0
  out.memoryForward = (t * passBytes * (narrow + wide + routed + cast)) / rates.memoryBytesPerS
}

/** Share of tensor-parallel traffic that shows: tiled with the products, or not. */
function exposedTensor({ sequenceParallel }: LayerCut, { practice, constants: c }: LayerMachine): number {
  return practice.overlapsTensor && sequenceParallel ? c.tensorOverlapped : c.tensorExposed
}

function tiledRings({ sharedIntermediate }: Shapes, kind: LayerKind): 4 | 2 {
  return kind === 'dense' || sharedIntermediate > 0 ? 4 : 2
}

/**
 * Time to copy what DTensor gathers, or is to scatter, from ranks side by side into sequences, read and written: a
 * concatenation after or before each ring, which a compiler or tiling joins to its neighbours.
 *
 * Source: PyTorch, torch/distributed/_functional_collectives.py (torch.cat where the dimension is not the first).
 */
function copiesS(
  [bytes, rings]: readonly [number, number],
  cut: LayerCut,
  { practice, rates }: LayerMachine,
): number {
  if (!practice.copiesGathered || !cut.sequenceParallel || practice.overlapsTensor) return 0
  return (practice.eagerShare * rings * 2 * bytes) / rates.memoryBytesPerS
}

/**
 * Exposed rings over tp of one layer, forward, in passes of all tokens: attention and a dense MLP have an all-reduce
 * each, or with sequence parallelism a gather and a scatter of the same bytes. Where tp cuts the experts they gather
 * and scatter each token once for each of its experts, behind nothing; whole experts need neither.
 */
function tensorRings(s: Shapes, [cut, kind]: readonly [LayerCut, LayerKind], machine: LayerMachine): number {
  const exposed = exposedTensor(cut, machine)
  const tiled = tiledRings(s, kind)
  const gathered =
    kind === 'mixture' && cut.expertTensor > 1 ? (2 * s.expertsPerToken * cut.expertTensor) / cut.tp : 0
  return tiled * exposed + gathered * machine.constants.tensorExposed
}

function traffic(
  s: Shapes,
  [cut, kind, t]: readonly [LayerCut, LayerKind, number],
  [machine, out]: readonly [LayerMachine, LayerTimes],
): void {
  const { constants: c } = machine
  const { tp, cp, ep, domain } = cut
  const bytes = t * s.hidden * activationBytes
  out.expert = 0
  out.tensor =
    tp > 1
      ? tensorRings(s, [cut, kind], machine) * ringS(bytes, [tp, domain], machine) +
        copiesS([bytes, tiledRings(s, kind)], cut, machine)
      : 0
  const keyValues = (t * cp * s.keyValueWidth * activationBytes) / tp
  out.context = cp > 1 ? ringS(keyValues, [cp, Math.max(1, domain / tp)], machine) * c.contextExposed : 0
  if (kind === 'dense' || ep <= 1) return
  const hidden = machine.practice.overlapsExperts ? 1 : machine.rates.fusedExperts
  const shown = c.expertExposed + (c.shardContention - c.expertExposed) * hidden
  const bytesPerExpert = (t * s.expertHidden * activationBytes) / tp
  out.expert =
    2 *
    allToAllS(
      [bytesPerExpert, s.expertsPerToken, machine.practice.dispatchesOnce, s.expertReach],
      [ep, Math.max(1, domain / cut.expertTensor)],
      machine,
    ) *
    shown *
    expertLoad(s.experts / ep, machine.practice)
}
