import { closeSync, openSync, writeSync } from 'node:fs'
import { Command } from 'commander'
import {
  answerReplay,
  readReplay,
  replayWords,
  scheduleCsv,
  type Problem,
  type Replayed,
} from '../../sim/index.ts'
import { readJsonFile, why } from './files.ts'
import { finish, print } from './outcome.ts'
import { progressOn } from './progress-lines.ts'
import { scheduleReport } from './schedule-report.ts'
import { readWorkloadFile } from './workload-file.ts'

type Options = { readonly [name: string]: string | boolean | readonly string[] | undefined }

const example = `
Example:
  petaplan schedule KTH-SP2-1996-2.1-cln.swf.gz --nodes 100 --policy easy --out jobs.csv
`

export function scheduleCommand(): Command {
  return new Command('schedule')
    .description('Replays a workload: SWF, Slurm sacct -P or --json, CSV or JSON; gzip is unpacked.')
    .argument('<file>', 'the workload; - reads standard input')
    .option('--nodes <count>', replayWords.nodes)
    .option('--policy <name>', replayWords.policy)
    .option('--out <jobs.csv>', 'writes id,submit,start,end,nodes,status of every job in input order')
    .option('--cores-per-node <count>', replayWords.coresPerNode)
    .option('--exact-limits', replayWords.exactLimits)
    .option('--first <count>', replayWords.first)
    .option('--column <ours=theirs...>', 'what a CSV file calls a column, e.g. submit=timestamp')
    .option('--busy-w <watts>', replayWords.busyW)
    .option('--idle-w <watts>', replayWords.idleW)
    .option('--pue <ratio>', replayWords.pue)
    .option('--kg-co2e-per-kwh <kg>', replayWords.kgCo2ePerKwh)
    .option('--power-cap-w <watts>', replayWords.powerCapW)
    .option('--options <options.json>', 'limits, priority, failures, waiting, run or against, as in the API')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', example)
    .action((file: string, options: Options) => run(file, options))
}

async function run(file: string, { json, out, column, options: path, ...fields }: Options): Promise<void> {
  const more = typeof path === 'string' ? readJsonFile(path) : ({ ok: true, value: {} } as const)
  if (!more.ok) {
    refuse([{ field: 'options', message: more.message }])
    return
  }
  const options = readReplay({ ...Object(more.value), ...fields, ...columnsOf(column) })
  if (!options.ok) {
    refuse(options.problems)
    return
  }
  const imported = await readWorkloadFile(file, options.value.import)
  if (!imported.ok) {
    refuse(imported.problems)
    return
  }
  const answered = answerReplay(imported.value, options.value, progressOn(process.stderr))
  if (answered.status !== 'answer') {
    finish(answered, json === true, () => '')
    return
  }
  const { answer } = answered.value
  if (typeof out === 'string' && !writeCsv(out, answered.value)) return
  print(json === true ? JSON.stringify(answer, null, 2) : scheduleReport(answer))
}

/** `--column submit=timestamp` as the field `columns`. */
function columnsOf(column: Options[string]) {
  if (!Array.isArray(column)) return {}
  const pairs = column.map((pair: string) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at < 0 ? undefined : at), at < 0 ? '' : pair.slice(at + 1)] as const
  })
  return { columns: Object.fromEntries(pairs) }
}

function refuse(problems: readonly Problem[]): void {
  finish({ status: 'refused', problems }, false, () => '')
}

/** Writes the jobs; false, with the exit code set, when the file cannot be written. */
function writeCsv(path: string, { workload, schedule }: Replayed): boolean {
  try {
    const file = openSync(path, 'w')
    for (const part of scheduleCsv(workload, schedule)) writeSync(file, part)
    closeSync(file)
    return true
  } catch (error) {
    refuse([{ field: 'out', message: `'${path}' ${why(error)}` }])
    return false
  }
}
