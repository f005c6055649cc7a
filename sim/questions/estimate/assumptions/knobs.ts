import { estimateWords, type EstimateInput } from '../input.ts'

/** One input that a person may turn: what sliders, help and sampling read. */
export type Knob = {
  readonly id: keyof EstimateInput
  readonly label: string
  readonly unit: string
  readonly help: string
  readonly control: 'slider' | 'choice' | 'text'
  readonly scale: 'log' | 'linear'
  readonly least: number
  readonly most: number
  /** Steps per doubling on a log scale; the step itself on a linear one. */
  readonly steps: number
}

function slider(
  id: Knob['id'],
  [label, unit]: readonly [string, string],
  [least, most, steps]: readonly [least: number, most: number, steps: number],
): Knob {
  return { id, label, unit, help: helpOf(id), control: 'slider', scale: 'log', least, most, steps }
}

function field(id: Knob['id'], label: string, control: 'choice' | 'text'): Knob {
  return { id, label, unit: '', help: helpOf(id), control, scale: 'linear', least: 0, most: 0, steps: 0 }
}

function helpOf(id: Knob['id']): string {
  return estimateWords[id] ?? ''
}

/** In order of consequence. */
export const knobs: readonly Knob[] = [
  field('model', 'Model', 'choice'),
  slider('tokens', ['Training tokens', 'tokens'], [1e9, 1e14, 16]),
  field('system', 'System', 'choice'),
  slider('gpus', ['Accelerators', 'accelerators'], [1, 131072, 1]),
  slider('seqLen', ['Sequence length', 'tokens'], [512, 1048576, 1]),
  slider('globalBatchTokens', ['Global batch', 'tokens'], [65536, 268435456, 1]),
  { ...slider('mfu', ['MFU', ''], [0.05, 0.7, 0.01]), scale: 'linear' },
  slider('failureRate', ['Interruptions', 'per 1,000 accelerator-days'], [0.05, 12.8, 4]),
  slider('checkpointTime', ['Stall of a checkpoint', 's'], [0.5, 512, 2]),
  field('queueLimit', 'Time limit of one job', 'choice'),
  field('checkpointInterval', 'Between checkpoints', 'text'),
  field('restartTime', 'Restart', 'text'),
  field('precision', 'Precision', 'choice'),
  field('grid', 'Grid', 'choice'),
  field('powerPrice', 'Electricity price', 'text'),
  field('gpuHourPrice', 'Price of an accelerator-hour', 'text'),
  field('layout', 'Layout', 'text'),
]
