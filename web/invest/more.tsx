import type { InvestAnswer } from '../../sim/index.ts'
import { short } from '../format.ts'
import { Table } from '../parts/table.tsx'
import { investWords as words } from '../words/invest.ts'

/** Taxes and duties by who pays them and when, beside the cash flow. */
export function Taxes({ answer: { taxes, currency, cashFlow } }: { readonly answer: InvestAnswer }) {
  return (
    <Table
      columns={[currency, '', ...cashFlow.map(({ year }) => String(year)), words.all]}
      rows={taxes.flatMap(({ name, fraction, byPayer }) =>
        byPayer.map((payer) => [
          `${name}, ${short(fraction * 100)} %`,
          payer.name,
          ...payer.byYear.map(short),
          short(payer.total),
        ]),
      )}
    />
  )
}

type ServingProps = { readonly serving: NonNullable<InvestAnswer['serving']>; readonly currency: string }

/** What a demand for tokens takes; both ends of what serving was published to reach. */
export function Serving({ serving, currency }: ServingProps) {
  const rows = [
    [words.served.accelerators, serving.accelerators],
    [words.served.hours, serving.acceleratorHoursPerY],
    [words.served.power, serving.meanMw],
    [words.served.energy, serving.energyMwhPerY],
    [words.served.cost(currency), serving.costPerY],
    [words.served.million(currency), serving.costPerMillionTokens],
  ] as const
  return (
    <>
      <p>{serving.sentence}</p>
      <Table
        columns={words.served.columns}
        rows={rows.map(([name, { low, high }]) => [name, short(low), short(high)])}
      />
      {serving.notes.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
    </>
  )
}
