import { type Purse, rateBetween, tabledRate } from '../../../catalogue/currencies.ts'
import scopeParts from '../../../data/economics/scope-parts.json' with { type: 'json' }
import * as z from 'zod/mini'
import { sum } from '../../../base/math.ts'
import { accept, refuse, type Problem, type Read } from '../../../base/outcome.ts'
import { readWhole } from '../../../base/quantity.ts'
import type { Phase } from '../../../investment/programme.ts'
import { inner, or, orNull } from '../../asking/field.ts'
import { bounded, few, quantity, within, word } from '../../asking/readers.ts'
import { amount } from '../amounts.ts'
import type { Ground } from './ground.ts'

/** What a capital figure covers. A figure of one scope never meets another that covers the same thing. */
const scopes = ['chip', 'server', 'system', 'system-and-facility', 'programme'] as const

/** A capital figure with what it covers. */
export type CapitalItem = Phase & { readonly scope: (typeof scopes)[number] }

/** Life of IT and of a facility where none is given: Epoch AI's data centre of 1 GW. */
export const usualLifeY = { it: 5, facility: 14 } as const

/** What a figure of each scope pays for. */
export const covered: Readonly<Record<CapitalItem['scope'], readonly string[]>> = scopeParts

/** Everything that a programme consists of. */
export const allParts = covered.programme

function itemFields({ purse, horizonY }: Ground) {
  const fields = z.strictObject({
    name: orNull(word),
    part: or(z.enum(['compute', 'network', 'storage', 'facility']), 'compute'),
    amount: inner(quantity, (raw, at) => aboveZero(at, amount(purse)(raw, at))),
    scope: z.enum(scopes),
    startY: or(
      inner(z.number(), (raw, at) => readWhole(at, raw, [0, horizonY - 1])),
      0,
    ),
    lifeY: orNull(within(0.25, 60)),
    accelerators: orNull(inner(quantity, bounded(0, 1e8))),
    refresh: or(z.enum(['none', 'same-capacity', 'same-money']), 'none'),
    residual: or(z.enum(['none', 'straight-line', 'market']), 'none'),
  })
  return inner(fields, ({ name, lifeY: said, ...item }) => {
    const lifeY = said ?? (item.part === 'facility' ? usualLifeY.facility : usualLifeY.it)
    if (item.refresh !== 'none' && !Number.isInteger(lifeY))
      return refuse('lifeY', `${String(lifeY)} has to be whole where a refresh follows`)
    return accept({ ...item, name: name ?? item.part, lifeY })
  })
}

type Item = z.output<ReturnType<typeof itemFields>>

/** The capital figures of a programme; scopes that overlap are refused. */
export function capitalFields(ground: Ground) {
  return inner(z.optional(few(itemFields(ground))), (items = [], at): Read<readonly Item[]> => {
    if (items.length === 0) return refuse(at, 'is an empty list; give at least { amount, scope }')
    const problems = [...overlaps(items), ...uncounted(items)]
    return problems.length > 0 ? { ok: false, problems } : accept(items)
  })
}

/** How many accelerators each figure brings, once it is known how many there are. */
export function countedCapital(
  items: readonly Item[],
  { purse, accelerators }: { readonly purse: Purse; readonly accelerators: number },
): Read<readonly CapitalItem[]> {
  const left = (item: Item) =>
    item.part === 'compute' && items.find((one) => isSame(one, item)) === item ? accelerators : 0
  const capital = items.map((item) => ({ ...item, accelerators: item.accelerators ?? left(item) }))
  const beyond = wrongCount(capital, accelerators) ?? beyondAnyPrice(capital, purse)
  return beyond === null ? accept(capital) : refuse('capital', beyond)
}

/** Of figures of compute that begin together and do not say how many accelerators, all pay for the same ones. */
function isSame(one: Item, { startY }: Item): boolean {
  return one.part === 'compute' && one.accelerators === null && one.startY === startY
}

/** A figure of compute that begins while another's machines stand says how many it adds: all once more is hardly meant. */
function uncounted(items: readonly Item[]): readonly Problem[] {
  const computes = items.filter(({ part }) => part === 'compute')
  const stands = ({ startY, lifeY, refresh }: Item, year: number) =>
    startY < year && (refresh !== 'none' || startY + lifeY > year)
  return items.flatMap((item, index) =>
    item.part === 'compute' && item.accelerators === null && computes.some((one) => stands(one, item.startY))
      ? [{ field: `${String(index)}.accelerators`, message: 'is missing: how many does it add?' }]
      : [],
  )
}

/** The machine is what is bought: fewer than it is said to have would be counted now by one figure, now by the other. */
function wrongCount(capital: readonly CapitalItem[], said: number): string | null {
  const brought = sum(capital.map(({ accelerators }) => accelerators))
  return brought >= said
    ? null
    : `brings ${String(brought)} accelerators, and accelerators says ${String(said)}; give the same number`
}

/** Ours: an accelerator, with all that a scope adds, costs more than a used card and less than a hundred of the dearest. */
const usdEach = { least: 200, most: 5e6 } as const

/** Mostly the price of one given for all, or another currency's figure; null of currencies whose rate is not known. */
function beyondAnyPrice(capital: readonly CapitalItem[], purse: Purse): string | null {
  const computes = capital.filter(({ part }) => part === 'compute')
  const most = Math.max(...computes.map(({ accelerators }) => accelerators))
  const usd = rateBetween('USD', purse) ?? tabledRate('USD', purse.currency)
  if (usd === null || most === 0) return null
  const each = sum(computes.map(({ amount }) => amount)) / most
  const said = `${purse.currency} ${String(Number(each.toPrecision(3)))}`
  if (each < usdEach.least * usd)
    return `is for all ${String(most)} accelerators: ${said} each is below any price`
  return each <= usdEach.most * usd
    ? null
    : `is for all ${String(most)} accelerators: ${said} each is beyond any price`
}

/** What a machine costs somebody; who that is, payers say. */
function aboveZero(field: string, amount: Read<number>): Read<number> {
  const message = 'is 0; give what it costs, and who gives it as a payer, or leave the figure out'
  return amount.ok && amount.value === 0 ? refuse(field, message) : amount
}

/** Figures that pay for the same thing twice, or whose scopes lie far apart. */
function overlaps(items: readonly Item[]): readonly Problem[] {
  const first = items.findIndex(({ part }) => part === 'compute')
  const scope = items[first]?.scope
  if (scope === undefined) return [{ field: '', message: 'has no compute; give one item of part compute' }]
  return items.flatMap((item, index) => {
    if (item.part !== 'compute' && covered[scope].includes(item.part)) {
      const message = `${item.part} is already inside the ${scope} figure of capital.${String(first)}; narrow that scope or leave this out`
      return [{ field: `${String(index)}.part`, message }]
    }
    if (item.part !== 'compute' || item.scope === scope) return []
    const message = `${item.scope} does not go with ${scope} of capital.${String(first)}: between the scopes lies a factor of 4 to 10 per accelerator`
    return [{ field: `${String(index)}.scope`, message }]
  })
}
