import { expertTensor, microBatches, type Layout, type Recompute } from '../workload/layout.ts'
import type { Shapes } from '../workload/shapes.ts'
import { exposedDataParallelS, optimizerS } from './data-parallel.ts'
import { matmulS } from './kernel.ts'
import {
  emptyLayerTimes,
  launchesGraphs,
  layerTimes,
  type LayerCut,
  type LayerMachine,
  type LayerTimes,
} from './layer.ts'
import { sendS } from './collective.ts'
import { handOvers, pieceLaunchS, shownHeadS, stageCutOf, stalledLayerS } from './pipeline.ts'
import type { Constants } from './fitted/calibration.ts'
import type { Practice } from './practice.ts'

export type StepQuestion = {
  readonly shapes: Shapes
  readonly layout: Layout
  readonly seqLen: number
  readonly flashAttention: boolean
  readonly machine: LayerMachine
}

const noStepTimes = {
  stepS: 0,
  matmulS: 0,
  attentionS: 0,
  memoryS: 0,
  headS: 0,
  recomputeS: 0,
  hostS: 0,
  tensorParallelS: 0,
  contextParallelS: 0,
  expertParallelS: 0,
  pipelineSendS: 0,
  pipelineBubbleS: 0,
  dataParallelS: 0,
  optimizerS: 0,
  stragglerS: 0,
}

/** One optimizer step in seconds, part by part; the parts add up to `stepS`. */
export type StepTimes = typeof noStepTimes

export function emptyStepTimes(): StepTimes {
  return { ...noStepTimes }
}

/** Names of the times, the whole among them. */
export const stepParts = keysOf(emptyStepTimes())

function keysOf(times: StepTimes): readonly (keyof StepTimes)[] {
  const isPart = (name: string): name is keyof StepTimes => name in times
  return Object.keys(times).filter(isPart)
}

/** Host time of kernels launched as captured graphs against single launches. A judgement. */
const capturedHost = 0.3
/**
 * Bytes moved for each logit, forward and backward. One kernel: written, read, read for the gradient, which is written
 * and read by two products, in bf16. A chain of them: the same, and an fp32 copy written, read for the maximum, changed
 * in place, summed, changed in place to the gradient and read to be cast. Ours: counted.
 */
const fusedLossBytes = 12
const chainedLossBytes = 42
/** Sends of interleaved chunks run behind the chunk before. A judgement. */
const interleavedSends = 0.3

const dense: LayerTimes = emptyLayerTimes()
const mixture: LayerTimes = emptyLayerTimes()

/** Times of an average layer: `dense` and `mixture` by their shares of the layers. */
function averageLayer(q: StepQuestion): LayerPart {
  const { shapes: s } = q
  const cut = cutOf(q)
  const mixtureShare = s.mixtureLayers / s.layers
  if (mixtureShare < 1) layerTimes(s, [cut, 'dense'], [q.machine, dense])
  if (mixtureShare > 0) layerTimes(s, [cut, 'mixture'], [q.machine, mixture])
  const share = 1 - mixtureShare
  return (part) => share * dense[part] + mixtureShare * mixture[part]
}

/** What one micro-batch takes: all that does not depend on pp and dp. */
export type MicroBatchTimes = {
  /** One average layer, forward and backward, and its forward part. */
  layerS: number
  forwardS: number
  headS: number
  sendS: number
  /** The layer's least in a pipeline over nodes. */
  stalledS: number
}

const scratch = emptyStepTimes()

/** Costs of one micro-batch by recomputation. Ours: those of `stepTimes` that a search need not work out again. */
export function microBatchTimes(
  q: StepQuestion,
  recomputes: readonly Recompute[],
  write: (step: number, times: MicroBatchTimes) => void,
): void {
  const of = averageLayer(q)
  const times = { layerS: 0, forwardS: 0, headS: headTime(q), sendS: oneSend(q), stalledS: 0 }
  recomputes.forEach((recompute, step) => {
    fillLayers({ ...q, layout: { ...q.layout, recompute } }, { of, perRank: 1 }, scratch)
    times.layerS = layersTotal(scratch)
    const beside = scratch.contextParallelS + scratch.expertParallelS
    times.stalledS = beside + stalledLayerS(q, recompute)
    times.forwardS = times.layerS * forwardShare(scratch)
    write(step, times)
  })
}

/**
 * Predicts one step; writes into `out` and allocates nothing but the cut.
 *
 * Ours: the parts follow each other on the fullest rank, and nodes wait for the slowest.
 */
export function stepTimes(q: StepQuestion, out: StepTimes): void {
  const { shapes: s, layout } = q
  const { tp, pp, dp, cp, vpp } = layout
  const m = microBatches(layout)
  const of = averageLayer(q)
  const stages = stageCutOf(s, layout, q.machine.practice.balancesHead)
  const layersHeld = stages.held
  const perRank = m * layersHeld
  fillLayers(q, { of, perRank }, out)
  const perLayerOnce = layersTotal(out) / perRank
  out.headS = m * shownHeadS(headTime(q), stages.endSpare, perLayerOnce)
  out.pipelineBubbleS = stages.bubble * perLayerOnce
  out.pipelineSendS =
    pp === 1 ? 0 : m * handOvers(layout) * oneSend(q) * sendExposed(vpp, q.machine.constants)
  const forwardS = perLayerOnce * forwardShare(out)
  out.dataParallelS = exposedDataParallelS(q, {
    pp,
    forwardS,
    backwardS: perLayerOnce - forwardS,
    layersHeld,
    microBatches: m,
  })
  out.optimizerS = optimizerS(q, layersHeld) + q.machine.constants.stepHostS
  const sum = total(out)
  out.stragglerS = sum * q.machine.constants.straggler * waitingNodes(tp * pp * dp * cp, q.machine)
  out.stepS = sum + out.stragglerS
  scale(out, q.machine.rates.slowing)
}

function scale(out: StepTimes, factor: number): void {
  for (const part of stepParts) out[part] *= factor
}

/** E-folds of nodes that wait for each other. Ours: the maximum of exponential tails grows with their logarithm. */
export function waitingNodes(gpus: number, { hardware }: LayerMachine): number {
  return Math.log(Math.max(1, gpus / Math.min(hardware.domain, 8)))
}

/** All that layers take, over all micro-batches of a rank. */
function layersTotal(out: StepTimes): number {
  return (
    out.matmulS +
    out.attentionS +
    out.memoryS +
    out.recomputeS +
    out.hostS +
    out.tensorParallelS +
    out.contextParallelS +
    out.expertParallelS
  )
}

function cutOf({ layout, seqLen, flashAttention, machine }: StepQuestion): LayerCut {
  const { tp, cp, ep, microBatch, sequenceParallel } = layout
  return {
    tp,
    cp,
    ep,
    expertTensor: expertTensor(layout, machine.practice.cutsExperts),
    domain: machine.hardware.domain,
    microBatch,
    seqLen,
    sequenceParallel: sequenceParallel && tp > 1,
    flashAttention,
  }
}

type Layers = { readonly of: LayerPart; readonly perRank: number }

/** The layers of one rank over all micro-batches, forward and backward. */
function fillLayers(q: StepQuestion, { of, perRank }: Layers, out: StepTimes): void {
  const { layout, machine, shapes: s } = q
  const { constants: c } = machine
  const again = againOf(layout.recompute, machine.practice, of)
  out.matmulS = perRank * 3 * of('matmulForward')
  out.attentionS = perRank * (of('attentionForward') + of('attentionBackward'))
  out.memoryS = perRank * 3 * of('memoryForward')
  out.recomputeS = perRank * again.workS
  out.tensorParallelS = perRank * (2 + again.tensor) * of('tensor')
  out.contextParallelS = perRank * 2 * of('context')
  out.expertParallelS = perRank * (2 + again.expert) * of('expert')
  // The host launches while the accelerator works; only what is slower than the kernels shows.
  const kernels =
    (out.matmulS + out.attentionS + out.memoryS + out.recomputeS + out.tensorParallelS) / perRank
  const launched = s.experts === 0 || machine.practice.groupsExperts ? 0 : s.experts / layout.ep
  const passes = layout.recompute === 'full' ? 3 : 2
  const once = s.branchShare * c.layerHostS + launched * (s.mixtureLayers / s.layers) * c.expertHostS
  const host = once * (launchesGraphs(machine) ? capturedHost : 1) * passes
  const busy = Math.max(Math.sqrt(kernels * kernels + host * host), passes * pieceLaunchS(layout, machine))
  out.hostS = perRank * (busy - kernels)
}

/** Output head and loss of one micro-batch, forward and backward, and its share of the embedding. */
function headTime({ shapes: s, layout, seqLen, machine }: StepQuestion): number {
  const { rates } = machine
  const tokens = (layout.microBatch * seqLen) / layout.cp
  const width = s.vocab / layout.tp
  const product = 3 * matmulS(tokens, width, s.hidden, rates.plainMatmulFlopsPerS, rates.plainShapeScale)
  const once = product + (tokens * width * lossBytesOf(machine.practice)) / rates.memoryBytesPerS
  return once * (1 + s.mtpLayers)
}

/** A compiler fuses the loss too: where compiling is a choice, by the share that does. */
function lossBytesOf({ fusesLoss, stack, eagerShare }: LayerMachine['practice']): number {
  const chained = fusesLoss ? 0 : stack === 'fsdp' ? eagerShare : 1
  return fusedLossBytes + chained * (chainedLossBytes - fusedLossBytes)
}

/** Share of the sends that shows. Ours: interleaved chunks send behind each other's work. */
export function sendExposed(vpp: number, c: Constants): number {
  return vpp > 1 ? c.sendExposed * interleavedSends : c.sendExposed
}

/** Time to hand one micro-batch to the next stage. */
function oneSend({ shapes: s, layout, seqLen, machine }: StepQuestion): number {
  const { tp, cp, pp, dp, microBatch, sequenceParallel } = layout
  const bytes = (2 * microBatch * seqLen * s.hidden) / cp / (sequenceParallel ? tp : 1)
  const crosses = tp * cp * dp * pp > machine.hardware.domain ? 1 : 0
  return sendS(bytes, crosses, machine)
}

/** Forward share of the layers' time, roughly: products a third, recomputation all backward. */
function forwardShare(out: StepTimes): number {
  const traffic = out.tensorParallelS + out.expertParallelS
  const all = out.matmulS + out.attentionS + out.memoryS + out.recomputeS + traffic
  return (out.matmulS / 3 + out.attentionS / 4 + out.memoryS / 3 + traffic / 2) / all
}

function total(out: StepTimes): number {
  const beside = out.headS + out.pipelineSendS + out.pipelineBubbleS + out.dataParallelS + out.optimizerS
  return layersTotal(out) + beside
}

/** Time of one part of an average layer. */
export type LayerPart = (part: keyof LayerTimes) => number

/**
 * Work that selective recomputation does again: of norms and activation functions, half of what moves through memory; of
 * an MLP, what is before its last product, about half of all (AXLearn's build_remat_spec keeps attention's projections).
 */
const selected: { readonly [what in Practice['selects']]: (of: LayerPart) => number } = {
  attention: (of) => of('attentionAgain'),
  products: (of) => of('matmulAgain'),
  norms: (of) => of('memoryForward') / 2,
  mlp: (of) => of('attentionAgain') + of('matmulForward') / 2 + of('memoryForward'),
  experts: (of) => of('matmulForward') + of('memoryForward'),
}

/**
 * What recomputation does again of a layer: its work, and how often its forward traffic. Where it stops early, not the
 * last product and the traffic behind it, for no backward pass asks for its output.
 *
 * Source: PyTorch's checkpoints stop at the last tensor that a backward pass asks for (torch.utils.checkpoint,
 * early_stop), XLA drops what nothing uses, but weighs the output of experts; the selective policy of torchtitan keeps
 * attention and every second product, but none of experts (_op_sac_save_list at c283a848 has no grouped product), that of
 * fms-fsdp every second layer or so.
 */
export function againOf(
  recompute: Recompute,
  { stopsEarly, selects }: Pick<Practice, 'stopsEarly' | 'selects'>,
  of: LayerPart,
): { readonly workS: number; readonly tensor: number; readonly expert: number } {
  if (recompute === 'none') return { workS: 0, tensor: 0, expert: 0 }
  if (recompute === 'selective')
    return { workS: selected[selects](of), tensor: 0, expert: selects === 'experts' ? 1 : 0 }
  const workS = of('matmulForward') + of('attentionForward') + of('memoryForward')
  if (stopsEarly === 'never') return { workS, tensor: 1, expert: 1 }
  // The last of four rings, and the way back of two all-to-alls.
  return { workS: workS - of('matmulLast'), tensor: 3 / 4, expert: stopsEarly === 'always' ? 1 / 2 : 1 }
}
