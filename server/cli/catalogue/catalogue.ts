import { Command } from 'commander'
import { answerCatalogue, catalogueKinds } from '../../../sim/index.ts'
import { catalogueReport } from './catalogue-report.ts'
import { finish } from '../writing/outcome.ts'

export function catalogueCommand(): Command {
  return new Command('catalogue')
    .description('What is known, each figure with its source.')
    .argument('[kind]', catalogueKinds.join(', '))
    .argument('[id]', 'one record, e.g. alps')
    .option('--json', 'print the answer as JSON')
    .action((kind: string | undefined, id: string | undefined, { json }: { readonly json?: boolean }) => {
      finish(answerCatalogue(kind ?? null, id ?? null), json === true, catalogueReport)
    })
}
