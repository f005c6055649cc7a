import type { Command } from 'commander'
import { fieldWords } from '../../sim/index.ts'
import { isPath, readJsonFile, type FileRead } from './files.ts'

export type Options = { readonly [name: string]: string | boolean | undefined }

/** The options that name one training run, shared with other commands that ask for one. */
export function describeRun(command: Command): Command {
  return command
    .option('--scenario <file.json>', 'the fields of a run and ranges of its inputs; options override it')
    .option('--model <id|config.json>', fieldWords.model)
    .option('--tokens <count>', fieldWords.tokens)
    .option('--system <id|file.json>', fieldWords.system)
    .option('--gpus <count>', fieldWords.gpus)
    .option('--layout <layout>', fieldWords.layout)
    .option('--mfu <fraction>', fieldWords.mfu)
    .option('--seq-len <tokens>', fieldWords.seqLen)
    .option('--global-batch-tokens <tokens>', fieldWords.globalBatchTokens)
    .option('--precision <name>', fieldWords.precision)
    .option('--grid <country>', fieldWords.grid)
    .option('--power-price <money>', fieldWords.powerPrice)
    .option('--gpu-hour-price <money>', fieldWords.gpuHourPrice)
}

export type InputRead = {
  readonly input: { readonly [field: string]: unknown }
  readonly unread: readonly { readonly field: string; readonly message: string }[]
}

/** The scenario file's fields, then the options', each with the file it names put in its place. */
export function readInput({ scenario, ...fields }: Options): InputRead {
  const file: FileRead = typeof scenario === 'string' ? readJsonFile(scenario) : { ok: true, value: {} }
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

/** A file's content for the fields that may name one, else what was said. */
function readField(field: string, said: unknown): FileRead {
  const names = field === 'model' || field === 'system'
  return names && typeof said === 'string' && isPath(said) ? readJsonFile(said) : { ok: true, value: said }
}
