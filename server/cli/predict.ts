import { createReadStream } from 'node:fs'
import { once } from 'node:events'
import { Command } from 'commander'
import { describe } from './describe.ts'
import { predictLine, readProfile, texts } from '../../sim/index.ts'
import { boundedLines } from './writing/bounded-lines.ts'
import { readJsonFile, why, NotText } from './writing/files.ts'
import { complain, refuse } from './writing/outcome.ts'
import { count } from './writing/table.ts'

export function predictCommand(): Command {
  return describe(new Command('predict'))
    .argument('<file.jsonl>', "the questions, or '-' for standard input")
    .action(predictFile)
}

/** Lines answered between two writes: a stream of a million lines stays in bounded memory. */
const linesPerWrite = 512
const linesPerNotice = 100_000

type Belief = Parameters<typeof predictLine>[1]

/** The belief of a profile file; null, with the reason told, where it holds none. */
function beliefOf(path: string): Belief | null {
  const file = readJsonFile(path)
  const read = file.ok ? readProfile(file.value) : null
  if (read?.ok === true) return read.value
  refuse(`--profile: ${file.ok ? `'${path}' is not a profile that petaplan pilot wrote` : file.message}`)
  return null
}

async function predictFile(path: string, { profile }: { readonly profile?: string }): Promise<void> {
  const belief = profile === undefined ? undefined : beliefOf(profile)
  if (belief === null) return
  const input = path === '-' ? process.stdin : createReadStream(path)
  const failed = new Promise<never>((_, reject) => input.once('error', reject))
  try {
    const wrong = await Promise.race([answerLines(input, belief), failed])
    if (wrong.lines === 0) {
      refuse(`file: '${path}' holds no line; give one JSON object a line`)
    } else if (wrong.refused > 0) {
      complain(
        `${String(wrong.refused)} of ${String(wrong.lines)} lines could not be predicted; each says why`,
      )
    }
  } catch (error) {
    if (!(error instanceof NotText) && !(error instanceof Error && 'code' in error)) throw error
    refuse(`file: '${path}' ${why(error)}; give a file of JSON lines, or - for standard input`)
  }
}

async function answerLines(
  input: NodeJS.ReadableStream,
  belief: Belief,
): Promise<{ readonly lines: number; readonly refused: number }> {
  let waiting: string[] = []
  let lines = 0
  let refused = 0
  const flush = async () => {
    if (waiting.length === 0) return
    const text = `${waiting.join('\n')}\n`
    waiting = []
    if (!process.stdout.write(text)) await once(process.stdout, 'drain')
  }
  for await (const some of boundedLines(input))
    for (const line of some) {
      if (line !== null && line.trim() === '') continue
      if (line === null) process.exitCode = 2
      const answer = line === null ? tooLong : answerLine(line, belief)
      lines += 1
      if (!answer.ok) refused += 1
      waiting.push(JSON.stringify(answer))
      if (waiting.length >= linesPerWrite) await flush()
      if (lines % linesPerNotice === 0) complain(`${count(lines)} lines answered`)
    }
  await flush()
  return { lines, refused }
}

const tooLong = {
  id: null,
  ok: false,
  problem: 'line: is longer than 1 MiB; give one JSON object a line',
} as const

function answerLine(line: string, belief: Belief) {
  const read = texts.readJsonText('line', line)
  if (read.ok) return predictLine(read.value, belief)
  return { id: null, ok: false, problem: `line: ${read.problems[0]?.message ?? ''}` } as const
}
