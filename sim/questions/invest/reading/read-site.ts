import { nearestIds } from '../../../base/nearest.ts'
import { accept, readAll, refuse, type Read } from '../../../base/outcome.ts'
import { readBounded, readWhole } from '../../../base/quantity.ts'
import { experimentMultipliers } from '../../../catalogue/economics.ts'
import { findGrid, findSystem } from '../../../catalogue/find.ts'
import { systems } from '../../../catalogue/systems.ts'
import type { Accelerator, Grid, System } from '../../../catalogue/types.ts'
import { power } from '../../estimate/assumptions/power.ts'
import { readEstimate } from '../../estimate/input.ts'
import { readAcceleratorName } from '../../estimate/reading/read-accelerator.ts'
import type { Assumed } from '../../estimate/assumptions/assumed.ts'
import { cited } from '../../estimate/assumptions/cited.ts'
import type { RunPlan } from '../plan.ts'
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
}

export function readSite(fields: InvestFields): Read<Site> {
  const machine = readMachineOf(fields)
  if (!machine.ok) return machine
  const { system, accelerator } = machine.value
  const read = readAll({
    accelerators: readCountOf(fields, system),
    grid: readGridOf(fields, system),
  })
  if (!read.ok) return read
  const place = { system, accelerator, ...read.value }
  const run = readRun(fields, place)
  if (!run.ok) return run
  const powerAssumed = power(run.value.scenario)
  const drawn = readPower(fields, powerAssumed)
  return drawn.ok ? accept({ ...place, power: drawn.value, powerAssumed, run: run.value }) : drawn
}

type Machine = { readonly system: System | null; readonly accelerator: Accelerator }

function readMachineOf({ system: systemId, accelerator: partId }: InvestFields): Read<Machine> {
  const system = systemId === undefined ? null : findSystem(systemId)
  if (systemId !== undefined && system === null) {
    const near = nearestIds(
      systemId,
      systems.map(({ id }) => id),
    )
    return refuse('system', `'${systemId}' is not in the catalogue; the nearest are ${near.join(', ')}`)
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
  return readBounded('accelerators', count, [1, 1e8])
}

function readGridOf({ country }: InvestFields, system: System | null): Read<Grid | null> {
  const code = country ?? (system?.country || undefined)
  if (code === undefined) return refuse('country', 'is missing; give the country of the site, e.g. CH')
  const grid = findGrid(code)
  return grid === null
    ? refuse('country', `'${code}' is not a known country code, e.g. CH or CHE`)
    : accept(grid)
}

const usualRun = { model: 'apertus-70b', tokens: '15T', gpus: 4096, share: 0.5 } as const

/** The run that hours are counted in: given, or Apertus-70B on 15 T tokens. */
function readRun({ run }: InvestFields, place: Omit<Site, 'power' | 'powerAssumed' | 'run'>): Read<RunPlan> {
  const { system, accelerator, accelerators, grid } = place
  const gpus = readWhole(
    'run.gpus',
    run?.gpus ?? Math.min(usualRun.gpus, powerOfTwoUpTo(accelerators)),
    [1, 1e7],
  )
  const perNode = system?.acceleratorsPerNode ?? Math.min(accelerator.scaleUpAccelerators, mostPerNode)
  const machine = {
    name: 'the programme',
    acceleratorId: accelerator.id,
    nodes: Math.ceil(accelerators / perNode),
    acceleratorsPerNode: perNode,
    accelerators,
    country: grid?.id ?? '',
    pueRatio: system?.pueRatio ?? null,
    idleW: system?.idleW ?? null,
    hplPowerW: system?.hplPowerW ?? null,
    hplAccelerators: system?.hplAccelerators ?? null,
    lifeY: system?.lifeY ?? null,
  }
  const scenario = gpus.ok
    ? readEstimate({
        model: run?.model ?? usualRun.model,
        tokens: run?.tokens ?? usualRun.tokens,
        system: isCatalogued(place) ? (system?.id ?? machine) : machine,
        gpus: gpus.value,
      })
    : gpus
  if (!scenario.ok) {
    const problems = scenario.problems.map(({ field, message }) => ({
      field: field.startsWith('run.') ? field : `run.${field}`,
      message,
    }))
    return { ok: false, problems }
  }
  const multiplier = readMultiplier(run?.multiplier)
  const share = readBounded('run.shareFraction', run?.shareFraction ?? usualRun.share, [0, 1])
  if (!multiplier.ok) return multiplier
  if (!share.ok) return share
  return accept({ scenario: scenario.value, ...multiplier.value, shareFraction: share.value })
}

/** A machine as the catalogue has it answers as an estimate on it does. */
function isCatalogued({
  system,
  accelerator,
  accelerators,
  grid,
}: Pick<Site, 'system' | 'accelerator' | 'accelerators' | 'grid'>): boolean {
  return (
    system !== null &&
    system.acceleratorId === accelerator.id &&
    system.accelerators === accelerators &&
    findGrid(system.country)?.id === grid?.id
  )
}

const mostPerNode = 8

function powerOfTwoUpTo(count: number): number {
  return 2 ** Math.floor(Math.log2(count))
}

function readMultiplier(
  raw: number | string | undefined,
): Read<Pick<RunPlan, 'multiplier' | 'multiplierSource'>> {
  const known = experimentMultipliers.find(({ id }) => id === (raw ?? 'research-programme'))
  if (known !== undefined) {
    const multiplierSource = `${known.name}: ${known.note} ${cited(known.citation)}`
    return accept({ multiplier: known.multiplier, multiplierSource })
  }
  const value = readBounded('run.multiplier', raw ?? 1, [1, 1000])
  if (value.ok) return accept({ multiplier: value.value, multiplierSource: 'given by you' })
  const ids = experimentMultipliers.map(({ id }) => id).join(', ')
  return refuse('run.multiplier', `'${String(raw)}' is neither a number from 1 to 1000 nor one of ${ids}`)
}

function readPower({ power: given }: InvestFields, assumed: readonly Assumed[]): Read<Site['power']> {
  const fields = typeof given === 'object' ? given : {}
  const of = (id: string) => assumed.find((one) => one.id === id)?.value ?? 0
  return readAll({
    computingW: readBounded('power.computingW', fields.computingW ?? of('computingW'), [1, 1e5]),
    idleW: readBounded('power.idleW', fields.idleW ?? of('waitingW'), [0, 1e5]),
    pueRatio: readBounded('power.pueRatio', fields.pueRatio ?? of('pueRatio'), [1, 5]),
  })
}
