import { namesIn } from '../../base/csv.ts'
import * as z from 'zod/mini'
import { quantity, word } from '../asking/readers.ts'
import { accept, readAll, refuse, type Read } from '../../base/outcome.ts'
import { shown } from '../../base/shown.ts'
import { estimateFields, estimateWords } from '../estimate/input.ts'
import { frameworks, trainerNamed, type Framework } from '../estimate/layout/trainer-rules.ts'

/** Fields of the job beyond those of the training run. */
const jobFields = namesIn('jobName account partition chain framework spareNodes cpusPerTask sweep')

const whole = z.optional(quantity)

/** One training run and the Slurm job that should run it. */
export const sbatchInputSchema = z.strictObject({
  ...estimateFields,
  jobName: z.optional(word),
  account: z.optional(word),
  partition: z.optional(word),
  chain: z.optional(word),
  framework: z.optional(word),
  spareNodes: whole,
  cpusPerTask: whole,
  /** A thousand values of 64 characters. */
  sweep: z.optional(z.string().check(z.maxLength(65_536))),
})

export const sbatchWords = {
  ...estimateWords,
  jobName: 'name of the job, letters, digits, dots and dashes; jobs of one name run one after the other',
  account: 'the account that is charged; a line to fill in when it is missing',
  partition: 'the partition of the queue, e.g. normal',
  chain: "'singleton' (submit the script as often as it says) or 'array' (one submission)",
  framework: `${frameworks.join(', ')}: what the job runs; an auto layout is searched within what it can do`,
  spareNodes: 'nodes held beside those of the run; the job takes those that answer, e.g. 2',
  cpusPerTask: "cores of one task; the node's shared out evenly when it is missing",
  sweep: 'values of one variable of the script, one run each as a job array, e.g. LEARNING_RATE=1e-4,3e-4',
} as const

for (const name of jobFields) {
  z.globalRegistry.add(sbatchInputSchema.shape[name], { description: sbatchWords[name] })
}

const chains = ['singleton', 'array'] as const
export type Chain = (typeof chains)[number]

/** One variable of the script and the values that runs beside each other take. */
export type Sweep = { readonly variable: string; readonly values: readonly string[] }

/** What a person said of the Slurm job. */
export type JobWish = {
  readonly jobName: string | null
  readonly account: string | null
  readonly partition: string | null
  readonly chain: Chain
  readonly framework: Framework
  readonly spareNodes: number
  readonly cpusPerTask: number | null
  readonly sweep: Sweep | null
}

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
    chain: readChoice('chain', fields.get('chain') ?? 'singleton', chains),
    framework: readFramework(fields.get('framework') ?? 'megatron'),
    spareNodes: readCount('spareNodes', fields.get('spareNodes') ?? 0, [0, 1000]),
    cpusPerTask: fields.has('cpusPerTask')
      ? readCount('cpusPerTask', fields.get('cpusPerTask'), [1, 1024])
      : accept(null),
    sweep: fields.has('sweep') ? readSweep(fields.get('sweep')) : accept(null),
  })
}

function readFramework(raw: unknown): Read<Framework> {
  const named = typeof raw === 'string' ? trainerNamed(raw) : null
  return named === null ? readChoice('framework', raw, frameworks) : accept(named)
}

/** Only what cannot end a word of a shell script. */
const plainWord = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

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

function readCount(field: string, raw: unknown, [least, most]: readonly [number, number]): Read<number> {
  const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most
    ? accept(value)
    : refuse(field, `${shown(raw)} is not a whole number from ${String(least)} to ${String(most)}`)
}

const sweepPattern =
  /^([A-Z][A-Z0-9_]{0,63})=([A-Za-z0-9][A-Za-z0-9.+_-]{0,63}(?:,[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}){1,999})$/

function readSweep(raw: unknown): Read<Sweep> {
  const [, variable, values] = sweepPattern.exec(String(raw)) ?? []
  if (variable !== undefined && values !== undefined) return accept({ variable, values: values.split(',') })
  return refuse(
    'sweep',
    `${shown(raw)} is not a variable and two values or more, e.g. LEARNING_RATE=1e-4,3e-4`,
  )
}

/** A name for the job from the model's. */
export function jobNameOf(modelName: string): string {
  const plain = modelName
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return plain === '' ? 'training' : plain.slice(0, 40).replace(/-$/, '')
}
