import { t, translated, worded } from '../language.ts'
import { percent } from '../format.ts'
import plain from '../words/plain/evidence.json'
import said from '../words/said/evidence.json'
/** The words of the Evidence view: whole sentences with parameters. */
export const evidenceWords = translated({
  ...worded(plain, said),
  fitAndCheck: (fit: Summary, check: Summary) =>
    t`The constants of the model were found on ${fit.judged} of them (fit). The others were kept apart (check): ${check.judged} measurements, half within ${check.median}, nine in ten within ${check.p90}.`,
  reason: (rows: string, reason: string) => `${rows}: ${reason}`,
})

export type Summary = Readonly<Record<'judged' | 'median' | 'p90', string>>

export const shareSaid = (share: number | null): string => (share === null ? '–' : percent(share))
