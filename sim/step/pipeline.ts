import { fullestStage, type Layout } from '../workload/layout.ts'

/**
 * How the layers of one rank pass through a pipeline, in layers: counts that times of one layer are multiplied by.
 * Source of the bubble: Narayanan et al. 2021 (arXiv:2104.04473), section 2.2; (pp − 1)/vpp micro-batches of a stage.
 */
type Cut = Pick<Layout, 'pp' | 'vpp'>

/**
 * Layers that each end holds less than the fullest stage, so that embedding and head find room.
 *
 * Ours: layers missing in an uneven cut are missing at the ends, half at each.
 */
export function endSpare(layers: number, cut: Cut): number {
  return cut.pp === 1 ? 0 : (fullestStage(layers, cut) * cut.pp - layers) / 2
}

/**
 * Layers whose time passes while the pipeline fills and drains.
 *
 * Source: Narayanan et al. 2021, section 2.2: (pp − 1)/vpp micro-batches of a stage.
 */
export function bubbleLayers(layers: number, cut: Cut): number {
  return cut.pp === 1 ? 0 : ((cut.pp - 1) / cut.vpp) * fullestStage(layers, cut)
}

/**
 * Hand-overs between stages of one micro-batch, forward and backward.
 *
 * Source: Narayanan et al. 2021, section 2.2: interleaving sends vpp times as often.
 */
export function handOvers({ pp, vpp }: Cut): number {
  return pp === 1 ? 0 : 2 * vpp
}

/**
 * What shows of the head of one micro-batch beside the layers that its stage is spared.
 *
 * Ours: a stage that holds fewer layers does the head in the time that it saves.
 */
export function shownHeadS(headS: number, spareLayers: number, layerS: number): number {
  return spareLayers === 0 ? headS : Math.max(0, headS - spareLayers * layerS)
}
