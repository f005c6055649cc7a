import { Command } from 'commander'
import { describe } from '../describe.ts'
import {
  answerCatalogue,
  catalogueKinds,
  type CatalogueAnswer,
  type ShownFigure,
  type ShownRecord,
} from '../../../sim/index.ts'
import { finish } from '../writing/outcome.ts'
import { columns, wrapped } from '../writing/table.ts'

export function catalogueCommand(): Command {
  return describe(new Command('catalogue'))
    .argument('[kind]', catalogueKinds.join(', '))
    .argument('[id]', 'one record, e.g. alps')
    .action((kind: string | undefined, id: string | undefined, { json }: { readonly json?: boolean }) => {
      finish(answerCatalogue(kind ?? null, id ?? null), json === true, catalogueReport)
    })
}

/** The catalogue for a person: lists as lines, one record with each figure and its source. */
function catalogueReport(parts: readonly CatalogueAnswer[]): string {
  const single = parts.length === 1 && parts[0]?.records.length === 1 ? parts[0].records[0] : undefined
  return (single === undefined ? parts.flatMap(list) : record(single)).join('\n')
}

function list({ kind, records }: CatalogueAnswer): readonly string[] {
  const width = Math.max(...records.map(({ id }) => id.length)) + 2
  const lines = records.map(({ id, name }) => `  ${id.padEnd(width)}${name}`.slice(0, columns))
  return [`${kind} (${String(records.length)})`, ...lines, '']
}

function record({ id, name, figures }: ShownRecord): readonly string[] {
  const isEmpty = (value: unknown) =>
    value === null || value === '' || (Array.isArray(value) && value.length === 0)
  const shown = figures.filter(({ value }) => !isEmpty(value))
  return [`${name} (${id})`, ...shown.flatMap(figure)]
}

function figure({ field, value, source, url }: ShownFigure): readonly string[] {
  const said = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return [
    ...wrapped(`${field}: ${said}`, '  '),
    ...(source === null ? [] : wrapped(source, '      ')),
    ...(url === null ? [] : [`      ${url}`]),
  ]
}
