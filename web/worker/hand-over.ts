/** What is handed over of a plan, in a file that the worker loads when somebody first asks for it. */
import { annex, type AnnexAnswer, type Answered } from '../../sim/index.ts'

export { answerSbatch } from '../../sim/index.ts'

export type Filled = { readonly annex: AnnexAnswer; readonly markdown: string }

/** A form filled from the plan, and how it reads. */
export function filled(input: unknown): Answered<Filled> {
  const answered = annex.answerAnnex(input)
  if (answered.status !== 'answer') return answered
  return { status: 'answer', value: { annex: answered.value, markdown: annex.annexMarkdown(answered.value) } }
}
