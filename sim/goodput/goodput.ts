import { clamp } from '../base/math.ts'
import { HOURS_PER_DAY } from '../base/units.ts'

/** What may hold up a long job; all times are seconds of the clock. */
export type Hazards = {
  /** M; infinite where nothing interrupts. */
  readonly meanTimeBetweenInterruptionsS: number
  /** W, stepping between two checkpoints; infinite where none is taken. */
  readonly intervalS: number
  /** d, training stands still for each checkpoint. */
  readonly stallS: number
  /** An asynchronous checkpoint counts only this long after its stall; 0 for a synchronous one. */
  readonly saveS: number
  /** R, from the interruption to the first step after it: detection, restart, loading. */
  readonly restartS: number
  /** Stepping time beyond what the step's throughput needs, as a share of it: slow nodes, early slow phases. */
  readonly slowOverhead: number
  /** Jobs of the chain end after so long; infinite without a queue limit. */
  readonly linkS: number
  /** Start-up and loading at the beginning of each link. */
  readonly linkStartS: number
  /** Last checkpoint and exit at the end of each link. */
  readonly linkEndS: number
}

/** Shares of allocated time; they add up to 1. */
export type Goodput = {
  /** Share that advances training at the step's throughput. */
  readonly fraction: number
  readonly checkpointFraction: number
  readonly lostWorkFraction: number
  readonly restartFraction: number
  readonly chainFraction: number
  readonly slowFraction: number
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A queue limit shorter than its own start-up leaves nothing; the share of a link that can be lost ends here. */
const mostChainFraction = 0.999

/** Beyond, a run never ends, and its hours would overflow into what is no number. */
const mostExponent = 50
const mostPeriods = 1e60

/**
 * Goodput of a long job. Interruptions come at random, one in M on average, also during a restart or a checkpoint. A
 * period of W stepping seconds takes T = M · e^((R + s)/M) · (e^((W + d)/M) − 1) on average, where s is how long an
 * asynchronous checkpoint is not yet usable. A chain of jobs loses, of every link of L, its start-up, begun anew when
 * interrupted, and its last checkpoint: c = (M · (e^(U/M) − 1) + E)/L. So stepping has the share (1 − c) · W/T, of
 * which slowness takes o/(1 + o). Outside the start-ups the job is in a restart with probability 1 − e^(−R/M); what
 * is left is work done twice.
 *
 * Source: Daly 2006, the model behind his equation 20 (s = 0, no chain). Where R and W are small against M it is the
 * expected ETTR of Kokolis et al. 2025. The tests play the same process event by event; the two agree within
 * 1 % while R < M/4, W < M/2 and s < M/20, and in a chain also R and W < L/20, U < M/20 and s and E < L/100. Beyond, the
 * formula is up to a fifth too low where a restart takes a fifth of a link, because the link's end cuts restarts short.
 * Leaves out queue waits and maintenance, which cost calendar time and no allocated hours.
 */
export function goodput(hazards: Hazards): Goodput {
  const shares = {
    fraction: 1,
    checkpointFraction: 0,
    lostWorkFraction: 0,
    restartFraction: 0,
    chainFraction: 0,
    slowFraction: 0,
  }
  fillGoodput(hazards, shares)
  return shares
}

/** As `goodput`, into a record that the caller keeps: a Monte Carlo asks a million times. Source: as `goodput`. */
export function fillGoodput(hazards: Hazards, into: Writable<Goodput>): void {
  const { meanTimeBetweenInterruptionsS: meanTimeS, intervalS, stallS, slowOverhead } = hazards
  const calm = meanTimeS === Infinity
  const startS = calm
    ? hazards.linkStartS
    : meanTimeS * Math.expm1(Math.min(mostExponent, hazards.linkStartS / meanTimeS))
  const chain = clamp((startS + hazards.linkEndS) / hazards.linkS, [0, mostChainFraction])
  const left = 1 - chain
  const perPeriod = calm
    ? intervalS + stallS
    : Math.min(
        mostPeriods * (intervalS + stallS),
        meanTimeS *
          Math.exp((hazards.restartS + hazards.saveS) / meanTimeS) *
          Math.expm1((intervalS + stallS) / meanTimeS),
      )
  const stepping = left * (intervalS === Infinity ? Number(calm) : intervalS / perPeriod)
  into.chainFraction = chain
  into.fraction = stepping / (1 + slowOverhead)
  into.slowFraction = stepping - into.fraction
  into.checkpointFraction = intervalS === Infinity ? 0 : (left * stallS) / perPeriod
  into.restartFraction = calm ? 0 : -left * Math.expm1(-hazards.restartS / meanTimeS)
  into.lostWorkFraction = Math.max(0, left - stepping - into.checkpointFraction - into.restartFraction)
}

/** What keeps a run that holds its accelerators for `clockS` from its last day; seconds. */
export type Calendar = {
  readonly clockS: number
  /** Links of the chain; the wait comes before each but the first. */
  readonly links: number
  readonly waitS: number
  /** Share of the calendar in which the machine is closed. */
  readonly maintenanceFraction: number
}

/**
 * Jobs of a chain that a queue limit makes of one run.
 *
 * Ours: a job ends at the limit of the queue, and what is left takes another.
 */
export function linksOf(clockS: number, linkS: number): number {
  return linkS === Infinity ? 1 : Math.max(1, Math.ceil(clockS / linkS))
}

/**
 * Calendar time from first to last step: the allocated time and the waits between links, stretched by the share of
 * the calendar in which the machine is closed. Leaves out that a job drained before a window may end early.
 *
 * Ours: closed days are spread evenly, for a run rarely knows the windows to come.
 */
export function calendarS({ clockS, links, waitS, maintenanceFraction }: Calendar): number {
  return (clockS + (links - 1) * waitS) / (1 - maintenanceFraction)
}

/**
 * Mean time between the interruptions of one job: MTBF = 24 h ÷ (accelerators × rate).
 *
 * @param accelerators  the job holds, not nodes: nodes differ in size between the fleets that rates come from
 * @param ratePer1000AcceleratorDays  interruptions of a thousand accelerators in a day
 *
 * Source: the form of Kokolis et al. 2025 (arXiv 2410.21680), 24 ÷ (N · r) hours, with r per node of eight.
 * Leaves out that very large jobs fail more often than this line says: `scaleExcess`.
 */
export function meanTimeBetweenInterruptionsH(
  accelerators: number,
  ratePer1000AcceleratorDays: number,
): number {
  return (HOURS_PER_DAY * 1000) / (accelerators * ratePer1000AcceleratorDays)
}

/** Up to here a fleet's rate has been measured on jobs of that size (arXiv 2602.00277: 2.3 per 1,000 servers a day). */
const linearAccelerators = 32768
/** Measured at about 98,304 accelerators: 18 minutes between interruptions, where the line gives 51 minutes. */
const crowd = { accelerators: 98304, excess: 24 / (12288 * 0.0023) / (18 / 60) }
const excessExponent = Math.log(crowd.excess) / Math.log(crowd.accelerators / linearAccelerators)

/**
 * How many times more often a very large job is interrupted than its number of accelerators says: 1 up to 32,768,
 * then (N ÷ 32,768)^0.95, so that 98,304 accelerators fail 2.8 times as often as the line ('three times worse than
 * linear', arXiv 2602.00277). One measured point sets the exponent; beyond 131,072 it is an extrapolation.
 *
 * Source: arXiv 2602.00277 for the two points; the power law between and beyond them is ours.
 */
export function scaleExcess(accelerators: number): number {
  return accelerators <= linearAccelerators ? 1 : (accelerators / linearAccelerators) ** excessExponent
}

/** Interruptions per 1,000 accelerator-days of the fleet on which the excess was measured: 2.3 per 1,000 servers of eight. */
export const crowdRatePer1000AcceleratorDays = 2.3 / 8

/**
 * How far a job is on the way from sizes that many fleets have run to the one size where a single fleet was measured: 0
 * up to 32,768 accelerators, 1 from 98,304 on, on the logarithm between. Only who fails, notices and restarts as that
 * fleet does gets such a job done at all, so its figures take the place of the middle of all fleets.
 *
 * Source: ours; the two sizes are those of arXiv 2602.00277.
 */
export function crowding(accelerators: number): number {
  const way = Math.log(accelerators / linearAccelerators) / Math.log(crowd.accelerators / linearAccelerators)
  return Math.min(1, Math.max(0, way))
}

/** Seconds of a cold recovery by the accelerators of the job: arXiv 2602.00277, 16k to 98k H100. */
const measured = [
  [16384, 200],
  [22528, 300],
  [65536, 600],
  [98304, 900],
] as const

/**
 * Seconds from the decision to restart until the first new step, on a job that restarts as fast as the best do:
 * between the measured sizes on straight lines, below the smallest its value, beyond the largest in proportion.
 * Leaves out the wait for whoever or whatever notices the failure, and for a replacement node.
 *
 * Source: arXiv 2602.00277 for the four points; the lines between and beyond them are ours.
 */
export function coldRecoveryS(accelerators: number): number {
  const [first] = measured
  const last = measured[measured.length - 1] ?? first
  if (accelerators <= first[0]) return first[1]
  if (accelerators >= last[0]) return (last[1] * accelerators) / last[0]
  const above = measured.findIndex(([size]) => size >= accelerators)
  const [lowSize, lowS] = measured[above - 1] ?? first
  const [highSize, highS] = measured[above] ?? last
  return lowS + ((highS - lowS) * (accelerators - lowSize)) / (highSize - lowSize)
}

/**
 * Young's interval between checkpoints: W = √(2 · d · M).
 *
 * @param stallS  d, seconds that training stands still for one checkpoint
 * @param meanTimeBetweenInterruptionsS  M
 *
 * Source: Young 1974, as the Apertus report (arXiv 2509.14233) and the CSCS documentation apply it.
 */
export function youngIntervalS(stallS: number, meanTimeBetweenInterruptionsS: number): number {
  return Math.sqrt(2 * stallS * meanTimeBetweenInterruptionsS)
}

/**
 * Daly's interval: W = √(2 · d · M) · (1 + √(d/2M)/3 + (d/2M)/9) − d while d < 2M, else M. It is the minimum of the
 * expected time per period, M · e^(R/M) · (e^((W + d)/M) − 1) ÷ W, to third order in √(d/M): the restart R does not
 * move it.
 *
 * @param stallS  d
 * @param meanTimeBetweenInterruptionsS  M; infinite where nothing interrupts, and then so is the interval
 *
 * Source: Daly 2006, 'A higher order estimate of the optimum checkpoint interval for restart dumps', equation 37.
 */
export function dalyIntervalS(stallS: number, meanTimeBetweenInterruptionsS: number): number {
  const meanTimeS = meanTimeBetweenInterruptionsS
  if (stallS >= 2 * meanTimeS || meanTimeS === Infinity) return meanTimeS
  const ratio = stallS / (2 * meanTimeS)
  return youngIntervalS(stallS, meanTimeS) * (1 + Math.sqrt(ratio) / 3 + ratio / 9) - stallS
}
