import { Command } from 'commander'
import { fieldWords } from '../../sim/index.ts'
import { estimateOnAllCores } from '../monte-carlo/estimate.ts'
import { isPath, readJsonFile, type FileRead } from './files.ts'
import { complain, finish } from './outcome.ts'
import { progressBar } from './progress.ts'
import { estimateReport } from './report.ts'

type Options = { readonly [name: string]: string | boolean | undefined }

const example = `
Example:
  petaplan estimate --model apertus-70b --tokens 15T --system alps --gpus 4096 --mfu 0.31

A scenario file holds the same fields in camel case, and ranges of inputs:
  {"model":"apertus-70b","tokens":"15T","system":"alps","gpus":4096,"queueLimit":"24h",
   "ranges":{"mfu":"0.28 to 0.36","restartS":{"kind":"triangular","least":200,"mode":600,"most":3600}}}
`

export function estimateCommand(): Command {
  return describeRun(new Command('estimate'))
    .description('One training run: time, GPU-hours, energy, carbon, water and cost.')
    .option('--failure-rate <rate>', fieldWords.failureRate)
    .option('--checkpoint-time <duration>', fieldWords.checkpointTime)
    .option('--checkpoint-interval <duration>', fieldWords.checkpointInterval)
    .option('--restart-time <duration>', fieldWords.restartTime)
    .option('--queue-limit <duration|none>', fieldWords.queueLimit)
    .option('--samples <count>', fieldWords.samples)
    .option('--seed <number>', fieldWords.seed)
    .option('--explain', 'print each formula with its numbers put in, and every assumption')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', example)
    .action(run)
}

/** The options that name one training run, shared with other commands that ask for one. */
export function describeRun(command: Command): Command {
  return command
    .option('--scenario <file.json>', 'the fields of a run and ranges of its inputs; options override it')
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
}

async function run({ json, explain, ...fields }: Options): Promise<void> {
  const { input, unread } = readInput(fields)
  const answered = await estimateOnAllCores(input, progressBar('sampling'))
  if (unread.length === 0) {
    finish(answered, json === true, (answer) =>
      estimateReport(answer, explain === true ? 'explained' : 'short'),
    )
    return
  }
  for (const { field, message } of unread) complain(`--${field}: ${message}`)
  if (answered.status === 'refused') {
    const isUnread = (field: string) => unread.some((one) => field.split('.')[0] === one.field)
    const problems = answered.problems.filter(({ field }) => !isUnread(field))
    // Where the scenario file is unreadable, what it would have held is not missing.
    const told = unread.some(({ field }) => field === 'scenario') ? [] : problems
    finish({ status: 'refused', problems: told }, false, () => '')
  }
  process.exitCode = 2
}

export type InputRead = {
  readonly input: { readonly [field: string]: unknown }
  readonly unread: readonly { readonly field: string; readonly message: string }[]
}

/** The scenario file's fields, then the options', each with the file it names put in its place. */
export function readInput({ scenario, ...fields }: Options): InputRead {
  const file: FileRead = typeof scenario === 'string' ? readJsonFile(scenario) : { ok: true, value: {} }
  const said = { ...(file.ok ? Object.fromEntries(Object.entries(Object(file.value))) : {}), ...fields }
  const reads = Object.entries(said).map(([field, word]) => [field, readField(field, word)] as const)
  return {
    input: Object.fromEntries(reads.flatMap(([field, read]) => (read.ok ? [[field, read.value]] : []))),
    unread: [
      ...(file.ok ? [] : [{ field: 'scenario', message: file.message }]),
      ...reads.flatMap(([field, read]) => (read.ok ? [] : [{ field, message: read.message }])),
    ],
  }
}

/** A file's content for the fields that may name one, else what was said. */
function readField(field: string, said: unknown): FileRead {
  const names = field === 'model' || field === 'system'
  return names && typeof said === 'string' && isPath(said) ? readJsonFile(said) : { ok: true, value: said }
}
