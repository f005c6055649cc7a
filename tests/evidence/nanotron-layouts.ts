import { readTable } from '../../sim/catalogue/loader/table.ts'
import nanotronText from '../../sim/data/layouts/nanotron.csv?raw'

/**
 * One layout of two models that Hugging Face tried with nanotron on nodes of eight H100: good ones, bad ones and those
 * that failed (crashed or out of memory; the source does not tell which, on one node it is nearly always memory).
 * bf16, sequences of 4,096. Its MFU counts attention over the full square at 989 TFLOP/s.
 * In 20 rows the accumulation that it prints does not make the batch of 256 that it names.
 * Source: chart of The Ultra-Scale Playbook (2025); shapes from the parameter counts that it prints.
 */
export type NanotronLayout = {
  readonly id: string
  /** A name that `evidenceModels` knows. */
  readonly model: string
  readonly nodes: number
  readonly dp: number
  readonly pp: number
  readonly tp: number
  readonly zero: number
  readonly microBatch: number
  readonly gradientAccumulation: number
  readonly globalBatch: number
  readonly status: 'measured' | 'failed'
  /** Null where it failed. */
  readonly mfu: number | null
  readonly tokensPerSPerGpu: number | null
  readonly peakMemoryBytes: number | null
  readonly sourceId: string
}

/** Every layout that was tried, in the order of the source; of those tried twice, the better one. */
export function nanotronLayouts(): readonly NanotronLayout[] {
  return readTable({ name: 'layouts/nanotron.csv', text: nanotronText, key: ['id'] }, (row) => ({
    id: row.text('id'),
    model: row.text('model'),
    nodes: row.count('nodes'),
    dp: row.count('dp'),
    pp: row.count('pp'),
    tp: row.count('tp'),
    zero: row.count('zero'),
    microBatch: row.count('microBatch'),
    gradientAccumulation: row.count('gradientAccumulation'),
    globalBatch: row.count('globalBatch'),
    status: row.oneOf('status', ['measured', 'failed']) ?? 'failed',
    mfu: row.number('mfu'),
    tokensPerSPerGpu: row.number('tokensPerSPerGpu'),
    peakMemoryBytes: row.number('peakMemory'),
    sourceId: row.text('source'),
  }))
}
