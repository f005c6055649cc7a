import { translated, worded } from '../language.ts'
import type { LedgerPoint } from '../../sim/index.ts'
import { count, percent } from '../format.ts'
import plain from '../words/plain/evidence.json'
import said from '../words/said/evidence.json'
/** The words of the Evidence view: whole sentences with parameters. */
export const evidenceWords = translated({
  ...worded(plain, said),
  reason: (rows: string, reason: string) => `${rows}: ${reason}`,
})

export const shareSaid = (share: number | null): string => (share === null ? '–' : percent(share))

export const runOf = ({ model, gpus, acceleratorName }: LedgerPoint): string =>
  evidenceWords.point.run(model, count(gpus), acceleratorName)
