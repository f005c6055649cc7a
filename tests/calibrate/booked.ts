/**
 * `npm run calibrate-runs`: asks every published run as a planner asks, with nothing beside the step model's own losses
 * counted, and writes `sim/evidence/booked-hours.ts`. After `npm run calibrate`, whose constants it follows.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { wholeRuns, type WholeRun } from '../../sim/evidence/whole-runs.ts'
import { asAPlannerAsks, hoursOf } from '../../sim/questions/evidence/totals-ledger.ts'
import { z90 } from '../../sim/uncertainty/normal.ts'

const target = fileURLToPath(new URL('../../sim/evidence/booked-hours.ts', import.meta.url))
const nothingBeside = { unsettledOverhead: { kind: 'fixed', value: 0 } } as const

function lineOf(run: WholeRun): string {
  const { gpuHours } = hoursOf({ ...asAPlannerAsks(run), ranges: nothingBeside })
  const ratio = run.gpuHours / gpuHours.p50
  const modelled = Math.log(gpuHours.p90 / gpuHours.p10) / (2 * z90)
  process.stdout.write(`${run.id.padEnd(18)} ${ratio.toFixed(3)} spread ${modelled.toFixed(3)}\n`)
  return `  { id: '${run.id}', ratio: ${rounded(ratio)}, modelled: ${rounded(modelled)} },`
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)))
}

const lines = wholeRuns.map(lineOf)
writeFileSync(
  target,
  `/** What the hours of one published run were beside those of the step model, asked as a planner asks. */
export type BookedHours = {
  readonly id: string
  /** Published gross hours over the median of modelled ones, what teams lose beside the model not counted. */
  readonly ratio: number
  /** Deviation of the logarithm of the modelled hours. */
  readonly modelled: number
}

/** Written by \`npm run calibrate-runs\`: layout, software and year open, each run's own sources hidden. */
export const bookedHours: readonly BookedHours[] = [
${lines.join('\n')}
]
`,
)
process.stdout.write(`written to ${target}\n`)
