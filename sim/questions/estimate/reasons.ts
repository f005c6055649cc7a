/** What is asked of a run whose figures are there: is it meant, what else could be, in which money, and again with units. */
export { implausible } from './implausible.ts'
export { differenceOf, samplesOf } from './pairs.ts'
export { recheckFormula } from './recheck.ts'
