import type { HuggingFaceConfig } from '../../catalogue/types.ts'

/**
 * What a person may say about one training run, before reading: the body of `POST /api/v1/estimate`,
 * the options of `petaplan estimate` in camel case, and the state of the page. Quantities may be numbers or
 * strings such as '15T', '90d', 'CHF 0.67'.
 */
export type EstimateInput = {
  readonly model: string | HuggingFaceConfig
  readonly tokens: string | number
  readonly system: string | { readonly [field: string]: unknown }
  readonly gpus: string | number
  readonly layout?: string | { readonly [field: string]: unknown }
  readonly mfu?: string | number
  readonly seqLen?: string | number
  readonly globalBatchTokens?: string | number
  readonly precision?: string
  readonly grid?: string
  /** Electricity price per kWh, e.g. 'EUR 0.15'. */
  readonly powerPrice?: string
  /** Price of an accelerator-hour, e.g. 'USD 2.29'. */
  readonly gpuHourPrice?: string
  /** Interruptions per 1,000 accelerator-days. */
  readonly failureRate?: string | number
  /** Durations such as '6s', '25min', '12h'; numbers are seconds. */
  readonly checkpointTime?: string | number
  readonly checkpointInterval?: string | number
  readonly restartTime?: string | number
  readonly queueLimit?: string | number
  readonly samples?: string | number
  readonly seed?: string | number
  /** By the id of an assumption: a number, 'low to high' for p10 to p90, or a distribution. */
  readonly ranges?: { readonly [assumption: string]: unknown }
  readonly correlations?: readonly (readonly [one: string, other: string, correlation: number])[]
}
