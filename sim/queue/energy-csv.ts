import { csvCell } from '../base/csv.ts'
import { KWH_PER_MWH } from '../base/units.ts'
import { idOf, type Workload } from './engine/job.ts'
import type { EnergyReport } from './power.ts'

const linesPerPart = 4096

/** Energy and carbon of every job in the order of the input as CSV, in parts; 0 for a job that never started. */
export function* energyCsv(
  { jobs }: Workload,
  { jobEnergyMwh, jobCarbonKgCo2e }: EnergyReport,
): Generator<string> {
  let lines = ['id,energy_kwh,carbon_kg_co2e\n']
  for (let job = 0; job < jobs.count; job += 1) {
    const kwh = figure((jobEnergyMwh[job] ?? 0) * KWH_PER_MWH)
    lines.push(`${csvCell(idOf(jobs, job))},${kwh},${figure(jobCarbonKgCo2e[job] ?? 0)}\n`)
    if (lines.length < linesPerPart) continue
    yield lines.join('')
    lines = []
  }
  yield lines.join('')
}

/** Engines may differ in the last digits of a sum. */
function figure(value: number): string {
  return String(Number(value.toPrecision(9)))
}
