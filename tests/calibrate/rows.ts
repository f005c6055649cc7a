import type { Constants, ErrorClass } from '../../sim/performance/constants.ts'
import { emptyStepTimes } from '../../sim/performance/step.ts'
import { evidenceRows } from '../../sim/study/evidence/rows.ts'
import type { Settled } from '../../sim/study/predict/complete.ts'
import { stepOf, throughputOf } from '../../sim/study/predict/predict.ts'

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
