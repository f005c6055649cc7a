import { once } from 'node:events'
import { unlink } from 'node:fs/promises'
import { Command } from 'commander'
import { describe } from '../describe.ts'
import { Unjoinable, joinable, joined, type Joinable } from '../../sweep/join.ts'
import { Claimed } from '../../output/claim.ts'
import { openPart, outputAt, partOf, type Output } from '../../output/part-file.ts'
import { why } from '../writing/files.ts'
import { listenForInterrupt, type Interrupt } from '../writing/interrupt.ts'
import { refuse, print } from '../writing/outcome.ts'
import { count } from '../writing/table.ts'

type Options = { readonly out?: string; readonly json?: boolean }

export function mergeCommand(): Command {
  return describe(new Command('merge'))
    .argument('<files...>', 'the files of all shards, in any order, all JSON lines or all CSV')
    .action(run)
}

async function run(paths: readonly string[], { out, json }: Options): Promise<void> {
  const interrupt = listenForInterrupt()
  try {
    const shards = joinable(paths)
    const files = shards.files.filter((file) => file !== null).length
    if (out === undefined) await ontoStdout(shards, interrupt)
    else if (await intoFile(shards, out, interrupt)) {
      const summary = { hash: shards.hash, count: shards.count, files, file: out }
      const said = `${count(shards.count)} points of ${count(files)} files are in ${out}.`
      print(json === true ? JSON.stringify(summary, null, 2) : said)
    }
  } catch (error) {
    refuse(messageOf(error, out))
  }
  const code = interrupt.end()
  if (code !== null) process.exitCode = code
}

/** What is wrong with the files; a bug is thrown on. */
function messageOf(error: unknown, out: string | undefined): string {
  if (error instanceof Unjoinable) return `files: ${error.message}`
  if (error instanceof Claimed) return `out: '${String(out)}' ${why(error)}`
  if (!(error instanceof Error && 'path' in error)) throw error
  const isOut = out !== undefined && [out, partOf(out), `${out}.lock`].includes(String(error.path))
  return `${isOut ? 'out' : 'files'}: '${isOut ? out : String(error.path)}' ${why(error)}`
}

/** Nothing is printed before all has been checked. */
async function ontoStdout(shards: Joinable, { signal }: Interrupt): Promise<void> {
  for await (const text of pieces(shards, signal)) void text
  for await (const text of pieces(shards, signal))
    if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** False when told to stop. Whatever happens, no half file stays behind. */
async function intoFile(shards: Joinable, out: string, { signal }: Interrupt): Promise<boolean> {
  const output = outputAt(out)
  try {
    return await intoOutput(shards, output, signal)
  } finally {
    output.release()
  }
}

async function intoOutput(shards: Joinable, output: Output, signal: AbortSignal): Promise<boolean> {
  const part = await openPart(output, 'anew')
  const giveUp = async () => {
    await part.leave()
    if (output.isFile) await unlink(partOf(output.path))
  }
  try {
    for await (const text of pieces(shards, signal)) await part.write(text)
  } catch (error) {
    await giveUp()
    throw error
  }
  if (signal.aborted) await giveUp()
  else await part.finish()
  return !signal.aborted
}

const linesPerPiece = 256

/** Lines by the piece; between pieces signals are heard, and after one there are no more. */
async function* pieces(shards: Joinable, signal: AbortSignal): AsyncGenerator<string> {
  let waiting: string[] = []
  for (const line of joined(shards)) {
    waiting.push(line)
    if (waiting.length < linesPerPiece) continue
    await new Promise(setImmediate)
    if (signal.aborted) return
    yield `${waiting.join('\n')}\n`
    waiting = []
  }
  if (waiting.length > 0 && !signal.aborted) yield `${waiting.join('\n')}\n`
}
