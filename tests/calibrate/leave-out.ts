import type { Novelty } from '../../sim/step/fitted/error.ts'
import { errorBy, fit, type Fit } from './fit.ts'
import type { Judged } from './rows.ts'

/** A row predicted by a fit that never saw its group; logarithm of predicted over published. */
export type LeftOut = {
  readonly row: Judged
  readonly error: number
  readonly novelty: Novelty
  readonly grouping: Grouping
}

/** What is left out together: a table, all tables of a software, of an accelerator or of a chip family, or the largest runs. */
export const groupings = ['source', 'software', 'acceleratorId', 'family', 'scale'] as const
export type Grouping = (typeof groupings)[number]

const iterations = 5
/** Runs of more accelerators than this are left out together, to see what size alone does. */
const largeGpus = 2048

function groupOf(row: Judged, grouping: Grouping): string {
  return grouping === 'scale' ? String(row.gpus > largeGpus) : row[grouping]
}

/**
 * Every row predicted by constants and effects that never saw its group. Rows of sources to check by are never fitted
 * on: the full fit predicts them where their group is left out with nothing else in it.
 */
export function leaveOut(rows: readonly Judged[], full: Fit, grouping: Grouping): readonly LeftOut[] {
  const fitted = rows.filter(({ role }) => role === 'fit')
  const groups = [...new Set(rows.map((row) => groupOf(row, grouping)))].filter(
    (group) => grouping !== 'scale' || group === 'true',
  )
  return groups.flatMap((group) => {
    const others = fitted.filter((row) => groupOf(row, grouping) !== group)
    const without = others.length === fitted.length ? full : fit(others, full, iterations)
    return rows
      .filter((row) => groupOf(row, grouping) === group)
      .map((row) => ({
        row,
        error: errorBy(row, without),
        novelty: noveltyAmong(row, others, grouping),
        grouping,
      }))
  })
}

/** What is new about a row to who knows the others. */
function noveltyAmong(row: Judged, others: readonly Judged[], grouping: Grouping): Novelty {
  if (!others.some(({ acceleratorId }) => acceleratorId === row.acceleratorId)) return 'new chip'
  if (!others.some(({ software }) => software === row.software)) return 'new stack'
  if (row.openLayout) return 'open layout'
  return grouping === 'scale' ? 'beyond scale' : 'known'
}
