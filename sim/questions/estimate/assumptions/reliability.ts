import { sum, quantile } from '../../../base/math.ts'
import { HOURS_PER_DAY, SECONDS_PER_HOUR } from '../../../base/units.ts'
import type { Queue, System } from '../../../catalogue/types.ts'
import { type Fleet, fleets } from '../../../evidence/losses.ts'
import {
  coldRecoveryS,
  crowding,
  crowdRatePer1000AcceleratorDays,
  dalyIntervalS,
} from '../../../goodput/interruptions.ts'
import { betweenInterruptionsH } from '../../../run/estimate.ts'
import { givenBy, ranged, type Assumed } from './assumed.ts'
import { unsettled } from './booked.ts'
import type { Scenario } from '../input.ts'

/** What interrupts a run, what an interruption costs, and what else comes between net and gross hours. */
/** @param spreadLeft  of the predicted step, 1 without a pilot */
export function reliability(scenario: Scenario, spreadLeft = 1): readonly Assumed[] {
  const rate = ranged(interruptions(scenario), scenario.ranges)
  const stall = ranged(checkpointStall(scenario), scenario.ranges)
  return [
    rate,
    stall,
    checkpointSave,
    interval(scenario, rate.value, stall.value),
    detection(scenario),
    restart(scenario),
    slowNodes,
    unsettled(scenario, spreadLeft),
    linkStart,
    queueWait,
    maintenance(scenario.system),
  ]
}

/**
 * Inputs that move together, as correlations of their normal scores: a site where jobs fail often is also one that
 * takes long to notice, to restart and to settle. Our judgement: OPT-175B was high in all of them, the later runs of
 * Meta and ByteDance are low in all.
 */
export const reliabilityCorrelations = (
  [
    ['interruptionsPer1000GpuDays', 'detectionS'],
    ['interruptionsPer1000GpuDays', 'restartS'],
    ['interruptionsPer1000GpuDays', 'unsettledOverhead'],
    ['detectionS', 'restartS'],
    ['detectionS', 'unsettledOverhead'],
    ['restartS', 'unsettledOverhead'],
  ] as const
).map(([one, other]) => [one, other, 0.3] as const)

/** Fleets whose sources are not hidden, as the ledger hides a run's own. */
function unhidden(all: readonly Fleet[], without: Scenario['without']): readonly Fleet[] {
  return all.filter(({ citation: [source] }) => !without.includes(source))
}

function interruptions({ gpus, failureRate, without }: Scenario): Assumed {
  const id = 'interruptionsPer1000GpuDays'
  const name = 'Interruptions per 1,000 accelerator-days'
  const unit = '1/(1000 GPU d)'
  if (failureRate !== null) return givenBy(id, name, [failureRate, unit])
  const known = unhidden(fleets, without)
  const rates = Float64Array.from(known, (fleet) => fleet.interruptionsPer1000GpuDays).sort()
  return {
    id,
    name,
    value: towards(quantile(rates, 0.5), crowdRatePer1000AcceleratorDays, gpus),
    range: [
      towards(quantile(rates, 0.1), crowdRatePer1000AcceleratorDays / crowdSpread, gpus),
      towards(quantile(rates, 0.9), crowdRatePer1000AcceleratorDays * crowdSpread, gpus),
    ],
    unit,
    basis: 'sourced',
    citations: known.map(({ citation }) => citation),
    because: `p10, p50 and p90 of ${String(known.length)} fleets${crowdWords(gpus, 'the one fleet that ran jobs of 98,304 accelerators')}`,
  }
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
  const name = 'Training stands still per checkpoint'
  if (checkpointTimeS !== null) return givenBy('checkpointStallS', name, [checkpointTimeS, 's'])
  return {
    id: 'checkpointStallS',
    name,
    value: 6.3,
    range: [0.59, 40],
    unit: 's',
    basis: 'sourced',
    citations: [
      ['pytorch-dcp', 'asynchronous save, 7B: 6.3 s'],
      ['bytecheckpoint', '405B on 8,960 GPUs: 0.59 s'],
      ['bloom-chronicles', '2.3 TB saved synchronously in about 40 s'],
    ],
    because: 'an asynchronous save; synchronous ones at the upper end',
  }
}

const checkpointSave: Assumed = {
  id: 'checkpointSaveS',
  name: 'Until an asynchronous checkpoint is safe',
  value: 51,
  range: [20, 200],
  unit: 's',
  basis: 'sourced',
  citations: [['bytecheckpoint', '405B on 8,960 GPUs: 51 s; 7B: 20 s; 175B, older path: 200 s']],
  because: 'an interruption before then falls back to the checkpoint before; the end of a job waits as long',
}

/** A file system shared with others is not written to more often than this; our judgement. */
const leastIntervalS = 600
/** That gives way where a job is interrupted as often as that: most of its work would be lost. */
const leastOfMeanTime = 4

/** @param rate  interruptions per 1,000 accelerator-days */
function interval({ gpus, checkpointIntervalS }: Scenario, rate: number, stallS: number): Assumed {
  const id = 'checkpointIntervalS'
  const name = 'Stepping between two checkpoints'
  if (checkpointIntervalS !== null) return givenBy(id, name, [checkpointIntervalS, 's'])
  const meanTimeS = betweenInterruptionsH({ gpus, interruptionsPer1000GpuDays: rate }) * SECONDS_PER_HOUR
  return {
    id,
    name,
    value: Math.max(Math.min(leastIntervalS, meanTimeS / leastOfMeanTime), dalyIntervalS(stallS, meanTimeS)),
    range: null,
    unit: 's',
    basis: 'derived',
    citations: [],
    because:
      "Daly's optimum for the middle of the stall and of the interruptions, but no more often than every ten minutes or a quarter of the time between interruptions, our judgement for a file system shared with others; it is decided beforehand, so it does not follow what the run then meets",
  }
}

function detection({ gpus }: Scenario): Assumed {
  return {
    ...usualDetection,
    value: towards(300, 10, gpus),
    range: [towards(60, 2, gpus), towards(900, 60, gpus)],
    because: `${usualDetection.because}${crowdWords(gpus, 'active checks within 2 to 60 s, without which it never ends')}`,
  }
}

const usualDetection: Assumed = {
  id: 'detectionS',
  name: 'Until an interruption is noticed',
  value: 300,
  range: [60, 900],
  unit: 's',
  basis: 'sourced',
  citations: [
    ['byterobust', '2 to 60 s by active checks, about ten minutes by the time-out of a collective'],
    ['megascale', 'detection and diagnosis within ten minutes'],
    ['bloom-chronicles', 'hangs of 6 and 11 hours when nobody looked'],
  ],
  because:
    'the time-out of a collective; the upper end, half an hour, is our judgement between that and the hangs',
}

function restart({ gpus, restartTimeS }: Scenario): Assumed {
  const id = 'restartS'
  const name = 'From noticing an interruption to the first step after it'
  if (restartTimeS !== null) return givenBy(id, name, [restartTimeS, 's'])
  const coldS = coldRecoveryS(gpus)
  const loadOfB200S = 33 * 60
  return {
    id,
    name,
    value: towards(2 * coldS, coldS, gpus),
    range: [
      towards(coldS, coldS / crowdSpread, gpus),
      towards(Math.max(2 * coldS, coldS + loadOfB200S), coldS * crowdSpread, gpus),
    ],
    unit: 's',
    basis: 'sourced',
    citations: [
      ['meta-fault-tolerance', 'cold recovery of 200 s at 16,000 accelerators, 900 s at 98,000'],
      ['megascale', 'back within 15 minutes, ten of them detection'],
      ['b200-run', 'loading a checkpoint took 33 minutes on average'],
      ['unicron', 'about 68 minutes for a restart, detection included'],
    ],
    because:
      "Meta's cold recovery for this many accelerators is the lower end, twice that the middle (our judgement, between Meta and MegaScale), with a slow load on top the upper end" +
      crowdWords(gpus, 'the cold recovery itself'),
  }
}

const slowNodes: Assumed = {
  id: 'slowNodesOverhead',
  name: 'Stepping time lost to slow nodes',
  value: 0.013,
  range: [0.005, 0.05],
  unit: '',
  basis: 'sourced',
  citations: [
    ['megascale', 'removing 0.5 % of machines that ran 10 % slow gained 0.7 points of 55 % MFU'],
    ['llama-3-paper', '1 to 2 % over the day with temperature'],
    ['bloom-chronicles', 'about 5 % while slow nodes were in the job'],
  ],
  because: 'extra time of a step; a step waits for its slowest part',
}

const linkStart: Assumed = {
  id: 'linkStartS',
  name: 'Start-up and loading of each job of a chain',
  value: 400,
  range: [180, 1200],
  unit: 's',
  basis: 'sourced',
  citations: [
    ['bytecheckpoint', 'loading 405B on 8,960 GPUs: 129 s; 7B: 266 s'],
    ['megascale', 'communicators of 2,048 GPUs: 1,047 s at first, below 5 s later'],
  ],
  because: 'container, communicators and loading; the middle is our judgement between them',
}

const queueWait: Assumed = {
  id: 'queueWaitS',
  name: 'Wait between two jobs of a chain',
  value: 900,
  range: [60, 4 * SECONDS_PER_HOUR],
  unit: 's',
  basis: 'judgement',
  citations: [],
  because:
    'our judgement: about a minute on a partition reserved for the run, hours where a large job has to wait for its nodes; it lengthens the calendar and is not billed',
}

function maintenance({ name, maintenance: windows }: System): Assumed {
  const known = windows.length > 0
  const shares = windows.map(({ everyDays, hours }) => hours / (everyDays * HOURS_PER_DAY))
  return {
    id: 'maintenanceFraction',
    name: 'Share of the calendar in which the machine is closed',
    value: known ? sum(shares) : 0.02,
    range: known ? null : [0.005, 0.05],
    spread: 'odds',
    unit: '',
    basis: known ? 'sourced' : 'judgement',
    citations: windows.map(({ citation }) => citation).filter((one) => one !== null),
    because: known
      ? `the announced windows of ${name}: ${windows.map((window) => `${window.name}, ${String(window.hours)} h every ${String(window.everyDays)} days`).join('; ')}`
      : `no windows of ${name} are published; the upper end is that of Alps`,
  }
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
