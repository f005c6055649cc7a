import * as z from 'zod/mini'
import { accept, readItems, refuse, type Read } from '../../../base/outcome.ts'
import { readBounded } from '../../../base/quantity.ts'
import { experimentMultipliers } from '../../../catalogue/economics.ts'
import { findGrid } from '../../../catalogue/find.ts'
import type { Accelerator, Grid, System } from '../../../catalogue/types.ts'
import { inner, or, orNull } from '../../asking/field.ts'
import { bounded, few, quantity, whole, word } from '../../asking/readers.ts'
import { cited } from '../../estimate/assumptions/cited.ts'
import { readEstimate } from '../../estimate/input.ts'
import { readModel } from '../../estimate/reading/read-model.ts'

/** Where a run is made. */
type Place = {
  readonly system: System | null
  readonly accelerator: Accelerator
  readonly accelerators: number
  readonly grid: Grid
}

const usualTokens = 15e12
const usualGpus = 4096
const usualShare = 0.5

const runFields = {
  model: inner(z.optional(word), readId),
  tokens: or(inner(quantity, bounded(1, 1e18)), usualTokens),
  gpus: orNull(inner(quantity, whole(1, 1e7))),
  multiplier: inner(z.optional(quantity), readMultiplier),
} as const

/** The run that hours are counted in: given, or Apertus-70B on 15 T tokens. */
const oneRun = z.strictObject({
  ...runFields,
  /** Share of the hours that goes to such runs. */
  shareFraction: or(inner(quantity, bounded(0, 1)), usualShare),
})
export const runField = or(oneRun, z.parse(oneRun, {}))

/** The runs of the run's own question: the one of the programme in its first year, or a list by year. */
export function runsField(horizonY: number) {
  const inYear = z.strictObject({
    ...runFields,
    year: or(inner(quantity, whole(1, horizonY)), 1),
    count: or(inner(quantity, bounded(0.01, 1e6)), 1),
  })
  return inner(z.optional(z.union([z.boolean(), few(inYear)])), (runs = false, at) =>
    typeof runs === 'object' && runs.length === 0
      ? refuse(at, 'is an empty list; give { year, model, tokens, gpus }, or true')
      : accept(runs),
  )
}

/** The run on the machine where it is made. */
export function runIn(run: z.output<typeof oneRun>, place: Place, name = 'run') {
  const { system, accelerator, accelerators, grid } = place
  const perNode = system?.acceleratorsPerNode ?? Math.min(accelerator.scaleUpAccelerators, mostPerNode)
  const machine = {
    name: 'the programme',
    acceleratorId: accelerator.id,
    nodes: Math.ceil(accelerators / perNode),
    acceleratorsPerNode: perNode,
    accelerators,
    country: grid.id,
    pueRatio: system?.pueRatio ?? null,
    idleW: system?.idleW ?? null,
    hplPowerW: system?.hplPowerW ?? null,
    hplAccelerators: system?.hplAccelerators ?? null,
    lifeY: system?.lifeY ?? null,
  }
  const { model, tokens, gpus, multiplier, shareFraction } = run
  const scenario = readEstimate({
    model,
    tokens,
    system: isCatalogued(place) ? (system?.id ?? machine) : machine,
    gpus: gpus ?? Math.min(usualGpus, 2 ** Math.floor(Math.log2(accelerators))),
  })
  if (scenario.ok) return accept({ scenario: scenario.value, ...multiplier, shareFraction })
  const problems = scenario.problems.map(({ field, message }) => ({ field: `${name}.${field}`, message }))
  return { ok: false as const, problems }
}

export type RunPlan = Extract<ReturnType<typeof runIn>, { readonly ok: true }>['value']
/** A run, or so many of it, in a year of the horizon. */
export type RunInYear = RunPlan & { readonly year: number; readonly count: number }

/** A machine as the catalogue has it answers as an estimate on it does. */
function isCatalogued({ system, accelerator, accelerators, grid }: Place): boolean {
  return (
    system !== null &&
    system.acceleratorId === accelerator.id &&
    system.accelerators === accelerators &&
    findGrid(system.country)?.id === grid.id
  )
}

const mostPerNode = 8

function readId(id = 'apertus-70b', at: string): Read<string> {
  const model = readModel(id)
  return model.ok ? accept(id) : refuse(at, model.problems.map(({ message }) => message).join('; '))
}

function readMultiplier(
  raw: string | number = 'research-programme',
  at: string,
): Read<{ readonly multiplier: number; readonly multiplierSource: string }> {
  const known = experimentMultipliers.find(({ id }) => id === raw)
  if (known !== undefined) {
    const multiplierSource = `${known.name}: ${known.note} ${cited(known.citation)}`
    return accept({ multiplier: known.multiplier, multiplierSource })
  }
  const value = readBounded(at, raw, [1, 1000])
  if (value.ok) return accept({ multiplier: value.value, multiplierSource: 'given by you' })
  const ids = experimentMultipliers.map(({ id }) => id).join(', ')
  return refuse(at, `'${String(raw)}' is neither a number from 1 to 1000 nor one of ${ids}`)
}

export function runsIn(
  runs: z.output<ReturnType<typeof runsField>>,
  place: Place,
  first: RunPlan,
): Read<readonly RunInYear[] | null> {
  if (runs === false) return accept(null)
  if (runs === true) return accept([{ ...first, year: 1, count: 1 }])
  const reads = runs.map(({ year, count, ...run }, index) => {
    const plan = runIn({ ...run, shareFraction: usualShare }, place, `runs.${String(index)}`)
    return plan.ok ? accept({ ...plan.value, year, count }) : plan
  })
  return readItems(reads)
}
