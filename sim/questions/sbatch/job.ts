import { accept, readAll, refuse, type Read } from '../../base/outcome.ts'
import { shown } from '../../base/shown.ts'
import { jobFields } from './schema.ts'

export type Framework = 'megatron' | 'torchtitan' | 'nemo'
export type Chain = 'singleton' | 'array'

/** What a person said of the Slurm job. */
export type JobWish = {
  readonly jobName: string | null
  readonly account: string | null
  readonly partition: string | null
  readonly chain: Chain
  readonly framework: Framework
}

/** Only what cannot end a word of a shell script. */
const plainWord = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** Splits what was said into the job and the training run. */
export function splitJob(raw: unknown): { readonly job: unknown; readonly run: unknown } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return { job: {}, run: raw }
  const isJob = (name: string) => jobFields.some((field) => field === name)
  const entries: readonly (readonly [string, unknown])[] = Object.entries(raw)
  return {
    job: Object.fromEntries(entries.filter(([name]) => isJob(name))),
    run: Object.fromEntries(entries.filter(([name]) => !isJob(name))),
  }
}

export function readJob(raw: unknown): Read<JobWish> {
  const fields = new Map<string, unknown>(Object.entries(Object(raw)))
  return readAll<JobWish>({
    jobName: readWord('jobName', fields.get('jobName')),
    account: readWord('account', fields.get('account')),
    partition: readWord('partition', fields.get('partition')),
    chain: readChoice('chain', fields.get('chain') ?? 'singleton', ['singleton', 'array']),
    framework: readChoice('framework', fields.get('framework') ?? 'megatron', [
      'megatron',
      'torchtitan',
      'nemo',
    ]),
  })
}

function readWord(field: string, raw: unknown): Read<string | null> {
  if (raw === undefined || raw === null) return accept(null)
  if (typeof raw === 'string' && plainWord.test(raw)) return accept(raw)
  return refuse(field, `${shown(raw)} may hold letters, digits, dots, dashes and underscores, at most 64`)
}

function readChoice<T extends string>(field: string, raw: unknown, choices: readonly T[]): Read<T> {
  const found = choices.find((choice) => choice === raw)
  return found === undefined
    ? refuse(field, `${shown(raw)} is not one of ${choices.join(', ')}`)
    : accept(found)
}

/** A name for the job from the model's. */
export function jobNameOf(modelName: string): string {
  const plain = modelName
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return plain === '' ? 'training' : plain.slice(0, 40)
}
