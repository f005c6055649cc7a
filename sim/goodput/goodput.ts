import { clamp } from '../base/math.ts'

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
