import { citationOf, readTable } from '../catalogue/loader/table.ts'
import type { Citation } from '../catalogue/types.ts'
import totalsText from '../data/runs/totals.csv?raw'

const figures = ['trainingFlops', 'gpuHours', 'wallClockDays', 'energyMwh', 'carbonT'] as const

/** A total that somebody published for a whole run, with the basis they counted on. */
export type PublishedTotal = {
  readonly modelId: string
  readonly acceleratorId: string
  readonly tokens: number
  readonly figure: (typeof figures)[number]
  readonly value: number
  /** What their figure counts, in words. */
  readonly basis: string
  /** Power per accelerator, where their energy is a product of hours and an assumed power. */
  readonly assumedW: number | null
  /** Gross accelerator-hours behind it, where known. */
  readonly gpuHours: number | null
  /** Attention counted over the full square: our FLOPs are compared on that count. */
  readonly fullAttention: boolean
  readonly citation: Citation
}

type Run = Pick<PublishedTotal, 'modelId' | 'acceleratorId' | 'tokens'>

/** Published totals, to be shown beside our own. */
export const publishedTotals = readTable(
  { name: 'runs/totals.csv', text: totalsText, key: ['model', 'figure'] },
  (row): PublishedTotal => {
    const figure = row.oneOf('figure', figures)
    if (figure === null) row.refuse('figure is empty')
    return {
      modelId: row.text('model'),
      acceleratorId: row.text('accelerator'),
      tokens: row.count('tokens'),
      figure: figure ?? 'gpuHours',
      value: row.count('value'),
      basis: row.text('basis'),
      assumedW: row.number('assumedPower'),
      gpuHours: row.number('gpuHours'),
      fullAttention: row.flag('fullAttention') ?? false,
      citation: citationOf(row),
    }
  },
)

/** Totals published for the same model on the same accelerator and about the same tokens (within 5 %). */
export function totalsLike(run: Run): readonly PublishedTotal[] {
  return publishedTotals.filter(
    (total) =>
      total.modelId === run.modelId &&
      total.acceleratorId === run.acceleratorId &&
      Math.abs(total.tokens / run.tokens - 1) < 0.05,
  )
}
