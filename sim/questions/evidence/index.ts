/** Predicted beside published: rows alone, or whole runs and procurements too. */
export { accuracyOf } from './accuracy.ts'
export { answerEvidence, answerRows } from './work.ts'
