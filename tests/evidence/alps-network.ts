import { MEGA } from '../../sim/base/units.ts'
import { readTable } from '../../sim/catalogue/loader/table.ts'
import bandwidthText from '../../sim/data/network/alps-bandwidth.csv?raw'
import runsText from '../../sim/data/network/alps-small-runs.csv?raw'

/**
 * Send and receive bandwidth measured on Alps, one direction, fitted by its source between 1 MB and a few hundred MB.
 * Source: Sailor (SOSP 2025), artefact.
 */
export type MeasuredLink = {
  readonly link: 'slingshot' | 'nvlink'
  readonly gpusPerSide: number
  /** GB/s = a · x² + b · x + c, x the base-2 logarithm of the message in MB. */
  readonly curve: readonly [a: number, b: number, c: number]
  readonly mostBytesPerS: number
  readonly sourceId: string
  readonly where: string
}

export function measuredLinks(): readonly MeasuredLink[] {
  const options = { name: 'network/alps-bandwidth.csv', text: bandwidthText, key: ['link', 'gpusPerSide'] }
  return readTable(options, (row) => ({
    link: row.oneOf('link', ['slingshot', 'nvlink']) ?? 'slingshot',
    gpusPerSide: row.count('gpusPerSide'),
    curve: [row.count('a'), row.count('b'), row.count('c')] as const,
    mostBytesPerS: row.count('most'),
    sourceId: row.text('source'),
    where: row.text('where'),
  }))
}

/** Largest message that the curves were fitted to. */
const largestMb = 256

/** Bandwidth of a link for a message of some bytes; held at the ends of what was measured (1 and 256 MB). */
export function measuredBytesPerS({ curve }: MeasuredLink, messageBytes: number): number {
  const [a, b, c] = curve
  const x = Math.log2(Math.min(largestMb, Math.max(1, messageBytes / MEGA)))
  return (a * x * x + b * x + c) * 1000 * MEGA
}

/**
 * OPT-350M (24 layers, hidden 1,024, sequences of 2,048) on GH200 of Alps with Megatron-DeepSpeed, TP 4 inside the node.
 * The run's script names no bf16, fp16, flash attention or recomputation: read as fp32 without. Good for memory and
 * ratios of scaling, not for peaks. Source: Sailor (SOSP 2025), artefact.
 */
export type SmallRun = {
  readonly id: string
  readonly gpus: number
  readonly dp: number
  readonly pp: number
  readonly tp: number
  readonly microBatch: number
  readonly globalBatch: number
  readonly stepTimeS: number
  readonly peakMemoryBytes: number
  readonly sourceId: string
  readonly where: string
}

export function smallRuns(): readonly SmallRun[] {
  return readTable({ name: 'network/alps-small-runs.csv', text: runsText, key: ['id'] }, (row) => ({
    id: row.text('id'),
    gpus: row.count('gpus'),
    dp: row.count('dp'),
    pp: row.count('pp'),
    tp: row.count('tp'),
    microBatch: row.count('microBatch'),
    globalBatch: row.count('globalBatch'),
    stepTimeS: row.count('stepTime'),
    peakMemoryBytes: row.count('peakMemory'),
    sourceId: row.text('source'),
    where: row.text('where'),
  }))
}
