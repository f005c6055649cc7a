import { accept, readAll, refuse, type Problem, type Read } from '../../base/outcome.ts'
import { readBounded, readWhole } from '../../base/quantity.ts'
import { GIGA } from '../../base/units.ts'
import type { Accelerator, HuggingFaceConfig } from '../../catalogue/types.ts'
import { hardwareOf, machineOf, type Hardware } from '../../step/hardware.ts'
import { peakOf, type Precision } from '../../step/kernel.ts'
import { practiceOf, type Practice } from '../../step/practice.ts'
import type { Recompute } from '../../workload/layout.ts'
import { problemsOf } from '../asking/problems.ts'
import { readAccelerator } from '../estimate/reading/read-accelerator.ts'
import { readLayoutWish } from '../estimate/reading/read-layout.ts'
import { readModel } from '../estimate/reading/read-model.ts'
import { limitProblems, readMachine } from '../estimate/reading/read-system.ts'
import type { LayoutWish } from '../estimate/reading/read-layout.ts'
import type { NamedModel } from '../estimate/reading/read-model.ts'
import { predictLineSchema, predictWords, type PredictFields } from './schema.ts'

/** One question about a step, read: what is null is chosen by the planner or by the habits of framework and year. */
export type StepWish = {
  readonly id: string | number | null
  readonly model: NamedModel
  readonly seqLen: number
  readonly accelerator: Accelerator
  readonly hardware: Hardware
  readonly gpus: number
  readonly layout: LayoutWish
  readonly precision: Precision
  readonly recompute: Recompute | null
  readonly flashAttention: boolean | null
  readonly framework: string | null
  readonly practice: Practice
}

const usualSeqLen = 4096
const precisions: ReadonlyMap<string, Precision> = new Map([
  ['bf16', 'bf16'],
  ['bfloat16', 'bf16'],
  ['fp16', 'fp16'],
  ['fp8', 'fp8'],
  ['mxfp8', 'mxfp8'],
  ['nvfp4', 'nvfp4'],
  ['fp4', 'nvfp4'],
])
const recomputes: readonly Recompute[] = ['none', 'selective', 'full']

/** Reads one line of `petaplan predict`, or says everything that is wrong with it. */
export function readStep(raw: unknown): Read<StepWish> {
  const shape = predictLineSchema.safeParse(raw)
  if (!shape.success)
    return { ok: false, problems: problemsOf(shape.error.issues, { raw, words: predictWords }) }
  const fields = shape.data
  const parts = readAll({
    model: readModel(withSequence(fields.model)),
    seqLen: readWhole('seqLen', fields.seqLen ?? usualSeqLen, [1, 1e8]),
    machine: readHardware(fields.hardware),
    gpus: readWhole('gpus', fields.gpus, [1, 1e7]),
    layout: readWish(fields),
    precision: readPrecision(fields.precision ?? 'bf16'),
    recompute: readRecompute(fields.recompute ?? null),
    year:
      fields.year === undefined || fields.year === null
        ? accept(null)
        : readWhole('year', fields.year, [2017, 2100]),
  })
  if (!parts.ok) return parts
  const { machine, year, ...rest } = parts.value
  const peakProblem = missingPeak(machine, rest.precision)
  if (peakProblem !== null) return { ok: false, problems: [peakProblem] }
  const framework = fields.framework ?? null
  return accept({
    ...rest,
    ...machine,
    id: fields.id ?? null,
    flashAttention: fields.flashAttention ?? null,
    framework,
    practice: practiceOf(framework, year),
  })
}

/** Positions are learned for as long as the sequence where a config leaves them out; they hardly change a step. */
function withSequence(model: string | HuggingFaceConfig): string | HuggingFaceConfig {
  return typeof model === 'string' || model['learned_pos_emb'] !== undefined
    ? model
    : { learned_pos_emb: false, ...model }
}

type Machine = { readonly accelerator: Accelerator; readonly hardware: Hardware }

function readHardware(fields: PredictFields['hardware']): Read<Machine> {
  const optional = (
    name: 'gpusPerNode' | 'scaleOutGBsPerGpu' | 'powerCapW',
    limits: readonly [number, number],
  ) => {
    const value = fields[name] ?? null
    return value === null ? accept(null) : readBounded(`hardware.${name}`, value, limits)
  }
  const numbers = readAll({
    gpusPerNode: optional('gpusPerNode', [1, 1e5]),
    scaleOutGBs: optional('scaleOutGBsPerGpu', [1e-3, 1e5]),
    powerCapW: optional('powerCapW', [10, 1e5]),
  })
  if (!numbers.ok) return numbers
  const { gpusPerNode, scaleOutGBs, powerCapW } = numbers.value
  const said = {
    ...(gpusPerNode === null ? {} : { gpusPerNode }),
    ...(scaleOutGBs === null ? {} : { scaleOutBytesPerS: scaleOutGBs * GIGA }),
    ...(powerCapW === null ? {} : { powerCapW }),
  }
  const machine =
    typeof fields.system === 'string' ? readSystem(fields.system, said) : readPart(fields.accelerator, said)
  if (!machine.ok) return machine
  const problems = limitProblems('hardware.powerCapW', powerCapW, machine.value.accelerator)
  return problems.length > 0 ? { ok: false, problems } : machine
}

function readSystem(id: string, said: object): Read<Machine> {
  const machine = readMachine(id)
  if (!machine.ok)
    return {
      ok: false,
      problems: machine.problems.map(({ message }) => ({ field: 'hardware.system', message })),
    }
  const { accelerator, system } = machine.value
  return accept({ accelerator, hardware: hardwareOf(accelerator, { ...machineOf(system), ...said }) })
}

const nothingKnown = { gpusPerNode: null, scaleOutBytesPerS: null, pairBytesPerS: null, powerCapW: null }
/** A quad of GH200 has no switch inside the node: 150 GB/s to each neighbour (CSCS documentation). */
const quadPairBytesPerS = 150 * GIGA

function readPart(wish: PredictFields['hardware']['accelerator'], said: object): Read<Machine> {
  if (wish === null || wish === undefined)
    return refuse(
      'hardware',
      'names neither an accelerator nor a system; give {"accelerator": "h100-sxm-80"}',
    )
  const part = readAccelerator('hardware.accelerator', wish)
  if (!part.ok) return part
  const accelerator = part.value
  const pair = accelerator.id.startsWith('gh200') ? quadPairBytesPerS : null
  return accept({
    accelerator,
    hardware: hardwareOf(accelerator, { ...nothingKnown, pairBytesPerS: pair, ...said }),
  })
}

/** The layout of a line; sequence parallelism may stand in it or beside it. */
function readWish({ layout, sequenceParallel }: PredictFields): Read<LayoutWish> {
  const beside = sequenceParallel === undefined || sequenceParallel === null ? {} : { sequenceParallel }
  const wish = readLayoutWish({ ...(layout ?? {}), ...beside })
  if (!wish.ok) return wish
  if (wish.value === 'auto') throw new Error('a layout given as an object is never auto')
  return accept(wish.value)
}

function readPrecision(name: string): Read<Precision> {
  const precision = precisions.get(name.toLowerCase())
  return precision === undefined
    ? refuse('precision', `'${name}' is not one of ${[...precisions.keys()].join(', ')}`)
    : accept(precision)
}

function readRecompute(name: string | null): Read<Recompute | null> {
  const found = recomputes.find((one) => one === name)
  if (name === null || found !== undefined) return accept(found ?? null)
  return refuse('recompute', `'${name}' is not one of ${recomputes.join(', ')}`)
}

function missingPeak({ accelerator, hardware }: Machine, precision: Precision): Problem | null {
  if (peakOf(hardware, precision) !== null) return null
  return { field: 'precision', message: `${accelerator.name} has no published ${precision} rate; use bf16` }
}
