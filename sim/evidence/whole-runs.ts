import { citationOf, readTable, type Row } from '../catalogue/loader/table.ts'
import type { Citation } from '../catalogue/types.ts'
import bookedText from '../data/runs/booked.csv?raw'
import wholeText from '../data/runs/whole.csv?raw'

/** A whole training run whose hours somebody published: a check of the estimate, never fitted on. */
export type WholeRun = {
  readonly id: string
  readonly name: string
  /** A catalogue id, or a name of those whose shapes are in `runs/models.csv`. */
  readonly model: string
  readonly tokens: number
  readonly seqLen: number
  readonly precision: 'bf16' | 'fp8'
  /** What trained it and when, as far as published; the model of the step knows such habits. */
  readonly framework: string | null
  readonly year: number
  /** As published, in the words of the command line; null leaves all of it to the planner. */
  readonly layout: string | null
  readonly acceleratorId: string
  /** A catalogue id where the machine is in it. */
  readonly systemId: string | null
  readonly accelerators: number
  /** The number is not published and assumed here; hours hardly depend on it. */
  readonly acceleratorsAssumed: boolean
  /** Accelerator-hours as published, or published days × accelerators. */
  readonly gpuHours: number
  /** How the figure comes about and what it covers. */
  readonly basis: string
  readonly citation: Citation
  /** Every source that tells of this run: hidden from the estimate that is judged by it. */
  readonly sources: readonly string[]
}

function runOf(row: Row): WholeRun {
  const citation = citationOf(row)
  return {
    id: row.text('id'),
    name: row.text('name'),
    model: row.text('model'),
    tokens: row.count('tokens'),
    seqLen: row.count('seqLen'),
    precision: row.oneOf('precision', ['bf16', 'fp8']) ?? 'bf16',
    framework: row.words('framework') || null,
    year: row.count('year'),
    layout: row.words('layout') || null,
    acceleratorId: row.text('accelerator'),
    systemId: row.words('system') || null,
    accelerators: row.count('accelerators'),
    acceleratorsAssumed: row.flag('acceleratorsAssumed') ?? false,
    gpuHours: row.count('gpuHours'),
    basis: row.text('basis'),
    citation,
    sources: [citation[0], ...row.words('others').split(' ').filter(Boolean)],
  }
}

/** Runs whose makers published days or accelerator-hours of the pre-training alone, or nearly so. */
export const wholeRuns = readTable({ name: 'runs/whole.csv', text: wholeText, key: ['id'] }, runOf)

/** What the hours of one published run were beside those of the step model, asked as a planner asks. */
export type BookedHours = {
  readonly id: string
  /** Published gross hours over the median of modelled ones, what teams lose beside the model not counted. */
  readonly ratio: number
  /** Deviation of the logarithm of the modelled hours. */
  readonly modelled: number
}

/** Written by `npm run calibrate-runs`: layout, software and year open, each run's own sources hidden. */
export const bookedHours = readTable(
  { name: 'runs/booked.csv', text: bookedText, key: ['id'] },
  (row): BookedHours => ({
    id: row.text('id'),
    ratio: row.count('ratio'),
    modelled: row.count('modelledSpread'),
  }),
)
