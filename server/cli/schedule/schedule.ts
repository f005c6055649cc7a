import { Command } from 'commander'
import { describe } from '../describe.ts'
import {
  questions,
  queue,
  type Imported,
  type Problem,
  type Read,
  type ReplayOptions,
} from '../../../sim/index.ts'
import { readJsonFile, why, NotText, textGuard } from '../writing/files.ts'
import { finish, print, saved } from '../writing/outcome.ts'
import { progressOn } from '../writing/progress-lines.ts'
import { wrapped } from '../writing/table.ts'
import { scheduleReport } from './schedule-report.ts'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { createGunzip, type Gunzip } from 'node:zlib'

const chunkBytes = 1 << 18

/** Reads a workload piece by piece, unpacked where it is gzip whatever its name; `-` is standard input. */
async function readWorkloadFile(path: string, options: ReplayOptions['import']): Promise<Read<Imported>> {
  const reader = queue.workloadReader(options)
  const source = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: chunkBytes })
  const guard = textGuard()
  let chunks = 0
  const push = (chunk: Uint8Array) => {
    chunks += 1
    reader.push(chunk)
    guard(chunk)
  }
  let unpack: Gunzip | null = null
  let isFirst = true
  try {
    for await (const chunk of source) {
      if (!(chunk instanceof Uint8Array)) continue
      if (isFirst && path !== '-' && queue.isParquet(chunk)) return await readParquetFile(path, options)
      if (isFirst && chunk[0] === 0x1f && chunk[1] === 0x8b) unpack = unpackInto(push)
      isFirst = false
      if (unpack === null) push(chunk)
      else if (!unpack.write(chunk)) await once(unpack, 'drain')
    }
    if (unpack !== null) {
      unpack.end()
      await finished(unpack)
    }
  } catch (error) {
    // What is no text from the first chunk on is told by the reader, which knows such files by their first bytes.
    if (error instanceof NotText && chunks === 1) return reader.end()
    if (unpack !== null && isAboutGzip(error)) return reader.breakOff(brokenGzip(error))
    return { ok: false, problems: [{ field: 'file', message: `'${path}' ${why(error)}` }] }
  }
  return reader.end()
}

/** The package that unpacks Parquet is loaded for such a file alone. */
async function readParquetFile(path: string, options: ReplayOptions['import']): Promise<Read<Imported>> {
  const file = await open(path)
  try {
    const { size: byteLength } = await file.stat()
    const slice = async (start: number, end = byteLength) => {
      const bytes = new ArrayBuffer(end - start)
      await file.read(new Uint8Array(bytes), 0, end - start, start)
      return bytes
    }
    return await queue.readParquet({ byteLength, slice }, options, await import('hyparquet'))
  } finally {
    await file.close()
  }
}

function unpackInto(push: (chunk: Uint8Array) => void): Gunzip {
  const unpack = createGunzip({ chunkSize: chunkBytes })
  unpack.on('data', (chunk: Uint8Array) => {
    try {
      push(chunk)
    } catch (error) {
      unpack.destroy(error instanceof Error ? error : undefined)
    }
  })
  // Told again by whoever waits for it; without a listener it would end the process.
  unpack.on('error', () => undefined)
  return unpack
}

function isAboutGzip(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}

function brokenGzip(error: Error): string {
  const breaksOff = error.message.includes('unexpected end')
  return breaksOff ? 'the gzip stream breaks off' : `the gzip stream is damaged (${error.message})`
}

const words = questions.queueWords

type Options = { readonly [name: string]: string | boolean | readonly string[] | undefined }

const isPart =
  /^(windows|limits|priority|tiers|usageFactors|preemption|backfill|failures|budgets|waiting|run|against)$/
const parts = Object.entries(words).filter(([name]) => isPart.test(name))
const example = `
options.json, each part by itself; times in s of the workload's clock, as 12h or,
where the log has a clock, as dates such as 2026-03-05T06:00:00:
${parts.flatMap(([name, text]) => wrapped(`${name}: ${text}`, '  ')).join('\n')}

Example:
  petaplan schedule KTH-SP2-1996-2.1-cln.swf.gz --nodes 100 --policy easy --out jobs.csv
`

export function scheduleCommand(): Command {
  return describe(new Command('schedule'), { ...words, parts: parts.map(([name]) => name).join(', ') })
    .argument('[file]', 'the workload; - reads standard input')
    .addHelpText('after', example)
    .action((file: string | undefined, options: Options) => run(file, options))
}

async function run(
  file: string | undefined,
  { json, out, energyOut, dates, options: path, system, ...rest }: Options,
): Promise<void> {
  const more = typeof path === 'string' ? readJsonFile(path) : ({ ok: true, value: {} } as const)
  if (!more.ok) return refuse([{ field: 'options', message: more.message }])
  const machine = typeof system === 'string' ? readJsonFile(system) : null
  if (machine?.ok === false) return refuse([{ field: 'system', message: machine.message }])
  const fields = {
    ...Object(more.value),
    ...fieldsOf(rest),
    ...(machine === null ? {} : { system: machine.value }),
  }
  const unplaced = queue.readReplay(fields)
  if (!unplaced.ok) return refuse(unplaced.problems)
  const imported = await workloadFrom(file, unplaced.value)
  if (!imported.ok) return refuse(imported.problems)
  const clock = queue.clockOf(imported.value)
  if (dates === true && clock === null)
    return refuse([{ field: 'dates', message: 'the workload does not say the date of its second 0' }])
  const options = queue.readReplay(fields, clock)
  if (!options.ok) return refuse(options.problems)
  const answered = queue.answerReplay(imported.value, options.value, progressOn(process.stderr))
  if (answered.status !== 'answer') return finish(answered, json === true, () => '')
  const { answer } = answered.value
  const { workload, schedule, energy } = answered.value
  const dateOf = dates === true ? (s: number) => queue.dateAt(s, clock) ?? '' : null
  if (typeof out === 'string' && !saved('out', out, queue.scheduleCsv(workload, schedule, dateOf))) return
  if (typeof energyOut === 'string') {
    if (energy === null)
      return refuse([
        { field: 'energyOut', message: 'needs the power of a node; give --busy-w and --idle-w' },
      ])
    if (!saved('energy-out', energyOut, queue.energyCsv(workload, energy))) return
  }
  print(json === true ? JSON.stringify(answer, null, 2) : scheduleReport(answer))
}

/** The file, or what is invented in its place. */
async function workloadFrom(file: string | undefined, options: ReplayOptions): Promise<Read<Imported>> {
  const { synthetic, nodes } = options
  if (file !== undefined && synthetic === null) return readWorkloadFile(file, options.import)
  const message =
    file === undefined ? 'is missing; name one, or give --synthetic' : 'and --synthetic are both given'
  if (file !== undefined || synthetic === null) return { ok: false, problems: [{ field: 'file', message }] }
  return queue.invented(synthetic, nodes)
}

function fieldsOf({ column, synthetic: kind, jobs, load, seed, ...fields }: Options) {
  if (kind === undefined && jobs === undefined && load === undefined && seed === undefined)
    return { ...fields, ...columnsOf(column) }
  const given = Object.entries({ kind, jobs, load, seed }).filter(([, value]) => value !== undefined)
  return { ...fields, ...columnsOf(column), synthetic: Object.fromEntries(given) }
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
