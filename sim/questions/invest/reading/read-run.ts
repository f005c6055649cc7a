import { accept, readAll, readItems, refuse, type Read } from '../../../base/outcome.ts'
import { readBounded, readWhole } from '../../../base/quantity.ts'
import { experimentMultipliers } from '../../../catalogue/economics.ts'
import { findGrid } from '../../../catalogue/find.ts'
import type { Accelerator, Grid, System } from '../../../catalogue/types.ts'
import { cited } from '../../estimate/assumptions/cited.ts'
import { readEstimate } from '../../estimate/input.ts'
import type { RunInYear, RunPlan } from '../plan.ts'
import type { InvestFields } from '../schema.ts'

/** Where a run is made. */
type Place = {
  readonly system: System | null
  readonly accelerator: Accelerator
  readonly accelerators: number
  readonly grid: Grid | null
}

const usualRun = { model: 'apertus-70b', tokens: '15T', gpus: 4096, share: 0.5 } as const

/** The run that hours are counted in: given, or Apertus-70B on 15 T tokens. */
export function readRun(run: InvestFields['run'], place: Place, name = 'run'): Read<RunPlan> {
  const { system, accelerator, accelerators, grid } = place
  const gpus = readWhole(
    `${name}.gpus`,
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
      field: field.startsWith(`${name}.`) ? field : `${name}.${field}`,
      message,
    }))
    return { ok: false, problems }
  }
  const multiplier = readMultiplier(run?.multiplier, name)
  const share = readBounded(`${name}.shareFraction`, run?.shareFraction ?? usualRun.share, [0, 1])
  if (!multiplier.ok) return multiplier
  if (!share.ok) return share
  return accept({ scenario: scenario.value, ...multiplier.value, shareFraction: share.value })
}

/** A machine as the catalogue has it answers as an estimate on it does. */
function isCatalogued({ system, accelerator, accelerators, grid }: Place): boolean {
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
  name: string,
): Read<Pick<RunPlan, 'multiplier' | 'multiplierSource'>> {
  const known = experimentMultipliers.find(({ id }) => id === (raw ?? 'research-programme'))
  if (known !== undefined) {
    const multiplierSource = `${known.name}: ${known.note} ${cited(known.citation)}`
    return accept({ multiplier: known.multiplier, multiplierSource })
  }
  const value = readBounded(`${name}.multiplier`, raw ?? 1, [1, 1000])
  if (value.ok) return accept({ multiplier: value.value, multiplierSource: 'given by you' })
  const ids = experimentMultipliers.map(({ id }) => id).join(', ')
  return refuse(`${name}.multiplier`, `'${String(raw)}' is neither a number from 1 to 1000 nor one of ${ids}`)
}

/** The runs of the run's own question: the one of the programme in its first year, or a list by year. */
export function readRuns(
  { runs, horizonY = 5 }: InvestFields,
  place: Place,
  first: RunPlan,
): Read<readonly RunInYear[] | null> {
  if (runs === undefined || runs === false) return accept(null)
  if (runs === true) return accept([{ ...first, year: 1, count: 1 }])
  if (runs.length === 0)
    return refuse('runs', 'is an empty list; give { year, model, tokens, gpus }, or true')
  const reads = runs.map(({ year, count, ...run }, index) => {
    const name = `runs.${String(index)}`
    const when = readAll({
      year: readWhole(`${name}.year`, year ?? 1, [1, horizonY]),
      count: readBounded(`${name}.count`, count ?? 1, [0.01, 1e6]),
    })
    const both = readAll({ when, plan: readRun(run, place, name) })
    return both.ok ? accept({ ...both.value.plan, ...both.value.when }) : both
  })
  return readItems(reads)
}
