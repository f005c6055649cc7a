import { withinWork, type Obstacle } from '../base/outcome.ts'
import { layoutText, nothingPinned } from '../workload/layout.ts'
import { capacityInWords, gigabytes } from '../workload/memory.ts'
import { hasPrecision, type Candidate, type LayoutQuestion, type Trainer } from './question.ts'

/** What a person would change, and to what. */
export type Change = { readonly field: 'gpus' | 'seqLen'; readonly value: number }

type CanBe = (question: LayoutQuestion) => boolean

const leastSeqLen = 1024
/** So much counted work goes into the nearest of many counts; then what doubling or halving has found stands, or none. */
const mostWorkUs = 400_000

/**
 * The nearest change by which a layout divides and fits: the nearest number of accelerators, else the longest shorter
 * sequence of as many tokens a step. Every count is tried from the nearest on, so that none nearer could do, as far as
 * half a second of work goes.
 *
 * @param fell  'full': every layout needs too much memory, so only more accelerators can help; 'none': nothing divides
 */
export function nearestChange(question: LayoutQuestion, fell: 'full' | 'none', canBe: CanBe): Change | null {
  const gpus = nearestCount(question, fell, canBe)
  if (gpus !== null) return { field: 'gpus', value: gpus }
  const tokens = question.wantedBatch * question.seqLen
  for (let length = question.seqLen / 2; length >= leastSeqLen && Number.isInteger(length); length /= 2)
    if (canBe({ ...question, seqLen: length, wantedBatch: tokens / length }))
      return { field: 'seqLen', value: length }
  return null
}

/** Whole nodes, unless less than a node or a part of one was asked for. */
function grainOf({ gpus, system }: LayoutQuestion): number {
  return gpus % system.acceleratorsPerNode === 0 ? system.acceleratorsPerNode : 1
}

function nearestCount(question: LayoutQuestion, fell: 'full' | 'none', canBe: CanBe): number | null {
  const { gpus, system } = question
  const grain = grainOf(question)
  const most = system.accelerators
  const at = (count: number) => canBe({ ...question, gpus: count })
  const bound = withinWork(mostWorkUs, () => firstOfDoublings(question, at))
  const farthest = bound ?? (fell === 'none' ? most : gpus)
  const nearest = (): number | null => {
    for (let away = grain; gpus + away <= farthest || (fell === 'none' && gpus - away > 0); away += grain) {
      if (gpus + away <= most && at(gpus + away)) return gpus + away
      if (fell === 'none' && gpus - away > 0 && at(gpus - away)) return gpus - away
    }
    return null
  }
  return withinWork(mostWorkUs, nearest) ?? bound ?? (fell === 'none' ? firstOfHalvings(question, at) : null)
}

/** The largest count below by powers of two of a node that can be: what is left when the work is spent. */
function firstOfHalvings({ gpus, system }: LayoutQuestion, at: (count: number) => boolean): number | null {
  const counts = Array.from({ length: 24 }, (_, power) => system.acceleratorsPerNode * 2 ** power)
  return counts.findLast((count) => count < gpus && at(count)) ?? null
}

/** A count that can be, soon found, so that the search for the nearest has an end: twice the nodes, and the whole. */
function firstOfDoublings({ gpus, system }: LayoutQuestion, at: (count: number) => boolean): number | null {
  for (let count = system.acceleratorsPerNode; count <= system.accelerators; count *= 2)
    if (count > gpus && at(count)) return count
  return system.accelerators > gpus && at(system.accelerators) ? system.accelerators : null
}

/** The most accelerators up to those of the system on which a layout divides and fits; null when none is found. */
export function largestCount(question: LayoutQuestion, canBe: CanBe): number | null {
  const { acceleratorsPerNode: grain, accelerators } = question.system
  const largest = (): number | null => {
    if (canBe({ ...question, gpus: accelerators })) return accelerators
    for (let gpus = Math.floor(accelerators / grain) * grain; gpus > 0; gpus -= grain)
      if (canBe({ ...question, gpus })) return gpus
    return null
  }
  return withinWork(mostWorkUs, largest)
}

function count(value: number): string {
  return value.toLocaleString('en')
}

export function useOf(change: Change | null): Obstacle['nearest'] {
  if (change === null) return null
  const what = change.field === 'gpus' ? 'accelerators' : 'tokens a sequence'
  return { ...change, sentence: `Use ${count(change.value)} ${what}` }
}

/**
 * Why the question cannot be asked of this machine at all. The nearest changes hold together: each is looked for with
 * the others made.
 */
export function impossible(question: LayoutQuestion, canBe: CanBe): readonly Obstacle[] {
  const { gpus, system, accelerator, precision } = question
  const has = system.accelerators
  const lacks = !hasPrecision(question)
  const changed: LayoutQuestion = lacks ? { ...question, precision: 'bf16' } : question
  const asGiven = gpus > has ? largestCount(changed, canBe) : null
  const isOpened = gpus > has && asGiven === null
  const fewer = isOpened ? largestCount({ ...changed, pinned: nothingPinned }, canBe) : asGiven
  const can = gpus > has ? fewer !== null : lacks && canBe(changed)
  const tooMany: Obstacle = {
    kind: 'accelerators',
    reason: `${system.name} has ${count(has)} accelerators; the run asks for ${count(gpus)}`,
    nearest: useOf(fewer === null ? null : { field: 'gpus', value: fewer }),
  }
  const noPrecision: Obstacle = {
    kind: 'precision',
    reason: `${accelerator.name} has no published ${precision} rate for matrix products`,
    nearest: can ? { field: 'precision', value: 'bf16', sentence: 'Use bf16' } : null,
  }
  const noLayout: Obstacle = {
    kind: 'accelerators',
    reason: `the layout that is given fits no number of accelerators of ${system.name}`,
    nearest: { field: 'layout', value: 'auto', sentence: 'Leave the layout open' },
  }
  return [
    ...(gpus > has ? [tooMany] : []),
    ...(isOpened && fewer !== null ? [noLayout] : []),
    ...(lacks ? [noPrecision] : []),
  ]
}

/** A model that the trainer cannot train whatever the layout, and another trainer that can. */
export function beyondModel({ name, beyond, instead }: Trainer): Obstacle {
  const nearest = instead()
  const reason = `${name} cannot train this run: ${beyond}${nearest === null ? '; none of ours can as asked' : ''}`
  return { kind: 'layout', reason, nearest }
}

export function noLayoutDivides(
  { model, gpus }: LayoutQuestion,
  globalBatch: number,
  change: Change | null,
): Obstacle {
  return {
    kind: 'layout',
    reason: `no layout divides ${model.name} and a batch of ${count(globalBatch)} sequences over ${count(gpus)} accelerators`,
    nearest: useOf(change),
  }
}

export function nothingFits(
  { model, gpus, accelerator }: LayoutQuestion,
  leanest: Pick<Candidate, 'layout' | 'peakBytes'>,
  change: Change | null,
): Obstacle {
  return {
    kind: 'memory',
    reason: `${model.name} needs at least ${gigabytes(leanest.peakBytes)} per accelerator on ${count(gpus)} (${layoutText(leanest.layout)}); ${accelerator.name} has ${capacityInWords(leanest.peakBytes, accelerator)}`,
    nearest: useOf(change),
  }
}
