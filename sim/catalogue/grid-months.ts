import monthsText from '../data/grid-months.csv?raw'
import { citationsOf, readTable, type Row } from './loader/table.ts'
import type { Citation } from './types.ts'

/** Months as the columns of the table and a reader's abbreviations. */
export const monthIds = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
] as const

export type GridSeason = {
  /** Mean intensity of production in each month of one year, January first, g CO2e per kWh. */
  readonly months: {
    readonly year: number
    readonly gPerKwh: readonly number[]
    readonly citation: Citation
  } | null
  /** What one more kWh causes, g CO2e: the plants of the country that would run for it. */
  readonly marginal: { readonly year: number; readonly gPerKwh: number; readonly citation: Citation } | null
}

const seasons = new Map(
  readTable(
    { name: 'grid-months.csv', text: monthsText, key: ['id'] },
    (row) => [row.text('id'), season(row)] as const,
  ),
)

function season(row: Row): GridSeason {
  const { jan, marginal } = citationsOf(row, { jan: 'jan', marginal: 'marginal' })
  const [year, marginalYear, gPerKwh] = [
    row.number('year'),
    row.number('marginalYear'),
    row.number('marginal'),
  ]
  const months = monthIds.flatMap((id) => row.number(id) ?? [])
  return {
    months: year === null || jan === undefined ? null : { year, gPerKwh: months, citation: jan },
    marginal:
      marginalYear === null || gPerKwh === null || marginal === undefined
        ? null
        : { year: marginalYear, gPerKwh, citation: marginal },
  }
}

/** How a grid's carbon moves: by month, and for one more kWh; null where nothing open is known. */
export function seasonOf(gridId: string): GridSeason {
  return seasons.get(gridId) ?? { months: null, marginal: null }
}
