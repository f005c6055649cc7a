import { statSync } from 'node:fs'
import { texts, type Answered } from '../../../sim/index.ts'
import { firstProblems } from '../../problems.ts'
import { writeWhole } from '../../output/whole-file.ts'
import { whyUnwritten } from './files.ts'

/** Prints an answer by `show`, or what is wrong, or why it cannot be; sets the exit code. */
export function finish<T>(answered: Answered<T>, json: boolean, show: (value: T) => string): void {
  if (answered.status === 'answer') {
    print(json ? JSON.stringify(answered.value, null, 2) : show(answered.value))
    return
  }
  if (answered.status === 'refused') {
    for (const { field, message } of firstProblems(answered.problems)) refuse(`${flagOf(field)}: ${message}`)
    return
  }
  if (json) print(JSON.stringify({ feasible: false, obstacles: answered.obstacles }, null, 2))
  for (const { reason, nearest } of answered.obstacles) {
    complain(
      `infeasible: ${reason}${nearest === null ? '' : `. ${nearest.sentence} (--${dashed(nearest.field)} ${String(nearest.value)})`}`,
    )
  }
  process.exitCode = 3
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** One line, whatever somebody's word in it holds. */
export function complain(text: string): void {
  process.stderr.write(`petaplan: ${texts.withoutControls(text)}\n`)
}

/** What was asked cannot be read. */
export function refuse(text: string): void {
  complain(text)
  process.exitCode = 2
}

function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** The command line's name of a field: `globalBatchTokens` is `--global-batch-tokens`. */
function flagOf(field: string): string {
  const [first = '', ...rest] = field.split('.')
  return [`--${dashed(first)}`, ...rest].join('.')
}

/** Whether two words of a command line are one file that is there. */
function isSameFile(a: string, b: string): boolean {
  try {
    const [one, other] = [a, b].map((path) => statSync(path))
    return one?.isFile() === true && one.ino === other?.ino && one.dev === other.dev
  } catch {
    return false
  }
}

/** Writes an answer to a file; false, with the exit code set and the reason told, where that cannot be. */
export function saved(option: string, path: string, parts: Iterable<Uint8Array | string>): boolean {
  try {
    const named = process.argv.slice(2).map((word) => word.replace(/^--[\w-]+=/, ''))
    if (named.filter((word) => isSameFile(word, path)).length > 1) {
      refuse(`--${option}: '${path}' is a file that is read as well; name another`)
      return false
    }
    writeWhole(path, parts)
    return true
  } catch (error) {
    refuse(`--${option}: '${path}' ${whyUnwritten(error)}`)
    return false
  }
}
