import { expertTensor, type Layout } from '../workload/layout.ts'
import type { Shapes } from '../workload/shapes.ts'
import { ringS } from './collective.ts'
import type { LayerMachine } from './layer.ts'

/** Work of one rank that can hide traffic: one layer of one micro-batch, and how many of both there are. */
type Work = {
  readonly pp: number
  readonly forwardS: number
  readonly backwardS: number
  readonly layersHeld: number
  readonly microBatches: number
}

export type DataQuestion = {
  readonly shapes: Shapes
  readonly layout: Layout
  readonly machine: LayerMachine
}

const weightBytes = 2
/** Bytes moved for each parameter: gradient 4, master weight and both moments read and written 24, weight 2, norm 4. */
const optimizerBytes = 34
/** Ranks of one domain that a group with this stride has. */
function membersInside(domain: number, stride: number, ranks: number): number {
  return Math.max(1, Math.min(ranks, Math.floor(domain / stride)))
}

/** Parameters of one layer on one rank, before data parallelism cuts them; experts apart. */
function layerDense(s: Shapes, { tp }: Layout): number {
  const mixtureShare = s.mixtureLayers / s.layers
  return (
    (s.attentionParameters + (1 - mixtureShare) * s.denseMlpParameters + mixtureShare * s.alwaysParameters) /
    tp
  )
}

/** Ranks over which one set of all experts of a layer is cut. */
function expertCut({ layout, machine }: DataQuestion): number {
  return layout.ep * expertTensor(layout, machine.practice.cutsExperts)
}

function layerExperts(q: DataQuestion): number {
  const { shapes: s } = q
  return ((s.mixtureLayers / s.layers) * s.experts * s.expertParameters) / expertCut(q)
}

/** Ranks that hold the same experts. */
function expertReplicas(q: DataQuestion): number {
  const { tp, dp, cp } = q.layout
  return Math.max(1, (dp * cp * tp) / expertCut(q))
}

/** Parameters of embedding and head on the rank that holds most of them. */
function endParameters(s: Shapes, { tp, pp }: Layout): number {
  return (pp === 1 ? s.embeddingParameters + s.headParameters : s.headParameters) / tp
}

/**
 * Traffic of data parallelism that shows in one step.
 *
 * ZeRO 0 to 2: gradients are reduced once a step, behind the backward pass of the last micro-batch where the software
 * overlaps it; from stage 1 on the weights are gathered once, behind the first forward pass. ZeRO 3: each layer is
 * gathered forward and again backward and its gradients scattered, for every micro-batch; what does not hide behind
 * the layer shows, and what hides still takes bandwidth from it.
 *
 * Source: what each stage moves is Rajbhandari et al. 2020 (arXiv 1910.02054), section 7; what shows of it is ours.
 */
export function exposedDataParallelS(q: DataQuestion, work: Work): number {
  const { layout } = q
  const ranks = layout.dp * layout.cp
  if (ranks <= 1) return 0
  return gathersLayers(layout.zero, layout.pp)
    ? shardedS(shardTraffic(q), q.machine, work)
    : onceAStepS(gatherOnceS(q, work.layersHeld), layout.zero, q.machine, work) +
        shownOfBuckets(layout.zero) * bucketsS(q, work.layersHeld)
}

/**
 * Fully sharded weights are gathered layer by layer in every micro-batch, unless a pipeline keeps them whole between
 * its many micro-batches (torchtitan's and Megatron's habit).
 */
export function gathersLayers(zero: number, pp: number): boolean {
  return zero === 3 && pp === 1
}

type Group = readonly [ranks: number, inside: number]
type Cut = { readonly cut: Group; readonly copies: number }

function groups(q: DataQuestion): { readonly dense: Group; readonly experts: Group } {
  const { layout, machine } = q
  const ranks = layout.dp * layout.cp
  const { domain } = machine.hardware
  const expertRanks = expertReplicas(q)
  return {
    dense: [ranks, membersInside(domain, layout.tp, ranks)],
    experts: [expertRanks, membersInside(domain, expertCut(q), expertRanks)],
  }
}

/** Time to gather all weights of a rank once, ZeRO 0 to 2. Source: `ringS`; ours that experts ring apart. */
export function gatherOnceS(q: DataQuestion, layersHeld: number): number {
  const { shapes: s, layout, machine } = q
  const { dense, experts } = groups(q)
  const held = layersHeld * layerDense(s, layout) + endParameters(s, layout)
  const heldExperts = layersHeld * layerExperts(q)
  return ringS(held * weightBytes, dense, machine) + ringS(heldExperts * weightBytes, experts, machine)
}

/** What shows of it and of the gradients. Ours: traffic runs beside a fixed share of the pass that hides it. */
export function onceAStepS(
  gather: number,
  zero: number,
  { practice, constants: c }: LayerMachine,
  { pp, forwardS, backwardS, layersHeld, microBatches }: Work,
): number {
  const scale = practice.gradientBytes / weightBytes
  // From stage 2 on a rank keeps its own part of the gradients alone, so each micro-batch scatters its own.
  const times = zero >= 2 && practice.scattersEachMicroBatch ? microBatches : 1
  const whole = zero > 0 && (practice.sumsWhole === 'always' || (practice.sumsWhole !== 'never' && pp > 1))
  const scatter = gather * scale * (whole ? 2 : 1)
  const back = zero === 0 ? scatter : gather
  const waiting = scatter * times + back
  if (practice.overlapsGradients === 0) return waiting
  const behindBackward = c.gradientHidden * backwardS * layersHeld
  const behindForward = c.gradientHidden * forwardS * layersHeld
  const overlapped = times * Math.max(0, scatter - behindBackward) + Math.max(0, back - behindForward)
  return overlapped + (1 - practice.overlapsGradients) * (waiting - overlapped)
}

/**
 * Share of the buckets' latency that shows: all-reduced buckets follow each other closely, scattered ones are waited
 * for. From nanotron's layouts of the 1B model with and without ZeRO.
 */
export function shownOfBuckets(zero: number): number {
  return zero === 0 ? 0.4 : 1
}

/** Latency of buckets of gradients one after the other, but the first. Ours: each pays the latency of its ring. */
export function bucketsS(q: DataQuestion, layersHeld: number): number {
  const { shapes: s, layout, machine } = q
  const { bucketBytes } = machine.practice
  if (bucketBytes === null) return 0
  const held = layersHeld * (layerDense(s, layout) + layerExperts(q)) + endParameters(s, layout)
  return Math.max(0, (weightBytes * held) / bucketBytes - 1) * ringS(1, groups(q).dense, machine)
}

/** Times to gather one layer, and embedding and head, ZeRO 3; and to sum the gradients of copies, once a step. */
export type ShardTraffic = Readonly<ReturnType<typeof shardTraffic>>

/**
 * Slices of TPUs hold a copy of the weights each, as MaxText's tables run them (data parallelism alone between slices),
 * and so do nodes where FSDP shards in its hybrid way: cut inside, gradients summed across once a step.
 */
function copiesAcross(group: Group, { hardware, practice }: LayerMachine): Cut {
  const [ranks, inside] = group
  return (practice.shardsInside || hardware.family === 'tpu') && ranks > inside
    ? { cut: [inside, inside], copies: ranks / inside }
    : { cut: group, copies: 1 }
}

export function shardTraffic(q: DataQuestion) {
  const { shapes: s, layout, machine } = q
  const all = groups(q)
  const dense = copiesAcross(all.dense, machine)
  const experts = copiesAcross(all.experts, machine)
  const parts = machine.practice.gathersPerLayer
  // By modules each matrix of an expert comes by itself, and none ahead: other experts in turn end the trace of what follows.
  const matrices = parts === 1 ? 1 : Math.max(1, (s.mlpMatrices * s.experts) / layout.ep)
  return {
    hides: machine.practice.overlapsShards && matrices === 1,
    layerS:
      parts * ringS((layerDense(s, layout) * weightBytes) / parts, dense.cut, machine) +
      matrices * ringS((layerExperts(q) * weightBytes) / matrices, experts.cut, machine),
    endsS: ringS(endParameters(s, layout) * weightBytes, dense.cut, machine),
    copiesS:
      copyS(s.layers * layerDense(s, layout) + endParameters(s, layout), dense, machine) +
      copyS(s.layers * layerExperts(q), experts, machine),
  }
}

/** Time to sum one shard's gradients over copies of it: an all-reduce through the rank's own port. */
function copyS(parameters: number, { cut: [ranks], copies }: Cut, machine: LayerMachine): number {
  const bytes = (parameters / ranks) * machine.practice.gradientBytes
  return 2 * ringS(bytes, [copies, 1], machine)
}

/** What shows of ZeRO 3. Ours: `exposed` for each layer and micro-batch, since one computes while the next is gathered. */
export function shardedS(
  { hides, layerS: gather, endsS: ends, copiesS }: ShardTraffic,
  { practice, constants: c }: LayerMachine,
  { forwardS, backwardS, layersHeld, microBatches }: Work,
): number {
  // DeepSpeed scatters gradients of shards in the type of the weights (its communication_data_type).
  const scatter = practice.stack === 'deepspeed' ? gather : (gather * practice.gradientBytes) / weightBytes
  const forward = hides ? exposed(forwardS, gather, c.shardContention) : gather
  const both = gather + scatter
  const hidden = exposed(backwardS, both, c.shardContention)
  const waiting = exposed(backwardS, gather, c.shardContention) + scatter
  const backward = hides ? hidden + (1 - practice.overlapsGradients) * (waiting - hidden) : both
  const copies = Math.max(0, copiesS - c.gradientHidden * backwardS * layersHeld)
  return microBatches * (layersHeld * (forward + backward) + ends) + copies
}

/** What shows of traffic beside work: what is longer than the work, and the contention of what is hidden. */
function exposed(workS: number, trafficS: number, contention: number): number {
  return Math.max(0, trafficS - workS) + contention * Math.min(trafficS, workS)
}

/** Time of the optimizer. Ours: bytes of its state ÷ memory bandwidth, for its arithmetic is nothing beside them. */
export function optimizerS(q: DataQuestion, layersHeld: number): number {
  const { shapes: s, layout, machine } = q
  const { dense, experts: replicas } = groups(q)
  const inside = machine.practice.shardsInside && layout.zero === 3 ? 1 : 0
  const ranks = layout.zero === 0 ? 1 : dense[inside]
  const expertRanks = layout.zero === 0 ? 1 : replicas[inside]
  const held = (layersHeld * layerDense(s, layout) + endParameters(s, layout)) / ranks
  const experts = (layersHeld * layerExperts(q)) / expertRanks
  return ((held + experts) * optimizerBytes) / machine.rates.memoryBytesPerS
}
