import { t, translated } from '../language.ts'
import plain from '../words/plain/more.json'

/** Words of what arrives after the first answer. */
export const moreWords = translated({
  ...plain,
  credit: (version: string) => t`Petaplan ${version}: open this run to change it`,
  printed: {
    own: '(a file of your own)',
    inputs: (view: string, said: string) => t`${view}. Asked: ${said}.`,
    made: (version: string, day: string) =>
      t`Petaplan ${version}, ${day}. Ranges are p10 to p90; everything not named is as usual for the run.`,
  },
  pinned: (name: string) => t`Baseline: ${name}`,
  apart: (value: string, from: string, to: string) =>
    t`${value} against the baseline (8 of 10 cases: ${from} to ${to})`,
  apartMiddle: (value: string) => t`${value} against the baseline`,
  of100: (many: string) => t`${many} of 100 futures`,
  inputs: (parts: string) => t`Inputs: ${parts}`,
  marks: {
    sourced: (many: string) => t`${many} published`,
    derived: (many: string) => t`${many} estimated`,
    judgement: (many: string) => t`${many} assumed`,
    given: (many: string) => t`${many} given`,
  },
  nodeHours: (gross: string, net: string) => t`${gross} node-hours gross, net ${net} at full speed`,
  exaflop: (flops: string) => t`${flops} EFLOP to compute`,
  rate: (r: Readonly<Record<'from' | 'rate' | 'to' | 'date', string>>) =>
    t`1 ${r.from} = ${r.rate} ${r.to} (${r.date}, US Federal Reserve)`,
})
