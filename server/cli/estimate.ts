import { Command } from 'commander'
import { questions, type EstimateAnswer } from '../../sim/index.ts'
import { estimateOnAllCores } from '../monte-carlo/estimate.ts'
import { finishRead } from './fields.ts'
import { complain } from './writing/outcome.ts'
import { progressBar } from './writing/progress.ts'
import { fromToday } from './writing/today.ts'
import { estimateReport } from './writing/report.ts'
import { addFields, describeRun, readInput, type Options } from './run-options.ts'

const example = `
It exits 3 where a deadline or a budget is not kept with the --confidence that was asked.

Example:
  petaplan estimate --model apertus-70b --tokens 15T --system alps --gpus 4096 --mfu 0.31
  petaplan estimate --model apertus-70b --tokens 15T --system alps --gpus 4096 --deadline 90d --budget 'CHF 6M' --confidence 0.8

A scenario file holds the same fields in camel case, and ranges of inputs:
  {"model":"apertus-70b","tokens":"15T","system":"alps","gpus":4096,"queueLimit":"24h",
   "ranges":{"mfu":"0.28 to 0.36","restartS":{"kind":"triangular","least":200,"mode":600,"most":3600}}}
`

const ownFields =
  `framework year failureRate checkpointTime checkpointInterval restartTime queueLimit heatReuse
  heatDisplaces samples seed confidence deadline budget start`.split(/\s+/)

export function estimateCommand(): Command {
  return addFields(describeRun(new Command('estimate')), questions.estimate, ownFields)
    .description('One training run: time, GPU-hours, energy, carbon, water and cost.')
    .option('--explain', 'print each formula with its numbers put in, and every assumption')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', example)
    .action(run)
}

async function run({ json, explain, ...fields }: Options): Promise<void> {
  const read = readInput(fields)
  const { input, unread } = read
  const answered = await estimateOnAllCores(
    { ...fromToday(input['deadline']), ...input },
    progressBar('sampling'),
  )
  const show = (answer: EstimateAnswer) => estimateReport(answer, explain === true ? 'explained' : 'short')
  finishRead(read, answered, { json: json === true, show })
  if (unread.length === 0 && answered.status === 'answer') endAsKept(answered.value.promises)
}

/** What was asked with a confidence and is not kept with it ends as a trade-off without a way does. */
function endAsKept(promises: EstimateAnswer['promises']): void {
  if (promises === null || promises.confidence === null || promises.kept) return
  complain(`infeasible: ${promises.sentence}`)
  process.exitCode = 3
}
