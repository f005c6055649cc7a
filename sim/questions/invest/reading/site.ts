import * as z from 'zod/mini'
import { quoted } from '../../../base/shown.ts'
import { nearestIds } from '../../../base/nearest.ts'
import { accept, readAll, refuse, type Read } from '../../../base/outcome.ts'
import { findGrid, findSystem, unknownGrid } from '../../../catalogue/find.ts'
import { systems } from '../../../catalogue/systems.ts'
import type { Accelerator, Grid } from '../../../catalogue/types.ts'
import { inner, or, orNull } from '../../asking/field.ts'
import { quantity, whole, within, word } from '../../asking/readers.ts'
import { power } from '../../estimate/assumptions/power.ts'
import { readAcceleratorName } from '../../estimate/reading/read-accelerator.ts'
import type { Assumed } from '../../estimate/assumptions/assumed.ts'
import { byTime, pricePer } from '../amounts.ts'
import { runField, runIn, runsField, runsIn } from './run.ts'
import type { Ground } from './ground.ts'

export function siteFields({ purse, horizonY }: Ground) {
  const powerFields = z.strictObject({
    computingW: orNull(within(1, 1e5)),
    idleW: orNull(within(0, 1e5)),
    pueRatio: orNull(within(1, 5)),
    /** Per kWh; a list gives one price a year. */
    pricePerKwh: orNull(byTime(pricePer(purse, 'kWh'), horizonY)),
    /** Whether another figure pays the electricity where no price is given. */
    included: or(z.boolean(), false),
  })
  return {
    country: orNull(
      inner(word, (code, at) => {
        const grid = findGrid(code)
        return grid === null ? refuse(at, unknownGrid(code)) : accept(grid)
      }),
    ),
    system: orNull(
      inner(word, (id, at) => {
        const system = findSystem(id)
        if (system !== null) return accept(system)
        const near = nearestIds(
          id,
          systems.map((one) => one.id),
        )
        return refuse(at, `${quoted(id)} is not in the catalogue; the nearest are ${near.join(', ')}`)
      }),
    ),
    accelerator: orNull(inner(word, (id, at) => readAcceleratorName(at, id))),
    accelerators: orNull(inner(quantity, whole(1, 1e8))),
    power: orNull(z.union([powerFields, z.literal('included')])),
    run: runField,
    runs: runsField(horizonY),
  } as const
}

type Said = z.output<z.ZodMiniObject<ReturnType<typeof siteFields>>>

/** The machine where it stands, once all that is said of it fits together. */
export function siteIn(said: Said) {
  const found = readAll({ accelerator: partOf(said), accelerators: countOf(said), grid: gridOf(said) })
  if (!found.ok) return found
  const place = { system: said.system, ...found.value }
  const run = runIn(said.run, place)
  if (!run.ok) return run
  const runs = runsIn(said.runs, place, run.value)
  const powerAssumed = power(run.value.scenario)
  const drawn = powerOf(said.power, powerAssumed)
  const read = readAll({ runs, power: drawn })
  return read.ok ? accept({ ...place, ...read.value, powerAssumed, run: run.value }) : read
}

/** The machine, where it stands, what it draws, and the run that its hours are counted in. */
export type Site = Extract<ReturnType<typeof siteIn>, { readonly ok: true }>['value']

function partOf({ accelerator, system }: Said): Read<Accelerator> {
  if (accelerator !== null) return accept(accelerator)
  if (system !== null) return readAcceleratorName('accelerator', system.acceleratorId)
  return refuse('accelerator', 'is missing; give an accelerator of the catalogue, or a system')
}

function countOf({ accelerators, system }: Said): Read<number> {
  const count = accelerators ?? system?.accelerators
  return count === undefined ? refuse('accelerators', 'is missing; give how many, e.g. 10752') : accept(count)
}

function gridOf({ country, system }: Said): Read<Grid> {
  if (country !== null) return accept(country)
  if (!system?.country) return refuse('country', 'is missing; give the country of the site, e.g. CH')
  const grid = findGrid(system.country)
  return grid === null ? refuse('country', unknownGrid(system.country)) : accept(grid)
}

function powerOf(said: Said['power'], assumed: readonly Assumed[]) {
  const given = said === 'included' ? null : said
  const of = (id: string) => assumed.find((one) => one.id === id)?.value ?? 0
  const read = {
    computingW: given?.computingW ?? of('computingW'),
    idleW: given?.idleW ?? of('waitingW'),
    pueRatio: given?.pueRatio ?? of('pueRatio'),
  }
  const { idleW, computingW } = read
  if (given === null || given.idleW === null || idleW <= computingW) return accept(read)
  return refuse('power.idleW', `${String(idleW)} W is above the ${String(computingW)} W of computing`)
}
