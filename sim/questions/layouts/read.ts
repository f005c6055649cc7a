import { accept, distinctProblems, readAll, type Read } from '../../base/outcome.ts'
import { readWhole } from '../../base/quantity.ts'
import { batchSequences, type Batch } from '../estimate/layout/batch.ts'
import { problemsOf } from '../estimate/reading/problems.ts'
import { readEstimate } from '../estimate/reading/read-estimate.ts'
import type { Scenario } from '../estimate/scenario.ts'
import { layoutsInputSchema, layoutsWords } from './schema.ts'

export type LayoutsScenario = {
  readonly scenario: Scenario
  readonly batch: Batch
  readonly top: number
}

const usualTop = 10
const mostTop = 100
/**
 * Completes the scenario: the grid never enters a search, the tokens only where neither a batch is given nor the model's
 * published one is known, by the batch law.
 */
const unasked = { tokens: '15T', grid: 'CHE' }

/** Reads a question about layouts, or says everything that is wrong with it. */
export function readLayouts(raw: unknown): Read<LayoutsScenario> {
  const shape = layoutsInputSchema.safeParse(raw)
  const problems = shape.success ? [] : problemsOf(shape.error.issues, { raw, words: layoutsWords })
  const { top, ...asked } = knownFields(raw, new Set(problems.map(({ field }) => field.split('.')[0] ?? '')))
  const parts = readAll({
    scenario: readEstimate({ ...asked, ...unasked }),
    top: isQuantity(top) ? readWhole('top', top, [1, mostTop]) : accept(usualTop),
  })
  const all = distinctProblems([...problems, ...(parts.ok ? [] : parts.problems)])
  if (all.length > 0 || !parts.ok) return { ok: false, problems: all }
  return accept({ ...parts.value, batch: batchSequences(parts.value.scenario) })
}

function isQuantity(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

/** The fields of the question whose shape is right. */
function knownFields(raw: unknown, bad: ReadonlySet<string>): { readonly [field: string]: unknown } {
  if (typeof raw !== 'object' || raw === null) return {}
  return Object.fromEntries(
    Object.entries(raw).filter(([name, value]) => name in layoutsWords && !bad.has(name) && value !== null),
  )
}
