import { spend } from '../../base/outcome.ts'
import type { NodeKind } from '../engine/job.ts'
import type { Ask } from './asks.ts'
import { Timeline, wholeNodes } from './timeline.ts'

/** Sets of nodes by how many GPUs are free on them, as bits: the lowest-numbered of a set is found 32 nodes at a time. */
class FreeSets {
  /** Sets are for 0 up to so many free GPUs; more count as so many. */
  readonly most: number
  private readonly words: number
  private readonly bits: Uint32Array
  private readonly sizes: Int32Array

  constructor(nodes: number, most: number) {
    this.most = most
    this.words = (nodes + 31) >> 5
    this.bits = new Uint32Array((most + 1) * this.words)
    this.sizes = new Int32Array(most + 1)
  }

  /** Puts a node into its set (1) or takes it out (-1); one that is taken whole, with -1 free, is in none. */
  change(node: number, free: number, sign: 1 | -1): void {
    if (free < 0) return
    const set = Math.min(free, this.most)
    const at = set * this.words + (node >> 5)
    const bit = 1 << (node & 31)
    this.bits[at] = sign > 0 ? (this.bits[at] ?? 0) | bit : (this.bits[at] ?? 0) & ~bit
    this.sizes[set] = (this.sizes[set] ?? 0) + sign
  }

  /** Nodes with at least so many GPUs free. */
  count(free: number): number {
    let count = 0
    for (let set = Math.min(free, this.most); set <= this.most; set += 1) count += this.sizes[set] ?? 0
    return count
  }

  /** The first node from one on with just so many GPUs free; -1 when there is none. */
  next(free: number, from: number): number {
    if ((this.sizes[free] ?? 0) === 0) return -1
    const base = free * this.words
    let word = from >> 5
    if (word >= this.words) return -1
    let bits = (this.bits[base + word] ?? 0) & (-1 << (from & 31))
    while (bits === 0) {
      word += 1
      if (word >= this.words) return -1
      bits = this.bits[base + word] ?? 0
    }
    return (word << 5) + 31 - Math.clz32(bits & -bits)
  }
}

/** Of the state of a node, and where it stands among those that are free. */
const stateUs = 7

/** What somebody holds on a node, and for how long. */
export type NodeSpan = { fromS: number; untilS: number }

/** The nodes one by one: their timelines, and what is free now in arrays that a search runs over. */
export class NodeStates {
  readonly count: number
  /** What each node has in all. */
  readonly offered: readonly NodeKind[]
  readonly weight: Float64Array
  /** Free now; -1 where the node is taken whole. */
  readonly gpus: Float64Array
  readonly cores: Float64Array
  readonly memoryMb: Float64Array
  readonly holders: Int32Array
  /** What is free now stays free at least so long. */
  readonly steadyUntilS: Float64Array
  readonly timelines: readonly Timeline[]
  readonly hasUnlimitedCores: Uint8Array
  readonly gpusInAll: number
  nowS = -Infinity
  /** Free GPUs, and those on nodes that have fewer free than all of theirs. */
  freeGpus: number
  freeInParts = 0
  /** Time integral of the share of free GPUs that lie on nodes with fewer free than all of theirs. */
  fragmentedS = 0
  private integratedS = Infinity
  private readonly gpusOfNode: Float64Array
  readonly free: FreeSets
  /** Nodes on which something will be taken that is free now. */
  unsteady = 0
  /** Whether only free GPUs and numbers tell nodes apart: one weight, cores without limit, few GPUs each. */
  readonly isPlain: boolean
  /** Nodes on which nobody holds anything. */
  idle: number
  private readonly closed = new Set<number>()

  constructor(nodes: readonly NodeKind[]) {
    spend(stateUs * nodes.length)
    const column = (value: (kind: NodeKind) => number) => Float64Array.from(nodes, value)
    this.count = nodes.length
    this.offered = nodes
    this.weight = column(({ weight }) => weight)
    this.gpus = column(({ gpus }) => gpus)
    this.gpusOfNode = column(({ gpus }) => gpus)
    this.cores = column(({ cores }) => cores)
    this.memoryMb = column(({ memoryMb }) => memoryMb)
    this.holders = new Int32Array(nodes.length)
    this.steadyUntilS = new Float64Array(nodes.length).fill(Infinity)
    this.timelines = nodes.map((kind) => new Timeline(kind))
    this.hasUnlimitedCores = Uint8Array.from(nodes, ({ cores }) => (cores === Infinity ? 1 : 0))
    this.gpusInAll = nodes.reduce((sum, { gpus }) => sum + gpus, 0)
    this.freeGpus = this.gpusInAll
    this.idle = nodes.length
    const most = this.gpusOfNode.reduce((a, b) => Math.max(a, b), 0)
    this.free = new FreeSets(nodes.length, Math.min(mostSets, most))
    nodes.forEach(({ gpus }, node) => {
      this.free.change(node, gpus, 1)
    })
    this.isPlain =
      most <= mostSets &&
      nodes.every(({ weight, cores }) => weight === nodes[0]?.weight && cores === Infinity)
  }

  /** Begins to measure how the free GPUs lie. */
  measureFrom(atS: number): void {
    this.integratedS = atS
  }

  /** Takes (-1) or gives back (1) what an ask holds on one node. */
  hold(node: number, { ask, span }: { readonly ask: Ask; readonly span: NodeSpan }, sign: 1 | -1): void {
    const timeline = this.timelines[node]
    if (timeline === undefined) return
    timeline.advance(this.nowS)
    timeline.hold(ask, span, sign)
    this.look(node, timeline)
  }

  /** Takes nodes whole, for a window or a repair. */
  close(list: Iterable<number>, span: NodeSpan): void {
    for (const node of list) {
      this.hold(node, { ask: wholeNode, span }, -1)
      this.closed.add(node)
    }
  }

  /** A window begins or ends. */
  lookAtClosed(): void {
    this.lookAt(this.closed)
  }

  /** Looks again at what is free now on nodes for which a window begins or ends. */
  lookAt(nodes: Iterable<number>): void {
    for (const node of nodes) {
      const timeline = this.timelines[node]
      if (timeline === undefined) continue
      timeline.advance(this.nowS)
      this.look(node, timeline)
    }
  }

  /** Whether fewer nodes than an ask needs could carry it now, as far as counts tell. */
  isShort(ask: Ask): boolean {
    if (ask.isWhole) return this.idle < ask.nodes
    return this.free.count(ask.gpus) < ask.nodes
  }

  /** Whether a node carries an ask now and until an instant. */
  carries(node: number, ask: Ask, untilS: number): boolean {
    if (!this.carriesNow(node, ask)) return false
    if (untilS <= (this.steadyUntilS[node] ?? 0)) return true
    return (this.timelineNow(node)?.carriesUntil(ask, this.nowS) ?? 0) >= untilS
  }

  carriesNow(node: number, ask: Ask): boolean {
    if (ask.isWhole) return this.holders[node] === 0
    return (
      (this.gpus[node] ?? 0) >= ask.gpus &&
      (this.cores[node] ?? 0) >= ask.cores &&
      (this.memoryMb[node] ?? 0) >= ask.memoryMb
    )
  }

  /** Until when a node carries an ask from now on; now where it does not. */
  carriesUntil(node: number, ask: Ask): number {
    if (!this.carriesNow(node, ask)) return this.nowS
    if (this.steadyUntilS[node] === Infinity) return Infinity
    return this.timelineNow(node)?.carriesUntil(ask, this.nowS) ?? this.nowS
  }

  timelineNow(node: number): Timeline | undefined {
    const timeline = this.timelines[node]
    timeline?.advance(this.nowS)
    return timeline
  }

  private look(node: number, timeline: Timeline): void {
    this.tally(node, -1)
    const holders = timeline.holdersNow()
    const isTaken = holders >= wholeNodes
    this.gpus[node] = isTaken ? -1 : timeline.gpusNow()
    this.cores[node] = isTaken ? -1 : timeline.coresNow()
    this.memoryMb[node] = isTaken ? -1 : timeline.memoryNow()
    this.holders[node] = holders
    this.steadyUntilS[node] = timeline.steadyUntilS()
    this.tally(node, 1)
  }

  /** Counts a node in (1) or out (-1), and the time that what is counted has lasted. */
  private tally(node: number, sign: 1 | -1): void {
    if (this.nowS > this.integratedS) {
      if (this.freeGpus > 0)
        this.fragmentedS += ((this.nowS - this.integratedS) * this.freeInParts) / this.freeGpus
      this.integratedS = this.nowS
    }
    const free = this.gpus[node] ?? 0
    this.free.change(node, free, sign)
    if (this.steadyUntilS[node] !== Infinity) this.unsteady += sign
    if (this.holders[node] === 0) this.idle += sign
    if (free <= 0) return
    this.freeGpus += sign * free
    if (free < (this.gpusOfNode[node] ?? 0)) this.freeInParts += sign * free
  }
}

const wholeNode: Ask = {
  nodes: 1,
  gpus: 0,
  cores: 0,
  memoryMb: 0,
  isWhole: true,
  candidates: new Int32Array(0),
}

/** Nodes with more free GPUs than this are in one set. */
const mostSets = 64
