import type { Obstacle } from '../../base/outcome.ts'
import { GIGA } from '../../base/units.ts'
import type { SearchAnswer } from '../../planner/question.ts'
import { layoutText } from '../estimate/reading/layout-text.ts'
import { peakFlopsPerS } from '../estimate/layout/published-mfu.ts'
import type { LayoutQuestion } from './question.ts'

function count(value: number): string {
  return value.toLocaleString('en')
}

/** What a person would change, and to what. */
export type Change = { readonly field: 'gpus' | 'seqLen'; readonly value: number }

function use(change: Change | null): Obstacle['nearest'] {
  if (change === null) return null
  const what = change.field === 'gpus' ? 'accelerators' : 'tokens a sequence'
  return { ...change, sentence: `Use ${count(change.value)} ${what}` }
}

/** Why the question cannot be asked of this machine at all. */
export function impossible({ gpus, system, accelerator, precision }: LayoutQuestion): readonly Obstacle[] {
  const has = system.accelerators
  const tooMany: Obstacle = {
    kind: 'accelerators',
    reason: `${system.name} has ${count(has)} accelerators; the run asks for ${count(gpus)}`,
    nearest: use({ field: 'gpus', value: has }),
  }
  const noPrecision: Obstacle = {
    kind: 'precision',
    reason: `${accelerator.name} has no published ${precision} rate for matrix products`,
    nearest: { field: 'precision', value: 'bf16', sentence: 'Use bf16' },
  }
  return [
    ...(gpus > has ? [tooMany] : []),
    ...(peakFlopsPerS(accelerator, precision) === null ? [noPrecision] : []),
  ]
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
    reason: `${model.name} needs at least ${gigabytes(leanest.peakBytes)} per accelerator on ${count(gpus)} (${layoutText(leanest.layout)}); ${accelerator.name} has ${gigabytes(accelerator.memoryBytes)}`,
    nearest: use(change),
  }
}
