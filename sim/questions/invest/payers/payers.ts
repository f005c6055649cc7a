import * as z from 'zod/mini'
import { sum } from '../../../base/math.ts'
import { refuse, accept, type Read } from '../../../base/outcome.ts'
import { discountFactor, type Discounting } from '../../../investment/cashflow.ts'
import type { ProgrammeAnswer, Programme } from '../../../investment/programme.ts'
import { inner, or } from '../../asking/field.ts'
import { number, text, type Frozen } from '../../asking/answers.ts'
import { bounded, quantity } from '../../asking/readers.ts'

/** What a state takes on the way: value added tax on all that is paid, less what comes back, and duties on machines. */
const share = inner(quantity, bounded(0, 1))
const fields = z.strictObject({
  vatFraction: or(share, 0),
  vatRecoveredFraction: or(share, 0),
  dutyFraction: or(share, 0),
})
export const taxesField = or(fields, z.parse(fields, {}))
export type TaxRates = z.output<typeof fields>

/** A line of its own, beside the cash flow and in no hour's cost. */
export const taxAnswer = z.strictObject({
  name: text,
  /** Of what it is on. */
  fraction: number,
  byPayer: z.array(z.strictObject({ name: text, byYear: z.array(number), total: number })),
  total: number,
  presentCost: number,
})
type TaxAnswer = Frozen<z.infer<typeof taxAnswer>>

/** Each tax by who pays it: duties raise what value added tax is on, as customs count. */
export function taxLines(
  { vatFraction: vat, vatRecoveredFraction: recovered, dutyFraction: duty }: TaxRates,
  { payers, discounting }: { readonly payers: readonly Payer[]; readonly discounting: Discounting },
  { years }: ProgrammeAnswer,
): readonly TaxAnswer[] {
  const net = vat * (1 - recovered)
  const lines: readonly (readonly [string, number, (payer: Payer, part: Parts) => number])[] = [
    ['Duties', duty, ({ capital }, parts) => capital * duty * machines(parts)],
    [
      'Value added tax',
      net,
      ({ capital, operation }, parts) =>
        net *
        (capital * (machines(parts) * (1 + duty) + parts.facility) +
          operation * (parts.maintenance + parts.electricity)),
    ],
  ]
  return lines.flatMap(([name, fraction, on]) => {
    if (fraction === 0) return []
    const byPayer = payers.map((payer) => {
      const byYear = years.map(({ parts }) => on(payer, parts))
      return { name: payer.name, byYear, total: sum(byYear) }
    })
    const inYear = years.map((_, year) => sum(byPayer.map(({ byYear }) => byYear[year] ?? 0)))
    const presentCost = sum(inYear.map((paid, year) => paid * discountFactor(discounting, year)))
    return [{ name, fraction, byPayer, total: sum(inYear), presentCost }]
  })
}

type Parts = ProgrammeAnswer['years'][number]['parts']

function machines({ compute, network, storage }: Parts): number {
  return compute + network + storage
}

/** Who pays which share: of what is bought, and of what runs; a subsidy is a payer. */
const payer = z.strictObject({
  name: z.string(),
  capitalFraction: or(z.number(), 0),
  operationFraction: or(z.number(), 0),
})

export type Payer = { readonly name: string; readonly capital: number; readonly operation: number }

export const payerAnswer = z.strictObject({
  name: text,
  capitalFraction: number,
  operationFraction: number,
  /** In the money of year 0, 1, …; all payers together are the cash flow. */
  byYear: z.array(number),
  total: number,
  presentCost: number,
})
export type PayerAnswer = Frozen<z.infer<typeof payerAnswer>>

const rest = 'The owner'

/** The payers, and the owner for what they leave. */
export const payersField = inner(z.optional(z.array(payer)), (said = [], at): Read<readonly Payer[]> => {
  const payers = said.map(({ name, capitalFraction, operationFraction }) => ({
    name,
    capital: capitalFraction,
    operation: operationFraction,
  }))
  const problems = (['capital', 'operation'] as const).flatMap((of) => {
    const shares = payers.map((payer) => payer[of])
    const all = sum(shares)
    return all <= 1 + 1e-9 && shares.every((share) => share >= 0)
      ? []
      : refuse(at, `${of} shares are ${shares.join(', ')}; give none below 0, and 1 together at most`)
          .problems
  })
  const names = [rest, ...payers.map(({ name }) => name.trim())]
  const wrong = payers.flatMap(({ name }, index) => {
    const twice = names.indexOf(name.trim()) <= index
    return name.trim() === '' || twice
      ? [{ field: `${String(index)}.name`, message: twice ? `'${name}' stands here twice` : 'is empty' }]
      : []
  })
  if (problems.length + wrong.length > 0) return { ok: false, problems: [...problems, ...wrong] }
  const left = (of: 'capital' | 'operation') => Math.max(0, 1 - sum(payers.map((payer) => payer[of])))
  const owner = { name: rest, capital: left('capital'), operation: left('operation') }
  return accept(owner.capital + owner.operation > 1e-9 ? [...payers, owner] : payers)
})

/** What each pays in which year, as planned. What is left at the horizon belongs to those who bought. */
export function paidBy(
  payers: readonly Payer[],
  plan: Programme,
  { years }: ProgrammeAnswer,
): readonly PayerAnswer[] {
  return payers.map(({ name, capital, operation }) => {
    const byYear = years.map(({ parts, residual }) => {
      const running = parts.maintenance + parts.staff + parts.electricity
      const bought = parts.compute + parts.network + parts.storage + parts.facility
      return capital * (bought + residual) + operation * running
    })
    const presentCost = sum(byYear.map((paid, year) => paid * discountFactor(plan.discounting, year)))
    return {
      name,
      capitalFraction: capital,
      operationFraction: operation,
      byYear,
      total: sum(byYear),
      presentCost,
    }
  })
}
