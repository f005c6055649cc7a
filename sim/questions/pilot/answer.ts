import type { Answered } from '../../base/answered.ts'
import { problemsOf } from '../asking/problems.ts'
import { lineOfLog, pilotInput, steadyOfText } from './input.ts'
import { learnFrom } from './learn.ts'
import type { PilotAnswer } from './profile.ts'
import type { SteadyLog } from './steady.ts'

const words = {
  lines: 'lines of predict with what was measured',
  log: "the text of a trainer's log",
  run: 'what the log does not say: model, hardware, gpus, seqLen, layout',
}

/** The profile of a pilot: of measured lines, or of a log. */
export function answerPilot(raw: unknown): Answered<PilotAnswer> {
  const shape = pilotInput.safeParse(raw)
  if (!shape.success) return { status: 'refused', problems: problemsOf(shape.error.issues, { raw, words }) }
  return 'lines' in shape.data
    ? learnFrom(shape.data.lines)
    : answerPilotLog(steadyOfText(shape.data.log), shape.data.run)
}

/** The profile of a log whose steady part is known. */
export function answerPilotLog(steady: SteadyLog | null, run: object): Answered<PilotAnswer> {
  const line = lineOfLog(steady, run)
  return line.ok ? learnFrom([line.value]) : { status: 'refused', problems: line.problems }
}
