import type { Answered } from '../../base/answered.ts'
import { version } from '../../base/version.ts'
import { readBy } from '../asking/problems.ts'
import { lineId, problemsInWords } from '../predict/work.ts'
import { lineOfLog, pilotSaid, steadyOfText } from './input.ts'
import { learn, readMeasuredStep, type MeasuredStep } from './learn.ts'
import { profileRowOf, type PilotAnswer } from './profile.ts'
import { carriesOf, learnedOf } from './told.ts'
import type { SteadyLog } from './steady.ts'

const words = {
  lines: 'lines of predict with what was measured',
  log: "the text of a trainer's log",
  run: 'what the log does not say: model, hardware, gpus, seqLen, layout',
}

/** The profile of a pilot: of measured lines, or of a log. */
export function answerPilot(raw: unknown): Answered<PilotAnswer> {
  const read = readBy(pilotSaid, words, raw)
  if (!read.ok) return { status: 'refused', problems: read.problems }
  const said = read.value
  return 'lines' in said ? learnFrom(said.lines) : answerPilotLog(steadyOfText(said.log), said.run)
}

/** The profile of a log whose steady part is known. */
export function answerPilotLog(steady: SteadyLog | null, run: object): Answered<PilotAnswer> {
  const line = lineOfLog(steady, run)
  if (!line.ok) return { status: 'refused', problems: line.problems }
  const answered = learnFrom([line.value])
  if (answered.status !== 'answer' || steady === null) return answered
  const { learned } = answered.value
  const { trainer, readings, leftOut } = steady
  const sentences = [steadyInWords(steady), ...learned.sentences]
  const log = { trainer, steadyReadings: readings, leftOut }
  return { status: 'answer', value: { ...answered.value, learned: { ...learned, sentences }, log } }
}

function steadyInWords({ trainer, readings, leftOut }: SteadyLog): string {
  const { warmUp, slow, other } = leftOut
  return `Log of ${trainer}: ${String(readings)} steady readings count; left out are ${String(warmUp)} of the warm-up, ${String(slow)} with an evaluation, a checkpoint or a stop, and ${String(other)} others.`
}

/** What the lines of a pilot say: lines of `predict` with what was measured. */
function learnFrom(lines: readonly unknown[]): Answered<PilotAnswer> {
  const steps: MeasuredStep[] = []
  const leftOut: PilotAnswer['leftOut'][number][] = []
  for (const [index, line] of lines.entries()) {
    const step = readMeasuredStep(line)
    if (step.ok) steps.push(step.value)
    else leftOut.push({ id: lineId(line) ?? index + 1, problem: problemsInWords(step) })
  }
  if (steps.length === 0) return nothingIn(leftOut)
  const taught = { steps, learned: learn(steps) }
  return {
    status: 'answer',
    value: {
      kind: 'petaplan pilot profile',
      version,
      rows: steps.map(profileRowOf),
      learned: learnedOf(taught),
      carries: carriesOf(taught),
      log: null,
      leftOut,
    },
  }
}

function nothingIn(leftOut: PilotAnswer['leftOut']): Answered<PilotAnswer> {
  const problems = leftOut
    .slice(0, 5)
    .map(({ id, problem }) => ({ field: `lines.${String(id)}`, message: problem }))
  const none = { field: 'lines', message: 'hold no measured step; give lines of predict with "measured"' }
  return { status: 'refused', problems: problems.length === 0 ? [none] : problems }
}
