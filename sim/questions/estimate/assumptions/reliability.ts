import { namesIn } from '../../../base/csv.ts'
import { sum, quantile, median } from '../../../base/math.ts'
import { HOURS_PER_DAY, SECONDS_PER_HOUR } from '../../../base/units.ts'
import type { Queue, System } from '../../../catalogue/types.ts'
import {
  coldRecoveryS,
  crowding,
  crowdRatePer1000AcceleratorDays,
  dalyIntervalS,
} from '../../../goodput/goodput.ts'
import { betweenInterruptionsH } from '../../../run/estimate.ts'
import { given, givenBy, ranged, usually, workedOut, type Assumed } from './assumed.ts'
import type { Scenario } from '../input.ts'
import type { Published } from '../../../evidence/published.ts'
import { z90 } from '../../../uncertainty/normal.ts'

/**
 * What interrupts a run, what an interruption costs, and what else comes between net and gross hours.
 *
 * @param spreadLeft  of the predicted step, 1 without a pilot
 */
export function reliability(scenario: Scenario, spreadLeft = 1): readonly Assumed[] {
  const rate = ranged(interruptions(scenario), scenario.ranges)
  const stall = ranged(checkpointStall(scenario), scenario.ranges)
  return [
    rate,
    stall,
    usually('checkpointSaveS'),
    interval(scenario, rate.value, stall.value),
    detection(scenario),
    restart(scenario),
    usually('slowNodesOverhead'),
    unsettled(scenario, spreadLeft),
    usually('linkStartS'),
    usually('queueWaitS'),
    maintenance(scenario.system),
  ]
}

const movingTogether = namesIn('interruptionsPer1000GpuDays detectionS restartS unsettledOverhead')

/**
 * Inputs that move together, as correlations of their normal scores: a site where jobs fail often is also one that
 * takes long to notice, to restart and to settle. Our judgement: OPT-175B was high in all of them, the later runs of
 * Meta and ByteDance are low in all.
 */
export const reliabilityCorrelations = movingTogether.flatMap((one, at) =>
  movingTogether.slice(at + 1).map((other) => [one, other, 0.3] as const),
)

function interruptions({ gpus, failureRate, published }: Scenario): Assumed {
  if (failureRate !== null) return givenBy('interruptionsPer1000GpuDays', failureRate)
  const known = published.fleets
  const rates = Float64Array.from(known, (fleet) => fleet.interruptionsPer1000GpuDays).sort()
  return workedOut('interruptionsPer1000GpuDays', {
    value: towards(quantile(rates, 0.5), crowdRatePer1000AcceleratorDays, gpus),
    range: [
      towards(quantile(rates, 0.1), crowdRatePer1000AcceleratorDays / crowdSpread, gpus),
      towards(quantile(rates, 0.9), crowdRatePer1000AcceleratorDays * crowdSpread, gpus),
    ],
    citations: known.map(({ citation }) => citation),
    because: `p10, p50 and p90 of ${String(known.length)} fleets${crowdWords(gpus, 'the one fleet that ran jobs of 98,304 accelerators')}`,
  })
}

/** The one fleet's figures are known within about so much; a judgement. */
const crowdSpread = 1.2

/** Between what holds for jobs of a size that many have run and what held at the largest measured, by the job's size. */
function towards(usual: number, crowded: number, gpus: number): number {
  return usual ** (1 - crowding(gpus)) * crowded ** crowding(gpus)
}

function crowdWords(gpus: number, what: string): string {
  return crowding(gpus) > 0 ? `; of a job of this size, towards ${what} (arXiv 2602.00277)` : ''
}

function checkpointStall({ checkpointTimeS }: Scenario): Assumed {
  const usual = usually('checkpointStallS')
  return checkpointTimeS === null ? usual : { ...usual, value: checkpointTimeS, ...given }
}

/** A file system shared with others is not written to more often than this; our judgement. */
const leastIntervalS = 600
/** That gives way where a job is interrupted as often as that: most of its work would be lost. */
const leastOfMeanTime = 4

/** @param rate  interruptions per 1,000 accelerator-days */
function interval({ gpus, checkpointIntervalS }: Scenario, rate: number, stallS: number): Assumed {
  if (checkpointIntervalS !== null) return givenBy('checkpointIntervalS', checkpointIntervalS)
  const meanTimeS = betweenInterruptionsH({ gpus, interruptionsPer1000GpuDays: rate }) * SECONDS_PER_HOUR
  return workedOut('checkpointIntervalS', {
    value: Math.max(Math.min(leastIntervalS, meanTimeS / leastOfMeanTime), dalyIntervalS(stallS, meanTimeS)),
    range: null,
    because:
      "Daly's optimum for the middle of the stall and of the interruptions, but no more often than every ten minutes or a quarter of the time between interruptions, our judgement for a file system shared with others; it is decided beforehand, so it does not follow what the run then meets",
  })
}

function detection({ gpus }: Scenario): Assumed {
  const { value, range, because, ...usual } = usually('detectionS')
  const [low, high] = range ?? [value, value]
  return {
    ...usual,
    value: towards(value, 10, gpus),
    range: [towards(low, 2, gpus), towards(high, 60, gpus)],
    because: `${because}${crowdWords(gpus, 'active checks within 2 to 60 s, without which it never ends')}`,
  }
}

function restart({ gpus, restartTimeS }: Scenario): Assumed {
  if (restartTimeS !== null) return givenBy('restartS', restartTimeS)
  const coldS = coldRecoveryS(gpus)
  const loadOfB200S = 33 * 60
  return workedOut('restartS', {
    value: towards(2 * coldS, coldS, gpus),
    range: [
      towards(coldS, coldS / crowdSpread, gpus),
      towards(Math.max(2 * coldS, coldS + loadOfB200S), coldS * crowdSpread, gpus),
    ],
    because:
      "Meta's cold recovery for this many accelerators is the lower end, twice that the middle (our judgement, between Meta and MegaScale), with a slow load on top the upper end" +
      crowdWords(gpus, 'the cold recovery itself'),
  })
}

function maintenance({ name, maintenance: windows }: System): Assumed {
  const known = windows.length > 0
  const shares = windows.map(({ everyDays, hours }) => hours / (everyDays * HOURS_PER_DAY))
  return workedOut('maintenanceFraction', {
    value: known ? sum(shares) : 0.02,
    range: known ? null : [0.005, 0.05],
    spread: 'odds',
    basis: known ? 'sourced' : 'judgement',
    citations: windows.map(({ citation }) => citation).filter((one) => one !== null),
    because: known
      ? `the announced windows of ${name}: ${windows.map((window) => `${window.name}, ${String(window.hours)} h every ${String(window.everyDays)} days`).join('; ')}`
      : `no windows of ${name} are published; the upper end is that of Alps`,
  })
}

/** The time limit that a run's jobs meet: the given one, else of the system's first queue that holds enough nodes. */
export function queueLimitOf({ queueLimitS, system, gpus }: Scenario): JobTimeLimit {
  if (queueLimitS === 'none') return { limitH: null, because: 'none, given by you', queue: null }
  if (queueLimitS !== null)
    return { limitH: queueLimitS / SECONDS_PER_HOUR, because: 'given by you', queue: null }
  const nodes = Math.ceil(gpus / system.acceleratorsPerNode)
  const queue: Queue | undefined = system.queues.find((one) => one.nodes === null || one.nodes >= nodes)
  return queue === undefined
    ? { limitH: null, because: `none is known of ${system.name}`, queue: null }
    : {
        limitH: queue.limitH,
        because: `the queue ${queue.id}: ${queue.citation?.[1] ?? 'given by you'}`,
        queue,
      }
}

export type JobTimeLimit = {
  readonly limitH: number | null
  readonly because: string
  readonly queue: Queue | null
}

/**
 * How much longer a run is than its step says beside interruptions, checkpoints and slow nodes. Where the step is
 * predicted: what teams booked beside the step model. Where its speed was given, or a pilot measured it: what runs lost
 * beside their own speed.
 */
export function unsettled({ mfu, ranges, model, gpus, published }: Scenario, spreadLeft: number): Assumed {
  const isGiven = mfu !== null || Object.hasOwn(ranges, 'mfu') || spreadLeft < measured
  if (crowding(gpus) >= 0.5) return besideCrowd(besideOwnSpeed(published))
  return (isGiven ? null : besideModel(model.id, published)) ?? besideOwnSpeed(published)
}

/**
 * Of a job near the largest size measured: the published effective share there holds all that is lost, restarts and people
 * alike, and counting what smaller runs lost beside it would count it twice. Only the upper end is left of that.
 */
function besideCrowd(own: Assumed): Assumed {
  return {
    ...own,
    value: least,
    range: [least / 2, own.value],
    because: `${own.because}; in a job of this size restarts hold it already (arXiv 2602.00277), so only as the upper end`,
  }
}

/** A pilot that leaves less of the spread than this has measured this software on this machine. A judgement. */
const measured = 0.8

/** Runs of the same model do not tell of it. */
function besideModel(modelId: string, { booked }: Published): Assumed | null {
  const known = booked.filter(({ run }) => run.model !== modelId)
  if (known.length < fewestRuns) return null
  const key = known.map(({ run }) => run.id).join(' ')
  const found = worked.get(key) ?? bookedBy(known)
  worked.set(key, found)
  return found
}

/** A spread of fewer would be a guess. */
const fewestRuns = 5
/** By the runs that it is from: sweeps ask for the same one many times. */
const worked = new Map<string, Assumed>()

/** No run is without some loss. */
const least = 0.01

/**
 * A lognormal factor from published runs: its median is theirs, its spread what of theirs the step model's own does not
 * explain. The range is that of one run more (Student's t, expanded by Cornish and Fisher), so few runs make it wider.
 */
function bookedBy(known: Published['booked']): Assumed {
  const logs = known.map(({ ratio }) => Math.log(ratio))
  const middle = median(logs)
  const beyond = sum(known.map(({ modelled }, i) => ((logs[i] ?? 0) - middle) ** 2 - modelled ** 2))
  const freedom = known.length - 1
  const spread = Math.sqrt(Math.max(0, beyond / freedom))
  const student = z90 + (z90 ** 3 + z90) / (4 * freedom)
  const score = student * Math.sqrt(1 + Math.PI / 2 / known.length)
  const overhead = (deviations: number) => Math.max(least, Math.exp(middle + deviations * spread) - 1)
  return workedOut('unsettledOverhead', {
    name: 'Tuning, restarts, idle allocation and further attempts beside the steps',
    value: overhead(0),
    range: [overhead(-score), overhead(score)],
    citations: known.map(({ run }) => run.citation),
    because: `what teams book beside the step model, ${String(known.length)} published runs asked as a planner asks (petaplan evidence --runs): in the middle ${Math.exp(middle).toFixed(2)} times the modelled hours`,
  })
}

/** What interruptions, checkpoints and restarts alone take in a typical run: taken off what published runs lost. */
const modelledRatio = 1.08

function besideOwnSpeed({ overheads: known }: Published): Assumed {
  const rest = known.map(({ ratio }) => Math.max(least, ratio / modelledRatio - 1))
  const ascending = Float64Array.from(rest).sort()
  return workedOut('unsettledOverhead', {
    value: quantile(ascending, 0.5),
    range: [quantile(ascending, 0.1), quantile(ascending, 0.9)],
    citations: known.map(({ citation }) => citation),
    because: `how much longer ${String(known.length)} published runs took than their own throughput says, without 8 % that interruptions and checkpoints take (our judgement), at least 1 %: ${known.map(({ name, because }) => `${name}, ${because}`).join('; ')}`,
  })
}
