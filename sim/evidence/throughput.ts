import { findModel } from '../catalogue/find.ts'
import { readTable, type Row } from '../catalogue/loader/table.ts'
import type { HuggingFaceConfig } from '../catalogue/types.ts'
import modelsText from '../data/throughput/models.csv?raw'
import rowsText from '../data/throughput/rows.csv?raw'
import tablesText from '../data/throughput/tables.csv?raw'
import shapeFields from '../data/throughput/shape-fields.json' with { type: 'json' }

/** Measured throughput as somebody published it: one table of one source. */
export type ThroughputTable = ReturnType<typeof throughputTables>[number]

/** One row: words as published ('' where the source is silent), numbers or null. */
export type ThroughputRow = Readonly<ReturnType<typeof rowOf>>

/** Every table of measured throughput, whole sources to fit on first. */
export function throughputTables() {
  return readTable({ name: 'throughput/tables.csv', text: tablesText, key: ['table'] }, (row) => ({
    name: row.text('table'),
    sourceId: row.text('source'),
    /** Rows to fit constants on, or rows to judge the model by: whole sources, never picked rows. */
    role: row.oneOf('role', ['fit', 'check']) ?? 'check',
    /** What the source's own TFLOP/s or MFU count; ours are compared in tokens, which need no convention. */
    convention: row.text('convention'),
    /** Day of the predictions that were written down before any error of it was known; '' where some were. */
    blind: row.words('blind'),
  }))
}

/** Every row of every table, in the order of the tables. A megabyte: read when asked for, not when loaded. */
export function throughputRows() {
  return readTable({ name: 'throughput/rows.csv', text: rowsText, key: ['id'] }, rowOf)
}

function rowOf(row: Row) {
  return {
    ...row.texts('id table'),
    /** A name that `evidenceModel` knows; a leading '-' marks a model whose shapes nobody published with the figure. */
    model: row.text('model'),
    accelerator: row.text('accelerator'),
    precision: row.words('precision'),
    recompute: row.words('recompute'),
    framework: row.words('framework'),
    /** Rows of one family share software and machine: on one side of any split. */
    family: row.words('family'),
    /** What else the source says of the run: `compile`, `fp8-rowwise`, `balanced-experts`, `capacity-factor=2`, … */
    settings: listOf(row.words('settings')),
    ...row.texts('grade task where'),
    /** The figures that the source printed, in its words. */
    reported: row.words('reported'),
    /** What was worked out from them: `step:from-tokens` is the step time from tokens per second. */
    derived: listOf(row.words('derived')),
    ...row.numbers('seqLen gpus gpusPerNode'),
    scaleOutBytesPerS: row.number('scaleOut'),
    powerLimitW: row.number('powerLimit'),
    ...row.numbers('tp pp vpp dp cp ep zero microBatch globalBatch'),
    sequenceParallel: row.flag('sequenceParallel'),
    flashAttention: row.flag('flashAttention'),
    ...row.numbers('year tokensPerSPerGpu'),
    stepTimeS: row.number('stepTime'),
    /** As published, on the convention of the table: without recomputation, and with it. */
    modelFlopsPerS: row.number('modelFlops'),
    hardwareFlopsPerS: row.number('hardwareFlops'),
    ...row.numbers('mfu hfu'),
  }
}

function listOf(words: string): readonly string[] {
  return words === '' ? [] : words.split(' ')
}

/**
 * Shapes of the models in the tables that the catalogue has not: from the source where it prints them, otherwise from
 * the public config. A row with a base is that model but for what it says, as its source ran it. Vocabularies that a source
 * leaves open are 51,200, the padded GPT-2 one. What is in no row is looked up in the catalogue.
 */
export function evidenceModels(): (name: string) => HuggingFaceConfig | undefined {
  const known = new Map<string, HuggingFaceConfig>()
  const find = (name: string) => known.get(name) ?? findModel(name)?.config
  readTable({ name: 'throughput/models.csv', text: modelsText, key: ['model'] }, (row) => {
    const base = row.words('base')
    if (base !== '' && find(base) === undefined)
      row.refuse(`base: ${base} is no model above or of the catalogue`)
    if (row.text('source') === '') row.refuse('the shapes have no source')
    const layers = { num_hidden_layers: row.count('layers') }
    known.set(row.text('model'), { ...find(base), ...shapeOf(row), ...layers })
  })
  return find
}

/** The shapes that a row names, as fields of a Hugging Face config: an empty cell is no field. */
export function shapeOf(row: Row): HuggingFaceConfig {
  const numbers = Object.entries(shapeFields).map(([column, field]) => [field, row.number(column)] as const)
  const words = [
    ['mlp_gated', row.flag('gated')],
    ['tie_word_embeddings', row.flag('tied')],
    ['model_type', row.words('modelType') || null],
  ] as const
  return Object.fromEntries([...numbers, ...words].filter(([, value]) => value !== null))
}
