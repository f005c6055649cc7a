import { spend } from '../../base/outcome.ts'
import type { Ask } from './asks.ts'
import type { NodeStates } from './node-states.ts'

/** Of a node that is looked at for one, and where several are put in order. */
const [oneUs, manyUs] = [0.02, 0.15]

/** Chooses the nodes of a job (rule 18), and those that are kept for a later start (rule 19). */
export class Chooser {
  /** The first `count` are the nodes found last. */
  readonly chosen: Int32Array
  count = 0
  private readonly nodes: NodeStates
  /** Of each node looked at. */
  private readonly lateS: Float64Array
  private readonly gpusLeft: Float64Array
  private readonly coresLeft: Float64Array

  constructor(nodes: NodeStates) {
    this.nodes = nodes
    this.chosen = new Int32Array(nodes.count)
    this.lateS = new Float64Array(nodes.count)
    this.gpusLeft = new Float64Array(nodes.count)
    this.coresLeft = new Float64Array(nodes.count)
  }

  /** Nodes for a start now; whether there are enough. */
  now(ask: Ask, untilS: number): boolean {
    spend((ask.nodes > 1 ? manyUs : oneUs) * ask.candidates.length)
    if (ask.nodes > 1) return this.manyNow(ask, untilS)
    const { nodes } = this
    const isPlain = nodes.isPlain && nodes.unsteady === 0 && !ask.isWhole
    return isPlain && ask.candidates.length === nodes.count ? this.onePlain(ask) : this.oneNow(ask, untilS)
  }

  /**
   * Nodes for a start now or later, looked up in their timelines: promises may begin now that have not started yet.
   * There must be enough.
   */
  planned(ask: Ask, fromS: number, untilS: number): void {
    const { nodes, lateS, chosen } = this
    const { candidates } = ask
    spend(manyUs * candidates.length)
    let found = 0
    for (let k = 0; k < candidates.length; k += 1) {
      const node = candidates[k] ?? 0
      const timeline = nodes.timelineNow(node)
      if (timeline === undefined || timeline.carriesUntil(ask, fromS) < untilS) continue
      lateS[node] = fromS > nodes.nowS ? timeline.lastEnd(fromS) : 0
      this.leave(ask, node, { fromS, untilS })
      chosen[found] = node
      found += 1
    }
    if (!this.keepBest(ask, found)) throw new Error('a job is promised a start without room')
  }

  /** Where nothing but free GPUs and numbers tells nodes apart, and nothing that is free now will be taken. */
  private onePlain(ask: Ask): boolean {
    const { nodes, chosen } = this
    this.count = 1
    for (let free = ask.gpus; free <= nodes.free.most; free += 1) {
      let node = nodes.free.next(free, 0)
      while (node >= 0 && !nodes.carriesNow(node, ask)) node = nodes.free.next(free, node + 1)
      if (node < 0) continue
      chosen[0] = node
      return true
    }
    return false
  }

  /** As most jobs take one node, the best is found without sorting. */
  private oneNow(ask: Ask, untilS: number): boolean {
    const { nodes, chosen, gpusLeft, coresLeft } = this
    const { candidates } = ask
    let best = -1
    let [bestGpus, bestCores, weight] = [Infinity, Infinity, Infinity]
    for (let k = 0; k < candidates.length; k += 1) {
      const node = candidates[k] ?? 0
      if (!nodes.carriesNow(node, ask)) continue
      if (best >= 0 && (nodes.weight[node] ?? 0) > weight) break
      const isSteady = untilS <= (nodes.steadyUntilS[node] ?? 0)
      // What is free now is at least what is free until then, so a node that is worse now may still be better then.
      if (isSteady && (nodes.gpus[node] ?? 0) - ask.gpus > bestGpus) continue
      if (!isSteady && !nodes.carries(node, ask, untilS)) continue
      this.leaveNow(ask, node, untilS)
      const [gpus, cores] = [gpusLeft[node] ?? 0, coresLeft[node] ?? 0]
      if (gpus > bestGpus || (gpus === bestGpus && cores >= bestCores)) continue
      best = node
      bestGpus = gpus
      bestCores = cores
      weight = nodes.weight[node] ?? 0
    }
    chosen[0] = best
    this.count = 1
    return best >= 0
  }

  private manyNow(ask: Ask, untilS: number): boolean {
    const { nodes, chosen, lateS } = this
    const { candidates } = ask
    let found = 0
    for (let k = 0; k < candidates.length; k += 1) {
      const node = candidates[k] ?? 0
      if (!nodes.carries(node, ask, untilS)) continue
      lateS[node] = 0
      this.leaveNow(ask, node, untilS)
      chosen[found] = node
      found += 1
    }
    return this.keepBest(ask, found)
  }

  private leaveNow(ask: Ask, node: number, untilS: number): void {
    const { nodes, gpusLeft, coresLeft } = this
    if (untilS > (nodes.steadyUntilS[node] ?? 0)) {
      this.leave(ask, node, { fromS: nodes.nowS, untilS })
      return
    }
    gpusLeft[node] = (nodes.gpus[node] ?? 0) - ask.gpus
    coresLeft[node] = nodes.hasUnlimitedCores[node] === 1 ? 0 : (nodes.cores[node] ?? 0) - ask.cores
  }

  private leave(ask: Ask, node: number, { fromS, untilS }: { fromS: number; untilS: number }): void {
    const timeline = this.nodes.timelineNow(node)
    if (timeline === undefined) return
    timeline.least(fromS, untilS)
    this.gpusLeft[node] = timeline.leastGpus - ask.gpus
    this.coresLeft[node] = this.nodes.hasUnlimitedCores[node] === 1 ? 0 : timeline.leastCores - ask.cores
  }

  /** Puts the best of the first `found` nodes first, in the order of the rules. */
  private keepBest(ask: Ask, found: number): boolean {
    const { nodes, lateS, gpusLeft, coresLeft } = this
    this.count = ask.nodes
    if (found < ask.nodes) return false
    if (found === ask.nodes) return true
    this.chosen
      .subarray(0, found)
      .sort(
        (a, b) =>
          (nodes.weight[a] ?? 0) - (nodes.weight[b] ?? 0) ||
          compared(lateS[b] ?? 0, lateS[a] ?? 0) ||
          (gpusLeft[a] ?? 0) - (gpusLeft[b] ?? 0) ||
          (coresLeft[a] ?? 0) - (coresLeft[b] ?? 0) ||
          a - b,
      )
    return true
  }
}

/** As a difference, but also of two infinities. */
function compared(a: number, b: number): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
