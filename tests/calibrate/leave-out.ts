import type { Constants, ErrorClass } from '../../sim/step/constants.ts'
import { fit } from './fit.ts'
import { residual, type Judged } from './rows.ts'

export type LeftOut = { readonly row: Judged; readonly error: number }

const iterations = 12

/** Each source predicted by constants that never saw it: check sources by the full fit, fit sources by a fit without. */
export function leaveOut(rows: readonly Judged[], full: Constants): readonly LeftOut[] {
  const fitted = rows.filter(({ role }) => role === 'fit')
  const sources = [...new Set(fitted.map(({ source }) => source))]
  const held = sources.flatMap((source) => {
    const others = fitted.filter((row) => row.source !== source)
    const { constants } = fit(others, full, iterations)
    return fitted
      .filter((row) => row.source === source)
      .map((row) => ({ row, error: residual(row, constants) }))
  })
  const checked = rows.filter(({ role }) => role === 'check')
  return [...held, ...checked.map((row) => ({ row, error: residual(row, full) }))]
}

const classes: readonly ErrorClass[] = ['dense', 'mixture']

type Quantiles = readonly (readonly [kind: ErrorClass, low: number, high: number])[]

/**
 * Published over predicted (logarithm) at the 10th and 90th centile of rows left out, by class. A row weighs one over
 * the square root of its source's rows: between every row alike and every source alike.
 */
export function conformal(left: readonly LeftOut[]): Quantiles {
  return classes.map((kind) => {
    const own = left.filter(({ row }) => row.kind === kind)
    const counts = new Map<string, number>()
    for (const { row } of own) counts.set(row.source, (counts.get(row.source) ?? 0) + 1)
    const weighted = own
      .map(({ row, error }) => ({ ratio: -error, weight: 1 / Math.sqrt(counts.get(row.source) ?? 1) }))
      .sort((a, b) => a.ratio - b.ratio)
    return [kind, weightedQuantile(weighted, 0.1), weightedQuantile(weighted, 0.9)] as const
  })
}

type Weighted = { readonly ratio: number; readonly weight: number }

function weightedQuantile(ascending: readonly Weighted[], share: number): number {
  const total = ascending.reduce((sum, { weight }) => sum + weight, 0)
  let passed = 0
  for (const { ratio, weight } of ascending) {
    passed += weight
    if (passed >= share * total) return ratio
  }
  return Number.NaN
}

/** Share of rows inside an interval that was made from the rows of other sources alone. */
export function crossCoverage(left: readonly LeftOut[]): number {
  const sources = [...new Set(left.map(({ row }) => row.source))]
  const inside = sources.flatMap((source) => {
    const ranges = new Map(
      conformal(left.filter(({ row }) => row.source !== source)).map(([kind, low, high]) => [
        kind,
        { low, high },
      ]),
    )
    return left.filter(({ row, error }) => {
      const range = ranges.get(row.kind)
      return row.source === source && range !== undefined && -error >= range.low && -error <= range.high
    })
  })
  return inside.length / left.length
}
