import { readTable, type Row } from '../../sim/catalogue/loader/table.ts'
import reportedText from '../../sim/data/runs/published.csv?raw'

/**
 * A whole training run as its makers and others reported it: shapes, machine, layout, hours, energy. Null where nobody
 * says. What a figure covers stands in `note`, and must be read before it is compared with anything.
 */
export type ReportedRun = {
  readonly id: string
  readonly name: string
  readonly organisation: string
  readonly year: number
  readonly parametersB: number | null
  readonly activeParametersB: number | null
  readonly mixture: boolean
  readonly layers: number | null
  readonly hidden: number | null
  readonly heads: number | null
  readonly kvHeads: number | null
  readonly ffn: number | null
  readonly vocab: number | null
  readonly experts: number | null
  readonly expertsPerToken: number | null
  readonly seqLen: number | null
  readonly globalBatchTokens: number | null
  readonly tokensT: number | null
  /** As reported: 'A100', 'TPU v3', '' where nobody says. */
  readonly accelerator: string
  readonly accelerators: number | null
  readonly tp: number | null
  readonly pp: number | null
  readonly dp: number | null
  readonly cp: number | null
  readonly ep: number | null
  readonly precision: string
  readonly gpuHours: number | null
  readonly durationS: number | null
  readonly mfu: number | null
  readonly flopsPerS: number | null
  readonly tokensPerSPerGpu: number | null
  readonly energyMwh: number | null
  readonly carbonKg: number | null
  readonly costUsd: number | null
  /** Where the figures were read: P the makers' paper or repository, S a second reading of it, E Epoch AI's list. */
  readonly readIn: string
  /** Addresses. */
  readonly source: string
  readonly note: string
}

/** Every run that somebody reported. */
export function reportedRuns(): readonly ReportedRun[] {
  return readTable({ name: 'runs/published.csv', text: reportedText, key: ['id'] }, (row) => ({
    id: row.text('id'),
    name: row.text('name'),
    organisation: row.text('organisation'),
    year: row.count('year'),
    mixture: row.flag('mixture') ?? false,
    accelerator: row.words('accelerator'),
    precision: row.words('precision'),
    readIn: row.text('readIn'),
    source: row.text('source'),
    note: row.words('note'),
    ...shapesOf(row),
    ...layoutOf(row),
    ...reportOf(row),
  }))
}

function shapesOf(row: Row) {
  return {
    parametersB: row.number('parametersB'),
    activeParametersB: row.number('activeParametersB'),
    layers: row.number('layers'),
    hidden: row.number('hidden'),
    heads: row.number('heads'),
    kvHeads: row.number('kvHeads'),
    ffn: row.number('ffn'),
    vocab: row.number('vocab'),
    experts: row.number('experts'),
    expertsPerToken: row.number('expertsPerToken'),
  }
}

function layoutOf(row: Row) {
  return {
    seqLen: row.number('seqLen'),
    globalBatchTokens: row.number('globalBatchTokens'),
    tokensT: row.number('tokensT'),
    accelerators: row.number('accelerators'),
    tp: row.number('tp'),
    pp: row.number('pp'),
    dp: row.number('dp'),
    cp: row.number('cp'),
    ep: row.number('ep'),
  }
}

function reportOf(row: Row) {
  return {
    gpuHours: row.number('gpuHours'),
    durationS: row.number('duration'),
    mfu: row.number('mfu'),
    flopsPerS: row.number('flops'),
    tokensPerSPerGpu: row.number('tokensPerSPerGpu'),
    energyMwh: row.number('energy'),
    carbonKg: row.number('carbon'),
    costUsd: row.number('costUsd'),
  }
}
