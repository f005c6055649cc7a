/**
 * `npm run calibrate-runs`: asks every published run as a planner asks, with nothing beside the step model's own losses
 * counted, and writes `sim/data/runs/booked.csv`. After `npm run calibrate`, whose constants it follows.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { wholeRuns, type WholeRun } from '../../sim/evidence/whole-runs.ts'
import { asAPlannerAsks, hoursOf } from '../../sim/questions/evidence/totals-ledger.ts'
import { z90 } from '../../sim/uncertainty/normal.ts'

const target = fileURLToPath(new URL('../../sim/data/runs/booked.csv', import.meta.url))
const nothingBeside = { unsettledOverhead: { kind: 'fixed', value: 0 } } as const

function lineOf(run: WholeRun): string {
  const { gpuHours } = hoursOf({ ...asAPlannerAsks(run), ranges: nothingBeside })
  const ratio = run.gpuHours / gpuHours.p50
  const modelled = Math.log(gpuHours.p90 / gpuHours.p10) / (2 * z90)
  process.stdout.write(`${run.id.padEnd(18)} ${ratio.toFixed(3)} spread ${modelled.toFixed(3)}\n`)
  return `${run.id},${rounded(ratio)},${rounded(modelled)}`
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)))
}

const lines = wholeRuns.map(lineOf)
writeFileSync(target, ['id,ratio,modelledSpread', ...lines, ''].join('\n'))
process.stdout.write(`written to ${target}\n`)
