import { t, translated } from '../language.ts'
import { percent } from '../format.ts'
import plain from '../words/plain/evidence.json'
/** The words of the Evidence view: whole sentences with parameters. */
export const evidenceWords = translated({
  ...plain,
  headline: (a: Summary) =>
    t`${a.judged} published measurements: half are predicted within ${a.median}, nine in ten within ${a.p90}.`,
  one: (error: string) => t`One published measurement: predicted ${error} from it.`,
  uncounted: (rows: string) =>
    t`${rows} rows of this source are in the evidence; none is predicted, and why:`,
  fitAndCheck: (fit: Summary, check: Summary) =>
    t`The constants of the model were found on ${fit.judged} of them (fit). The others were kept apart (check): ${check.judged} measurements, half within ${check.median}, nine in ten within ${check.p90}.`,
  unseen: (median: string, p90: string, share: string) =>
    t`On sources that the fit had not seen, each left out in turn, half are predicted within ${median}, nine in ten within ${p90}; the 80\u00a0% intervals hold ${share}.`,
  chosen: (shown: string, all: string) => t`Shown: ${shown} of ${all} measurements.`,
  finding: (share: string) => t`${share} of the predictions lie within 15\u00a0% of the published figure`,
  chart: (n: string) =>
    t`Predicted over published tokens per second and accelerator of ${n} measurements on log scales, with the line of equality and a band of 15 % around it. Arrow keys go from point to point; the table below sums them up by source.`,
  point: {
    run: (model: string, gpus: string, accelerator: string) => t`${model} on ${gpus} × ${accelerator}`,
    figures: (f: Readonly<Record<'published' | 'predicted' | 'low' | 'high', string>>) =>
      t`published ${f.published}, predicted ${f.predicted} (80 % interval ${f.low} to ${f.high}) tokens/s per accelerator`,
    notJudged: 'not counted: too little is stated (grade C)',
  },
  notPredicted: (rows: string) => t`${rows} rows without a prediction, and why`,
  reason: (rows: string, reason: string) => `${rows}: ${reason}`,
})

export type Summary = Readonly<Record<'judged' | 'median' | 'p90', string>>

export const shareSaid = (share: number | null): string => (share === null ? '–' : percent(share))
