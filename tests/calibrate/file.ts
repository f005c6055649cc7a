import { names, spreads, withinSource, type Fit } from './fit.ts'
import type { Quantiles } from './intervals.ts'
import type { Judged } from './rows.ts'

type Written = { readonly fit: Fit; readonly quantiles: Quantiles; readonly rows: readonly Judged[] }

const rounded = (value: number, digits = 4) => Number(value.toPrecision(digits))
const sorted = (effects: ReadonlyMap<string, number>) =>
  Object.fromEntries(
    [...effects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => [name, rounded(value)]),
  )

/** What `sim/step/fitted/calibration.json` holds. */
export function calibrationOf({ fit, quantiles, rows }: Written): object {
  return {
    constants: Object.fromEntries(names.map((name) => [name, rounded(fit.constants[name])])),
    stackEffects: sorted(fit.softwares),
    chipEffects: sorted(fit.families),
    // A chip that only judges is none that the constants know.
    accelerators: [
      ...new Set(rows.filter(({ role }) => role === 'fit').map(({ acceleratorId }) => acceleratorId)),
    ].sort(),
    largestGpus: Math.max(...rows.map(({ gpus }) => gpus)),
    spreads: { betweenSources: spreads.source, withinSource },
    quantiles: mapped(quantiles, (kinds) =>
      mapped(kinds, ([low, high]) => ({ low: rounded(low), high: rounded(high) })),
    ),
  }
}

/** What `sim/step/fitted/covariance.json` holds: who predicts without a pilot does not read it. */
export function covarianceOf({ covariance }: Fit): object {
  return {
    covarianceTriangle: covariance.map((row, at) =>
      [...row.slice(0, at + 1)].map((value) => rounded(value, 3)),
    ),
  }
}

/** A record of figures, rounded. */
export function roundedFigures(figures: Readonly<Record<string, number>>): object {
  // More digits than are shown: a figure that is rounded twice may be shown in two ways.
  return mapped(figures, (value) => Number(value.toPrecision(6)))
}

function mapped<T>(record: Readonly<Record<string, T>>, made: (value: T) => unknown): object {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, made(value)]))
}
