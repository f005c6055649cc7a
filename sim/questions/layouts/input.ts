import * as z from 'zod/mini'
import { findGrid } from '../../catalogue/find.ts'
import type { Read } from '../../base/outcome.ts'
import { softwareOf } from '../../planner/question.ts'
import { TERA } from '../../base/units.ts'
import { wordsOf, fieldsOf } from '../asking/field.ts'
import { readBy } from '../asking/problems.ts'
import { quantity, whole } from '../asking/readers.ts'
import { estimateFields, scenarioOf } from '../estimate/input.ts'
import { batchSequences } from '../estimate/layout/predicted-step.ts'
import told from '../../data/questions/layouts.json' with { type: 'json' }

const { optional } = fieldsOf(told)

const { model, system, gpus, seqLen, globalBatchTokens, precision, framework, year, profile } = estimateFields

const mostTop = 100

/** A question about layouts; its fields are those of an estimate, and how many answers are wanted. */
const fields = z.strictObject({
  model,
  system,
  gpus,
  seqLen,
  globalBatchTokens,
  precision,
  framework,
  year,
  profile,
  top: optional('top', { said: quantity, read: whole(1, mostTop), usual: 10 }),
})

/**
 * Completes the scenario: the grid never enters a search, the tokens only where neither a batch is given nor the model's
 * published one is known, by the batch law.
 */
const unasked = { tokens: 15 * TERA, grid: findGrid('CHE') }

export const layoutsInput = z.pipe(
  fields,
  z.transform(({ top, ...run }: z.output<typeof fields>, context) => {
    const scenario = scenarioOf({ ...run, ...unasked }, context)
    if (context.issues.length > 0) return z.NEVER
    return { scenario, batch: batchSequences(scenario), software: softwareOf(scenario), top }
  }),
)

export type LayoutsScenario = Readonly<z.output<typeof layoutsInput>>

const words = wordsOf(layoutsInput)

/** Reads a question about layouts, or says everything that is wrong with it. */
export function readLayouts(raw: unknown): Read<LayoutsScenario> {
  return readBy(layoutsInput, words, raw)
}
