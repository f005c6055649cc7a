import type { Constants, ErrorClass } from '../../sim/step/constants.ts'
import { emptyStepTimes } from '../../sim/step/step.ts'
import { evidenceRows } from '../../sim/questions/evidence/rows.ts'
import type { Settled } from '../../sim/questions/predict/complete.ts'
import { stepOf, throughputOf } from '../../sim/questions/predict/predict.ts'

/** A judged row of the evidence: a question and what was measured. */
export type Judged = {
  readonly source: string
  readonly role: 'fit' | 'check'
  readonly grade: string
  readonly settled: Settled
  readonly observed: number
  readonly kind: ErrorClass
}

export function judgedRows(): readonly Judged[] {
  return evidenceRows().flatMap(({ table, row, judged, question }) =>
    judged && 'settled' in question
      ? [
          {
            source: table.name,
            role: table.role,
            grade: row.grade,
            ...question,
            kind: question.settled.wish.model.architecture.moe === null ? 'dense' : 'mixture',
          },
        ]
      : [],
  )
}

const times = emptyStepTimes()

/** Logarithm of predicted over measured throughput. */
export function residual({ settled, observed }: Judged, constants: Constants): number {
  stepOf(settled, constants, times)
  return Math.log(throughputOf(settled, times.stepS) / observed)
}
