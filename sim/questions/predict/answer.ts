import type { Answered } from '../../base/answered.ts'
import { problemsOf } from '../asking/problems.ts'
import { predictLine, type PredictAnswer, type PredictRefusal } from './predict.ts'
import { predictInputSchema } from './schema.ts'

export type PredictAnswers = { readonly predictions: readonly (PredictAnswer | PredictRefusal)[] }

const words = { lines: 'a list of at most 10,000 questions, each as a line of petaplan predict' }

/** Many questions at once: a wrong one gets its own error and the rest is answered. */
export function answerPredict(raw: unknown): Answered<PredictAnswers> {
  const lines = linesOf(raw)
  if (lines !== null) return { status: 'answer', value: { predictions: lines.map(predictLine) } }
  const shape = predictInputSchema.safeParse(raw)
  const issues = shape.success ? [] : shape.error.issues
  return { status: 'refused', problems: problemsOf(issues, { raw, words }) }
}

const mostLines = 10_000

/** The questions of a body: `{"lines": […]}`, a list, or one question alone. */
function linesOf(raw: unknown): readonly unknown[] | null {
  if (Array.isArray(raw)) return raw.length <= mostLines ? raw : null
  if (typeof raw !== 'object' || raw === null) return null
  if ('lines' in raw) return Array.isArray(raw.lines) && raw.lines.length <= mostLines ? raw.lines : null
  return 'model' in raw || 'hardware' in raw ? [raw] : null
}
