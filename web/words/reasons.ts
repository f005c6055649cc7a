import { t, translated } from '../language.ts'

/** Words of the reasons for a figure, and of what its range comes from. */
export const reasonWords = translated({
  checkUnits: 'Check with units',
  withNumbers: 'With the numbers put in',
  rechecked: (text: string) => t`Evaluated again with units: ${text}`,
  rechecking: 'Evaluating again with units …',
  restsOn: 'It rests on',
  basis: { sourced: 'sourced', given: 'given by you', judgement: 'our judgement', derived: 'derived' },
  source: 'Source',
  tornado: (name: string) => t`Most of the range comes from one input: ${name}`,
  certain: 'No input is uncertain',
  tornadoNote:
    'Each bar: the total with this input at its p10 and at its p90, every other at its p50. Inputs that move together are in the range above, not here.',
  lead: 'Go to the field that changes it',
  leads: 'A name leads to the field that changes it.',
  words: 'Words',
  totals: {
    gpuHours: 'GPU-hours',
    calendarDays: 'Calendar',
    cost: 'Cost',
    energyMwh: 'Energy',
    carbonT: 'Carbon',
  },
  byMonth: (days: string, year: string) =>
    t`Of electricity, by the month of the start, for ${days} days; the months of ${year} lend their shape to the intensity of the headline.`,
  noMonths: 'No open monthly figures are known for this grid: the annual mean stands for every month.',
  of: 'Range of',
  bar: (low: string, high: string) => t`${low} to ${high}`,
  sampled: (samples: string, error: string) =>
    t`${samples} samples; the middle is known within ${error}\u00a0%.`,
})
