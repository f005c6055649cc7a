import type { Answered } from '../../base/answered.ts'
import { ledger, type Ledger } from './ledger.ts'

let known: Ledger | null = null

/** The ledger, worked out once: it depends on nothing but the product's own data. */
export function answerEvidence(): Answered<Ledger> {
  known ??= ledger()
  return { status: 'answer', value: known }
}
