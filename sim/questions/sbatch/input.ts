import * as z from 'zod/mini'
import { accept, refuse, type Read } from '../../base/outcome.ts'
import { shown } from '../../base/shown.ts'
import { optional, telling, wordsOf } from '../asking/field.ts'
import { readBy } from '../asking/problems.ts'
import { quantity, whole, word } from '../asking/readers.ts'
import { estimateFields, scenarioOf } from '../estimate/input.ts'
import { frameworks, trainerNamed, type Framework } from '../estimate/layout/trainer-rules.ts'

const chains = ['singleton', 'array'] as const
export type Chain = (typeof chains)[number]

export type Sweep = { readonly variable: string; readonly values: readonly string[] }

/** What is said of the Slurm job beside its run. */
const jobFields = {
  jobName: optional(
    'jobName',
    telling(
      'name of the job, letters, digits, dots and dashes; jobs of one name run one after the other',
      '<name>',
    ),
    { said: word, read: readPlain, usual: null },
  ),
  account: optional(
    'account',
    telling('the account that is charged; a line to fill in when it is missing', '<name>'),
    { said: word, read: readPlain, usual: null },
  ),
  partition: optional('partition', telling('the partition of the queue, e.g. normal', '<name>'), {
    said: word,
    read: readPlain,
    usual: null,
  }),
  chain: optional(
    'chain',
    telling("'singleton' (submit the script as often as it says) or 'array' (one submission)", '<kind>'),
    { said: word, read: readChain, usual: 'singleton' },
  ),
  spareNodes: optional(
    'spareNodes',
    telling('nodes held beside those of the run; the job takes those that answer, e.g. 2', '<n>'),
    { said: quantity, read: whole(0, 1000), usual: 0 },
  ),
  cpusPerTask: optional(
    'cpusPerTask',
    telling("cores of one task; the node's shared out evenly when it is missing", '<n>'),
    { said: quantity, read: whole(1, 1024), usual: null },
  ),
  sweep: optional(
    'sweep',
    telling(
      'values of one variable of the script, one run each as a job array, e.g. LEARNING_RATE=1e-4,3e-4',
      '<values>',
    ),
    /** A thousand values of 64 characters. */
    { said: z.string().check(z.maxLength(65_536)), read: readSweep, usual: null },
  ),
}

export const jobNames = Object.keys(jobFields)

const fields = z.strictObject({
  ...jobFields,
  ...estimateFields,
  framework: optional(
    'framework',
    telling(
      `${frameworks.join(', ')}: what the job runs; an auto layout is searched within what it can do`,
      '<name>',
    ),
    { said: word, read: readTrainer, usual: null },
  ),
})

/** One training run and the Slurm job that should run it. */
export const sbatchInput = z.pipe(
  fields,
  z.transform((said: z.output<typeof fields>, context) => {
    const { jobName, account, partition, chain, spareNodes, cpusPerTask, sweep, framework, ...run } = said
    const trainer: Framework = framework?.trainer ?? 'megatron'
    return {
      job: { jobName, account, partition, chain, spareNodes, cpusPerTask, sweep, framework: trainer },
      scenario: scenarioOf({ ...run, framework: framework?.said ?? null }, context),
    }
  }),
)

export type SbatchAsked = Readonly<z.output<typeof sbatchInput>>
export type JobWish = SbatchAsked['job']

const words = wordsOf(fields)

/** Reads a run and its job, or says everything that is wrong with them. */
export function readSbatch(raw: unknown): Read<SbatchAsked> {
  return readBy(sbatchInput, words, raw)
}

/** A trainer that we write for, and the name that it was given, whose habits the step has. */
function readTrainer(said: string): Read<{ readonly trainer: Framework; readonly said: string }> {
  const trainer = trainerNamed(said)
  return trainer === null
    ? refuse('framework', `${shown(said)} is not one of ${frameworks.join(', ')}`)
    : accept({ trainer, said })
}

function readChain(said: string): Read<Chain> {
  const chain = chains.find((one) => one === said)
  return chain === undefined
    ? refuse('chain', `${shown(said)} is not one of ${chains.join(', ')}`)
    : accept(chain)
}

/** Only what cannot end a word of a shell script. */
const plainWord = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

function readPlain(said: string, field: string): Read<string> {
  if (plainWord.test(said)) return accept(said)
  return refuse(field, `${shown(said)} may hold letters, digits, dots, dashes and underscores, at most 64`)
}

const sweepPattern =
  /^([A-Z][A-Z0-9_]{0,63})=([A-Za-z0-9][A-Za-z0-9.+_-]{0,63}(?:,[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}){1,999})$/

function readSweep(said: string): Read<Sweep> {
  const [, variable, values] = sweepPattern.exec(said) ?? []
  if (variable !== undefined && values !== undefined) return accept({ variable, values: values.split(',') })
  return refuse(
    'sweep',
    `${shown(said)} is not a variable and two values or more, e.g. LEARNING_RATE=1e-4,3e-4`,
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
