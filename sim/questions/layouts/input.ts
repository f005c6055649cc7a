import * as z from 'zod/mini'
import { findGrid } from '../../catalogue/find.ts'
import { accept, type Read } from '../../base/outcome.ts'
import { planningSoftware } from '../../planner/software.ts'
import { TERA } from '../../base/units.ts'
import { list, optional, wordsOf } from '../asking/field.ts'
import { readBy } from '../asking/read-by.ts'
import { quantity, whole } from '../asking/readers.ts'
import { estimateFields, scenarioOf } from '../estimate/input.ts'
import { batchSequences } from '../estimate/layout/batch.ts'

const { model, system, gpus, seqLen, globalBatchTokens, precision } = estimateFields

const mostTop = 100

/** A question about layouts; its fields are those of an estimate, and how many answers are wanted. */
const fields = z.strictObject({
  model,
  system,
  gpus,
  seqLen,
  globalBatchTokens,
  precision,
  framework: optional(
    'framework',
    {
      words: "the training software, e.g. 'megatron', 'nemo', 'torchtitan', 'maxtext'",
      option: '<name>',
      varies: list,
    },
    { said: z.string(), read: accept, usual: null },
  ),
  year: optional(
    'year',
    { words: 'the year whose habits the software has, e.g. 2025', option: '<year>', varies: list },
    { said: quantity, read: whole(2017, 2100), usual: null },
  ),
  top: optional(
    'top',
    { words: 'how many layouts to list, e.g. 10', option: '<count>', varies: list },
    { said: quantity, read: whole(1, mostTop), usual: 10 },
  ),
})

/**
 * Completes the scenario: the grid never enters a search, the tokens only where neither a batch is given nor the model's
 * published one is known, by the batch law.
 */
const unasked = { tokens: 15 * TERA, grid: findGrid('CHE') }

export const layoutsInput = z.pipe(
  fields,
  z.transform(({ top, framework, year, ...run }: z.output<typeof fields>, context) => {
    const scenario = scenarioOf({ ...run, ...unasked }, context)
    const usual = planningSoftware(scenario.accelerator)
    const software = { framework: framework ?? usual.framework, year: year ?? usual.year }
    return { scenario, batch: batchSequences(scenario), software, top }
  }),
)

export type LayoutsScenario = Readonly<z.output<typeof layoutsInput>>

const words = wordsOf(layoutsInput)

/** Reads a question about layouts, or says everything that is wrong with it. */
export function readLayouts(raw: unknown): Read<LayoutsScenario> {
  return readBy(layoutsInput, words, raw)
}
