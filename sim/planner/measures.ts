import { type LayoutQuestion, habitsOf } from './question.ts'
import { fittedConstants } from '../step/fitted/calibration.ts'
import { hardwareOf, machineOf, type Hardware } from '../step/hardware.ts'
import { peakOf, ratesOf } from '../step/kernel.ts'
import { memoryHabitsOf } from '../step/memory-habits.ts'
import type { StepQuestion } from '../step/step.ts'
import type { Layout } from '../workload/layout.ts'
import { memoryOf, type Memory, type MemoryTerms } from '../workload/memory.ts'
import { shapesOf } from '../workload/shapes.ts'

type Run = Pick<LayoutQuestion, 'model' | 'system' | 'accelerator' | 'seqLen' | 'precision' | 'software'>

/** What step time and memory of a run are worked out from, whatever its layout. */
export type Measures = {
  readonly hardware: Hardware
  readonly step: Omit<StepQuestion, 'layout'>
  readonly terms: MemoryTerms
}

export function measuresOf({ model, system, accelerator, seqLen, precision, software }: Run): Measures {
  const hardware = hardwareOf(accelerator, machineOf(system))
  const practice = habitsOf(software)
  const constants = fittedConstants
  const rates = ratesOf(hardware, precision, { practice, constants })
  const shapes = shapesOf(model.architecture)
  const flashAttention = true
  return {
    hardware,
    step: { shapes, seqLen, flashAttention, machine: { hardware, constants, rates, practice } },
    terms: {
      shapes,
      seqLen,
      optimizer: model.optimizer,
      habits: memoryHabitsOf({ practice, hardware }, precision, flashAttention),
    },
  }
}

/** Bytes per accelerator of a run under a layout. */
export function memoryUnder(run: Run, layout: Layout): Memory {
  return memoryOf(measuresOf(run).terms, layout)
}

/** Whether the accelerator has a published rate in this precision. */
export function hasPrecision({ accelerator, system, precision }: LayoutQuestion): boolean {
  return peakOf(hardwareOf(accelerator, machineOf(system)), precision) !== null
}
