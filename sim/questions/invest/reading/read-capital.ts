import { sum } from '../../../base/math.ts'
import { accept, readAll, readItems, refuse, type Problem, type Read } from '../../../base/outcome.ts'
import { readBounded, readWhole } from '../../../base/quantity.ts'
import { tabledRate } from '../../../catalogue/prices.ts'
import { rateBetween, readAmount, type Purse } from '../amounts.ts'
import type { CapitalItem, Scope } from '../plan.ts'
import type { CapitalFields } from '../schema.ts'

/** Life of IT and of a facility where none is given: Epoch AI's data centre of 1 GW. */
export const usualLifeY = { it: 5, facility: 14 } as const

/** What a figure of each scope pays for. */
export const covered: Readonly<Record<Scope, readonly string[]>> = {
  chip: [],
  server: ['compute'],
  system: ['compute', 'network', 'storage'],
  'system-and-facility': ['compute', 'network', 'storage', 'facility'],
  programme: ['compute', 'network', 'storage', 'facility', 'maintenance', 'staff', 'electricity'],
}

/** Everything that a programme consists of. */
export const allParts = covered.programme

/** The capital figures of a programme; scopes that overlap are refused. */
export function readCapital(items: readonly CapitalFields[], around: Around): Read<readonly CapitalItem[]> {
  const { purse, accelerators } = around
  if (items.length === 0) return refuse('capital', 'is an empty list; give at least { amount, scope }')
  const reads = items.map((item, index) => {
    const isFirst = items.find((one) => isSame(one, item)) === item
    return readItem(item, `capital.${String(index)}`, { ...around, accelerators: isFirst ? accelerators : 0 })
  })
  const capital = readItems(reads, [...overlaps(items), ...uncounted(items)])
  const beyond = capital.ok
    ? (wrongCount(capital.value, accelerators) ?? beyondAnyPrice(capital.value, purse))
    : null
  return beyond === null ? capital : refuse('capital', beyond)
}

/** Of figures of compute that begin together and do not say how many accelerators, all pay for the same ones. */
function isSame(one: CapitalFields, { startY = 0 }: CapitalFields): boolean {
  return (
    (one.part ?? 'compute') === 'compute' && one.accelerators === undefined && (one.startY ?? 0) === startY
  )
}

/** A figure of compute that begins while another's machines stand says how many it adds: all once more is hardly meant. */
function uncounted(items: readonly CapitalFields[]): readonly Problem[] {
  const computes = items.filter(({ part = 'compute' }) => part === 'compute')
  const stands = ({ startY = 0, lifeY = usualLifeY.it, refresh = 'none' }: CapitalFields, year: number) =>
    startY < year && (refresh !== 'none' || startY + lifeY > year)
  return items.flatMap((item, index) =>
    computes.includes(item) &&
    item.accelerators === undefined &&
    computes.some((one) => stands(one, item.startY ?? 0))
      ? [{ field: `capital.${String(index)}.accelerators`, message: 'is missing: how many does it add?' }]
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

type Around = { readonly purse: Purse; readonly accelerators: number; readonly horizonY: number }

function readItem(
  item: CapitalFields,
  field: string,
  { purse, accelerators, horizonY }: Around,
): Read<CapitalItem> {
  const part = item.part ?? 'compute'
  const refresh = item.refresh ?? 'none'
  const numbers = readAll({
    amount: aboveZero(`${field}.amount`, readAmount(`${field}.amount`, item.amount, purse)),
    startY: readWhole(`${field}.startY`, item.startY ?? 0, [0, horizonY - 1]),
    lifeY: lifeOf(item, field, refresh),
    accelerators:
      item.accelerators === undefined
        ? accept(part === 'compute' ? accelerators : 0)
        : readBounded(`${field}.accelerators`, item.accelerators, [0, 1e8]),
  })
  if (!numbers.ok) return numbers
  const { scope, residual } = item
  const name = item.name ?? part
  return accept({ ...numbers.value, name, part, scope, refresh, residual: residual ?? 'none' })
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

function lifeOf(item: CapitalFields, field: string, refresh: CapitalItem['refresh']): Read<number> {
  const lifeY = item.lifeY ?? (item.part === 'facility' ? usualLifeY.facility : usualLifeY.it)
  const life = readBounded(`${field}.lifeY`, lifeY, [0.25, 60])
  if (!life.ok || refresh === 'none' || Number.isInteger(lifeY)) return life
  return refuse(`${field}.lifeY`, `${String(lifeY)} has to be whole where a refresh follows`)
}

/** Figures that pay for the same thing twice, or whose scopes lie far apart. */
function overlaps(items: readonly CapitalFields[]): readonly Problem[] {
  const computes = items
    .map((item, index) => ({ item, index }))
    .filter(({ item }) => (item.part ?? 'compute') === 'compute')
  const first = computes[0]
  if (first === undefined)
    return [{ field: 'capital', message: 'has no compute; give one item of part compute' }]
  const mixed = computes
    .filter(({ item }) => item.scope !== first.item.scope)
    .map(({ item, index }) => ({
      field: `capital.${String(index)}.scope`,
      message: `${item.scope} does not go with ${first.item.scope} of capital.${String(first.index)}: between the scopes lies a factor of 4 to 10 per accelerator`,
    }))
  const twice = items.flatMap((item, index) => {
    const part = item.part ?? 'compute'
    if (part === 'compute' || !covered[first.item.scope].includes(part)) return []
    return [
      {
        field: `capital.${String(index)}.part`,
        message: `${part} is already inside the ${first.item.scope} figure of capital.${String(first.index)}; narrow that scope or leave this out`,
      },
    ]
  })
  return [...mixed, ...twice]
}
