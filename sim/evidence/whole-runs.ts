import { citationOf, readTable, type Row } from '../catalogue/loader/table.ts'
import bookedText from '../data/runs/booked.csv?raw'
import wholeText from '../data/runs/whole.csv?raw'

/** A whole training run whose hours somebody published: a check of the estimate, never fitted on. */
export type WholeRun = Readonly<ReturnType<typeof runOf>>

function runOf(row: Row) {
  const citation = citationOf(row)
  return {
    ...row.texts('id name'),
    /** A catalogue id, or a name of those whose shapes are in `runs/models.csv`. */
    model: row.text('model'),
    ...row.counts('tokens seqLen'),
    precision: row.oneOf('precision', ['bf16', 'fp8']) ?? 'bf16',
    /** What trained it and when, as far as published; the model of the step knows such habits. */
    framework: row.words('framework') || null,
    year: row.count('year'),
    /** As published, in the words of the command line; null leaves all of it to the planner. */
    layout: row.words('layout') || null,
    acceleratorId: row.text('accelerator'),
    /** A catalogue id where the machine is in it. */
    systemId: row.words('system') || null,
    accelerators: row.count('accelerators'),
    /** The number is not published and assumed here; hours hardly depend on it. */
    acceleratorsAssumed: row.flag('acceleratorsAssumed') ?? false,
    /** Accelerator-hours as published, or published days × accelerators. */
    gpuHours: row.count('gpuHours'),
    /** How the figure comes about and what it covers. */
    basis: row.text('basis'),
    citation,
    /** Every source that tells of this run: hidden from the estimate that is judged by it. */
    sources: [citation[0], ...row.words('others').split(' ').filter(Boolean)],
  }
}

/** Runs whose makers published days or accelerator-hours of the pre-training alone, or nearly so. */
export const wholeRuns = readTable({ name: 'runs/whole.csv', text: wholeText, key: ['id'] }, runOf)

/** Written by `npm run calibrate-runs`: layout, software and year open, each run's own sources hidden. */
export const bookedHours = readTable({ name: 'runs/booked.csv', text: bookedText, key: ['id'] }, (row) => ({
  id: row.text('id'),
  /** Published gross hours over the median of modelled ones, what teams lose beside the model not counted. */
  ratio: row.count('ratio'),
  /** Deviation of the logarithm of the modelled hours. */
  modelled: row.count('modelledSpread'),
}))
