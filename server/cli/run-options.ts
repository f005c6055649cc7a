import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { questions, tellingsOf } from '../../sim/index.ts'
import { isPath, readJsonFile, readScenario, type FileRead } from './writing/files.ts'

export type Options = { readonly [name: string]: string | boolean | undefined }

/** The options of a question's fields, or of some of them, as its schema tells of them, less those that are there. */
export function addFields(command: Command, question: Question, wanted?: readonly string[]): Command {
  for (const [name, { option, words }] of tellingsOf(question)) {
    const isThere = command.options.some((one) => one.attributeName() === name)
    if (option !== null && !isThere && wanted?.includes(name) !== false)
      command.option(`${optionOf(name)} ${option}`, words)
  }
  return command
}

type Question = Parameters<typeof tellingsOf>[0]

/** `seqLen` is written `--seq-len`. */
function optionOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** The options that name one training run, shared with other commands that ask for one. */
export function describeRun(command: Command): Command {
  const scenario = 'the fields of a run and ranges of its inputs; options override it'
  return addFields(command.option('--scenario <file.json>', scenario), questions.estimate, runFields)
}

const runFields =
  `model tokens system gpus layout mfu seqLen globalBatchTokens precision profile grid powerPrice
  gpuHourPrice`.split(/\s+/)

export type InputRead = Readonly<ReturnType<typeof readInput>>

/** The scenario file's fields, then the options', each with the file it names put in its place. */
export function readInput({ scenario, ...fields }: Options) {
  const file = readScenario(scenario)
  const said = { ...(file.ok ? Object.fromEntries(Object.entries(Object(file.value))) : {}), ...fields }
  const reads = Object.entries(said).map(([field, word]) => [field, readField(field, word)] as const)
  return {
    input: Object.fromEntries(reads.flatMap(([field, read]) => (read.ok ? [[field, read.value]] : []))),
    unread: [
      ...(file.ok ? [] : [{ field: 'scenario', message: file.message }]),
      ...reads.flatMap(([field, read]) => (read.ok ? [] : [{ field, message: read.message }])),
    ],
  }
}

/** An id of Hugging Face's hub, 'meta-llama/Llama-3.1-8B', is no file. */
function isOfHub(field: string, said: string): boolean {
  return field === 'model' && /^[\w.-]+\/[\w.-]+(?<!\.json)$/.test(said) && !existsSync(said)
}

/** A file's content for the fields that may name one, `-` for standard input, else what was said. */
function readField(field: string, said: unknown): FileRead {
  const names = field === 'model' || field === 'system' || field === 'profile'
  return names && typeof said === 'string' && (isPath(said) || said === '-') && !isOfHub(field, said)
    ? readJsonFile(said)
    : { ok: true, value: said }
}
