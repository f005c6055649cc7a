import { once } from 'node:events'
import { Command } from 'commander'
import { describe } from '../describe.ts'
import {
  addTallies,
  countOfShard,
  mostSweepPoints,
  noPoints,
  readSweep,
  summaryOf,
  type Problem,
  type Read,
  type SweepPlan,
  type SweepRow,
  type SweepTally,
} from '../../../sim/index.ts'
import { coreCount } from '../../pool/cores.ts'
import { csvHead } from '../../sweep/lines.ts'
import { firstProblems } from '../../problems.ts'
import { Claimed } from '../../output/claim.ts'
import { openPart, outputAt, partOf, whatIsLeft, type Output } from '../../output/part-file.ts'
import { isPath, readJson, readJsonFile, whyUnwritten } from '../writing/files.ts'
import { listenForInterrupt } from '../writing/interrupt.ts'
import { complain, refuse, print } from '../writing/outcome.ts'
import { lateProgressBar } from '../writing/progress.ts'
import { readWish, type SweepOptions, type SweepWish } from './sweep-options.ts'
import { sentence, sweepReport } from './sweep-report.ts'
import { count } from '../writing/table.ts'

const mostMiB = 128
/** Of which a thread of its own is worth its start. */
const fewPoints = 8
/** More rows than this are a file, not something to look at. */
const mostInTable = 2000

export function sweepCommand(): Command {
  return describe(new Command('sweep'))
    .argument('<file.json>', 'base and axes, or estimates; - reads standard input')
    .action(run)
}

async function run(file: string, options: SweepOptions): Promise<void> {
  const wish = readWish(options)
  const plan = readPlan(file)
  if (!wish.ok || !plan.ok) {
    for (const { field, message } of wish.ok ? [] : wish.problems) refuse(`--${field}: ${message}`)
    refuseAll(plan.ok ? [] : plan.problems)
    return
  }
  const asked: Asked = { plan: plan.value, ...wish.value }
  if (options.out !== undefined) await intoFile(asked, { ...options, out: options.out })
  else if (asked.form === null) await asTable(asked)
  else await ontoStdout(asked)
}

type Asked = SweepWish & { readonly plan: SweepPlan }

function readPlan(path: string): Read<SweepPlan> {
  const file = readJson(path, mostMiB * 1024 * 1024)
  if (!file.ok) return { ok: false, problems: [{ field: 'file', message: file.message }] }
  return readSweep(file.value, { mostPoints: mostSweepPoints, resolve: fileReader() })
}

/** Reads the file that a model or a system names, each once. */
function fileReader(): (field: string, value: unknown) => Read<unknown> {
  const known = new Map<string, Read<unknown>>()
  return (field, value) => {
    const names = (field === 'model' || field === 'system') && typeof value === 'string' && isPath(value)
    if (!names) return { ok: true, value }
    const before = known.get(value)
    if (before !== undefined) return before
    const file = readJsonFile(value)
    const read: Read<unknown> = file.ok ? file : { ok: false, problems: [{ field, message: file.message }] }
    known.set(value, read)
    return read
  }
}

function refuseAll(problems: readonly Problem[]): void {
  for (const { field, message } of firstProblems(problems)) refuse(`${field}: ${message}`)
}

type Sink = {
  readonly kept: number
  readonly take: (text: string, rows: readonly SweepRow[]) => Promise<void> | void
}

/** Computes the points and hands them on in order; null when told to stop, with the exit code set. */
async function compute(
  { plan, shard, form, workers }: Asked,
  { kept, take }: Sink,
): Promise<SweepTally | null> {
  const interrupt = listenForInterrupt()
  const { runSweep } = await import('../../sweep/run.ts')
  const points = countOfShard(plan.count, shard)
  const threads = Math.min(workers ?? coreCount(), Math.ceil((points - kept) / fewPoints))
  const { thisThread, threadPool } = await import('../../sweep/workers.ts')
  const hands = threads <= 1 ? thisThread : threadPool({ threads, nice: 0 })
  const show = lateProgressBar('sweeping')
  let done = kept
  let tally: SweepTally = noPoints
  try {
    for await (const chunk of runSweep({ plan, shard, kept, form }, hands, interrupt.signal)) {
      await take(chunk.text, chunk.rows)
      tally = addTallies(tally, chunk.tally)
      done += chunk.points
      show(done / points)
    }
  } finally {
    await hands.close()
  }
  const code = interrupt.end()
  if (code === null || done === points) return tally
  complain(`stopped after ${count(done)} of ${count(points)} points`)
  process.exitCode = code
  return null
}

async function asTable(asked: Asked): Promise<void> {
  const points = countOfShard(asked.plan.count, asked.shard)
  if (points > mostInTable) {
    const said = `are ${count(points)}, more than a table of ${count(mostInTable)} rows`
    return refuseAll([
      { field: 'points', message: `${said}; give --out FILE.jsonl, --out FILE.csv or --json` },
    ])
  }
  const rows: SweepRow[] = []
  const take = (_: string, some: readonly SweepRow[]) => {
    rows.push(...some)
  }
  const tally = await compute(asked, { kept: 0, take })
  if (tally !== null) print(sweepReport({ sweep: summaryOf(asked.plan, tally), points: rows }))
}

async function ontoStdout(asked: Asked): Promise<void> {
  if (asked.form === 'csv') print(csvHead(asked.plan.fields))
  const tally = await compute(asked, { kept: 0, take: written })
  if (tally !== null && tally.infeasible + tally.refused > 0)
    complain(`${sentence(countOfShard(asked.plan.count, asked.shard), tally)} Each that has none says why`)
}

/** Waits for whoever reads slowly, so that lines do not pile up. */
async function written(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

type ToFile = SweepOptions & { readonly out: string }

async function intoFile(asked: Asked, options: ToFile): Promise<void> {
  try {
    const output = outputAt(options.out)
    try {
      await intoOutput(asked, output, options)
    } finally {
      output.release()
    }
  } catch (error) {
    const isOurs = error instanceof Claimed || (error instanceof Error && 'syscall' in error)
    if (!isOurs) throw error
    refuseAll([{ field: 'out', message: `'${options.out}' ${whyUnwritten(error)}` }])
  }
}

async function intoOutput(
  asked: Asked,
  output: Output,
  { out, resume = false, json = false }: ToFile,
): Promise<void> {
  const { plan, shard } = asked
  const head = asked.form === 'csv' ? csvHead(plan.fields) : null
  const points = countOfShard(plan.count, shard)
  if (resume && !output.isFile)
    return refuseAll([
      { field: 'resume', message: `'${out}' is no file; give --out a file or leave --resume out` },
    ])
  const left = resume
    ? whatIsLeft(output.path, { ...shard, hash: plan.hash, count: plan.count }, head)
    : ({ status: 'none' } as const)
  if (left.status === 'foreign')
    return refuseAll([{ field: 'resume', message: `${left.message}; delete it or run without --resume` }])
  const kept = left.status === 'whole' ? points : left.status === 'part' ? left.rows : 0
  const tally =
    left.status === 'whole'
      ? noPoints
      : await fill(asked, output, { head, kept, isNew: left.status === 'none' })
  if (tally === null) return
  const summary = { hash: plan.hash, count: plan.count, ...shard, points, kept, ...tally, file: out }
  const before = kept === 0 ? '' : ` ${count(kept)} were there already.`
  print(
    json
      ? JSON.stringify(summary, null, 2)
      : `${sentence(points - kept, tally)}${before} They are in ${out}.`,
  )
}

type Filling = { readonly head: string | null; readonly kept: number; readonly isNew: boolean }

/** Computes what is missing and gives the file its name; null when told to stop, with the rows left for `--resume`. */
async function fill(
  asked: Asked,
  output: Output,
  { head, kept, isNew }: Filling,
): Promise<SweepTally | null> {
  const part = await openPart(output, isNew ? 'anew' : 'at its end')
  if (isNew && head !== null) await part.write(`${head}\n`)
  const tally = await compute(asked, { kept, take: part.write })
  if (tally !== null) await part.finish()
  else {
    await part.leave()
    if (output.isFile)
      complain(
        `the points so far are in ${partOf(output.path)}; the same command with --resume goes on with them`,
      )
  }
  return tally
}
