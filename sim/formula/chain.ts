import { own } from '../base/nearest.ts'

/** A headline formula: an expression of mathjs over symbols, and the unit its value is shown in. */
export type Formula = {
  readonly id: FormulaId
  readonly title: string
  readonly expression: string
  readonly unit: string
  readonly symbols: readonly FormulaSymbol[]
  readonly note: string | null
}

export type FormulaSymbol = { readonly symbol: string; readonly label: string; readonly unit: string }

export type FormulaId =
  | 'trainingFlops'
  | 'netGpuHours'
  | 'gpuHours'
  | 'wallClockDays'
  | 'calendarDays'
  | 'energyMwh'
  | 'operationalT'
  | 'embodiedT'
  | 'carbonT'
  | 'waterM3'
  | 'cost'

/** A median of products is not the product of the medians: a factor of its own, so that the figure is the printed one. */
const middle = 'middle of the futures ÷ the same with every input at its middle'

const labels: Readonly<Record<string, readonly [label: string, unit: string]>> = {
  flopsPerToken: ['model FLOPs per token, forward and backward', 'FLOP/token'],
  tokens: ['training tokens', 'token'],
  trainingFlops: ['training FLOPs', 'FLOP'],
  peakFlopsPerS: ['dense peak of one accelerator', 'FLOP/s/GPU'],
  mfu: ['model FLOPs utilisation', ''],
  netGpuHours: ['net GPU-hours', 'GPU h'],
  goodputFraction: ['goodput, the share of allocated time that trains', ''],
  gpuHours: ['gross GPU-hours', 'GPU h'],
  gpus: ['accelerators', 'GPU'],
  wallClockDays: ['days that the accelerators are held', 'day'],
  waitDays: ['days of waiting between the jobs of a chain', 'day'],
  maintenanceFraction: ['share of the calendar in which the machine is closed', ''],
  computingGpuHours: ['GPU-hours computing', 'GPU h'],
  computingW: ['power per accelerator while computing', 'W/GPU'],
  waitingGpuHours: ['GPU-hours in checkpoints, restarts and start-ups', 'GPU h'],
  waitingW: ['power per accelerator while waiting', 'W/GPU'],
  pueRatio: ['power usage effectiveness', ''],
  energyMwh: ['facility energy', 'MWh'],
  itEnergyMwh: ['IT energy', 'MWh'],
  gCo2ePerKwh: ['carbon intensity of the grid', 'g/kWh'],
  embodiedKgCo2e: ['embodied carbon per accelerator with its share of the server', 'kg/GPU'],
  lifeH: ['service life', 'h'],
  operationalT: ['operational carbon', 'tonne'],
  embodiedT: ['embodied carbon', 'tonne'],
  wueLPerKwh: ['water usage effectiveness on site', 'L/kWh'],
  gridWaterLPerKwh: ['water of the electricity', 'L/kWh'],
  pricePerGpuHour: ['price of a GPU-hour', 'money/GPU/h'],
  energyMiddle: [middle, ''],
  operationalMiddle: [middle, ''],
  embodiedMiddle: [middle, ''],
  waterMiddle: [middle, ''],
  costMiddle: [middle, ''],
}

function symbolsOf(expression: string): readonly FormulaSymbol[] {
  const names = [...new Set(expression.match(/[A-Za-z][A-Za-z0-9]*/g) ?? [])]
  return names.map((symbol) => {
    const [label, unit] = own(labels, symbol) ?? [symbol, '']
    return { symbol, label, unit }
  })
}

function formula(
  id: FormulaId,
  [title, unit]: readonly [title: string, unit: string],
  [expression, note]: readonly [expression: string, note: string | null],
): Formula {
  return { id, title, unit, expression, symbols: symbolsOf(expression), note }
}

/** The headline chain: FLOPs → GPU-hours → days → MWh → tonnes → money. */
export const chain: readonly Formula[] = [
  formula(
    'trainingFlops',
    ['Training FLOPs', 'FLOP'],
    [
      'flopsPerToken * tokens',
      'Attention is counted causal: half of the square. Counting the full square, as Megatron-LM and the Apertus report do, gives the larger figure shown beside it.',
    ],
  ),
  formula(
    'netGpuHours',
    ['Net GPU-hours', 'GPU h'],
    ['trainingFlops / (peakFlopsPerS * mfu)', 'Hours at the throughput of a running step, nothing lost.'],
  ),
  formula(
    'gpuHours',
    ['Gross GPU-hours', 'GPU h'],
    [
      'netGpuHours / goodputFraction',
      'All hours allocated: net hours, checkpoints, lost work, restarts, start-ups of a chain and slow phases.',
    ],
  ),
  formula(
    'wallClockDays',
    ['Duration', 'day'],
    ['gpuHours / gpus', 'The accelerators are held so long; the calendar adds waits and maintenance.'],
  ),
  formula(
    'calendarDays',
    ['Calendar', 'day'],
    ['(wallClockDays + waitDays) / (1 - maintenanceFraction)', 'From the first step to the last.'],
  ),
  formula(
    'energyMwh',
    ['Facility energy', 'MWh'],
    ['(computingGpuHours * computingW + waitingGpuHours * waitingW) * pueRatio * energyMiddle', null],
  ),
  formula(
    'operationalT',
    ['Operational carbon', 'tonne'],
    ['energyMwh * gCo2ePerKwh * operationalMiddle', null],
  ),
  formula(
    'embodiedT',
    ['Embodied carbon', 'tonne'],
    [
      'gpuHours * embodiedKgCo2e / lifeH * embodiedMiddle',
      'Making the hardware, spread evenly over its service life.',
    ],
  ),
  formula('carbonT', ['Carbon', 'tonne'], ['operationalT + embodiedT', null]),
  formula(
    'waterM3',
    ['Water', 'm^3'],
    ['(itEnergyMwh * wueLPerKwh + energyMwh * gridWaterLPerKwh) * waterMiddle', null],
  ),
  formula('cost', ['Cost', 'money'], ['gpuHours * pricePerGpuHour * costMiddle', null]),
]
