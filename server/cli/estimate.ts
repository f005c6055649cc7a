import { Command } from 'commander'
import { answerEstimate, fieldWords } from '../../sim/index.ts'
import { isPath, readJsonFile } from './files.ts'
import { complain, finish } from './outcome.ts'
import { estimateReport } from './report.ts'

type Options = { readonly [name: string]: string | boolean | undefined }

const example = `
Example:
  petaplan estimate --model apertus-70b --tokens 15T --system alps --gpus 4096 --mfu 0.31
`

export function estimateCommand(): Command {
  return new Command('estimate')
    .description('One training run: time, GPU-hours, energy, carbon, water and cost.')
    .option('--model <id|config.json>', fieldWords.model)
    .option('--tokens <count>', fieldWords.tokens)
    .option('--system <id|file.json>', fieldWords.system)
    .option('--gpus <count>', fieldWords.gpus)
    .option('--layout <layout>', fieldWords.layout)
    .option('--mfu <fraction>', fieldWords.mfu)
    .option('--seq-len <tokens>', fieldWords.seqLen)
    .option('--global-batch-tokens <tokens>', fieldWords.globalBatchTokens)
    .option('--precision <name>', fieldWords.precision)
    .option('--grid <country>', fieldWords.grid)
    .option('--power-price <money>', fieldWords.powerPrice)
    .option('--gpu-hour-price <money>', fieldWords.gpuHourPrice)
    .option('--explain', 'print each formula with its numbers put in, and every assumption')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', example)
    .action((options: Options) => {
      run(options)
    })
}

function run({ json, explain, ...fields }: Options): void {
  const input = Object.entries(fields).map(
    ([field, word]) => [field, readField(field, String(word))] as const,
  )
  const unread = input.filter(([, field]) => !field.ok)
  const usable = input.flatMap(([name, field]) => (field.ok ? [[name, field.value] as const] : []))
  const answered = answerEstimate(Object.fromEntries(usable))
  if (unread.length === 0) {
    finish(answered, json === true, (answer) =>
      estimateReport(answer, explain === true ? 'explained' : 'short'),
    )
    return
  }
  for (const [name, field] of unread) if (!field.ok) complain(`--${name}: ${field.message}`)
  const isUnread = (field: string) => unread.some(([name]) => field.split('.')[0] === name)
  if (answered.status === 'refused') {
    finish(
      { status: 'refused', problems: answered.problems.filter(({ field }) => !isUnread(field)) },
      false,
      () => '',
    )
  }
  process.exitCode = 2
}

/** A file's content for the fields that may name one, else the word itself. */
function readField(field: string, word: string) {
  return (field === 'model' || field === 'system') && isPath(word)
    ? readJsonFile(word)
    : ({ ok: true, value: word } as const)
}
