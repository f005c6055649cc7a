import { estimateWords, type EstimateInput } from '../input.ts'

/** One input that a person may turn: what sliders, help and sampling read. */
export type Knob = {
  readonly id: keyof EstimateInput
  readonly label: string
  readonly unit: string
  readonly help: string
  readonly least: number
  readonly most: number
  /** Steps per doubling on a log scale; the step itself on a linear one. */
  readonly steps: number
}

function knob(
  id: Knob['id'],
  [label, unit = '']: readonly [label: string, unit?: string],
  [least, most, steps] = [0, 0, 0],
): Knob {
  return { id, label, unit, help: estimateWords[id] ?? '', least, most, steps }
}

/** In order of consequence. */
export const knobs: readonly Knob[] = [
  knob('model', ['Model']),
  knob('tokens', ['Training tokens', 'tokens'], [1e9, 1e14, 16]),
  knob('system', ['System']),
  knob('gpus', ['Accelerators', 'accelerators'], [1, 131072, 1]),
  knob('seqLen', ['Sequence length', 'tokens'], [512, 1048576, 1]),
  knob('globalBatchTokens', ['Global batch', 'tokens'], [65536, 268435456, 1]),
  knob('mfu', ['MFU'], [0.05, 0.7, 0.01]),
  knob('failureRate', ['Interruptions', 'per 1,000 accelerator-days'], [0.05, 12.8, 4]),
  knob('checkpointTime', ['Stall of a checkpoint', 's'], [0.5, 512, 2]),
  knob('queueLimit', ['Time limit of one job']),
  knob('checkpointInterval', ['Between checkpoints']),
  knob('restartTime', ['Restart']),
  knob('precision', ['Precision']),
  knob('grid', ['Grid']),
  knob('powerPrice', ['Electricity price']),
  knob('gpuHourPrice', ['Price of an accelerator-hour']),
  knob('layout', ['Layout']),
]
