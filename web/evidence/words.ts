import { t, translated } from '../language.ts'
/** The words of the Evidence view: whole sentences with parameters. */
export const evidenceWords = translated({
  loading: 'Predicting every published measurement …',
  headline: (a: Summary) =>
    t`${a.judged} published measurements: half are predicted within ${a.median}, nine in ten within ${a.p90}.`,
  one: (error: string) => t`One published measurement: predicted ${error} from it.`,
  none: 'No published measurement of this kind can be predicted.',
  uncounted: (rows: string) =>
    t`${rows} rows of this source are in the evidence; none is predicted, and why:`,
  fitAndCheck: (fit: Summary, check: Summary) =>
    t`The constants of the model were found on ${fit.judged} of them (fit). The others were kept apart (check): ${check.judged} measurements, half within ${check.median}, nine in ten within ${check.p90}.`,
  unseen: (median: string, p90: string, share: string) =>
    t`On sources that the fit had not seen, each left out in turn, half are predicted within ${median}, nine in ten within ${p90}; the 80\u00a0% intervals hold ${share}.`,
  chosen: (shown: string, all: string) => t`Shown: ${shown} of ${all} measurements.`,
  filters: 'Choose measurements',
  accelerator: 'Accelerator',
  kind: 'Kind of model',
  kinds: { dense: 'Dense', mixture: 'Mixture of experts' },
  role: 'Role of the source',
  roles: { fit: 'Fit: constants were found on it', check: 'Check: kept apart' },
  roleNames: { fit: 'fit', check: 'check' },
  source: 'Source',
  everything: 'All',
  reset: 'Show all',
  finding: (share: string) => t`${share} of the predictions lie within 15\u00a0% of the published figure`,
  x: 'published tokens/s per accelerator (log scale)',
  y: 'predicted tokens/s per accelerator (log scale)',
  ratio: 'predicted over published (log scale)',
  show: 'Show',
  scales: { tokens: 'Predicted', ratio: 'Predicted over published' },
  exact: 'as published',
  above: '+15 %',
  below: '−15 %',
  others: 'Other sources',
  chart: (n: string) =>
    t`Predicted over published tokens per second and accelerator of ${n} measurements on log scales, with the line of equality and a band of 15 % around it. Arrow keys go from point to point; the table below sums them up by source.`,
  legend: 'Sources by colour; one can be chosen alone',
  hint: 'Point at a measurement, tap it, or use the arrow keys on the chart.',
  point: {
    run: (model: string, gpus: string, accelerator: string) => t`${model} on ${gpus} × ${accelerator}`,
    figures: (f: Readonly<Record<'published' | 'predicted' | 'low' | 'high', string>>) =>
      t`published ${f.published}, predicted ${f.predicted} (80 % interval ${f.low} to ${f.high}) tokens/s per accelerator`,
    notJudged: 'not counted: too little is stated (grade C)',
  },
  ledger: 'By source',
  columns: [
    'Source',
    'Role',
    'Rows',
    'Counted',
    'Median error',
    '90th percentile',
    'Bias',
    'In 80 % interval',
  ],
  ledgerNote:
    'Bias: the median of predicted over published, less one. Counted: predicted, and graded A or B. Coverage: share inside the 80 % interval. A dash: nothing to count.',
  notPredicted: (rows: string) => t`${rows} rows without a prediction, and why`,
  reason: (rows: string, reason: string) => `${rows}: ${reason}`,
  rowNames: 'Row names',
})

export type Summary = Readonly<Record<'judged' | 'median' | 'p90', string>>
