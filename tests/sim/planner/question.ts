import { findAccelerator } from '../../../sim/catalogue/accelerators.ts'
import { findModel, findSystem } from '../../../sim/catalogue/find.ts'
import { fittedConstants } from '../../../sim/step/fitted/calibration.ts'
import { hardwareOf, machineOf } from '../../../sim/step/hardware.ts'
import { ratesOf } from '../../../sim/step/kernel.ts'
import { memoryHabitsOf } from '../../../sim/step/memory-habits.ts'
import { practiceOf } from '../../../sim/step/practice.ts'
import { stepMeter } from '../../../sim/step/step-meter.ts'
import type { StepQuestion } from '../../../sim/step/step.ts'
import type { SearchQuestion } from '../../../sim/planner/question.ts'
import { nothingPinned } from '../../../sim/workload/layout.ts'
import { readArchitecture } from '../../../sim/workload/huggingface.ts'
import { fittingBytes, type MemoryTerms } from '../../../sim/workload/memory.ts'
import { memoryMeter } from '../../../sim/workload/meter.ts'
import { shapesOf, type Shapes } from '../../../sim/workload/shapes.ts'

export type Case = {
  readonly model: string | Shapes
  /** A system of the catalogue, or an accelerator in its usual node. */
  readonly machine: string
  readonly gpus: number
  readonly seqLen: number
  readonly globalBatch: number
  readonly framework?: string
}

/** A search with the measures that it is made of, for tests that work them out again. */
export type Posed = SearchQuestion & {
  readonly terms: MemoryTerms
  readonly step: Omit<StepQuestion, 'layout'>
}

const unknown = { gpusPerNode: null, scaleOutBytesPerS: null, pairBytesPerS: null, powerCapW: null }

export function catalogueShapes(id: string): Shapes {
  const read = readArchitecture(findModel(id)?.config ?? {})
  if (!read.ok) throw new Error(`${id} is not in the catalogue`)
  return shapesOf(read.value)
}

/** A search in bf16 with the habits of 2025, of Megatron-LM where nothing is said, without pessimism. */
export function pose({ model, machine, gpus, seqLen, globalBatch, framework = 'megatron' }: Case): Posed {
  const system = findSystem(machine)
  const accelerator = findAccelerator(system?.acceleratorId ?? machine)
  if (accelerator === null) throw new Error(`${machine} is not in the catalogue`)
  const hardware = hardwareOf(accelerator, system === null ? unknown : machineOf(system))
  const practice = practiceOf(framework, 2025)
  const constants = fittedConstants
  const rates = ratesOf(hardware, 'bf16', { practice, constants })
  const shapes = typeof model === 'string' ? catalogueShapes(model) : model
  const step = { shapes, seqLen, flashAttention: true, machine: { hardware, constants, rates, practice } }
  const habits = memoryHabitsOf({ practice, hardware }, 'bf16', true)
  const terms: MemoryTerms = { shapes, seqLen, optimizer: 'adamw', habits }
  return {
    shapes,
    seqLen,
    gpus,
    globalBatch,
    largestTp: hardware.domain,
    capacityBytes: fittingBytes(accelerator),
    zeroStages: [1, 0, 2, 3],
    trainer: null,
    pinned: nothingPinned,
    time: stepMeter({ ...step, gpus }),
    memory: memoryMeter(terms),
    pessimism: () => 1,
    top: 10,
    keepsFront: true,
    terms,
    step,
  }
}
