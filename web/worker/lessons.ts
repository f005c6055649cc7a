/** The lessons, in a file that the worker loads when Learn is first opened. */
export { lessons } from '../../sim/index.ts'
