import type { EstimateFigures } from './answer.ts'
import type { Answered } from '../../base/answered.ts'
import { figuresOf, outcomesOf } from './figures.ts'
import { readFields } from './reading/read-fields.ts'
import type { EstimateFields } from './schema.ts'
import { workRead } from './work-read.ts'

/** The figures of one training run without the reasons for them: what a slider needs within a frame. */
export function answerFigures(fields: EstimateFields): Answered<EstimateFigures> {
  const worked = workRead(readFields(fields))
  if (worked.status !== 'answer') return worked
  return { status: 'answer', value: { ...figuresOf(worked.value), outcomes: outcomesOf(worked.value) } }
}
