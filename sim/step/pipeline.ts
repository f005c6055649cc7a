import { balancedStages, fullestStage, headLayers, type Layout, type Recompute } from '../workload/layout.ts'
import type { Shapes } from '../workload/shapes.ts'
import type { LayerMachine } from './layer.ts'

/**
 * How the layers of one rank pass through a pipeline, in layers: counts that times of one layer are multiplied by.
 * Source of the bubble: Narayanan et al. 2021 (arXiv:2104.04473), section 2.2; (pp − 1)/vpp micro-batches of a stage.
 */
type Cut = Pick<Layout, 'pp' | 'vpp'>

/** What of a pipeline the time of a step is made of, in layers. */
export type StageCut = {
  /** Of the fullest stage. */
  readonly held: number
  /** That the stage of the head holds less. */
  readonly endSpare: number
  readonly bubble: number
}

/** By layers alone, or with the head as the layers that it is worth: then no stage waits for the last. */
export function stageCutOf(s: Shapes, cut: Cut, balancesHead: boolean): StageCut {
  if (!balancesHead || cut.pp === 1)
    return {
      held: fullestStage(s.layers, cut),
      endSpare: endSpare(s.layers, cut),
      bubble: bubbleLayers(s.layers, cut),
    }
  const head = headLayers(s)
  const stages = balancedStages(s.layers, cut.pp, head)
  const held = Math.max(...stages)
  return { held, endSpare: held - (stages.at(-1) ?? held), bubble: s.layers + head - held }
}

/** Layers that each end holds less than the fullest stage. Ours: those missing in an uneven cut, half at each end. */
export function endSpare(layers: number, cut: Cut): number {
  return cut.pp === 1 ? 0 : (fullestStage(layers, cut) * cut.pp - layers) / 2
}

/** Layers whose time passes while the pipeline fills and drains. Source: Narayanan et al. 2021, section 2.2. */
export function bubbleLayers(layers: number, cut: Cut): number {
  return cut.pp === 1 ? 0 : ((cut.pp - 1) / cut.vpp) * fullestStage(layers, cut)
}

/** Hand-overs of one micro-batch, both ways, vpp times each. Source: Narayanan et al. 2021, section 2.2. */
export function handOvers({ pp, vpp }: Cut): number {
  return pp === 1 ? 0 : 2 * vpp
}

/** What shows of the head. Ours: a stage that holds fewer layers does it in the time that it saves. */
export function shownHeadS(headS: number, spareLayers: number, layerS: number): number {
  return spareLayers === 0 ? headS : Math.max(0, headS - spareLayers * layerS)
}

type Launch = { readonly layout: Layout; readonly machine: LayerMachine }

/**
 * Share by which a pipeline over nodes slows the launching of tensor-parallel pieces, for each further rank of tp: the
 * host waits for hand-overs between them. From nanotron's layouts of the 1B model, which its 8B model bears out.
 */
const stalledLaunch = 0.7

/** Time of the host to launch a layer one way. Ours: half without traffic; longer where it waits between pieces. */
export function pieceLaunchS({ tp, pp, cp, dp }: Layout, { practice, hardware }: LayerMachine): number {
  if (tp === 1) return practice.launchS / 2
  const crosses = pp > 1 && tp * pp * cp * dp > hardware.domain
  return practice.launchS * (crosses ? 1 + stalledLaunch * (tp - 1) : 1)
}

/** The least that launching a layer takes, both ways, in a pipeline over nodes. Ours: `pieceLaunchS` in every pass. */
export function stalledLayerS({ layout, machine }: Launch, recompute: Recompute): number {
  return (recompute === 'full' ? 3 : 2) * pieceLaunchS({ ...layout, pp: 2, dp: Infinity }, machine)
}
