/**
 * `npm run calibrate`: fits the constants of the performance model on the tables marked to fit on, leaves each source
 * out in turn, and writes `sim/performance/calibration.ts`. Rows of sources marked to check by never enter a fit.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { constantRanges, type ErrorClass } from '../../sim/performance/constants.ts'
import { calibrationFile } from './file.ts'
import { fit, names, type Fit } from './fit.ts'
import { judgedRows, residual, type Judged } from './rows.ts'
import { quantile, summary } from './summary.ts'

const target = fileURLToPath(new URL('../../sim/performance/calibration.ts', import.meta.url))
const print = (line: string) => process.stdout.write(`${line}\n`)

type LeftOut = { readonly row: Judged; readonly error: number }

/** Each source predicted by constants that never saw it: check sources by the full fit, fit sources by a fit without. */
function leaveOut(rows: readonly Judged[], full: Fit): readonly LeftOut[] {
  const fitted = rows.filter(({ role }) => role === 'fit')
  const sources = [...new Set(fitted.map(({ source }) => source))]
  const held = sources.flatMap((source) => {
    const { constants } = fit(
      fitted.filter((row) => row.source !== source),
      full.constants,
      12,
    )
    return fitted
      .filter((row) => row.source === source)
      .map((row) => ({ row, error: residual(row, constants) }))
  })
  const checked = rows.filter(({ role }) => role === 'check')
  return [...held, ...checked.map((row) => ({ row, error: residual(row, full.constants) }))]
}

const classes: readonly ErrorClass[] = ['dense-usual', 'dense-new', 'mixture']

/** Published over predicted at the 10th and 90th centile of the rows left out, by class. */
function conformal(left: readonly LeftOut[]) {
  return classes.map((kind) => {
    const ratios = left.filter(({ row }) => row.kind === kind).map(({ error }) => -error)
    return [kind, quantile(ratios, 0.1), quantile(ratios, 0.9)] as const
  })
}

const rows = judgedRows()
const fitted = rows.filter(({ role }) => role === 'fit')
print(
  `${String(rows.length)} judged rows, ${String(fitted.length)} of them to fit on; ${String(names.length)} constants`,
)
const full = fit(fitted)
print(`fitted in ${String(full.iterations)} steps, loss ${full.loss.toFixed(4)}`)
for (const name of names) {
  const { start, low, high, meaning } = constantRanges[name]
  const value = full.constants[name]
  const edge = value <= low * 1.001 || value >= high * 0.999 ? ' at its bound' : ''
  print(
    `  ${name.padEnd(24)} ${value.toPrecision(4).padEnd(10)} from ${String(start)} in ${String(low)} to ${String(high)}${edge}: ${meaning}`,
  )
}
print('All judged rows, by the full fit (fit and check sources):')
for (const line of summary(rows.map((row) => ({ row, error: residual(row, full.constants) })))) print(line)
print('Each source left out of the fit in turn:')
const left = leaveOut(rows, full)
for (const line of summary(left)) print(line)
const quantiles = conformal(left)
writeFileSync(target, calibrationFile(full.constants, quantiles))
print(`written to ${target}`)
