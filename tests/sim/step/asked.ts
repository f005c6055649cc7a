import { findAccelerator } from '../../../sim/catalogue/accelerators.ts'
import { findModel } from '../../../sim/catalogue/find.ts'
import { fittedConstants } from '../../../sim/step/fitted/calibration.ts'
import { hardwareOf, type Hardware } from '../../../sim/step/hardware.ts'
import { ratesOf, type Precision } from '../../../sim/step/kernel.ts'
import { practiceOf, type Practice } from '../../../sim/step/practice.ts'
import { emptyStepTimes, stepTimes, type StepTimes } from '../../../sim/step/step.ts'
import { readArchitecture } from '../../../sim/workload/huggingface.ts'
import type { Layout } from '../../../sim/workload/layout.ts'
import { shapesOf, type Shapes } from '../../../sim/workload/shapes.ts'

export type Asked = {
  readonly shapes: Shapes
  readonly layout: Layout
  readonly seqLen: number
  readonly hardware: Hardware
  readonly precision: Precision
  readonly flashAttention: boolean
  readonly practice: Practice
}

export function shapesNamed(id: string): Shapes {
  const read = readArchitecture(findModel(id)?.config ?? {})
  if (!read.ok) throw new Error(id)
  return shapesOf(read.value)
}

export function hardwareNamed(id: string): Hardware {
  const accelerator = findAccelerator(id)
  if (accelerator === null) throw new Error(id)
  return hardwareOf(accelerator, {
    gpusPerNode: null,
    scaleOutBytesPerS: null,
    pairBytesPerS: null,
    powerCapW: null,
  })
}

export const layout70B: Layout = {
  tp: 4,
  pp: 4,
  vpp: 5,
  dp: 32,
  cp: 1,
  ep: 1,
  microBatch: 1,
  globalBatch: 1024,
  zero: 1,
  recompute: 'none',
  sequenceParallel: true,
}

/** Llama 3 70B on 512 H100 with the habits of Megatron-LM in 2024. */
export const usual: Asked = {
  shapes: shapesNamed('llama-3-70b'),
  layout: layout70B,
  seqLen: 8192,
  hardware: hardwareNamed('h100-sxm-80'),
  precision: 'bf16',
  flashAttention: true,
  practice: practiceOf('megatron', 2024),
}

export function stepOf(asked: Asked): StepTimes {
  const { hardware, precision, practice } = asked
  const constants = fittedConstants
  const rates = ratesOf(hardware, precision, { practice, constants })
  const out = emptyStepTimes()
  stepTimes({ ...asked, machine: { hardware, constants, rates, practice } }, out)
  return out
}
