/**
 * `npm run calibrate`: fits the constants of the performance model on the tables marked to fit on, leaves sources,
 * softwares, accelerators, chip families and the largest runs out in turn, and writes `sim/step/fitted/calibration.json`
 * and `left-out.json`. Rows of sources marked to check by never enter a fit.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { constantRanges } from '../../sim/step/fitted/pilot.ts'
import meanings from '../../sim/step/fitted/meanings.json' with { type: 'json' }
import { calibrationOf, covarianceOf, roundedFigures } from './file.ts'
import { fit, names } from './fit.ts'
import { accuracyOf, nestedInside, quantilesOf, unseenWidth } from './intervals.ts'
import { groupings, leaveOut } from './leave-out.ts'
import { allJudgedRows } from './rows.ts'
import { summary } from './summary.ts'

const print = (line: string) => process.stdout.write(`${line}\n`)
const write = (name: string, value: object) => {
  const path = fileURLToPath(new URL(`../../sim/step/fitted/${name}.json`, import.meta.url))
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
}

const rows = allJudgedRows()
const fitted = rows.filter(({ role }) => role === 'fit')
print(
  `${String(rows.length)} judged rows, ${String(fitted.length)} of them to fit on; ${String(names.length)} constants`,
)
const full = fit(fitted)
print(`fitted in ${String(full.iterations)} steps, loss ${full.loss.toFixed(2)}`)
for (const name of names) {
  const { start, low, high } = constantRanges[name]
  const value = full.constants[name]
  const edge = value <= low * 1.001 || value >= high * 0.999 ? ' at its bound' : ''
  print(
    `  ${name.padEnd(20)} ${value.toPrecision(4).padEnd(10)} from ${String(start)} in ${String(low)} to ${String(high)}${edge}: ${meanings[name]}`,
  )
}
const left = groupings.flatMap((grouping) => {
  print(`leaving out each ${grouping} …`)
  return leaveOut(rows, full, grouping)
})
const checked = nestedInside(left)
type Checked = (typeof checked)[number]
const sources = checked.filter(({ grouping }) => grouping === 'source')
const of = (which: (one: Checked) => boolean) => accuracyOf(checked.filter(which))
const [blind, formed] = [sources.filter(({ row }) => row.blind), sources.filter(({ row }) => !row.blind)]
for (const line of summary(sources)) print(line)
print(
  'Sources that the model was formed with, those that were first predicted blind, and the newest of them:',
)
for (const some of [formed, blind, blind.filter(({ row }) => row.newest)]) print(summary(some).at(-1) ?? '')
print(`Intervals are ${unseenWidth(left).toFixed(2)} times those of the first. All groupings:`)
for (const line of summary(checked).slice(-6)) print(line)
write('calibration', calibrationOf({ fit: full, quantiles: quantilesOf(left), rows }))
write('covariance', covarianceOf(full))
const groups = {
  source: of(({ grouping }) => grouping === 'source'),
  formed: accuracyOf(formed),
  blind: accuracyOf(blind),
  software: of(({ grouping }) => grouping === 'software'),
  accelerator: of(({ grouping }) => grouping === 'acceleratorId'),
  family: of(({ grouping }) => grouping === 'family'),
  scale: of(({ grouping }) => grouping === 'scale'),
  known: of(({ novelty }) => novelty === 'known'),
  'new stack': of(({ novelty }) => novelty === 'new stack'),
  'new chip': of(({ novelty }) => novelty === 'new chip'),
  'beyond scale': of(({ novelty }) => novelty === 'beyond scale'),
  'open layout': of(({ novelty }) => novelty === 'open layout'),
  all: of(() => true),
}
write(
  'left-out',
  Object.fromEntries(Object.entries(groups).map(([name, figures]) => [name, roundedFigures(figures)])),
)
print('written to sim/step')
