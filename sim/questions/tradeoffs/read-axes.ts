import * as z from 'zod/mini'
import { accept, readAll, readItems, refuse, type Read } from '../../base/outcome.ts'
import { readWhole } from '../../base/quantity.ts'
import type { Accelerator } from '../../catalogue/types.ts'
import { few, quantity, whole } from '../asking/readers.ts'
import type { Scenario } from '../estimate/input.ts'
import type { Axes } from './points.ts'

/** More points than this are refused: the answer would not be looked at. */
export const mostPoints = 20_000

/** One, or as many as there may be points. */
export const some = z.union([quantity, few(quantity, mostPoints)])

/** Reads one thing, or a list of them, by the reader of one. */
export function each<Raw, T>(read: (raw: Raw, field: string) => Read<T>) {
  return (raw: Raw | readonly Raw[], field: string): Read<readonly T[]> => {
    if (!isList(raw)) return readItems([read(raw, field)])
    if (raw.length === 0) return refuse(field, 'is an empty list')
    return readItems(raw.map((one, i) => read(one, raw.length === 1 ? field : `${field}.${String(i)}`)))
  }
}

function isList<T>(raw: T | readonly T[]): raw is readonly T[] {
  return Array.isArray(raw)
}

const span = z.strictObject({ from: quantity, to: quantity, steps: z.optional(z.number()) })

/** One number of accelerators, a list, or a span of them. */
export const counts = z.union([quantity, few(quantity, mostPoints), span])

export function readCounts(raw: z.output<typeof counts>, field: string): Read<Axes['gpusOf']> {
  if (typeof raw === 'object' && 'from' in raw) return readSpan(raw)
  const read = each(whole(1, 1e7))(raw, field)
  if (!read.ok) return read
  const found = ascending(read.value)
  return accept(() => found)
}

function ascending(found: readonly number[]): readonly number[] {
  return [...new Set(found)].sort((a, b) => a - b)
}

/** Numbers evenly spread on a log scale, taken to whole nodes and to powers of two as coarse as the steps, which layouts divide. */
function readSpan(raw: z.output<typeof span>): Read<Axes['gpusOf']> {
  const read = readAll({
    from: readWhole('gpus.from', raw.from, [1, 1e7]),
    to: readWhole('gpus.to', raw.to, [1, 1e7]),
    steps: readWhole('gpus.steps', raw.steps ?? 20, [2, mostPoints]),
  })
  if (!read.ok) return read
  const { from, to, steps } = read.value
  if (to < from) return refuse('gpus.to', `${String(to)} is below from, ${String(from)}`)
  const apart = (to / from) ** (1 / (steps - 1)) - 1
  return accept(({ system }) => {
    const node = from < system.acceleratorsPerNode ? 1 : system.acceleratorsPerNode
    const found = Array.from({ length: steps }, (_, step) => {
      const exact = from * (to / from) ** (step / (steps - 1))
      const grain = Math.max(node, 2 ** Math.floor(Math.log2((exact * apart) / 2)))
      return Math.min(to, Math.max(from, Math.round(exact / grain) * grain))
    })
    return ascending(found)
  })
}

/** The machine with other accelerators in the same nodes: what was measured of it is then no longer known. */
export function swapped(scenario: Scenario, swaps: readonly Accelerator[]): readonly Scenario[] {
  if (swaps.length === 0) return [scenario]
  return swaps.map((accelerator) => {
    if (accelerator.id === scenario.accelerator.id) return scenario
    const system = {
      ...scenario.system,
      name: `${scenario.system.name} with ${accelerator.name}`,
      acceleratorId: accelerator.id,
      hplFlopsPerS: null,
      hplPowerW: null,
      hplAccelerators: null,
      idleW: null,
      powerCapW: null,
      pairBytesPerS: null,
      tariffId: null,
    }
    return { ...scenario, system, accelerator }
  })
}

/** By the market every system is counted in the same currency and on the same basis. */
export function priced(scenario: Scenario, price: 'tariff' | 'market'): Scenario {
  return price === 'tariff' ? scenario : { ...scenario, system: { ...scenario.system, tariffId: null } }
}

export function isOneCurrency(scenarios: readonly Scenario[]): boolean {
  const kinds = scenarios.map(
    ({ system, gpuHourPrice }) => gpuHourPrice?.currency ?? system.tariffId ?? 'market',
  )
  return new Set(kinds).size <= 1
}
