import { plural, t, translated, worded } from '../language.ts'
import plain from './invest.json'
import said from './said/invest.json'

const words = worded(plain, said)

export const investWords = translated({
  ...words,
  perHour: (currency: string) => `${currency}/h`,
  notes: {
    ...words.notes,
    present: (years: number) =>
      plural(years, { one: t`of owning, over one year`, other: t`of owning, over ${String(years)} years` }),
  },
  spendColumns: (each: string) => ['', t`Weights`, t`from`, t`to`, t`points`, t`for each ${each}`],
})
