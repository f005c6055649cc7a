/** Measured throughput as somebody published it: one table of one source. */
export type ThroughputTable = {
  readonly name: string
  /** Id in the list of sources. */
  readonly sourceId: string
  /** Rows to fit constants on, or rows to judge the model by: whole sources, never picked rows. */
  readonly role: 'fit' | 'check'
  /** What the source's own TFLOP/s or MFU count; ours are compared in tokens, which need no convention. */
  readonly convention: string
  /** One line a row in the columns below; empty where the source does not say. */
  readonly rows: string
}

const columns = [
  'id',
  'model',
  'seqLen',
  'accelerator',
  'gpus',
  'gpusPerNode',
  'scaleOutGBsPerGpu',
  'tp',
  'pp',
  'vpp',
  'dp',
  'cp',
  'ep',
  'zero',
  'microBatch',
  'globalBatch',
  'precision',
  'recompute',
  'sequenceParallel',
  'flashAttention',
  'framework',
  'year',
  'tokensPerSPerGpu',
  'grade',
  'task',
  'where',
] as const

type Column = (typeof columns)[number]

/** One row: words as published, numbers or null where the source is silent. */
export type ThroughputRow = {
  readonly id: string
  /** Key of `evidenceModels`; a leading '-' marks a model whose shapes nobody published with the figure. */
  readonly model: string
  readonly accelerator: string
  readonly precision: string
  readonly recompute: string
  readonly framework: string
  readonly grade: string
  readonly task: string
  readonly where: string
} & {
  readonly [
    K in Exclude<
      Column,
      'id' | 'model' | 'accelerator' | 'precision' | 'recompute' | 'framework' | 'grade' | 'task' | 'where'
    >
  ]: number | null
}

/** The rows of a table. Throws on a line that does not have every column: that is a mistake in our data. */
export function rowsOf({ name, rows }: ThroughputTable): readonly ThroughputRow[] {
  return rows
    .trim()
    .split('\n')
    .map((line) => rowOf(name, line))
}

function rowOf(table: string, line: string): ThroughputRow {
  const cells = line.split('|')
  if (cells.length !== columns.length) throw new Error(`${table}: ${line}`)
  const text = (column: Column) => cells[columns.indexOf(column)] ?? ''
  const number = (column: Column) => (text(column) === '' ? null : Number(text(column)))
  return {
    id: text('id'),
    model: text('model'),
    accelerator: text('accelerator'),
    precision: text('precision'),
    recompute: text('recompute'),
    framework: text('framework'),
    grade: text('grade'),
    task: text('task'),
    where: text('where'),
    seqLen: number('seqLen'),
    gpus: number('gpus'),
    gpusPerNode: number('gpusPerNode'),
    scaleOutGBsPerGpu: number('scaleOutGBsPerGpu'),
    tp: number('tp'),
    pp: number('pp'),
    vpp: number('vpp'),
    dp: number('dp'),
    cp: number('cp'),
    ep: number('ep'),
    zero: number('zero'),
    microBatch: number('microBatch'),
    globalBatch: number('globalBatch'),
    sequenceParallel: number('sequenceParallel'),
    flashAttention: number('flashAttention'),
    year: number('year'),
    tokensPerSPerGpu: number('tokensPerSPerGpu'),
  }
}
