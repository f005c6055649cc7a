import { namesIn } from '../base/csv.ts'
import monthsText from '../data/grid-months.csv?raw'
import { citationsOf, readTable, type Row } from './loader/table.ts'

/** Months as the columns of the table and a reader's abbreviations. */
export const monthIds = namesIn('jan feb mar apr may jun jul aug sep oct nov dec')

/** Mean intensity of production in each month of one year, January first, g CO2e per kWh. */
export type GridMonths = Readonly<NonNullable<ReturnType<typeof monthsIn>>>

const monthsById = new Map(
  readTable(
    { name: 'grid-months.csv', text: monthsText, key: ['id'] },
    (row) => [row.text('id'), monthsIn(row)] as const,
  ),
)

function monthsIn(row: Row) {
  const { jan } = citationsOf(row, { jan: 'jan' })
  const year = row.number('year')
  const gPerKwh = monthIds.flatMap((id) => row.number(id) ?? [])
  return year === null || jan === undefined ? null : { year, gPerKwh, citation: jan }
}

/** How a grid's carbon moves over the year; null where nothing open is known. */
export function monthsOf(gridId: string): GridMonths | null {
  return monthsById.get(gridId) ?? null
}
