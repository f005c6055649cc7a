import type { Random } from '../../../sim/base/random.ts'
import type { Hazards } from '../../../sim/goodput/goodput.ts'

/** Where the clock of one played run went, in seconds; the parts add up to `clockS`. */
export type PlayedRun = {
  readonly clockS: number
  readonly trainingS: number
  readonly checkpointsS: number
  readonly lostWorkS: number
  readonly restartsS: number
  readonly chainS: number
  readonly slowS: number
  readonly interruptions: number
  readonly links: number
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** The run as it is played: the book so far, and what decides the next event. */
type Play = {
  readonly hazards: Hazards
  readonly book: Writable<PlayedRun>
  readonly random: Random
  /** Stepping seconds that the run needs, and those that are safe in a checkpoint. */
  readonly targetS: number
  safeS: number
  nextInterruptionS: number
  linkEndS: number
}

/**
 * Plays one run event by event: interruptions, checkpoints, restarts, links of the chain. The process that `goodput`
 * gives the expectation of, kept apart from its formulas so that each checks the other.
 *
 * @param workS  seconds of undisturbed training that the run needs
 */
export function simulateGoodput(hazards: Hazards, workS: number, random: Random): PlayedRun {
  const play: Play = {
    hazards,
    book: {
      clockS: 0,
      trainingS: workS,
      checkpointsS: 0,
      lostWorkS: 0,
      restartsS: 0,
      chainS: 0,
      slowS: workS * hazards.slowOverhead,
      interruptions: 0,
      links: 0,
    },
    random,
    targetS: workS * (1 + hazards.slowOverhead),
    safeS: 0,
    nextInterruptionS: untilInterruptionS(hazards, random),
    linkEndS: Infinity,
  }
  let kind: 'chain' | 'restart' = newLink(play)
  while (play.safeS < play.targetS) {
    const ready = prepare(play, kind)
    kind = ready === 'ready' ? train(play) : ready
  }
  return play.book
}

/** Exponential, and whole seconds, so that engines that differ in the last bit of a logarithm play the same run. */
function untilInterruptionS({ meanTimeBetweenInterruptionsS: meanTimeS }: Hazards, random: Random): number {
  return meanTimeS === Infinity ? Infinity : Math.round(-meanTimeS * Math.log1p(-random()))
}

function newLink(play: Play): 'chain' {
  play.book.links += 1
  play.linkEndS = play.book.clockS + play.hazards.linkS
  return 'chain'
}

function interrupt(play: Play): 'restart' {
  play.book.interruptions += 1
  play.book.clockS = play.nextInterruptionS
  play.nextInterruptionS += untilInterruptionS(play.hazards, play.random)
  return 'restart'
}

/** Start-up of a link or restart after an interruption; either begins anew when interrupted, or meets the link's end. */
function prepare(play: Play, kind: 'chain' | 'restart'): 'ready' | 'chain' | 'restart' {
  const { book, hazards } = play
  const readyS = book.clockS + (kind === 'chain' ? hazards.linkStartS : hazards.restartS)
  const untilS = Math.min(readyS, play.nextInterruptionS, play.linkEndS)
  if (kind === 'chain') book.chainS += untilS - book.clockS
  else book.restartsS += untilS - book.clockS
  book.clockS = untilS
  if (untilS === play.nextInterruptionS) {
    interrupt(play)
    return kind
  }
  return untilS === play.linkEndS ? newLink(play) : 'ready'
}

/** Trains until the run is done, the link has to stop, or an interruption; says what comes next. */
function train(play: Play): 'chain' | 'restart' {
  const { book, hazards } = play
  const { intervalS, stallS } = hazards
  const startS = book.clockS
  const needS = play.targetS - play.safeS
  const checkpoints = Math.max(0, Math.ceil(needS / intervalS) - 1)
  const doneS = startS + needS + (checkpoints === 0 ? 0 : checkpoints * stallS)
  const stopS = Math.max(startS, play.linkEndS - hazards.linkEndS)
  if (play.nextInterruptionS < Math.min(doneS, play.linkEndS)) return loseWork(play, stopS)
  if (doneS <= stopS) {
    book.checkpointsS += checkpoints * stallS
    book.clockS = doneS
    play.safeS = play.targetS
    return 'chain'
  }
  const elapsedS = stopS - startS
  const periods = intervalS === Infinity ? 0 : Math.floor(elapsedS / (intervalS + stallS))
  const restS = elapsedS - (periods === 0 ? 0 : periods * (intervalS + stallS))
  const inStallS = Math.max(0, restS - intervalS)
  play.safeS += elapsedS - periods * stallS - inStallS
  book.checkpointsS += periods * stallS + inStallS
  book.chainS += play.linkEndS - stopS
  book.clockS = play.linkEndS
  return newLink(play)
}

/** An interruption: what the last usable checkpoint holds is kept, the rest was in vain. */
function loseWork(play: Play, stopS: number): 'restart' {
  const { book, hazards } = play
  const periodS = hazards.intervalS + hazards.stallS
  const untilS = Math.min(play.nextInterruptionS, stopS)
  const elapsedS = untilS - book.clockS
  const kept = Math.max(0, Math.floor((elapsedS - hazards.saveS) / periodS))
  const keptS = kept === 0 ? 0 : kept * periodS
  play.safeS += kept === 0 ? 0 : kept * hazards.intervalS
  book.checkpointsS += kept * hazards.stallS
  book.lostWorkS += elapsedS - keptS
  book.chainS += play.nextInterruptionS - untilS
  return interrupt(play)
}

/**
 * Expected training time ratio of Kokolis et al. 2025 (arXiv 2410.21680): (1 − N·r·(u + W/2)) ÷ (1 + d/W), with N·r
 * the interruptions of the job per second. First order: its error is about x²/2 for x = (u + W/2)/M, so it holds
 * within 1 % up to x = 0.12 or so, and says nothing for x ≥ 1.
 *
 * @param hazards  u = restartS, W = intervalS, d = stallS
 *
 * Source: Kokolis et al. 2025 (arXiv 2410.21680).
 */
export function expectedEttr({
  meanTimeBetweenInterruptionsS,
  restartS,
  intervalS,
  stallS,
}: Pick<Hazards, 'meanTimeBetweenInterruptionsS' | 'restartS' | 'intervalS' | 'stallS'>): number {
  return (1 - (restartS + intervalS / 2) / meanTimeBetweenInterruptionsS) / (1 + stallS / intervalS)
}
