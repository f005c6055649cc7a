import { trainingFlopsPerToken } from '../../../workload/flops.ts'
import { runLike } from './published-mfu.ts'
import type { Scenario } from '../input.ts'

export type Batch = { readonly sequences: number; readonly because: string }

/**
 * Sequences in a step: what was asked for, else what the same model was published with, else the batch law of
 * DeepSeek LLM. A layout takes the nearest number that its data parallelism divides.
 */
export function batchSequences(scenario: Scenario): Batch {
  const { tokens, because } = wanted(scenario)
  return { sequences: Math.max(1, Math.round(tokens / scenario.seqLen)), because }
}

function wanted(scenario: Scenario): { readonly tokens: number; readonly because: string } {
  const { globalBatchTokens, model } = scenario
  if (globalBatchTokens !== null) {
    return {
      tokens: globalBatchTokens,
      because: 'the batch given by you, taken to what the accelerators divide',
    }
  }
  const { run } = runLike(scenario)
  const published = run.layout.globalBatch
  if (run.modelId === model.id && published !== undefined) {
    return {
      tokens: published * run.seqLen,
      because: `as published for ${run.name}, taken to what the accelerators divide`,
    }
  }
  return {
    tokens: lawTokens(scenario),
    because: 'batch law of DeepSeek LLM (arXiv 2401.02954): 0.2920 · C^0.3271 tokens',
  }
}

/** DeepSeek LLM, section on hyper-parameters: batch in tokens from the run's FLOPs. Fitted up to 2e20 FLOPs. */
function lawTokens({ model, seqLen, tokens }: Scenario): number {
  const flops = trainingFlopsPerToken(model.architecture, seqLen).causal * tokens
  return 0.292 * flops ** 0.3271
}
