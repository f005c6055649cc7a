/**
 * `npm run calibrate`: fits the constants of the performance model on the tables marked to fit on, leaves each source
 * out in turn, and writes `sim/step/calibration.ts`. Rows of sources marked to check by never enter a fit.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { constantRanges } from '../../sim/step/constants.ts'
import { calibrationFile } from './file.ts'
import { fit, names } from './fit.ts'
import { conformal, crossCoverage, leaveOut } from './leave-out.ts'
import { judgedRows, residual } from './rows.ts'
import { summary } from './summary.ts'

const target = fileURLToPath(new URL('../../sim/step/calibration.ts', import.meta.url))
const print = (line: string) => process.stdout.write(`${line}\n`)

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
const left = leaveOut(rows, full.constants)
for (const line of summary(left)) print(line)
print(`80 % intervals made without a source cover ${(100 * crossCoverage(left)).toFixed(1)} % of its rows`)
const quantiles = conformal(left)
writeFileSync(target, calibrationFile(full.constants, quantiles))
print(`written to ${target}`)
