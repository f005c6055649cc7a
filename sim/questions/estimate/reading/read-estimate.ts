import type { Problem, Read } from '../../../base/outcome.ts'
import { fieldWords } from './field-words.ts'
import { problemsOf } from './problems.ts'
import { readParts, scenarioOf } from './read-fields.ts'
import type { Scenario } from '../scenario.ts'
import { estimateInputSchema, partialEstimateSchema } from '../schema.ts'

/** Reads what a person said of one training run, or says everything that is wrong with it. */
export function readEstimate(raw: unknown): Read<Scenario> {
  const shape = estimateInputSchema.safeParse(raw)
  const shapeProblems = shape.success ? [] : problemsOf(shape.error.issues, { raw, words: fieldWords })
  const fields = partialEstimateSchema.safeParse(withoutBad(raw, shapeProblems))
  if (!fields.success) return { ok: false, problems: shapeProblems }
  const parts = readParts(fields.data)
  if (!parts.ok) return { ok: false, problems: [...shapeProblems, ...parts.problems] }
  if (shapeProblems.length > 0) return { ok: false, problems: shapeProblems }
  return scenarioOf(parts.value)
}

/** The fields whose shape is right, so that their contents can be read even where another field is wrong. */
function withoutBad(raw: unknown, problems: readonly Problem[]): unknown {
  if (typeof raw !== 'object' || raw === null) return {}
  const bad = new Set(problems.map(({ field }) => field.split('.')[0]))
  return Object.fromEntries(Object.entries(raw).filter(([key, value]) => !bad.has(key) && value !== null))
}
