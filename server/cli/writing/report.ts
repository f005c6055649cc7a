import template from '../../data/reports/estimate.txt?raw'
import type { EstimateAnswer } from '../../../sim/index.ts'
import { count, figure, short } from './table.ts'
import { reportBy } from './template.ts'

const barsShown = 5
const longestName = 10

const report = reportBy(template, {
  powers: (value) => value.toExponential(2),
  gigabytes: (bytes) => `${figure(bytes / 1e9)} GB`,
  /** FLOPs of a run in powers of ten, everything else in words. */
  large: (value) => (value >= 1e15 ? value.toExponential(2) : short(value)),
  whole: (value) => (Number.isInteger(value) ? count(value) : figure(value)),
  result: (value) => (value < 1e12 ? count(Number(value.toPrecision(6))) : value.toExponential(4)),
})

/** An estimate for a person: the headline, the totals with their ranges, then what is behind them. */
export function estimateReport(answer: EstimateAnswer, detail: 'short' | 'explained'): string {
  const { model, totals, uncertainty, comparisons } = answer
  return report({
    ...answer,
    sparse: model.activeParameters !== model.parameters,
    /** How sure the middle is, and what would shrink the range of the hours most. */
    error: (uncertainty.standardErrorOfP50['gpuHours'] ?? 0) / totals.gpuHours.p50,
    bars: (uncertainty.tornado['gpuHours'] ?? []).slice(0, barsShown),
    published: comparisons.map((one) => ({
      ...one,
      figure: one.figure.length > longestName ? 'FLOPs' : one.figure,
    })),
    explains: detail === 'explained',
  })
}
