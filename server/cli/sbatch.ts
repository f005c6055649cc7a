import { Command } from 'commander'
import { answerSbatch, questions, type SbatchAnswer } from '../../sim/index.ts'
import { finishRead } from './fields.ts'
import { describe } from './describe.ts'
import { addFields, describeRun, readInput, type Options } from './run-options.ts'
import { saved } from './writing/outcome.ts'

export function sbatchCommand(): Command {
  const command = describeRun(new Command('sbatch'))
  addFields(command, questions.sbatch, ['framework'])
  addFields(command, questions.sbatch, questions.sbatchJobNames)
  addFields(command, questions.sbatch, ['queueLimit', 'checkpointInterval'])
  return describe(command).action(run)
}

function run({ json, out, ...fields }: Options): void {
  const read = readInput(fields)
  const answered = answerSbatch(read.input)
  const file = read.unread.length === 0 && typeof out === 'string' ? out : null
  if (answered.status === 'answer' && file !== null && !saved('out', file, [answered.value.script])) return
  const show = (answer: SbatchAnswer) => (file === null ? answer.script.trimEnd() : summary(answer))
  finishRead(read, answered, { json: json === true, show })
}

function summary(answer: SbatchAnswer): string {
  const { nodes, tasks, timeLimit, jobs, signalS, saveInterval, places, recipes } = answer
  return [
    `${String(nodes)} nodes, ${String(tasks)} tasks, ${timeLimit} each; ${String(jobs.p50)} jobs in the middle case, ${String(jobs.p90)} in a long one`,
    `a checkpoint every ${String(saveInterval)} steps, a signal ${String(signalS)} s before the limit`,
    ...places.map(({ name, what }) => `to fill in: ${name}, ${what}`),
    ...recipes.map(
      ({ framework, text, because }) => `${framework}: ${text === null ? 'no, ' : ''}${because}`,
    ),
  ].join('\n')
}
