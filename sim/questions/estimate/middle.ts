import { sum, quantileIn } from '../../base/math.ts'
import type { Goodput } from '../../goodput/goodput.ts'
import { runWithShares, type RunTotals } from '../../run/estimate.ts'
import { columnOf, sampledLosses, sampledTotals } from './assumptions/sampling.ts'
import type { Worked } from './work.ts'

type Parts = { readonly [part: string]: number }

/** The middle of the draw: the p50 of every total, and its parts. */
export type Middle = Readonly<ReturnType<typeof middleOf>>

/**
 * A median has no parts of its own. Those of the gross hours are the mean over the tenth of the samples around their
 * median, scaled so that they lead exactly from the median net to the median gross hours.
 * Energy, carbon and water are worked out from these hours with every other input at its p50, and their parts then
 * scaled to their own medians, a few percent away.
 */
export function middleOf(worked: Pick<Worked, 'inputs' | 'draw' | 'bands'>) {
  const { inputs, bands } = worked
  const totals = Object.fromEntries(sampledTotals.map((total) => [total, bands[total].p50]))
  if (!isTotals(totals)) throw new Error('a total has no median')
  const { netGpuHours, gpuHours } = totals
  const lost = scaled(lossesAround(worked.draw), Math.max(0, gpuHours - netGpuHours))
  const run = runWithShares(inputs, sharesOf(lost, netGpuHours, gpuHours))
  const it = { computing: run.computingMwh, waiting: run.waitingMwh }
  // Cooling and power conversion: IT energy × (PUE − 1).
  const facility = (it.computing + it.waiting) * (inputs.pueRatio - 1)
  const carbon = { operational: run.operationalT, accelerators: run.acceleratorsT, servers: run.serversT }
  const hours = { training: netGpuHours, ...lost }
  return {
    totals,
    /** A run with every input at its p50 whose hours, net and gross, are their medians: what the formulas show. */
    run,
    /** GPU-hours by what they were used for, from net to gross: adds up to the p50 of the gross hours. */
    hours,
    energyMwh: scaled({ ...it, facility }, totals.energyMwh),
    carbonT: scaled(carbon, totals.carbonT),
    waterM3: scaled({ site: run.siteM3, grid: run.gridM3 }, totals.waterM3),
    cost: scaled(hours, totals.cost),
  }
}

const around = [0.45, 0.55] as const

/** Mean of each loss over the samples whose gross hours are near their median. */
function lossesAround(draw: Worked['draw']) {
  const gross = columnOf(draw, 'gpuHours')
  const moved = gross.slice()
  const [low, high] = around.map((share) => quantileIn(moved, share))
  const near: number[] = []
  gross.forEach((hours, i) => {
    if (hours >= (low ?? 0) && hours <= (high ?? 0)) near.push(i)
  })
  const mean = (column: (typeof sampledLosses)[number]) => {
    const values = columnOf(draw, column)
    let total = 0
    for (const i of near) total += values[i] ?? 0
    return near.length === 0 ? 0 : total / near.length
  }
  return {
    checkpoints: mean('checkpointsH'),
    lostWork: mean('lostWorkH'),
    restarts: mean('restartsH'),
    queueChain: mean('queueChainH'),
    slowPhases: mean('slowPhasesH'),
  }
}

function sharesOf(lost: Readonly<ReturnType<typeof lossesAround>>, net: number, gross: number): Goodput {
  return {
    fraction: net / gross,
    checkpointFraction: lost.checkpoints / gross,
    lostWorkFraction: lost.lostWork / gross,
    restartFraction: lost.restarts / gross,
    chainFraction: lost.queueChain / gross,
    slowFraction: lost.slowPhases / gross,
  }
}

/** Parts in the same proportions that add up to a total; nothing stays nothing. */
function scaled<T extends Parts>(parts: T, total: number): { readonly [K in keyof T]: number } {
  const all = sum(Object.values(parts))
  const factor = all === 0 ? 0 : total / all
  const found = Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, value * factor]))
  if (!isLike(found, parts)) throw new Error('a part is lost')
  return found
}

function isLike<T extends Parts>(found: Parts, parts: T): found is { readonly [K in keyof T]: number } {
  return Object.keys(parts).every((part) => Object.hasOwn(found, part))
}

function isTotals(totals: { readonly [total: string]: number | undefined }): totals is RunTotals & Parts {
  return sampledTotals.every((total) => totals[total] !== undefined)
}
