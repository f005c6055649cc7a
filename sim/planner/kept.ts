import { divisors } from '../base/math.ts'
import { spend } from '../base/outcome.ts'
import type { Layout, ZeroStage } from '../workload/layout.ts'
import { recomputeSteps } from '../workload/meter.ts'
import type { Candidate, CutReason, SearchQuestion } from './question.ts'

/** The candidates that no other beats in both memory and step time, kept while more come. */
type Front = Readonly<ReturnType<typeof growingFront>>

/** The Pareto front over peak bytes and step time: sorted by bytes ascending, so by time descending. */
function growingFront() {
  const kept: Candidate[] = []

  /** How many need no more than these bytes. */
  function notLarger(bytes: number): number {
    let low = 0
    let high = kept.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((kept[middle]?.peakBytes ?? Infinity) <= bytes) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    /** Whether one that is kept needs no more memory and no more time. */
    isBeaten(peakBytes: number, stepS: number) {
      const nearest = kept[notLarger(peakBytes) - 1]
      return nearest !== undefined && nearest.stepS <= stepS
    },
    /** Adds one that is not beaten; drops those that it beats. */
    add(candidate: Candidate) {
      const at = notLarger(candidate.peakBytes)
      const equal = kept[at - 1]?.peakBytes === candidate.peakBytes ? 1 : 0
      let beaten = 0
      while ((kept[at + beaten]?.stepS ?? -1) >= candidate.stepS) beaten += 1
      kept.splice(at - equal, equal + beaten, candidate)
    },
    /** Fastest first. */
    list: () => [...kept].reverse(),
  }
}

/** Where none is wanted. */
const noFront: Front = { isBeaten: () => true, add: () => undefined, list: () => [] }

/** The best few of very many in order: of the least pessimistic step time, of equals the one that came first. */
function ranking(size: number) {
  const best: Candidate[] = []
  return {
    /** What a candidate has to be below to enter. */
    threshold: () => (best.length < size ? Infinity : (best[size - 1]?.pessimisticStepS ?? Infinity)),
    add(candidate: Candidate) {
      const after = best.findIndex(({ pessimisticStepS }) => pessimisticStepS > candidate.pessimisticStepS)
      best.splice(after === -1 ? best.length : after, 0, candidate)
      if (best.length > size) best.length = size
    },
    list: () => [...best],
  }
}

/** Counts the work of so many layouts of one cut and micro-batch, with their layers, which are dealt out to the stages. */
export function spendOn(layouts: number, layers: number): void {
  spend(20 + (0.7 + 0.0008 * layers) * layouts)
}

/** All that one search counts and keeps while it runs. */
export type Search = {
  readonly question: SearchQuestion
  readonly microBatches: readonly number[]
  readonly zeroStages: readonly ZeroStage[]
  /** Whether each step of recomputation is tried. */
  readonly recomputes: readonly boolean[]
  /** Times are not worked out, and the first layout that fits ends the search. */
  readonly onlyFit: boolean
  readonly ranking: Readonly<ReturnType<typeof ranking>>
  readonly front: Front
  /** The layout at hand, written over again and again; copied when it is kept. */
  readonly at: { -readonly [K in keyof Layout]: Layout[K] }
  readonly fell: { [reason in CutReason]: number }
  /** Slots of micro-batches whose memory and time are worked out for the layers at hand. */
  readonly worked: { memory: number; time: number }
  /** The least that a sequence takes in one of the layers at hand; 0 where nobody has asked. */
  leastS: number
  cuts: number
  layouts: number
  tooFull: number
  skipped: number
  leastBytes: number
  leanest: Pick<Candidate, 'layout' | 'peakBytes'> | null
  /** The best of the cut and micro-batch at hand, and what the next has to be below. */
  best: Candidate | null
  group: number
}

export function begin(question: SearchQuestion): Search {
  return {
    question,
    onlyFit: false,
    microBatches: divisors(question.globalBatch).filter((size) => !isOff(question.pinned.microBatch, size)),
    zeroStages: question.zeroStages.filter((zero) => !isOff(question.pinned.zero, zero)),
    recomputes: recomputeSteps.map((one) => !isOff(question.pinned.recompute, one)),
    ranking: ranking(question.top),
    front: question.keepsFront ? growingFront() : noFront,
    at: {
      tp: 1,
      pp: 1,
      vpp: 1,
      dp: 1,
      cp: 1,
      ep: 1,
      microBatch: 1,
      globalBatch: question.globalBatch,
      zero: 0,
      recompute: 'none',
      sequenceParallel: false,
    },
    fell: { domain: 0, heads: 0, widths: 0, sequence: 0, layers: 0, batch: 0, ranks: 0 },
    worked: { memory: 0, time: 0 },
    leastS: 0,
    cuts: 0,
    layouts: 0,
    tooFull: 0,
    skipped: 0,
    leastBytes: Infinity,
    leanest: null,
    best: null,
    group: Infinity,
  }
}

/** Whether something else was given. */
export function isOff<T>(given: T | null, value: T): boolean {
  return given !== null && given !== value
}

/** Of working out the layers of one micro-batch. */
const layersUs = 10

/** Works the layers at hand out, up to a slot; times only where some layout fits or may be beaten. */
export function workLayers(
  { at, microBatches, question, worked }: Search,
  what: 'memory' | 'time',
  slot: number,
) {
  const { microBatch } = at
  for (; worked[what] <= slot; worked[what] += 1) {
    at.microBatch = microBatches[worked[what]] ?? 1
    question[what].layers(at, worked[what])
    spend(layersUs)
  }
  at.microBatch = microBatch
}

/** Works the pipeline at hand out. */
export function workPlaces({ at, question }: Search, vpps: readonly number[]): void {
  vpps.forEach((vpp, place) => {
    at.vpp = vpp
    question.time.place(at, place)
    question.memory.place(at, place)
  })
}

/**
 * Whether the layers at hand alone take longer than the best so far: then no layout of them is asked, nor its memory.
 * First by the whole batch in one micro-batch, which is quickest, since that holds for every micro-batch.
 */
export function isBeaten(search: Search, slot: number): boolean {
  const { at, question, ranking: ranked, microBatches } = search
  const toBeat = ranked.threshold()
  if (question.keepsFront || search.onlyFit || toBeat === Infinity) return false
  if (search.leastS === 0) {
    question.time.layers({ ...at, microBatch: at.globalBatch }, microBatches.length)
    search.leastS = question.time.leastS(microBatches.length) / at.globalBatch
  }
  at.zero = 0
  at.vpp = 1
  const layers = (at.globalBatch / at.dp) * (question.shapes.layers / at.pp) * question.pessimism(at)
  if (search.leastS * layers >= toBeat) return true
  workLayers(search, 'time', slot)
  return (question.time.leastS(slot) / at.microBatch) * layers >= toBeat
}
