import { citationOf, readTable } from '../catalogue/loader/table.ts'
import totalsText from '../data/runs/totals.csv?raw'

const figures = ['trainingFlops', 'gpuHours', 'wallClockDays', 'energyMwh', 'carbonT'] as const

/** A total that somebody published for a whole run, with the basis they counted on. */
export type PublishedTotal = (typeof publishedTotals)[number]

type Run = Pick<PublishedTotal, 'modelId' | 'acceleratorId' | 'tokens'>

/** Published totals, to be shown beside our own. */
export const publishedTotals = readTable(
  { name: 'runs/totals.csv', text: totalsText, key: ['model', 'figure'] },
  (row) => {
    const figure = row.oneOf('figure', figures)
    if (figure === null) row.refuse('figure is empty')
    return {
      modelId: row.text('model'),
      acceleratorId: row.text('accelerator'),
      tokens: row.count('tokens'),
      figure: figure ?? 'gpuHours',
      value: row.count('value'),
      /** What their figure counts, in words. */
      basis: row.text('basis'),
      /** Power per accelerator, where their energy is a product of hours and an assumed power. */
      assumedW: row.number('assumedPower'),
      /** Gross accelerator-hours behind it, where known. */
      gpuHours: row.number('gpuHours'),
      /** Attention counted over the full square: our FLOPs are compared on that count. */
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
