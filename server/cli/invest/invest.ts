import { Command } from 'commander'
import { answerInvest, investCases } from '../../../sim/index.ts'
import { isPath, readJsonFile } from '../writing/files.ts'
import { investReport } from './invest-report.ts'
import { complain, finish } from '../writing/outcome.ts'

const example = `
Ready cases:
${investCases.map(({ id, sentence }) => `  ${id.padEnd(14)}${sentence}`).join('\n')}

Example:
  petaplan invest alps
  echo '{"case":"alps","utilisation":0.6,"horizonY":8}' > plan.json && petaplan invest plan.json
`

export function investCommand(): Command {
  return new Command('invest')
    .description('Own, reserve, rent or share over many years; the cost of a GPU-hour; what it buys.')
    .argument('<file.json|case>', 'a programme in a file, or a ready case')
    .option('--seed <number>', 'the same seed gives the same futures')
    .option('--samples <number>', 'how many futures')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', example)
    .action((what: string, options: Options) => {
      run(what, options)
    })
}

type Options = { readonly seed?: string; readonly samples?: string; readonly json?: boolean }

function run(what: string, { seed, samples, json }: Options): void {
  const file = isPath(what) ? readJsonFile(what) : ({ ok: true, value: { case: what } } as const)
  if (!file.ok) {
    complain(file.message)
    process.exitCode = 2
    return
  }
  const futures = {
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    ...(samples === undefined ? {} : { samples: Number(samples) }),
  }
  const answered = answerInvest(Object.assign({}, file.value, futures))
  if (answered.status !== 'refused') {
    finish(answered, json === true, investReport)
    return
  }
  for (const { field, message } of answered.problems)
    complain(`${field in futures ? '--' : ''}${field}: ${message}`)
  process.exitCode = 2
}
