import type { Assumption, EstimateAnswer } from '../../sim/index.ts'
import fields from './controls/fields.json'
import { withRange } from '../state/said.ts'

/** The control of each figure that has one of its own: by the id of an assumption or the symbol of a formula. */
const controls: Readonly<Record<string, string>> = fields

/** Figures without a control of their own, which the field of ranges changes. */
const ranged: readonly string[] = (
  'checkpointSaveS detectionS slowNodesOverhead unsettledOverhead linkStartS queueWaitS ' +
  'maintenanceFraction computingW waitingW embodiedAcceleratorKg embodiedServerKg lifeY wueLPerKwh ' +
  'gridWaterLPerKwh'
).split(' ')

/** The field that changes a figure; null where none does. */
export function fieldOf(id: string): string | null {
  return controls[id] ?? (ranged.includes(id) ? 'ranges' : null)
}

const losses =
  'interruptionsPer1000GpuDays checkpointStallS checkpointSaveS checkpointIntervalS detectionS restartS slowNodesOverhead unsettledOverhead linkStartS queueLimitH'

/** What enters a symbol that is worked out elsewhere than in a formula of the chain. */
const behind: Readonly<Record<string, readonly string[]>> = {
  mfu: ['layout', 'globalBatch', 'seqLen'],
  goodputFraction: losses.split(' '),
  waitDays: ['queueWaitS', 'queueLimitH'],
  computingGpuHours: ['gpuHours'],
  waitingGpuHours: ['gpuHours'],
  itEnergyMwh: ['energyMwh'],
  lifeH: ['lifeY'],
  annuity1: ['discount'],
  hourMiddle: ['delayY', 'demand', 'demandGrowth', 'electricityGrowth', 'exchange'],
  presentMiddle: ['hour', 'discount', 'delayY', 'electricityGrowth', 'writtenOff'],
  embodiedKgCo2e: ['embodiedAcceleratorKg', 'embodiedServerKg'],
}

/** The inputs that some figures rest on: those in their formulas by symbol or label, and in what enters these. */
export function inputsOf(
  { formulas, assumptions }: Pick<EstimateAnswer, 'formulas' | 'assumptions'>,
  figures: readonly string[],
): readonly Assumption[] {
  const names = new Set(figures)
  for (const name of names) {
    const symbols = formulas.find(({ id }) => id === name)?.symbols ?? []
    const within = symbols.flatMap(({ symbol, label }) => [symbol, label])
    for (const one of [...within, ...(behind[name] ?? [])]) names.add(one)
  }
  return assumptions.filter(({ id, name }) => names.has(id) || names.has(name))
}

export type Figure = {
  readonly id: string
  /** What the field of ranges would say of it to leave it as it is. */
  readonly low: number
  readonly high: number
}

/** What the field of ranges would hold with this figure as it is now. */
export function rangeAsIs(ranges: string, { id, low, high }: Figure): string {
  const [from, to] = [low, high].map((value) => String(Number(value.toPrecision(3))))
  return withRange(ranges, id, from === to ? (from ?? '') : `${String(from)} to ${String(to)}`)
}
