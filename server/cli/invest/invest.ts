import { Command } from 'commander'
import { describe } from '../describe.ts'
import { answerInvest, investCases } from '../../../sim/index.ts'
import { isPath, readJson, readJsonFile, type FileRead } from '../writing/files.ts'
import { investReport } from './invest-report.ts'
import { refuse, finish } from '../writing/outcome.ts'

const cases = investCases.map(({ id, sentence }) => `  ${id.padEnd(14)}${sentence}`)

export function investCommand(): Command {
  return describe(new Command('invest'))
    .argument('<file.json|case>', 'a programme in a file, or a ready case')
    .addHelpText('after', ['\nReady cases:', ...cases].join('\n'))
    .action((what: string, options: Options) => {
      run(what, options)
    })
}

type Options = {
  readonly seed?: string
  readonly samples?: string
  readonly json?: boolean
  readonly run?: string | boolean
  readonly model?: string
  readonly tokens?: string
  readonly gpus?: string
  readonly multiplier?: string
  readonly sovereignty?: string
  readonly spend?: string
}

function run(what: string, options: Options): void {
  const { seed, samples, json } = options
  const file = isPath(what) ? readJsonFile(what) : ({ ok: true, value: { case: what } } as const)
  if (!file.ok) return refuse(file.message)
  const futures = {
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    ...(samples === undefined ? {} : { samples: Number(samples) }),
  }
  const asked = askedRun(options, file.value)
  if (!asked.ok) return refuse(asked.message)
  const answered = answerInvest(
    Object.assign({}, file.value, futures, asked.value, askedCountry(options, file.value)),
  )
  if (answered.status !== 'refused') return finish(answered, json === true, investReport)
  for (const { field, message } of answered.problems)
    refuse(`${field in futures ? '--' : ''}${field}: ${message}`)
}

/** The run that the options name, and the list of runs that a file holds. */
function askedRun({ run: runs, model, tokens, gpus, multiplier }: Options, file: unknown): FileRead {
  const named = Object.entries({ model, tokens, gpus, multiplier }).filter(([, value]) => value !== undefined)
  const inFile = (name: string): unknown =>
    Object.entries(Object(file)).find(([field]) => field === name)?.[1]
  const one = named.length === 0 ? {} : { run: { ...Object(inFile('run')), ...Object.fromEntries(named) } }
  if (runs === undefined) return { ok: true, value: one }
  if (typeof runs !== 'string') return { ok: true, value: { runs: inFile('runs') ?? true, ...one } }
  const list = readJson(runs, mostBytes)
  if (!list.ok) return list
  const held: unknown = Array.isArray(list.value) ? list.value : Object(list.value)['runs']
  return { ok: true, value: { runs: held ?? [], ...one } }
}

/** The country and the money that the options name, over what the file says of sovereignty. */
function askedCountry({ sovereignty: country, spend: amount }: Options, file: unknown) {
  const named = Object.entries({ country, amount }).filter(([, value]) => value !== undefined)
  if (named.length === 0) return {}
  const said: unknown = Object.entries(Object(file)).find(([field]) => field === 'sovereignty')?.[1]
  const held = typeof said === 'string' ? { country: said } : Object(said)
  return { sovereignty: { ...held, ...Object.fromEntries(named) } }
}

const mostBytes = 1 << 20
