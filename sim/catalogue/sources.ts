import { own } from '../base/nearest.ts'
import sourcesText from '../data/sources.csv?raw'
import { readTable } from './loader/table.ts'

/** Every source of the product, once, by its id. */
export const sources: Readonly<Record<string, Source>> = Object.fromEntries(
  readTable({ name: 'sources.csv', text: sourcesText, key: ['id'] }, (row) => [
    row.text('id'),
    { ...row.texts('title url read'), licence: row.words('licence') || null },
  ]),
)

/** A source by its id. Throws on an id that is not in the list: that is a mistake in our data. */
export function sourceOf(id: string): Source {
  const source = own(sources, id)
  if (source === undefined) throw new Error(`no source is called ${id}`)
  return source
}

/** A document that figures were read in. */
export type Source = {
  readonly title: string
  readonly url: string
  /** When it was read, year and month. */
  readonly read: string
  readonly licence: string | null
}
