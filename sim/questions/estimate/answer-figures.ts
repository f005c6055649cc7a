import type { EstimateFigures } from './answer.ts'
import type { Answered } from '../../base/answered.ts'
import { figuresOf, outcomesOf } from './figures.ts'
import { readEstimate } from './input.ts'
import { workRead } from './work.ts'

/** The figures of one training run without the reasons for them: what a slider needs within a frame. */
export function answerFigures(raw: unknown): Answered<EstimateFigures> {
  const worked = workRead(readEstimate(raw))
  if (worked.status !== 'answer') return worked
  return { status: 'answer', value: { ...figuresOf(worked.value), outcomes: outcomesOf(worked.value) } }
}
