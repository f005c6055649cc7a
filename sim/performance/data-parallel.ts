import type { Layout } from '../workload/layout.ts'
import type { Shapes } from '../workload/shapes.ts'
import { ringS } from './collective.ts'
import type { LayerMachine } from './layer.ts'

/** Work of one rank that can hide traffic: one layer of one micro-batch, and how many of both there are. */
export type Work = {
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

function layerExperts(s: Shapes, layout: Layout): number {
  const cut = layout.ep * (foldsTensor(layout) ? 1 : layout.tp)
  return ((s.mixtureLayers / s.layers) * s.experts * s.expertParameters) / cut
}

/** Whether expert parallelism takes the tensor ranks too, each with whole experts; else tensor ranks cut an expert. */
function foldsTensor({ dp, cp, ep }: Layout): boolean {
  return (dp * cp) % ep !== 0
}

/** Ranks that hold the same experts. */
function expertReplicas(layout: Layout): number {
  const ranks = layout.dp * layout.cp * (foldsTensor(layout) ? layout.tp : 1)
  return Math.max(1, ranks / layout.ep)
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
 */
export function exposedDataParallelS(q: DataQuestion, work: Work): number {
  const { layout } = q
  const ranks = layout.dp * layout.cp
  if (ranks <= 1) return 0
  return layout.zero === 3
    ? shardedS(shardTraffic(q), q.machine, work)
    : onceAStepS(gatherOnceS(q, work.layersHeld), layout.zero, q.machine, work)
}

type Group = readonly [ranks: number, inside: number]

function groups({ layout, machine }: DataQuestion): { readonly dense: Group; readonly experts: Group } {
  const ranks = layout.dp * layout.cp
  const { domain } = machine.hardware
  const expertRanks = expertReplicas(layout)
  return {
    dense: [ranks, membersInside(domain, layout.tp, ranks)],
    experts: [expertRanks, membersInside(domain, layout.tp * layout.ep, expertRanks)],
  }
}

/** Time to gather all weights of a rank once, ZeRO 0 to 2. */
export function gatherOnceS(q: DataQuestion, layersHeld: number): number {
  const { shapes: s, layout, machine } = q
  const { dense, experts } = groups(q)
  const held = layersHeld * layerDense(s, layout) + endParameters(s, layout)
  const heldExperts = layersHeld * layerExperts(s, layout)
  return ringS(held * weightBytes, dense, machine) + ringS(heldExperts * weightBytes, experts, machine)
}

/** What shows of gradients reduced and weights gathered once a step. */
export function onceAStepS(
  gather: number,
  zero: number,
  { practice, constants: c }: LayerMachine,
  { forwardS, backwardS, layersHeld }: Work,
): number {
  const scale = practice.gradientBytes / weightBytes
  const scatter = gather * scale
  const back = zero === 0 ? scatter : gather
  if (!practice.overlapsGradients) return scatter + back
  const behindBackward = c.gradientHidden * backwardS * layersHeld
  const behindForward = c.gradientHidden * forwardS * layersHeld
  return Math.max(0, scatter - behindBackward) + Math.max(0, back - behindForward)
}

/** Times to gather one layer, and embedding and head, ZeRO 3. */
export type ShardTraffic = { readonly layerS: number; readonly endsS: number }

export function shardTraffic(q: DataQuestion): ShardTraffic {
  const { shapes: s, layout, machine } = q
  const { dense, experts } = groups(q)
  return {
    layerS:
      ringS(layerDense(s, layout) * weightBytes, dense, machine) +
      ringS(layerExperts(s, layout) * weightBytes, experts, machine),
    endsS: ringS(endParameters(s, layout) * weightBytes, dense, machine),
  }
}

/** What shows of layers gathered and their gradients scattered in every micro-batch. */
export function shardedS(
  { layerS: gather, endsS: ends }: ShardTraffic,
  { practice, constants: c }: LayerMachine,
  { forwardS, backwardS, layersHeld, microBatches }: Work,
): number {
  const scatter = (gather * practice.gradientBytes) / weightBytes
  const forward = practice.overlapsShards ? exposed(forwardS, gather, c.shardContention) : gather
  const both = gather + scatter
  const backward = practice.overlapsShards ? exposed(backwardS, both, c.shardContention) : both
  return microBatches * (layersHeld * (forward + backward) + ends)
}

/** What shows of traffic beside work: what is longer than the work, and the contention of what is hidden. */
function exposed(workS: number, trafficS: number, contention: number): number {
  return Math.max(0, trafficS - workS) + contention * Math.min(trafficS, workS)
}

/** Time of the optimizer on the parameters of one rank: its state is read and written once. */
export function optimizerS({ shapes: s, layout, machine }: DataQuestion, layersHeld: number): number {
  const ranks = layout.zero === 0 ? 1 : layout.dp * layout.cp
  const expertRanks = layout.zero === 0 ? 1 : expertReplicas(layout)
  const held = (layersHeld * layerDense(s, layout) + endParameters(s, layout)) / ranks
  const experts = (layersHeld * layerExperts(s, layout)) / expertRanks
  return ((held + experts) * machine.constants.optimizerBytes) / machine.rates.memoryBytesPerS
}
