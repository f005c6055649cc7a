/** The part of the simulation that says why, loaded by the worker on demand. */
export { answerFields, recheckFormula } from '../sim/index.ts'
