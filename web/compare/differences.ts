import type { EstimateFigures } from '../../sim/index.ts'

export type FactorName = 'flops' | 'peak' | 'mfu' | 'goodput' | 'gpus' | 'price' | 'power' | 'grid'

export type Difference = {
  readonly measure: 'hours' | 'time' | 'cost' | 'energy' | 'carbon'
  /** Of the second run ÷ of the first. */
  readonly ratio: number
  /** They multiply to the ratio. */
  readonly factors: readonly { readonly name: FactorName; readonly value: number }[]
}

/**
 * Why two runs differ: each ratio as a product. GPU-hours = FLOPs ÷ (peak × MFU × goodput); time = hours ÷ accelerators;
 * cost = hours × price; energy = hours × mean power; carbon = energy × what a kWh carries, embodied carbon included.
 */
export function differencesOf(a: EstimateFigures, b: EstimateFigures): readonly Difference[] {
  const ratio = (of: (answer: EstimateFigures) => number) => of(b) / of(a)
  const peak = ({ step }: EstimateFigures) => step.modelTflopsPerGpu / step.mfu
  const hours = ratio(({ totals }) => totals.gpuHours.p50)
  const energy = ratio(({ totals }) => totals.energyMwh.p50)
  const carbon = ratio(({ totals }) => totals.carbonT.p50)
  const cost = ratio(({ totals }) => totals.cost.p50)
  const inHours: Difference = {
    measure: 'hours',
    ratio: hours,
    factors: [
      { name: 'flops', value: ratio(({ compute }) => compute.trainingFlops) },
      { name: 'peak', value: 1 / ratio(peak) },
      { name: 'mfu', value: 1 / ratio(({ step }) => step.mfu) },
      { name: 'goodput', value: 1 / ratio(({ goodput }) => goodput.fraction) },
    ],
  }
  const gpus = 1 / ratio(({ system }) => system.gpus)
  const sameMoney = a.totals.cost.currency === b.totals.cost.currency
  const money: readonly Difference[] = sameMoney
    ? [
        {
          measure: 'cost',
          ratio: cost,
          factors: [...inHours.factors, { name: 'price', value: cost / hours }],
        },
      ]
    : []
  const inEnergy = [...inHours.factors, { name: 'power', value: energy / hours } as const]
  return [
    inHours,
    { measure: 'time', ratio: hours * gpus, factors: [...inHours.factors, { name: 'gpus', value: gpus }] },
    ...money,
    { measure: 'energy', ratio: energy, factors: inEnergy },
    { measure: 'carbon', ratio: carbon, factors: [...inEnergy, { name: 'grid', value: carbon / energy }] },
  ]
}
