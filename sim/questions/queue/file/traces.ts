import table from '../../../data/traces/mappings.json' with { type: 'json' }
import { accept, refuse, type Read } from '../../../base/outcome.ts'
import { quoted } from '../../../base/shown.ts'
import { columnsIn, type TraceMapping } from '../../../queue/import/table/traces.ts'

/** What the public traces call their columns, and in which units; each with its source in the table. */
export const traceMappings: readonly TraceMapping[] = table.mappings.map(({ columns, ...trace }) => ({
  ...trace,
  columns: columnsIn(columns),
}))

export function readMapping(name: string, at: string): Read<TraceMapping> {
  const found = traceMappings.find((one) => one.name === name.trim().toLowerCase())
  const names = traceMappings.map((one) => one.name).join(', ')
  return found === undefined
    ? refuse(at, `${quoted(name)} is none of the traces; they are ${names}`)
    : accept(found)
}
