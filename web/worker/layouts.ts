/** The search over layouts, loaded by the worker on demand. */
export { answerLayouts } from '../../sim/index.ts'
