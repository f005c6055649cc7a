/** What is asked of a run whose figures are there: what else could be, in which money, and again with units. */
export { differenceOf, samplesOf } from './pairs.ts'
export { recheckFormula } from './recheck.ts'
