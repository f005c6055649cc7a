import type { Answered } from '../../base/answered.ts'
import { accept, type Read } from '../../base/outcome.ts'
import { problemsOf } from '../asking/problems.ts'
import type { PredictAnswers } from './answer-schema.ts'
import { predictLine } from './predict.ts'
import type { Learned } from './pilot-place.ts'
import { readProfile } from '../pilot/learn.ts'
import { predictInputSchema } from './schema.ts'

const words = {
  lines: 'a list of at most 10,000 questions, each as a line of petaplan predict',
  profile: 'what petaplan pilot wrote',
}

/** Many questions at once: a wrong one gets its own error and the rest is answered. */
export function answerPredict(raw: unknown): Answered<PredictAnswers> {
  const lines = linesOf(raw)
  const learned = profileIn(raw)
  if (!learned.ok) return { status: 'refused', problems: learned.problems }
  if (lines !== null) {
    const predictions = lines.map((line) => predictLine(line, learned.value))
    return { status: 'answer', value: { predictions } }
  }
  const shape = predictInputSchema.safeParse(raw)
  const issues = shape.success ? [] : shape.error.issues
  return { status: 'refused', problems: problemsOf(issues, { raw, words }) }
}

/** What the profile teaches of a body `{"lines": […], "profile": {…}}`. */
function profileIn(raw: unknown): Read<Learned | null> {
  if (typeof raw !== 'object' || raw === null || !('profile' in raw)) return accept(null)
  return readProfile(raw.profile)
}

const mostLines = 10_000

/** The questions of a body: `{"lines": […]}`, a list, or one question alone. */
function linesOf(raw: unknown): readonly unknown[] | null {
  if (Array.isArray(raw)) return raw.length <= mostLines ? raw : null
  if (typeof raw !== 'object' || raw === null) return null
  if ('lines' in raw) return Array.isArray(raw.lines) && raw.lines.length <= mostLines ? raw.lines : null
  return 'model' in raw || 'hardware' in raw ? [raw] : null
}
