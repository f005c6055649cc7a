import pricesText from '../data/prices.csv?raw'
import { citationsOf, readTable, type Row } from './loader/table.ts'
import type { Cited, Price } from './types.ts'

const kinds = ['tariff', 'rent', 'contract', 'summary', 'assumption'] as const

function priceOf(row: Row): Cited<Price> {
  const kind = row.oneOf('kind', kinds)
  if (kind === null) row.refuse('kind is empty')
  return {
    ...row.texts('id name'),
    kind: kind ?? 'assumption',
    acceleratorId: row.text('acceleratorId'),
    systemId: row.words('systemId') || null,
    perAcceleratorHour: row.count('perAcceleratorHour'),
    ...row.texts('currency date'),
    note: row.words('note'),
    citations: citationsOf(row, { perAcceleratorHour: 'perAcceleratorHour' }),
  }
}

/** Public tariffs first, then what the market asks, each with its date. Never converted between currencies. */
export const prices = readTable({ name: 'prices.csv', text: pricesText, key: ['id'] }, priceOf)

export function findPrice(id: string): Cited<Price> | null {
  return prices.find((price) => price.id === id.trim().toLowerCase()) ?? null
}

/** What the market asks for one part: offers alone, neither summaries of offers nor assumptions of papers. */
export function rentsOf(acceleratorId: string): readonly Cited<Price>[] {
  return prices.filter((price) => price.kind === 'rent' && price.acceleratorId === acceleratorId)
}
