import { Command } from 'commander'
import { questions, type EstimateAnswer } from '../../sim/index.ts'
import { estimateOnAllCores } from '../monte-carlo/estimate.ts'
import { finishRead } from './fields.ts'
import { complain } from './writing/outcome.ts'
import { progressBar } from './writing/progress.ts'
import { fromToday } from './writing/today.ts'
import { estimateReport } from './writing/report.ts'
import { describe } from './describe.ts'
import { addFields, describeRun, readInput, type Options } from './run-options.ts'

export function estimateCommand(): Command {
  return describe(addFields(describeRun(new Command('estimate')), questions.estimate)).action(run)
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
