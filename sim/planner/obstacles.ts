import type { Obstacle } from '../base/outcome.ts'
import { GIGA } from '../base/units.ts'
import { layoutText } from '../workload/layout-text.ts'
import { capacityInWords } from '../workload/memory-fit.ts'
import type { LayoutQuestion } from './layout-question.ts'
import { hasPrecision } from './measures.ts'
import { largestCount, type Change } from './nearest-change.ts'
import type { SearchAnswer } from './question.ts'

function count(value: number): string {
  return value.toLocaleString('en')
}

function use(change: Change | null): Obstacle['nearest'] {
  if (change === null) return null
  const what = change.field === 'gpus' ? 'accelerators' : 'tokens a sequence'
  return { ...change, sentence: `Use ${count(change.value)} ${what}` }
}

/**
 * Why the question cannot be asked of this machine at all. The nearest changes hold together: each is looked for with
 * the others made.
 */
export function impossible(
  question: LayoutQuestion,
  canBe: (question: LayoutQuestion) => boolean,
): readonly Obstacle[] {
  const { gpus, system, accelerator, precision } = question
  const has = system.accelerators
  const lacks = !hasPrecision(question)
  const changed: LayoutQuestion = lacks ? { ...question, precision: 'bf16' } : question
  const fewer = gpus > has ? largestCount(changed, canBe) : null
  const can = gpus > has ? fewer !== null : lacks && canBe(changed)
  const tooMany: Obstacle = {
    kind: 'accelerators',
    reason: `${system.name} has ${count(has)} accelerators; the run asks for ${count(gpus)}`,
    nearest: use(fewer === null ? null : { field: 'gpus', value: fewer }),
  }
  const noPrecision: Obstacle = {
    kind: 'precision',
    reason: `${accelerator.name} has no published ${precision} rate for matrix products`,
    nearest: can ? { field: 'precision', value: 'bf16', sentence: 'Use bf16' } : null,
  }
  return [...(gpus > has ? [tooMany] : []), ...(lacks ? [noPrecision] : [])]
}

export function noLayoutDivides(
  { model, gpus }: LayoutQuestion,
  globalBatch: number,
  change: Change | null,
): Obstacle {
  return {
    kind: 'layout',
    reason: `no layout divides ${model.name} and a batch of ${count(globalBatch)} sequences over ${count(gpus)} accelerators`,
    nearest: use(change),
  }
}

export function nothingFits(
  { model, gpus, accelerator }: LayoutQuestion,
  leanest: NonNullable<SearchAnswer['leanest']>,
  change: Change | null,
): Obstacle {
  const gigabytes = (bytes: number) => `${(bytes / GIGA).toFixed(1)} GB`
  return {
    kind: 'memory',
    reason: `${model.name} needs at least ${gigabytes(leanest.peakBytes)} per accelerator on ${count(gpus)} (${layoutText(leanest.layout)}); ${accelerator.name} has ${capacityInWords(leanest.peakBytes, accelerator)}`,
    nearest: use(change),
  }
}
