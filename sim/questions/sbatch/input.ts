import * as z from 'zod/mini'
import { accept, refuse, type Read } from '../../base/outcome.ts'
import { shown } from '../../base/shown.ts'
import { wordsOf, fieldsOf } from '../asking/field.ts'
import { readBy } from '../asking/problems.ts'
import { quantity, whole, word } from '../asking/readers.ts'
import { estimateFields, scenarioOf } from '../estimate/input.ts'
import { frameworks, trainerNamed, type Framework } from '../estimate/layout/trainer-rules.ts'
import told from '../../data/questions/sbatch.json' with { type: 'json' }

const { optional } = fieldsOf({
  ...told,
  framework: told.framework.map((cell) => cell.replace('{frameworks}', frameworks.join(', '))),
})

const chains = ['singleton', 'array'] as const
export type Chain = (typeof chains)[number]

export type Sweep = { readonly variable: string; readonly values: readonly string[] }

/** What is said of the Slurm job beside its run. */
const jobFields = {
  jobName: optional('jobName', { said: word, read: readPlain, usual: null }),
  account: optional('account', { said: word, read: readPlain, usual: null }),
  partition: optional('partition', { said: word, read: readPlain, usual: null }),
  chain: optional('chain', { said: word, read: readChain, usual: 'singleton' }),
  spareNodes: optional('spareNodes', { said: quantity, read: whole(0, 1000), usual: 0 }),
  cpusPerTask: optional('cpusPerTask', { said: quantity, read: whole(1, 1024), usual: null }),
  sweep: optional(
    'sweep',
    /** A thousand values of 64 characters. */
    { said: z.string().check(z.maxLength(65_536)), read: readSweep, usual: null },
  ),
}

export const jobNames = Object.keys(jobFields)

const fields = z.strictObject({
  ...jobFields,
  ...estimateFields,
  framework: optional('framework', { said: word, read: readTrainer, usual: null }),
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
