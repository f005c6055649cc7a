import type { Variable } from '../../formula/expression/expression.ts'

/** What a point is measured by: objectives, limits and formulas name these. */
export const measures = [
  'time',
  'cost',
  'energy',
  'carbon',
  'water',
  'hours',
  'power',
  'gpus',
  'tokens',
  'parameters',
  'flops',
  'mfu',
  'loss',
] as const
export type Measure = (typeof measures)[number]

/** Each measure's unit and what it is; 'money' stands for the currency of the points. */
export const measureWords: Readonly<Record<Measure, readonly [unit: string, label: string]>> = {
  time: ['days', 'duration'],
  cost: ['money', 'cost'],
  energy: ['MWh', 'facility energy'],
  carbon: ['t CO2e', 'carbon with making the hardware'],
  water: ['m3', 'water'],
  hours: ['GPU h', 'gross accelerator-hours'],
  power: ['MW', 'facility power while computing'],
  gpus: ['GPU', 'accelerators'],
  tokens: ['token', 'training tokens'],
  parameters: ['parameter', 'parameters'],
  flops: ['FLOP', 'training FLOPs'],
  mfu: ['', 'model FLOPs utilisation'],
  loss: ['nat', 'loss by Besiroglu et al. 2024, for comparisons only'],
}

const dimensions: Readonly<Record<Measure, Variable['unit']>> = {
  time: { day: 1 },
  cost: { money: 1 },
  energy: { MWh: 1 },
  carbon: { tonne: 1 },
  water: { 'm^3': 1 },
  hours: { GPU: 1, hour: 1 },
  power: { MW: 1 },
  gpus: { GPU: 1 },
  tokens: { token: 1 },
  parameters: { parameter: 1 },
  flops: { FLOP: 1 },
  mfu: {},
  loss: {},
}

/** The variables of a user's formula, in the order in which a point's numbers stand. */
export function variablesIn(currency: string | null): readonly Variable[] {
  return measures.map((name) => ({
    name,
    unit: name === 'cost' && currency !== null ? { [currency]: 1 } : dimensions[name],
  }))
}
