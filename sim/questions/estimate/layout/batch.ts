import { wantedBatch, type Batch } from '../../../planner/batch.ts'
import type { Scenario } from '../input.ts'
import { runLike } from './published-mfu.ts'

/** The batch that a scenario wants: of the published runs the nearest counts where it is of the same model. */
export function batchSequences(scenario: Scenario): Batch {
  const { model, seqLen, tokens, globalBatchTokens } = scenario
  const { run } = runLike(scenario)
  const { globalBatch } = run.layout
  const published =
    run.modelId === model.id && globalBatch !== undefined
      ? { name: run.name, globalBatch, seqLen: run.seqLen }
      : null
  return wantedBatch({ architecture: model.architecture, seqLen, tokens, globalBatchTokens, published })
}
