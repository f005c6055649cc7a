import { t, translated, worded } from '../language.ts'
import said from './said/tradeoffs.json'
import plain from './tradeoffs.json'
/** Words of the Trade-offs view. */
export const tradeoffWords = translated({
  ...worded(plain, said),
  chance: (confidence: number) =>
    confidence === 0.5
      ? t`half of the cases`
      : t`${String(Math.round(confidence * 100))}\u00a0% of the cases`,
})

export type Answer = Readonly<
  Record<'gpus' | 'system' | 'cap' | 'time' | 'cost' | 'energy' | 'carbon', string>
>
