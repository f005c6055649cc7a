import type { Obstacle, Outcome } from '../base/outcome.ts'
import { type Layout, layoutText, nothingPinned, type PinnedLayout } from '../workload/layout.ts'
import { brokenRules, nearestLayout, type LayoutAsked } from '../workload/layout-rules.ts'
import { capacityInWords, fittingBytes, gigabytes, type Memory } from '../workload/memory.ts'
import { shapesOf } from '../workload/shapes.ts'
import { bestLayout, foundLayout } from './best-layout.ts'
import { memoryUnder, type LayoutQuestion } from './question.ts'

/** The layout of a published run of the same model on the same part, as far as it was published. */
export type PublishedLayout = { readonly name: string; readonly layout: PinnedLayout }

export type Chosen = Outcome<{ readonly layout: Layout; readonly memory: Memory; readonly because: string }>

/** The published layout where it divides and fits here, else the best of the search. */
export function chooseLayout(question: LayoutQuestion, published: PublishedLayout | null): Chosen {
  const known = published === null ? null : asPublished(question, published)
  if (known !== null) return known
  const searched = bestLayout(question)
  if (!searched.feasible) return searched
  const because =
    'of all layouts that divide and fit, the fastest by a pessimistic reading (petaplan layouts)'
  return chosen(question, searched.value.best.layout, because)
}

function chosen(question: LayoutQuestion, layout: Layout, because: string): Chosen {
  return { feasible: true, value: { layout, because, memory: memoryUnder(question, layout) } }
}

function asPublished(question: LayoutQuestion, { name, layout: said }: PublishedLayout): Chosen | null {
  const { tp, pp, microBatch } = said
  if (tp === null || pp === null) return null
  const perRank = (question.gpus / (tp * pp)) * (microBatch ?? 1)
  const globalBatch = perRank * Math.max(1, Math.round(question.wantedBatch / perRank))
  const layout = leastOf(question, { ...said, dp: null, cp: null, globalBatch })
  const isOff = tp > question.system.acceleratorsPerNode || brokenIn(question, layout).length > 0
  return isOff || !isUsable(question, layout) ? null : chosen(question, layout, `as published for ${name}`)
}

/**
 * A layout that was given. What is left open is the least, if that divides and fits; else the best by which the rest
 * does. Obstacles of kind 'layout' say which rules what was given breaks.
 */
export function givenLayout(question: LayoutQuestion, said: PinnedLayout): Chosen {
  const least = leastOf(question, { ...said, globalBatch: said.globalBatch ?? question.wantedBatch })
  const broken = brokenIn(question, least)
  const given = chosen(question, least, 'given by you; what was left open is the least')
  if (broken.length === 0 && isUsable(question, least)) return given
  const open = foundLayout({ ...question, pinned: said })
  if ('best' in open)
    return chosen(question, open.best.layout, 'given by you; what was left open is the fastest that fits')
  const whole = withOwnBatch(question, said, least)
  if (whole === null) return { feasible: false, obstacles: contradictions(question, said, least) }
  return fits(question, whole)
    ? chosen(question, whole, 'given by you; what was left open is the least')
    : { feasible: false, obstacles: [tooFull(question, whole)] }
}

/** The least by every rule, where but a batch that nobody gave was no multiple; null where more is wrong. */
function withOwnBatch(question: LayoutQuestion, said: PinnedLayout, least: Layout): Layout | null {
  const broken = brokenIn(question, least)
  if (broken.length === 0) return least
  const isOwn = said.globalBatch === null && broken.every(({ name }) => name === 'batch')
  return isOwn ? nearestLayout(least, askedOf(question)) : null
}

function askedOf({ model, seqLen, gpus }: LayoutQuestion): LayoutAsked {
  return { shapes: shapesOf(model.architecture), seqLen, gpus }
}

function brokenIn(question: LayoutQuestion, layout: Layout) {
  return brokenRules(layout, askedOf(question))
}

function fits(question: LayoutQuestion, layout: Layout): boolean {
  return memoryUnder(question, layout).peakBytes <= fittingBytes(question.accelerator)
}

/** It fits, and the trainer can do it. */
function isUsable(question: LayoutQuestion, layout: Layout): boolean {
  return question.trainer?.allows(layout) !== false && fits(question, layout)
}

/** What a layout leaves open is the least: one of each, and data parallelism over the rest. */
function leastOf({ gpus }: LayoutQuestion, said: PinnedLayout): Layout {
  const tp = said.tp ?? 1
  const pp = said.pp ?? 1
  const cp = said.cp ?? 1
  return {
    tp,
    pp,
    vpp: said.vpp ?? 1,
    dp: said.dp ?? gpus / (tp * pp * cp),
    cp,
    ep: said.ep ?? 1,
    microBatch: said.microBatch ?? 1,
    globalBatch: said.globalBatch ?? 1,
    zero: said.zero ?? 1,
    recompute: said.recompute ?? 'none',
    sequenceParallel: said.sequenceParallel ?? tp > 1,
  }
}

function use(text: string): Obstacle['nearest'] {
  return { field: 'layout', value: text, sentence: `Use ${text}` }
}

/** Why a layout does not divide the run, and the nearest that does and fits. */
function contradictions(question: LayoutQuestion, said: PinnedLayout, layout: Layout): readonly Obstacle[] {
  const near = nearestLayout(layout, askedOf(question))
  const nearest =
    near !== null && isUsable(question, near)
      ? use(layoutText(near))
      : insteadOf(question, layout.globalBatch)
  const broken = brokenIn(question, layout)
  // A batch that nobody gave is wrong by the rest alone.
  const told = broken.filter(({ name }) => said.globalBatch !== null || name !== 'batch')
  const asked = askedOf(question)
  return told.map(({ says }) => ({ kind: 'layout', reason: says(layout, asked), nearest }))
}

/** What the planner would take in its place. */
function insteadOf(question: LayoutQuestion, batch: number): Obstacle['nearest'] {
  const found = foundLayout({ ...question, pinned: nothingPinned, wantedBatch: batch })
  return 'best' in found ? use(layoutText(found.best.layout)) : null
}

function tooFull(question: LayoutQuestion, layout: Layout): Obstacle {
  const { accelerator } = question
  const { peakBytes } = memoryUnder(question, layout)
  return {
    kind: 'memory',
    reason: `the layout needs ${gigabytes(peakBytes)} per accelerator; ${accelerator.name} has ${capacityInWords(peakBytes, accelerator)}`,
    nearest: insteadOf(question, layout.globalBatch),
  }
}
