import { energyMwh, KG_PER_T, SECONDS_PER_HOUR } from '../../base/units.ts'
import { chain, type Formula, substitute, valueOf, type Values } from '../../formula/chain.ts'
import { lifeHours, type RunInputs } from '../../run/estimate.ts'
import type { ExplainedFormula } from './answer.ts'
import type { Middle } from './middle.ts'

type Counted = { readonly flopsPerToken: number; readonly tokens: number; readonly currency: string }

/** The headline chain with the numbers of the printed figures put in. */
export function explain(inputs: RunInputs, middle: Middle, counted: Counted): readonly ExplainedFormula[] {
  const values = symbolValues(inputs, middle, counted)
  return chain.map((formula) => explained(formula, values, counted.currency))
}

function explained(formula: Formula, values: Values, currency: string): ExplainedFormula {
  return {
    id: formula.id,
    title: formula.title,
    expression: formula.expression,
    substituted: substitute(formula, values, currency),
    result: valueOf(values, formula.id),
    unit: formula.unit.replace('money', currency),
    symbols: formula.symbols.map(({ symbol, label, unit }) => ({
      symbol,
      label,
      value: valueOf(values, symbol),
      unit: unit.replace('money', currency),
    })),
    note: formula.note,
  }
}

/**
 * The printed middles and what leads from one to the next. Utilisation and waits are what the printed hours and days
 * imply; where several uncertain inputs meet, a factor says how far the middle of the futures is from their middles.
 */
function symbolValues(inputs: RunInputs, { totals, hours, ...parts }: Middle, counted: Counted): Values {
  const waitingGpuHours = hours.checkpoints + hours.restarts + hours.queueChain
  const computingGpuHours = totals.gpuHours - waitingGpuHours
  const itEnergyMwh = totals.energyMwh - parts.energyMwh.facility
  const { operational } = parts.carbonT
  const embodiedT = totals.carbonT - operational
  // A run shorter than the time between two windows has less of them.
  const maintenanceFraction = Math.min(
    inputs.maintenanceFraction,
    Math.max(0, 1 - totals.wallClockDays / totals.calendarDays),
  )
  const values = {
    ...inputsOf(inputs),
    maintenanceFraction,
    flopsPerToken: counted.flopsPerToken,
    tokens: counted.tokens,
    ...totals,
    mfu: inputs.trainingFlops / (totals.netGpuHours * SECONDS_PER_HOUR * inputs.peakFlopsPerS),
    goodputFraction: totals.netGpuHours / totals.gpuHours,
    waitDays: Math.max(0, totals.calendarDays * (1 - maintenanceFraction) - totals.wallClockDays),
    computingGpuHours,
    waitingGpuHours,
    itEnergyMwh,
    operationalT: operational,
    embodiedT,
  }
  const { computingW, waitingW, pueRatio, wueLPerKwh, gridWaterLPerKwh } = inputs
  const atMiddlesMwh = energyMwh(computingW, computingGpuHours) + energyMwh(waitingW, waitingGpuHours)
  const embodiedAtMiddles = (totals.gpuHours * values.embodiedKgCo2e) / values.lifeH / KG_PER_T
  const waterAtMiddles = itEnergyMwh * wueLPerKwh + totals.energyMwh * gridWaterLPerKwh
  return {
    ...values,
    energyMiddle: over(totals.energyMwh, atMiddlesMwh * pueRatio),
    operationalMiddle: over(operational, (totals.energyMwh * inputs.gCo2ePerKwh) / KG_PER_T),
    embodiedMiddle: over(embodiedT, embodiedAtMiddles),
    waterMiddle: over(totals.waterM3, waterAtMiddles),
    costMiddle: over(totals.cost, totals.gpuHours * inputs.pricePerGpuHour),
  }
}

function inputsOf(inputs: RunInputs) {
  const { embodiedAcceleratorKg, embodiedServerKg, lifeY, ...same } = inputs
  return { ...same, embodiedKgCo2e: embodiedAcceleratorKg + embodiedServerKg, lifeH: lifeHours(lifeY) }
}

/** What is nothing at the middles is nothing. */
function over(printed: number, atMiddles: number): number {
  return atMiddles === 0 ? 1 : printed / atMiddles
}
