import type { Read } from '../../base/outcome.ts'
import { evidenceModels } from '../../evidence/throughput/models.ts'
import { throughputTables } from '../../evidence/throughput/index.ts'
import { rowsOf, type ThroughputRow, type ThroughputTable } from '../../evidence/throughput/table.ts'
import { settle, type Settled } from '../predict/complete.ts'
import { readStep } from '../predict/read.ts'

/** A measured row as a question that the model can answer, or why it cannot. */
export type EvidenceRow = {
  readonly table: ThroughputTable
  readonly row: ThroughputRow
  /** Counts for the accuracy bars: pretraining, graded A or B, and enough stated to predict. */
  readonly judged: boolean
  readonly question: { readonly settled: Settled; readonly observed: number } | { readonly reason: string }
}

/** Every row of every table, in order; none is dropped. */
export function evidenceRows(): readonly EvidenceRow[] {
  return throughputTables.flatMap((table) => rowsOf(table).map((row) => evidenceRow(table, row)))
}

function evidenceRow(table: ThroughputTable, row: ThroughputRow): EvidenceRow {
  const question = questionOf(row)
  const judged = 'settled' in question && row.grade !== 'C'
  return { table, row, judged, question }
}

/** What a row has to state to be predicted without guessing: the tables leave the rest to habit. */
const needed = ['tp', 'pp', 'microBatch', 'globalBatch'] as const

function questionOf(row: ThroughputRow): EvidenceRow['question'] {
  if (row.task !== 'pretrain') return { reason: `${row.task}: fine-tuning is another workload` }
  const model = evidenceModels[row.model]
  if (model === undefined)
    return { reason: 'the shapes of the model are not published, or are of no decoder we count' }
  const { tokensPerSPerGpu: observed, seqLen, gpus } = row
  if (observed === null || seqLen === null || gpus === null)
    return { reason: 'tokens per second or sequence length not stated' }
  const missing = needed.filter((name) => row[name] === null)
  if (missing.length > 0) return { reason: `not stated: ${missing.join(', ')}` }
  const settled = settledOf(row)
  return settled.ok
    ? { settled: settled.value, observed }
    : { reason: settled.problems.map(({ message }) => message).join('; ') }
}

/** A row as a line of `predict`. */
export function lineOf(row: ThroughputRow): { readonly [field: string]: unknown } {
  const { tp, pp, vpp, cp, ep, microBatch, globalBatch, zero } = row
  return {
    id: row.id,
    model: evidenceModels[row.model],
    seqLen: row.seqLen,
    hardware: {
      accelerator: row.accelerator,
      gpusPerNode: row.gpusPerNode,
      scaleOutGBsPerGpu: row.scaleOutGBsPerGpu,
    },
    gpus: row.gpus,
    layout: { tp, pp, vpp, cp, ep, microBatch, globalBatch, zero },
    sequenceParallel: flag(row.sequenceParallel),
    precision: row.precision === '' ? null : row.precision,
    recompute: row.recompute === '' ? null : row.recompute,
    flashAttention: flag(row.flashAttention),
    framework: row.framework,
    year: row.year,
  }
}

function flag(value: number | null): boolean | null {
  return value === null ? null : value === 1
}

function settledOf(row: ThroughputRow): Read<Settled> {
  const wish = readStep(lineOf(row))
  return wish.ok ? settle(wish.value) : wish
}
