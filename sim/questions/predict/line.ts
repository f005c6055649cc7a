import * as z from 'zod/mini'
import { quoted } from '../../base/shown.ts'
import { accept, refuse, type Problem, type Read } from '../../base/outcome.ts'
import { GIGA } from '../../base/units.ts'
import type { Accelerator, HuggingFaceConfig } from '../../catalogue/types.ts'
import { hardwareOf, hostW, machineOf, type Hardware, type Machine } from '../../step/hardware.ts'
import { peakOf, type Precision } from '../../step/kernel.ts'
import { openHabits, practiceOf, type SaidHabits } from '../../step/practice.ts'
import { nothingPinned, type Recompute } from '../../workload/layout.ts'
import { refused, wordsOf, fieldsOf } from '../asking/field.ts'
import { readBy } from '../asking/problems.ts'
import { bounded, quantity, whole, word } from '../asking/readers.ts'
import { acceleratorFields, readAccelerator } from '../estimate/reading/read-accelerator.ts'
import { precisionNamed } from '../estimate/reading/read-choices.ts'
import { readLayoutFields } from '../estimate/reading/read-layout.ts'
import { readModel, type NamedModel } from '../estimate/reading/read-model.ts'
import {
  domainProblems,
  limitProblems,
  readMachine,
  type SystemRead,
} from '../estimate/reading/read-system.ts'
import told from '../../data/questions/predict.json' with { type: 'json' }

const { required, optional } = fieldsOf(told)

/** A field that null leaves out too. */
function open<Said extends z.ZodMiniType, T>(
  name: string,
  { said, read }: { readonly said: Said; readonly read: (said: z.output<Said>, name: string) => Read<T> },
) {
  const reading = (raw: z.output<Said> | null, field: string): Read<T | null> =>
    raw === null ? accept(null) : read(raw, field)
  return optional(name, { said: z.nullable(said), read: reading, usual: null })
}

const recomputes: readonly Recompute[] = ['none', 'selective', 'full']

const flag = { said: z.boolean(), read: accept<boolean> }
const watts = { said: quantity, read: bounded(10, 1e5) }

/** The machine of one line: a system of the catalogue, or an accelerator with what is known of its node. */
const hardwareFields = z.strictObject({
  system: open('hardware.system', { said: word, read: readSystem }),
  accelerator: open('hardware.accelerator', {
    said: z.union([word, acceleratorFields]),
    read: (wish, field) => readAccelerator(field, wish),
  }),
  gpusPerNode: open('hardware.gpusPerNode', { said: quantity, read: bounded(1, 1e5) }),
  scaleOutGBsPerGpu: open('hardware.scaleOutGBsPerGpu', { said: quantity, read: bounded(1e-3, 1e5) }),
  powerCapW: open('hardware.powerCapW', watts),
  powerLimitW: open('hardware.powerLimitW', watts),
})

/** The fields of one question about a step; null is chosen by the planner or by the habits of framework and year. */
export const lineFields = {
  id: open('id', { said: z.union([word, z.number()]), read: accept<string | number> }),
  model: required('model', {
    said: z.union([word, z.record(word, z.unknown())]),
    read: (said) => readModel(withSequence(said)),
  }),
  seqLen: open('seqLen', { said: quantity, read: whole(1, 1e8) }),
  hardware: required('hardware', { said: hardwareFields, read: readHardware }),
  powerLimitW: open('powerLimitW', watts),
  gpus: required('gpus', { said: quantity, read: whole(1, 1e7) }),
  layout: open('layout', {
    said: z.record(word, z.union([z.number(), word, z.boolean(), z.null()])),
    read: readLayoutFields,
  }),
  precision: open('precision', { said: word, read: readPrecision }),
  recompute: open('recompute', { said: word, read: readRecompute }),
  flashAttention: open('flashAttention', flag),
  sequenceParallel: open('sequenceParallel', flag),
  framework: open('framework', { said: word, read: accept<string> }),
  year: open('year', { said: quantity, read: whole(2017, 2100) }),
  compile: open('compile', flag),
  overlapGradients: open('overlapGradients', flag),
  overlapExperts: open('overlapExperts', flag),
  hybridShards: open('hybridShards', flag),
  /** From dropping nine in ten to never dropping any. */
  capacityFactor: open('capacityFactor', { said: quantity, read: bounded(0.1, 1000) }),
}

const fields = z.looseObject(lineFields)
type Line = z.output<typeof fields>

/**
 * One line of `petaplan predict`, and one item of `POST /predict`. Fields that are not known here are left alone, so
 * that a line may carry its own notes.
 */
export const lineInput = z.pipe(
  fields,
  z.transform((line: Line, context) => stepOf(line, context)),
)

/** One question about a step, read. */
export type StepWish = Readonly<z.output<typeof lineInput>>

export const lineWords = wordsOf(fields)

/** Reads one line of `petaplan predict`, or says everything that is wrong with it. */
export function readLine(raw: unknown): Read<StepWish> {
  return readBy(lineInput, lineWords, raw)
}

/** What stands in two places of a line agrees, and what it leaves open of its software is known. */
function stepOf(line: Line, context: z.core.ParsePayload) {
  const { id, model, gpus, flashAttention, framework, year } = line
  const { compile, overlapGradients, overlapExperts, hybridShards, capacityFactor } = line
  const precision = line.precision ?? 'bf16'
  const { accelerator, hardware } = limited(line)
  const inside = line.layout ?? nothingPinned
  const problems = [
    ...oneLimit(line),
    ...missingPeak(accelerator, hardware, precision),
    ...capacityOfDense(capacityFactor, model),
    ...otherRecompute(line.recompute, inside.recompute),
  ]
  if (problems.length > 0) return refused(problems, context)
  const said: SaidHabits = { compile, overlapGradients, capacityFactor, hybridShards, overlapExperts }
  const mixture = model.architecture.moe !== null
  return {
    id,
    model,
    seqLen: line.seqLen ?? model.usualSeqLen.tokens,
    accelerator,
    hardware,
    gpus,
    layout: { ...inside, sequenceParallel: line.sequenceParallel ?? inside.sequenceParallel },
    precision,
    recompute: line.recompute ?? inside.recompute,
    flashAttention,
    framework,
    practice: practiceOf(framework, year, said),
    /** What the line leaves open of its software. */
    habits: openHabits({ framework, year, said, mixture, family: hardware.family }),
  }
}

/** Positions are learned for as long as the sequence where a config leaves them out; they hardly change a step. */
function withSequence(model: string | HuggingFaceConfig): string | HuggingFaceConfig {
  return typeof model === 'string' || model['learned_pos_emb'] !== undefined
    ? model
    : { learned_pos_emb: false, ...model }
}

function readPrecision(name: string): Read<Precision> {
  const precision = precisionNamed(name)
  return precision === null
    ? refuse('precision', `${quoted(name)} is not one of bf16, fp16, fp8, mxfp8, nvfp4`)
    : accept(precision)
}

function readRecompute(name: string): Read<Recompute> {
  const found = recomputes.find((one) => one === name)
  return found === undefined
    ? refuse('recompute', `${quoted(name)} is not one of ${recomputes.join(', ')}`)
    : accept(found)
}

/** Recomputation may stand beside the layout or in it, but only one way. */
function otherRecompute(beside: Recompute | null, inside: Recompute | null): readonly Problem[] {
  if (beside === null || inside === null || beside === inside) return []
  return [{ field: 'recompute', message: `is ${beside}, and ${inside} in layout; give one of them` }]
}

function capacityOfDense(factor: number | null, { architecture, id }: NamedModel): readonly Problem[] {
  if (factor === null || architecture.moe !== null) return []
  const message = `${String(factor)} is of a mixture of experts, and ${id} has none; leave it out`
  return [{ field: 'capacityFactor', message }]
}

function missingPeak({ name }: Accelerator, hardware: Hardware, precision: Precision): readonly Problem[] {
  if (peakOf(hardware, precision) !== null) return []
  return [{ field: 'precision', message: `${name} has no published ${precision} rate; use bf16` }]
}

function readSystem(id: string, field: string): Read<SystemRead> {
  const machine = readMachine(id)
  return machine.ok
    ? machine
    : { ok: false, problems: machine.problems.map(({ message }) => ({ field, message })) }
}

/** A machine but for the limits of its power, which may stand beside it. */
type LineMachine = Pick<z.output<typeof hardwareFields>, 'powerCapW' | 'powerLimitW'> & {
  readonly accelerator: Accelerator
  readonly machine: Machine
}

/** The machine of a line, or everything that is wrong with it. */
function readHardware(said: z.output<typeof hardwareFields>): Read<LineMachine> {
  const { system, gpusPerNode, scaleOutGBsPerGpu, powerCapW, powerLimitW } = said
  const accelerator = system?.accelerator ?? said.accelerator
  if (accelerator === null)
    return refuse(
      'hardware',
      'names neither an accelerator nor a system; give {"accelerator": "h100-sxm-80"}',
    )
  const starved = limitProblems('hardware.powerCapW', powerCapW, accelerator)
  const known = system === null ? aloneOf(accelerator) : machineOf(system.system)
  const passedOver = domainProblems('hardware.accelerator', gpusPerNode ?? known.gpusPerNode, accelerator)
  const problems = [...starved, ...otherPart(said.accelerator, system), ...passedOver]
  if (problems.length > 0) return { ok: false, problems }
  const machine = {
    ...known,
    gpusPerNode: gpusPerNode ?? known.gpusPerNode,
    scaleOutBytesPerS: scaleOutGBsPerGpu === null ? known.scaleOutBytesPerS : scaleOutGBsPerGpu * GIGA,
  }
  return accept({ accelerator, machine, powerCapW, powerLimitW })
}

/** A system has its own accelerator: another one beside it would be left out without a word. */
function otherPart(beside: Accelerator | null, system: SystemRead | null): readonly Problem[] {
  if (beside === null || system === null || beside.id === system.accelerator.id) return []
  const message = `is not the ${system.accelerator.id} of ${system.system.id}; give one of the two`
  return [{ field: 'hardware.accelerator', message }]
}

/** A quad of GH200 has no switch inside the node: 150 GB/s to each neighbour (CSCS documentation). */
const quadPairBytesPerS = 150 * GIGA

/** Of a node of which nothing but its part is known. */
function aloneOf({ id }: Accelerator): Machine {
  const pairBytesPerS = id.startsWith('gh200') ? quadPairBytesPerS : null
  return { gpusPerNode: null, scaleOutBytesPerS: null, pairBytesPerS, powerCapW: null }
}

/** `powerCapW` is of a whole module, `powerLimitW` of the accelerator alone: one of them holds. */
function oneLimit({ hardware: { powerCapW, powerLimitW: inside }, powerLimitW }: Line): readonly Problem[] {
  const all = [powerCapW, inside, powerLimitW].filter((limit) => limit !== null)
  const message = `${all.map(String).join(' W and ')} W are two limits; give one of powerCapW (module) and powerLimitW (accelerator alone)`
  return new Set(all).size > 1 ? [{ field: 'hardware.powerLimitW', message }] : []
}

/** The machine under its limit: one of the accelerator alone leaves its host out. */
function limited({ hardware: { accelerator, machine, powerCapW, powerLimitW: inside }, powerLimitW }: Line) {
  const own = inside ?? powerLimitW
  const cap = own === null ? powerCapW : own + hostW(accelerator)
  const hardware = hardwareOf(accelerator, { ...machine, powerCapW: cap ?? machine.powerCapW })
  return { accelerator, hardware }
}
