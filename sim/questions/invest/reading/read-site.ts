import { quoted } from '../../../base/shown.ts'
import { nearestIds } from '../../../base/nearest.ts'
import { accept, readAll, refuse, type Read } from '../../../base/outcome.ts'
import { readBounded, readWhole } from '../../../base/quantity.ts'
import { findGrid, findSystem, unknownGrid } from '../../../catalogue/find.ts'
import { systems } from '../../../catalogue/systems.ts'
import type { Accelerator, Grid, System } from '../../../catalogue/types.ts'
import { power } from '../../estimate/assumptions/power.ts'
import { readAcceleratorName } from '../../estimate/reading/read-accelerator.ts'
import type { Assumed } from '../../estimate/assumptions/assumed.ts'
import type { RunInYear, RunPlan } from '../plan.ts'
import { readRun, readRuns } from './read-run.ts'
import type { InvestFields } from '../schema.ts'

/** The machine, where it stands, what it draws, and the run that its hours are counted in. */
export type Site = {
  readonly system: System | null
  readonly accelerator: Accelerator
  readonly accelerators: number
  readonly grid: Grid | null
  readonly power: { readonly computingW: number; readonly idleW: number; readonly pueRatio: number }
  readonly powerAssumed: readonly Assumed[]
  readonly run: RunPlan
  /** The runs of the run's own question; null where it is not asked. */
  readonly runs: readonly RunInYear[] | null
}

export function readSite(fields: InvestFields): Read<Site> {
  const machine = readMachineOf(fields)
  if (!machine.ok) return machine
  const { system, accelerator } = machine.value
  const read = readAll({ accelerators: readCountOf(fields, system), grid: readGridOf(fields, system) })
  if (!read.ok) return read
  const place = { system, accelerator, ...read.value }
  const run = readRun(fields.run, place)
  const runs = run.ok ? readRuns(fields, place, run.value) : accept(null)
  if (!run.ok || !runs.ok)
    return { ok: false, problems: [run, runs].flatMap((one) => (one.ok ? [] : one.problems)) }
  const powerAssumed = power(run.value.scenario)
  const drawn = readPower(fields, powerAssumed)
  return drawn.ok
    ? accept({ ...place, power: drawn.value, powerAssumed, run: run.value, runs: runs.value })
    : drawn
}

type Machine = { readonly system: System | null; readonly accelerator: Accelerator }

function readMachineOf({ system: systemId, accelerator: partId }: InvestFields): Read<Machine> {
  const system = systemId === undefined ? null : findSystem(systemId)
  if (systemId !== undefined && system === null) {
    const ids = systems.map(({ id }) => id)
    const near = nearestIds(systemId, ids)
    return refuse('system', `${quoted(systemId)} is not in the catalogue; the nearest are ${near.join(', ')}`)
  }
  const id = partId ?? system?.acceleratorId
  if (id === undefined)
    return refuse('accelerator', 'is missing; give an accelerator of the catalogue, or a system')
  const part = readAcceleratorName('accelerator', id)
  return part.ok ? accept({ system, accelerator: part.value }) : part
}

function readCountOf({ accelerators }: InvestFields, system: System | null): Read<number> {
  const count = accelerators ?? system?.accelerators
  if (count === undefined) return refuse('accelerators', 'is missing; give how many, e.g. 10752')
  return readWhole('accelerators', count, [1, 1e8])
}

function readGridOf({ country }: InvestFields, system: System | null): Read<Grid | null> {
  const code = country ?? (system?.country || undefined)
  if (code === undefined) return refuse('country', 'is missing; give the country of the site, e.g. CH')
  const grid = findGrid(code)
  return grid === null ? refuse('country', unknownGrid(code)) : accept(grid)
}

function readPower({ power: given }: InvestFields, assumed: readonly Assumed[]): Read<Site['power']> {
  const fields = typeof given === 'object' ? given : {}
  const of = (id: string) => assumed.find((one) => one.id === id)?.value ?? 0
  const read = readAll({
    computingW: readBounded('power.computingW', fields.computingW ?? of('computingW'), [1, 1e5]),
    idleW: readBounded('power.idleW', fields.idleW ?? of('waitingW'), [0, 1e5]),
    pueRatio: readBounded('power.pueRatio', fields.pueRatio ?? of('pueRatio'), [1, 5]),
  })
  if (!read.ok || fields.idleW === undefined || read.value.idleW <= read.value.computingW) return read
  const { idleW, computingW } = read.value
  return refuse('power.idleW', `${String(idleW)} W is above the ${String(computingW)} W of computing`)
}
