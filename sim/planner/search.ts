import { divisors } from '../base/math.ts'
import { cellOf, recomputeSteps } from '../workload/meter.ts'
import { interleaves, virtualStages } from '../workload/layout-rules.ts'
import { contextReason, expertDegrees, isTooMuch, pipelineReason, tensorReason, type Cut } from './cuts.ts'
import { begin, isBeaten, isOff, spendOn, workLayers, workPlaces, type Search } from './kept.ts'
import type { CutReason, SearchQuestion } from './question.ts'

/**
 * Tries every layout: tp within the domain, cp, ep and pp that divide the accelerators, chunks, micro-batch, sequence
 * parallelism, recomputation, ZeRO stage, always at the one global batch.
 *
 * What layers cost is worked out once for each tp, cp, ep and micro-batch, what pipelines cost once for each pp and
 * vpp; a layout then takes a few dozen multiplications and allocates nothing unless it is kept. Where they would be
 * too many none is tried.
 */
export function searchLayouts(question: SearchQuestion) {
  const search = begin(question)
  if (!isTooMuch(question)) walk(search)
  const { ranking: ranked, front, leanest, fell, cuts, layouts, tooFull, skipped } = search
  return {
    /** Least pessimistic step time first; of layouts that share tp, pp, cp, ep and micro-batch only the best. */
    ranked: ranked.list(),
    /** Those that nothing else beats in both step time and memory, fastest first. */
    front: front.list(),
    /** The layout that needs the least memory, whether or not it fits; null when none divides. */
    leanest,
    tally: {
      /** Cuts tried; a degree that falls alone counts once, whatever it would have been combined with. */
      cuts,
      cutsFell: fell,
      /** Layouts of the cuts that are left: micro-batch × vpp × sequence parallelism × recomputation × ZeRO stage. */
      layouts,
      layoutsTooFull: tooFull,
      /** Of those, how many were never worked out, since a smaller micro-batch of the same cut had nothing that fits. */
      layoutsSkipped: skipped,
    },
  }
}

export type SearchAnswer = Readonly<ReturnType<typeof searchLayouts>>

/** Every cut of the layers over the accelerators. */
function walk(search: Search): void {
  const { question } = search
  const { pinned } = question
  for (const tp of divisors(question.gpus)) {
    if (isOff(pinned.tp, tp) || falls(search, tensorReason(question, tp))) continue
    for (const cp of divisors(question.gpus / tp)) {
      if (isOff(pinned.cp, cp) || falls(search, contextReason(question, cp))) continue
      for (const ep of expertDegrees(question))
        if (!isOff(pinned.ep, ep) && !isSettled(search)) tryLayers(search, { tp, cp, ep })
    }
  }
}

/** Where only the fit is asked for, the first layout that fits is enough. */
function isSettled({ onlyFit, layouts, tooFull }: Search): boolean {
  return onlyFit && layouts > tooFull
}

/** Whether some layout fits, some divide but none fits, or none divides. */
export type Fit = 'fits' | 'full' | 'none'

/**
 * As a whole search would find it, without timing a layout: a smaller micro-batch never needs more memory, so the
 * least is enough, and the first that fits ends it.
 */
export function fitOf(question: SearchQuestion): Fit {
  if (isTooMuch(question)) return 'none'
  const search = { ...begin(question), onlyFit: true }
  walk(search)
  if (search.layouts > search.tooFull) return 'fits'
  return search.layouts > 0 ? 'full' : 'none'
}

/** Counts a cut that holds no layout. */
function falls(search: Search, reason: CutReason | null): boolean {
  if (reason === null) return false
  search.cuts += 1
  search.fell[reason] += 1
  return true
}

/** Every pipeline over layers cut in one way. */
function tryLayers(search: Search, { tp, cp, ep }: Omit<Cut, 'pp'>): void {
  const { question, at } = search
  const { gpus, shapes, pinned } = question
  at.tp = tp
  at.cp = cp
  at.ep = ep
  search.worked.memory = 0
  search.worked.time = 0
  search.leastS = 0
  for (const pp of divisors(gpus / (tp * cp))) {
    if (isSettled(search)) return
    if (pp > shapes.layers || isOff(pinned.pp, pp) || isOff(pinned.dp, gpus / (tp * cp * pp))) continue
    if (falls(search, pipelineReason(question, { tp, cp, ep, pp }))) continue
    search.cuts += 1
    at.pp = pp
    at.dp = gpus / (tp * cp * pp)
    const vpps = virtualStages(shapes.layers, pp).filter((vpp) => !isOff(pinned.vpp, vpp))
    tryPipeline(search, vpps)
  }
}

/** Every micro-batch through one pipeline, smallest first: once none fits, no larger one does. */
function tryPipeline(search: Search, vpps: readonly number[]): void {
  const { at, microBatches } = search
  const perRank = at.globalBatch / at.dp
  let full = false
  let placed = false
  for (let slot = 0; slot < microBatches.length; slot += 1) {
    const microBatch = microBatches[slot] ?? 1
    if (perRank % microBatch !== 0) continue
    at.microBatch = microBatch
    if (full) {
      const skipped = countLayouts(search, vpps)
      search.layouts += skipped
      search.tooFull += skipped
      search.skipped += skipped
      continue
    }
    if (isBeaten(search, slot)) continue
    if (!placed) workPlaces(search, vpps)
    placed = true
    const before = search.layouts - search.tooFull
    spendOn(countLayouts(search, vpps), search.question.shapes.layers)
    workLayers(search, 'memory', slot)
    tryMicroBatch(search, vpps, slot)
    full = search.layouts - search.tooFull === before
    if (search.onlyFit) return
  }
}

/** Layouts that share the cut and micro-batch at hand. */
function countLayouts(search: Search, vpps: readonly number[]): number {
  const { at, zeroStages, recomputes, question } = search
  const m = at.globalBatch / (at.dp * at.microBatch)
  const chunked = vpps.filter((vpp) => interleaves({ pp: at.pp, vpp }, m)).length
  const zeros = zeroStages.filter((zero) => zero <= largestZero(search)).length
  const sequences = at.tp > 1 && question.pinned.sequenceParallel === null ? 2 : 1
  return chunked * sequences * recomputes.filter(Boolean).length * zeros
}

/** All layouts of one cut and micro-batch; the best of them enters the ranking. */
function tryMicroBatch(search: Search, vpps: readonly number[], slot: number): void {
  const { at, ranking: ranked } = search
  const m = at.globalBatch / (at.dp * at.microBatch)
  search.group = ranked.threshold()
  search.best = null
  for (let place = 0; place < vpps.length; place += 1) {
    at.vpp = vpps[place] ?? 1
    if (!interleaves(at, m)) continue
    for (let sp = at.tp > 1 ? 1 : 0; sp >= 0; sp -= 1)
      if (at.tp === 1 || !isOff(search.question.pinned.sequenceParallel, sp === 1))
        tryPlace(search, { slot, place, sp })
  }
  offer(search)
}

/** The best of the cut and micro-batch at hand enters the ranking. */
function offer({ ranking: ranked, best }: Search): void {
  if (best !== null) ranked.add(best)
}

/** Shards move for each micro-batch of a pipeline: there only if asked for, or the trainer has nothing else. */
function largestZero({ at, question: { pinned, trainer } }: Search): number {
  return at.pp === 1 || pinned.zero !== null || trainer?.shardsStages === true ? 3 : 1
}

type Spot = { readonly slot: number; readonly place: number; readonly sp: number }

function tryPlace(search: Search, { slot, place, sp }: Spot): void {
  const { question, at, zeroStages, recomputes } = search
  const { time, memory, capacityBytes } = question
  const most = largestZero(search)
  at.sequenceParallel = sp === 1
  for (let step = 0; step < recomputeSteps.length; step += 1) {
    if (recomputes[step] !== true) continue
    const cell = cellOf(slot, sp, step)
    at.recompute = recomputeSteps[step] ?? 'none'
    for (const zero of zeroStages) {
      if (zero > most) continue
      at.zero = zero
      search.layouts += 1
      const bytes = memory.read(cell, place, zero)
      if (bytes < search.leastBytes) lean(search, bytes)
      if (bytes > capacityBytes || (search.onlyFit && isBeyond(search))) search.tooFull += 1
      else if (search.onlyFit) return
      else {
        workLayers(search, 'time', slot)
        keep(search, bytes, time.read(cell, place, zero))
      }
    }
  }
}

/** Whether the trainer cannot do the layout at hand. */
function isBeyond({ at, question: { trainer } }: Search): boolean {
  return trainer?.allows({ ...at }) === false
}

/** Keeps a layout that fits if it is the best of its cut and micro-batch, or on the front. */
function keep(search: Search, bytes: number, stepS: number): void {
  const { question, at, front } = search
  const onFront = !front.isBeaten(bytes, stepS)
  if (!onFront && stepS >= search.group) return
  const pessimisticStepS = stepS * question.pessimism(at)
  if (!onFront && pessimisticStepS >= search.group) return
  if (isBeyond(search)) return
  const candidate = { layout: { ...at }, stepS, pessimisticStepS, peakBytes: bytes }
  if (onFront) front.add(candidate)
  if (pessimisticStepS >= search.group) return
  search.group = pessimisticStepS
  search.best = candidate
}

function lean(search: Search, peakBytes: number): void {
  search.leastBytes = peakBytes
  search.leanest = { layout: { ...search.at }, peakBytes }
}
