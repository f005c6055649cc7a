/** A pilot as the command line needs it: the log of a run, the names of its steps, what to run next. */
export { answerPilotLog } from './answer.ts'
export { readStepNames } from './input.ts'
export { LogReader } from './steady.ts'
export { answerSuggest } from './suggest.ts'
