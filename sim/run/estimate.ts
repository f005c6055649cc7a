import { HOURS_PER_DAY, HOURS_PER_YEAR, SECONDS_PER_HOUR, energyMwh } from '../base/units.ts'
import {
  calendarS,
  fillGoodput,
  type Goodput,
  type Hazards,
  linksOf,
  meanTimeBetweenInterruptionsH,
  scaleExcess,
} from '../goodput/goodput.ts'
import { days, embodiedT, gridWaterM3, hoursCost, netGpuHours, operationalT, siteWaterM3 } from './totals.ts'

/** Everything one training run's totals depend on, as plain numbers. */
export type RunInputs = {
  readonly trainingFlops: number
  readonly gpus: number
  readonly peakFlopsPerS: number
  readonly mfu: number
  /** Of a fleet; jobs beyond 32,768 accelerators are interrupted more often. */
  readonly interruptionsPer1000GpuDays: number
  readonly checkpointIntervalS: number
  readonly checkpointStallS: number
  readonly checkpointSaveS: number
  readonly detectionS: number
  readonly restartS: number
  readonly slowNodesOverhead: number
  readonly unsettledOverhead: number
  /** Infinite without a limit. */
  readonly queueLimitH: number
  readonly linkStartS: number
  readonly queueWaitS: number
  readonly maintenanceFraction: number
  readonly computingW: number
  readonly waitingW: number
  readonly pueRatio: number
  readonly gCo2ePerKwh: number
  readonly embodiedAcceleratorKg: number
  readonly embodiedServerKg: number
  readonly lifeY: number
  readonly wueLPerKwh: number
  readonly gridWaterLPerKwh: number
  readonly pricePerGpuHour: number
}

export type RunTotals = {
  readonly netGpuHours: number
  readonly gpuHours: number
  /** Time that the accelerators are held: gross hours ÷ accelerators. */
  readonly wallClockDays: number
  /** From first to last step: with the waits between the jobs of a chain and the maintenance of the machine. */
  readonly calendarDays: number
  readonly energyMwh: number
  readonly carbonT: number
  readonly waterM3: number
  readonly cost: number
  readonly interruptions: number
}

export type RunParts = {
  /** GPU-hours; with the net hours they add up to the gross ones. */
  readonly checkpointsH: number
  readonly lostWorkH: number
  readonly restartsH: number
  readonly queueChainH: number
  readonly slowPhasesH: number
  /** MWh of IT by power state. */
  readonly computingMwh: number
  readonly waitingMwh: number
  /** Tonnes. */
  readonly operationalT: number
  readonly acceleratorsT: number
  readonly serversT: number
  /** Cubic metres. */
  readonly siteM3: number
  readonly gridM3: number
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** Totals and parts of one run, kept by a caller that fills them many times. */
export type RunRecord = Writable<RunTotals & RunParts> & {
  readonly hazards: Writable<Hazards>
  readonly shares: Writable<Goodput>
}

/**
 * One training run from its FLOPs to its bill, into a record that the caller keeps: a Monte Carlo asks a million times.
 */
export function fillRun(inputs: RunInputs, into: RunRecord): void {
  fillShares(inputs, into)
  fillTotals(inputs, into)
}

function fillShares(inputs: RunInputs, into: RunRecord): void {
  fillHazards(inputs, into.hazards)
  fillGoodput(into.hazards, into.shares)
}

/** The gross hours alone of what `fillRun` works out. Ours: net hours ÷ goodput. */
export function grossGpuHours(inputs: RunInputs, scratch: RunRecord): number {
  fillShares(inputs, scratch)
  return netGpuHours(inputs) / scratch.shares.fraction
}

/**
 * Totals and parts from the shares of the allocated time. Slow phases and lost work draw the power of computing;
 * checkpoints, restarts and start-ups that of waiting.
 */
function fillTotals(inputs: RunInputs, into: RunRecord): void {
  const net = netGpuHours(inputs)
  const gross = net / into.shares.fraction
  into.netGpuHours = net
  into.gpuHours = gross
  into.checkpointsH = gross * into.shares.checkpointFraction
  into.lostWorkH = gross * into.shares.lostWorkFraction
  into.restartsH = gross * into.shares.restartFraction
  into.queueChainH = gross * into.shares.chainFraction
  into.slowPhasesH = gross * into.shares.slowFraction
  into.wallClockDays = days(gross, inputs.gpus)
  fillTime(inputs, into)
  const waitingH = into.checkpointsH + into.restartsH + into.queueChainH
  into.computingMwh = energyMwh(inputs.computingW, gross - waitingH)
  into.waitingMwh = energyMwh(inputs.waitingW, waitingH)
  const itMwh = into.computingMwh + into.waitingMwh
  into.energyMwh = itMwh * inputs.pueRatio
  into.operationalT = operationalT(into.energyMwh, inputs.gCo2ePerKwh)
  into.acceleratorsT = embodiedT(gross, inputs.embodiedAcceleratorKg, inputs.lifeY)
  into.serversT = embodiedT(gross, inputs.embodiedServerKg, inputs.lifeY)
  into.carbonT = into.operationalT + into.acceleratorsT + into.serversT
  into.siteM3 = siteWaterM3(itMwh, inputs.wueLPerKwh)
  into.gridM3 = gridWaterM3(into.energyMwh, inputs.gridWaterLPerKwh)
  into.waterM3 = into.siteM3 + into.gridM3
  into.cost = hoursCost(gross, inputs.pricePerGpuHour)
}

function fillHazards(inputs: RunInputs, into: Writable<Hazards>): void {
  into.meanTimeBetweenInterruptionsS = betweenInterruptionsH(inputs) * SECONDS_PER_HOUR
  into.intervalS = inputs.checkpointIntervalS
  into.stallS = inputs.checkpointStallS
  into.saveS = inputs.checkpointSaveS
  into.restartS = inputs.detectionS + inputs.restartS
  into.slowOverhead = (1 + inputs.slowNodesOverhead) * (1 + inputs.unsettledOverhead) - 1
  into.linkS = inputs.queueLimitH * SECONDS_PER_HOUR
  into.linkStartS = inputs.linkStartS
  // The signal before the limit starts a last checkpoint, and the job leaves when it is safe.
  into.linkEndS = inputs.checkpointStallS + inputs.checkpointSaveS
}

function fillTime({ gpus, queueWaitS, maintenanceFraction }: RunInputs, into: RunRecord): void {
  const clockS = (into.gpuHours / gpus) * SECONDS_PER_HOUR
  const links = linksOf(clockS, into.hazards.linkS)
  into.interruptions = clockS / into.hazards.meanTimeBetweenInterruptionsS
  into.calendarDays =
    calendarS({ clockS, links, waitS: queueWaitS, maintenanceFraction }) / SECONDS_PER_HOUR / HOURS_PER_DAY
}

/**
 * Hours between the interruptions of this job, 24 ÷ (N · r · excess of very large jobs).
 *
 * Source: `meanTimeBetweenInterruptionsH` and `scaleExcess`.
 */
export function betweenInterruptionsH({
  gpus,
  interruptionsPer1000GpuDays,
}: Pick<RunInputs, 'gpus' | 'interruptionsPer1000GpuDays'>): number {
  return meanTimeBetweenInterruptionsH(gpus, interruptionsPer1000GpuDays) / scaleExcess(gpus)
}

/** No whole number: what starts as one is stored otherwise, and what was compiled for it is compiled again. */
const unfilled = Number.NaN

export function emptyRun(): RunRecord {
  return {
    netGpuHours: unfilled,
    gpuHours: unfilled,
    wallClockDays: unfilled,
    calendarDays: unfilled,
    energyMwh: unfilled,
    carbonT: unfilled,
    waterM3: unfilled,
    cost: unfilled,
    interruptions: unfilled,
    checkpointsH: unfilled,
    lostWorkH: unfilled,
    restartsH: unfilled,
    queueChainH: unfilled,
    slowPhasesH: unfilled,
    computingMwh: unfilled,
    waitingMwh: unfilled,
    operationalT: unfilled,
    acceleratorsT: unfilled,
    serversT: unfilled,
    siteM3: unfilled,
    gridM3: unfilled,
    hazards: {
      meanTimeBetweenInterruptionsS: unfilled,
      intervalS: unfilled,
      stallS: unfilled,
      saveS: unfilled,
      restartS: unfilled,
      slowOverhead: unfilled,
      linkS: unfilled,
      linkStartS: unfilled,
      linkEndS: unfilled,
    },
    shares: {
      fraction: unfilled,
      checkpointFraction: unfilled,
      lostWorkFraction: unfilled,
      restartFraction: unfilled,
      chainFraction: unfilled,
      slowFraction: unfilled,
    },
  }
}

/** One training run from its FLOPs to its bill. */
export function estimateRun(inputs: RunInputs): Readonly<RunRecord> {
  const run = emptyRun()
  fillRun(inputs, run)
  return run
}

/** The same run with the shares of its allocated time given instead of worked out from its hazards. */
export function runWithShares(inputs: RunInputs, shares: Goodput): Readonly<RunRecord> {
  const run = emptyRun()
  Object.assign(run.shares, shares)
  fillHazards(inputs, run.hazards)
  fillTotals(inputs, run)
  return run
}

/** Service life in hours, as the embodied formula wants it. Ours: a year of 365 days, as all figures of a year. */
export function lifeHours(lifeY: number): number {
  return lifeY * HOURS_PER_YEAR
}
