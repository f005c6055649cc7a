import { Command } from 'commander'
import { annex, questions, type AnnexAnswer } from '../../sim/index.ts'
import { describe } from './describe.ts'
import { addFields, describeRun, readInput, type Options } from './run-options.ts'
import { finishRead } from './fields.ts'
import { saved } from './writing/outcome.ts'

export function annexCommand(): Command {
  const command = addFields(new Command('annex'), questions.annex, ['form', 'start', 'confidence'])
  return describe(addFields(describeRun(command), questions.annex)).action(run)
}

function run({ json, out, ...fields }: Options): void {
  const read = readInput(fields)
  const answered = annex.answerAnnex(read.input)
  const file = typeof out === 'string' ? out : null
  if (
    answered.status === 'answer' &&
    read.unread.length === 0 &&
    file !== null &&
    !saved('out', file, [`${annex.annexMarkdown(answered.value)}\n`])
  )
    return
  const show = (filled: AnnexAnswer) => (file === null ? annex.annexMarkdown(filled) : filled.sentence)
  finishRead(read, answered, { json: json === true, show })
}
