import type { EstimateAnswer } from './answer.ts'
import type { Answered } from './answered.ts'
import { compose } from './compose.ts'
import { readEstimate } from './read-estimate.ts'
import { readFields } from './read-fields.ts'
import type { EstimateFields } from './schema.ts'
import type { Worked } from './work.ts'
import { workRead } from './work-read.ts'

/** Time, GPU-hours, energy, carbon, water and cost of one training run; or what is wrong with it; or why it cannot be. */
export function answerEstimate(raw: unknown): Answered<EstimateAnswer> {
  return composed(workRead(readEstimate(raw)))
}

/** The same for fields whose shape the compiler has checked: the page asks without the schema. */
export function answerFields(fields: EstimateFields): Answered<EstimateAnswer> {
  return composed(workRead(readFields(fields)))
}

function composed(worked: Answered<Worked>): Answered<EstimateAnswer> {
  return worked.status === 'answer' ? { status: 'answer', value: compose(worked.value) } : worked
}
