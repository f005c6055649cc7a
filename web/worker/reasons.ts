/** The part of the simulation that says why, loaded by the worker on demand. */
export { answerEstimate, reasons } from '../../sim/index.ts'
