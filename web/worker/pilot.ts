/** What a log of a small run teaches, in a file that the worker loads when somebody brings one. */
import { decoderOf, textOf } from '../state/text-of.ts'
import { answerPilot, pilot, type Answered, type PilotAnswer } from '../../sim/index.ts'
import type { Said } from '../state/said.ts'

/** Longer lines than this are no line of a log; what is beyond is not read. */
const longestLine = 65_536
/** A profile or measured lines of `predict`: more than this is a log, whatever its first letter. */
const mostOfJson = 4_000_000

/** The profile of a trainer's log, of measured lines of `predict`, or of a profile that was saved before. */
export async function learnedFrom(file: Blob, run: Said): Promise<Answered<PilotAnswer>> {
  const lines = file.size > mostOfJson ? null : linesOfJson(await textOf(file))
  if (lines !== null) return answerPilot({ lines })
  const reader = new pilot.LogReader()
  await eachLine(file, (line) => {
    reader.add(line)
  })
  return pilot.answerPilotLog(reader.steady(), pilot.readStepNames(run))
}

function linesOfJson(text: string): readonly unknown[] | null {
  if (!text.trimStart().startsWith('{')) return null
  const whole = parsed([text])
  const { rows }: { readonly rows?: unknown } = Object(whole?.[0])
  if (Array.isArray(rows)) return rows.map((row: unknown) => Object(row).line)
  const lines = whole ?? parsed(text.split('\n').filter((line) => line.trim() !== ''))
  return lines?.some((line) => 'model' in Object(line)) === true ? lines : null
}

function parsed(texts: readonly string[]): readonly unknown[] | null {
  try {
    return texts.map((text): unknown => JSON.parse(text))
  } catch {
    return null
  }
}

async function eachLine(file: Blob, take: (line: string) => void): Promise<void> {
  const reader = file
    .stream()
    .pipeThrough(new TextDecoderStream((await decoderOf(file)).encoding))
    .getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    const lines = (rest + value).split(/\r\n|\n|\r/)
    rest = (lines.pop() ?? '').slice(0, longestLine)
    lines.forEach(take)
  }
  take(rest)
}
