import { cellOf, recomputeSteps, type TimeMeter } from '../workload/meter.ts'
import type { Layout } from '../workload/layout.ts'
import {
  bucketsS,
  gatherOnceS,
  gathersLayers,
  onceAStepS,
  optimizerS,
  shardTraffic,
  shardedS,
  shownOfBuckets,
} from './data-parallel.ts'
import { handOvers, shownHeadS, stageCutOf } from './pipeline.ts'
import { microBatchTimes, sendExposed, waitingNodes, type StepQuestion } from './step.ts'

export type StepMeterQuestion = Omit<StepQuestion, 'layout'> & { readonly gpus: number }

/** What every layout of one pipeline and data-parallel cut shares. */
type Place = Readonly<ReturnType<typeof placeOf>>

/** Seconds of a step as `stepTimes` has them, to the rounding of sums in another order. */
export function stepMeter({ gpus, ...question }: StepMeterQuestion): TimeMeter {
  const { machine } = question
  const stretch = machine.rates.slowing * (1 + machine.constants.straggler * waitingNodes(gpus, machine))
  const microBatch: number[] = []
  const layerS: number[] = []
  const forwardS: number[] = []
  const headS: number[] = []
  const sendS: number[] = []
  /** The least of a layer in a pipeline over nodes. */
  const stalledS: number[] = []
  const places: Place[] = []
  const work = { pp: 1, forwardS: 0, backwardS: 0, layersHeld: 0, microBatches: 0 }

  function dataParallelS(cell: number, place: Place, zero: number): number {
    if (place.ranks <= 1) return 0
    work.pp = place.pp
    work.forwardS = forwardS[cell] ?? 0
    work.backwardS = (layerS[cell] ?? 0) - work.forwardS
    work.layersHeld = place.layersHeld
    work.microBatches = place.sequencesPerRank / (microBatch[cell] ?? 1)
    return gathersLayers(zero, place.pp)
      ? shardedS(place.shard, machine, work)
      : onceAStepS(place.gatherS, zero, machine, work) + shownOfBuckets(zero) * place.bucketsS
  }

  return {
    layers(layout, slot) {
      const whole = { ...layout, pp: 1, vpp: 1, dp: gpus / (layout.tp * layout.cp) }
      for (let sp = layout.tp > 1 ? 1 : 0; sp >= 0; sp -= 1) {
        const once = { ...question, layout: { ...whole, sequenceParallel: sp === 1 } }
        microBatchTimes(once, recomputeSteps, (step, times) => {
          const cell = cellOf(slot, sp, step)
          microBatch[cell] = layout.microBatch
          layerS[cell] = times.layerS
          forwardS[cell] = times.forwardS
          headS[cell] = times.headS
          sendS[cell] = times.sendS
          stalledS[cell] = times.stalledS
        })
      }
    },
    leastS: (slot) =>
      stretch * Math.min(layerS[cellOf(slot, 0, 0)] ?? 0, layerS[cellOf(slot, 1, 0)] ?? Infinity),
    place(layout, slot) {
      places[slot] = placeOf({ ...question, layout })
    },
    read(cell, placeIndex, zero) {
      const place = places[placeIndex]
      const alone = layerS[cell]
      if (place === undefined || alone === undefined) throw new Error('read before it was worked out')
      const layer = place.crosses ? Math.max(alone, stalledS[cell] ?? 0) : alone
      const m = place.sequencesPerRank / (microBatch[cell] ?? 1)
      const layers = layer * (m * place.layersHeld + place.bubbleLayers)
      const head = m * shownHeadS(headS[cell] ?? 0, place.endSpare, layer)
      const sends = m * place.sends * (sendS[cell] ?? 0)
      const optimizer = zero === 0 ? place.wholeOptimizerS : place.cutOptimizerS
      return stretch * (layers + head + sends + dataParallelS(cell, place, zero) + optimizer)
    },
  }
}

function placeOf(q: StepQuestion) {
  const { shapes: s, layout, machine } = q
  const { pp, vpp, dp, cp } = layout
  const stages = stageCutOf(s, layout, machine.practice.balancesHead)
  const layersHeld = stages.held
  const optimizer = (zero: Layout['zero']) =>
    optimizerS({ ...q, layout: { ...layout, zero } }, layersHeld) + machine.constants.stepHostS
  return {
    ranks: dp * cp,
    pp,
    sequencesPerRank: layout.globalBatch / dp,
    layersHeld,
    /** Layers that each end holds less. */
    endSpare: stages.endSpare,
    /** Layers whose time passes while the pipeline fills and drains. */
    bubbleLayers: stages.bubble,
    /** Sends of one micro-batch that show. */
    sends: handOvers(layout) * sendExposed(vpp, machine.constants),
    gatherS: gatherOnceS(q, layersHeld),
    /** Beside it, as much as shows. */
    bucketsS: bucketsS(q, layersHeld),
    /** The pipeline reaches over nodes. */
    crosses: pp > 1 && layout.tp * pp * cp * dp > machine.hardware.domain,
    shard: shardTraffic(q),
    wholeOptimizerS: optimizer(0),
    /** From ZeRO stage 1 on. */
    cutOptimizerS: optimizer(1),
  }
}
