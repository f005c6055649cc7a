import * as z from 'zod/mini'
import { sum } from '../../../base/math.ts'
import { discountFactor, type Discounting } from '../../../investment/cashflow.ts'
import type { ProgrammeAnswer } from '../../../investment/programme.ts'
import { or } from '../../asking/field.ts'
import { within } from '../../asking/readers.ts'
import { number, text, type Frozen } from '../../asking/answers.ts'
import type { Payer } from './payers.ts'

/** What a state takes on the way: value added tax on all that is paid, less what comes back, and duties on machines. */
const fields = z.strictObject({
  vatFraction: or(within(0, 1), 0),
  vatRecoveredFraction: or(within(0, 1), 0),
  dutyFraction: or(within(0, 1), 0),
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
export type TaxAnswer = Frozen<z.infer<typeof taxAnswer>>

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
