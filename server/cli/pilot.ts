import pilotText from '../data/reports/pilot.txt?raw'
import pilotsText from '../data/reports/pilots.txt?raw'
import { createReadStream } from 'node:fs'
import { Command } from 'commander'
import { answerPilot, pilot, texts, type Answered, type PilotAnswer } from '../../sim/index.ts'
import { boundedLines } from './writing/bounded-lines.ts'
import { why } from './writing/files.ts'
import { complain, refuse, finish, saved } from './writing/outcome.ts'
import { describe } from './describe.ts'
import { describeRun, readInput, type Options } from './run-options.ts'
import { reportBy } from './writing/template.ts'

export function pilotCommand(): Command {
  return describe(describeRun(new Command('pilot')))
    .argument('[file]', "measured lines of predict, or a trainer's log; - is standard input")
    .action(run)
}

async function run(path: string | undefined, options: Options): Promise<void> {
  const { json, out, suggest, ...fields } = options
  const { input, unread } = readInput(fields)
  for (const { field, message } of unread) refuse(`--${field}: ${message}`)
  if (unread.length > 0) return
  if (suggest === true) return finish(pilot.answerSuggest(input), json === true, suggestReport)
  if (path === undefined)
    return refuse('file: is missing; give measured lines of predict, a log, or --suggest')
  const answered = await answerFile(path, input)
  if (answered === null) return
  if (answered.status === 'answer' && typeof out === 'string') {
    const text = `${JSON.stringify(answered.value, null, 2)}\n`
    if (!saved('out', out, [text])) return
  }
  finish(answered, json === true, pilotReport)
}

/** The first character decides: a line of `predict` is an object. Null, with the reason told, for no file. */
async function answerFile(path: string, input: object): Promise<Answered<PilotAnswer> | null> {
  const reader = new pilot.LogReader()
  const lines: unknown[] = []
  let others = 0
  try {
    for await (const some of boundedLines(path === '-' ? process.stdin : createReadStream(path)))
      for (const line of some) {
        if (line === null || line.trim() === '' || readMeasured(line, lines)) continue
        others += 1
        reader.add(line)
      }
  } catch (error) {
    refuse(`file: '${path}' ${why(error)}`)
    return null
  }
  if (lines.length === 0) return pilot.answerPilotLog(reader.steady(), pilot.readStepNames(input))
  if (others > 0) complain(`file: ${String(others)} lines are no JSON object with a model; left out`)
  return answerPilot({ lines })
}

/** More lines than a pilot may have are refused by their number, not kept. */
const mostKept = 10_000

function readMeasured(line: string, into: unknown[]): boolean {
  if (!line.trimStart().startsWith('{') || into.length >= mostKept) return false
  const read = texts.readJsonText('line', line)
  if (!read.ok || !('model' in Object(read.value))) return false
  into.push(read.value)
  return true
}

const writers = {
  whole: (share: number) => `${(100 * share).toFixed(0)} %`,
  precise: (value: number) => value.toPrecision(3),
}
const pilotReport = reportBy(pilotText, writers)
const suggestReport = reportBy(pilotsText, writers)
