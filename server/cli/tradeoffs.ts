import optionPaths from '../data/option-paths.json' with { type: 'json' }
import { Command } from 'commander'
import {
  answerTradeoffs,
  questions,
  tellingsOf,
  type Answered,
  type Problem,
  type TradeoffsAnswer,
} from '../../sim/index.ts'
import { describe } from './describe.ts'
import { addFields } from './run-options.ts'
import { isPath, readJsonFile, readScenario, type FileRead } from './writing/files.ts'
import { fromToday } from './writing/today.ts'
import { complain, finish, saved } from './writing/outcome.ts'
import { pointsCsv, tradeoffsReport } from './tradeoffs-report.ts'

const words = Object.fromEntries(
  tellingsOf(questions.tradeoffs).map(([name, { words: said }]) => [name, said]),
)

export function tradeoffsCommand(): Command {
  return describe(addFields(new Command('tradeoffs'), questions.tradeoffs), words).action(
    (options: Options) => {
      run(options)
    },
  )
}

type Options = { readonly [name: string]: string | readonly string[] | boolean | undefined }

const paths: Readonly<Record<string, string>> = optionPaths

const lists = ['model', 'system', 'tokens', 'gpus', 'accelerator', 'precision', 'powerCap']

function run({ json, csv, scenario, ...options }: Options): void {
  const file = readScenario(scenario)
  const unread = [...ofNoModel(options)]
  if (!file.ok) unread.push({ field: 'scenario', message: file.message })
  const input: Record<string, unknown> = file.ok ? { ...Object(file.value) } : {}
  for (const [name, word] of Object.entries(options)) {
    const value = valueOf(name, word)
    if (value.ok) put(input, (paths[name] ?? name).split('.'), value.value)
    else unread.push({ field: name, message: value.message })
  }
  const { deadline, smallestCluster, finishBy } = options
  const dated = { ...fromToday(deadline, smallestCluster, finishBy), ...input }
  const answered =
    unread.length > 0
      ? { status: 'refused' as const, problems: unread }
      : renamed(answerTradeoffs(dated), json === true)
  if (
    answered.status === 'answer' &&
    typeof csv === 'string' &&
    !saved('csv', csv, [pointsCsv(answered.value)])
  )
    return
  finish(answered, json === true, tradeoffsReport)
  if (answered.status !== 'answer' || answered.value.counts.within > 0) return
  complain(`infeasible: ${answered.value.sentence}`)
  process.exitCode = 3
}

/** What is said of the largest model where nobody asks for one. */
function ofNoModel({ law, tokensPerParameter, largestModel }: Options): readonly Problem[] {
  const message = "changes nothing without --largest-model, e.g. 'CHF 5M'; give both, or leave this out"
  return Object.entries({ law, tokensPerParameter }).flatMap(([field, said]) =>
    said === undefined || largestModel !== undefined ? [] : [{ field, message }],
  )
}

function valueOf(name: string, word: Options[string]): FileRead {
  if (typeof word !== 'string') return { ok: true, value: word === true ? {} : word }
  if ((name === 'model' || name === 'system' || name === 'profile') && isPath(word)) return readJsonFile(word)
  const span = /^([^.]+)\.\.([^/]+)(?:\/([0-9]+))?$/.exec(word)
  if (name === 'gpus' && span !== null) {
    const [, from, to, steps] = span
    return { ok: true, value: { from, to, ...(steps === undefined ? {} : { steps: Number(steps) }) } }
  }
  const parts = word.split(',').map((part) => part.trim())
  return { ok: true, value: lists.includes(name) && parts.length > 1 ? parts : word }
}

function put(
  target: Record<string, unknown>,
  [first = '', ...rest]: readonly string[],
  value: unknown,
): void {
  if (rest.length === 0) {
    target[first] = value
    return
  }
  const inner: Record<string, unknown> = { ...Object(target[first]) }
  put(inner, rest, value)
  target[first] = inner
}

/** Problems, and what is offered in words, under the names of the options, so that a person finds what to correct. */
function renamed(answered: Answered<TradeoffsAnswer>, json: boolean): Answered<TradeoffsAnswer> {
  if (answered.status === 'refused')
    return {
      status: 'refused',
      problems: answered.problems.map((one) => ({ ...one, field: optionOf(one.field) })),
    }
  if (answered.status !== 'infeasible' || json) return answered
  const obstacles = answered.obstacles.map((one) => ({
    ...one,
    nearest: one.nearest && { ...one.nearest, field: optionOf(one.nearest.field) },
  }))
  return { status: 'infeasible', obstacles }
}

function optionOf(field: string): string {
  const named = Object.entries(paths)
  return named.find(([, path]) => field === path || field.startsWith(`${path}.`))?.[0] ?? field
}
