import { t, translated } from '../language.ts'
import plain from './plain/reasons.json'

/** Words of the reasons for a figure, and of what its range comes from. */
export const reasonWords = translated({
  ...plain,
  rechecked: (text: string) => t`Evaluated again with units: ${text}`,
  tornado: (name: string) => t`Most of the range comes from one input: ${name}`,
  byMonth: (days: string, year: string) =>
    t`Of electricity, by the month of the start, for ${days} days; the months of ${year} lend their shape to the intensity of the headline.`,
  sampled: (samples: string, error: string) =>
    t`${samples} samples; the middle is known within ${error}\u00a0%.`,
})
