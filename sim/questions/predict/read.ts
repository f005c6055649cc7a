import { quoted } from '../../base/shown.ts'
import { accept, readAll, refuse, type Problem, type Read } from '../../base/outcome.ts'
import { readBounded, readWhole } from '../../base/quantity.ts'
import { GIGA } from '../../base/units.ts'
import type { Accelerator, HuggingFaceConfig } from '../../catalogue/types.ts'
import { hardwareOf, hostW, machineOf, type Hardware } from '../../step/hardware.ts'
import { peakOf, type Precision } from '../../step/kernel.ts'
import { openHabits, practiceOf, type OpenHabit, type Practice } from '../../step/practice.ts'
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
  /** What the line leaves open of its software. */
  readonly habits: readonly OpenHabit[]
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
    machine: readHardware(fields),
    capacityFactor: readCapacity(fields.capacityFactor ?? null),
    gpus: readWhole('gpus', fields.gpus, [1, 1e7]),
    layout: readWish(fields),
    precision: readPrecision(fields.precision ?? 'bf16'),
    recompute: readRecompute(fields),
    year:
      fields.year === undefined || fields.year === null
        ? accept(null)
        : readWhole('year', fields.year, [2017, 2100]),
  })
  if (!parts.ok) return parts
  const { machine, year, capacityFactor, ...rest } = parts.value
  const problems = [...missingPeak(machine, rest.precision), ...capacityOfDense(capacityFactor, rest.model)]
  if (problems.length > 0) return { ok: false, problems }
  const framework = fields.framework ?? null
  const { compile = null, overlapGradients = null, hybridShards = null, overlapExperts = null } = fields
  const said = { compile, overlapGradients, capacityFactor, hybridShards, overlapExperts }
  return accept({
    ...rest,
    ...machine,
    id: fields.id ?? null,
    flashAttention: fields.flashAttention ?? null,
    framework,
    practice: practiceOf(framework, year, said),
    habits: openHabits({
      framework,
      year,
      said,
      mixture: rest.model.architecture.moe !== null,
      family: machine.hardware.family,
    }),
  })
}

/** Positions are learned for as long as the sequence where a config leaves them out; they hardly change a step. */
function withSequence(model: string | HuggingFaceConfig): string | HuggingFaceConfig {
  return typeof model === 'string' || model['learned_pos_emb'] !== undefined
    ? model
    : { learned_pos_emb: false, ...model }
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
    ? refuse('precision', `${quoted(name)} is not one of ${[...precisions.keys()].join(', ')}`)
    : accept(precision)
}

/** Recomputation may stand beside the layout or in it, but only one way. */
function readRecompute({ recompute, layout }: PredictFields): Read<Recompute | null> {
  const inside = layout?.['recompute'] ?? null
  const name = recompute ?? inside
  const found = recomputes.find((one) => one === name)
  if (name !== null && found === undefined)
    return refuse('recompute', `${quoted(String(name))} is not one of ${recomputes.join(', ')}`)
  if (inside !== null && inside !== name)
    return refuse('recompute', `is ${String(name)}, and ${String(inside)} in layout; give one of them`)
  return accept(found ?? null)
}

/** Tokens that an expert takes at most, over its even share: from dropping nine in ten to never dropping any. */
function readCapacity(factor: number | string | null): Read<number | null> {
  return factor === null ? accept(null) : readBounded('capacityFactor', factor, [0.1, 1000])
}

function capacityOfDense(factor: number | null, { architecture, id }: NamedModel): readonly Problem[] {
  if (factor === null || architecture.moe !== null) return []
  const message = `${String(factor)} is of a mixture of experts, and ${id} has none; leave it out`
  return [{ field: 'capacityFactor', message }]
}

function missingPeak({ accelerator, hardware }: PartInMachine, precision: Precision): readonly Problem[] {
  if (peakOf(hardware, precision) !== null) return []
  return [{ field: 'precision', message: `${accelerator.name} has no published ${precision} rate; use bf16` }]
}

type PartInMachine = { readonly accelerator: Accelerator; readonly hardware: Hardware }

const powers = [10, 1e5] as const

/** The machine of a line, or everything that is wrong with it. */
function readHardware({ hardware: fields, powerLimitW }: PredictFields): Read<PartInMachine> {
  const optional = (field: string, value: number | string | null | undefined, limits: Limits) =>
    value === null || value === undefined ? accept(null) : readBounded(field, value, limits)
  const numbers = readAll({
    gpusPerNode: optional('hardware.gpusPerNode', fields.gpusPerNode, [1, 1e5]),
    scaleOutGBs: optional('hardware.scaleOutGBsPerGpu', fields.scaleOutGBsPerGpu, [1e-3, 1e5]),
    powerCapW: optional('hardware.powerCapW', fields.powerCapW, powers),
    limitInside: optional('hardware.powerLimitW', fields.powerLimitW, powers),
    limitBeside: optional('powerLimitW', powerLimitW, powers),
  })
  if (!numbers.ok) return numbers
  const { gpusPerNode, scaleOutGBs, powerCapW, limitInside, limitBeside } = numbers.value
  const limits = [limitInside, limitBeside].filter((limit) => limit !== null)
  const said = {
    ...(gpusPerNode === null ? {} : { gpusPerNode }),
    ...(scaleOutGBs === null ? {} : { scaleOutBytesPerS: scaleOutGBs * GIGA }),
  }
  const problems = oneLimit(powerCapW, limits)
  if (problems.length > 0) return { ok: false, problems }
  const limited = (accelerator: Accelerator) => {
    const own = limits[0]
    const cap = own === undefined ? powerCapW : own + hostW(accelerator)
    return cap === null ? said : { ...said, powerCapW: cap }
  }
  const machine =
    typeof fields.system === 'string'
      ? readSystem(fields.system, limited)
      : readPart(fields.accelerator, limited)
  if (!machine.ok) return machine
  const { accelerator } = machine.value
  const starved = limitProblems('hardware.powerCapW', powerCapW, accelerator)
  const wrong = [...starved, ...otherPart(fields, accelerator.id)]
  return wrong.length > 0 ? { ok: false, problems: wrong } : machine
}

/** A system has its own accelerator: another one beside it would be left out without a word. */
function otherPart({ system, accelerator }: PredictFields['hardware'], id: string): readonly Problem[] {
  if (typeof system !== 'string' || accelerator === null || accelerator === undefined) return []
  const part = readAccelerator('hardware.accelerator', accelerator)
  if (part.ok && part.value.id === id) return []
  return [{ field: 'hardware.accelerator', message: `is not the ${id} of ${system}; give one of the two` }]
}

type Limits = readonly [number, number]
/** What a line says of a machine, once its accelerator is known: a limit of the accelerator alone leaves its host out. */
type Said = (accelerator: Accelerator) => object

/** `powerCapW` is of a whole module, `powerLimitW` of the accelerator alone: one of them holds. */
function oneLimit(powerCapW: number | null, limits: readonly number[]): readonly Problem[] {
  const all = powerCapW === null ? limits : [powerCapW, ...limits]
  const message = `${all.map(String).join(' W and ')} W are two limits; give one of powerCapW (module) and powerLimitW (accelerator alone)`
  return new Set(all).size > 1 ? [{ field: 'hardware.powerLimitW', message }] : []
}

function readSystem(id: string, said: Said): Read<PartInMachine> {
  const machine = readMachine(id)
  if (!machine.ok)
    return {
      ok: false,
      problems: machine.problems.map(({ message }) => ({ field: 'hardware.system', message })),
    }
  const { accelerator, system } = machine.value
  const hardware = hardwareOf(accelerator, { ...machineOf(system), ...said(accelerator) })
  return accept({ accelerator, hardware })
}

const nothingKnown = { gpusPerNode: null, scaleOutBytesPerS: null, pairBytesPerS: null, powerCapW: null }
/** A quad of GH200 has no switch inside the node: 150 GB/s to each neighbour (CSCS documentation). */
const quadPairBytesPerS = 150 * GIGA

function readPart(wish: PredictFields['hardware']['accelerator'], said: Said): Read<PartInMachine> {
  if (wish === null || wish === undefined)
    return refuse(
      'hardware',
      'names neither an accelerator nor a system; give {"accelerator": "h100-sxm-80"}',
    )
  const part = readAccelerator('hardware.accelerator', wish)
  if (!part.ok) return part
  const accelerator = part.value
  const pair = accelerator.id.startsWith('gh200') ? quadPairBytesPerS : null
  const machine = { ...nothingKnown, pairBytesPerS: pair, ...said(accelerator) }
  return accept({ accelerator, hardware: hardwareOf(accelerator, machine) })
}
