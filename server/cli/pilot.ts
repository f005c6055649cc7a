import { createReadStream } from 'node:fs'
import { Command } from 'commander'
import {
  answerPilot,
  pilot,
  texts,
  type Answered,
  type PilotAnswer,
  type Suggestions,
} from '../../sim/index.ts'
import { boundedLines } from './writing/bounded-lines.ts'
import { why } from './writing/files.ts'
import { complain, refuse, finish, saved } from './writing/outcome.ts'
import { describe } from './describe.ts'
import { describeRun, readInput, type Options } from './run-options.ts'
import { table, wrapped } from './writing/table.ts'

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

const percent = (share: number) => `${(100 * share).toFixed(0)} %`

/** A deviation of a logarithm, as a share of the constant. */
function constantRows({ constants }: PilotAnswer['learned']): readonly string[] {
  if (constants.length === 0) return []
  const rows = constants.map(({ name, before, after, spreadBefore, spreadAfter }) => [
    name,
    `${before.toPrecision(3)} ± ${percent(spreadBefore)}`,
    `${after.toPrecision(3)} ± ${percent(spreadAfter)}`,
  ])
  return ['Constants of the step model that it tells of:', ...table([['', 'before', 'after'], ...rows]), '']
}

function pilotReport({ learned, carries, leftOut }: PilotAnswer): string {
  const rows = carries.map(({ what, before, after, spreadLeft }) => [
    what,
    before.map((one) => one.toFixed(2)).join(' to '),
    after.map((one) => one.toFixed(2)).join(' to '),
    percent(spreadLeft),
  ])
  return [
    ...learned.sentences.flatMap((sentence) => wrapped(sentence)),
    '',
    ...constantRows(learned),
    'Measured over predicted throughput (80 %) of a step like the largest measured one, but for:',
    ...table([['', 'before', 'after', 'spread left'], ...rows]),
    ...leftOut.flatMap(({ id, problem }) => wrapped(`Left out: ${String(id)}: ${problem}`)),
  ].join('\n')
}

function suggestReport({ planned, pilots }: Suggestions): string {
  const rows = pilots.map(({ gpus, layout, gpuHours, spreadLeft }) => [
    String(gpus),
    layout,
    gpuHours.toFixed(1),
    percent(spreadLeft),
  ])
  return [...wrapped(planned), '', ...table([['gpus', 'layout', 'GPU-hours', 'spread left'], ...rows])].join(
    '\n',
  )
}
