import { chain, type Formula } from '../formula/chain.ts'
import { substitute, valueOf, type Values } from '../formula/substitute.ts'
import { lifeHours, type RunEstimate, type RunInputs } from '../run/estimate.ts'
import type { ExplainedFormula } from './answer.ts'

export type Counted = { readonly flopsPerToken: number; readonly tokens: number; readonly currency: string }

/** The headline chain with the numbers of one run put in. */
export function explain(inputs: RunInputs, run: RunEstimate, counted: Counted): readonly ExplainedFormula[] {
  const values = symbolValues(inputs, run, counted)
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

function symbolValues(inputs: RunInputs, run: RunEstimate, counted: Counted): Values {
  return {
    flopsPerToken: counted.flopsPerToken,
    tokens: counted.tokens,
    trainingFlops: inputs.trainingFlops,
    peakFlopsPerS: inputs.peakFlopsPerS,
    mfu: inputs.mfu,
    goodputFraction: run.goodput.fraction,
    gpus: inputs.gpus,
    computingGpuHours: run.hours.training + run.hours.lostWork,
    waitingGpuHours: run.hours.checkpoints + run.hours.restarts,
    computingW: inputs.computingW,
    waitingW: inputs.waitingW,
    pueRatio: inputs.pueRatio,
    itEnergyMwh: run.energy.itMwh,
    gCo2ePerKwh: inputs.gCo2ePerKwh,
    embodiedKgCo2e: inputs.embodiedAcceleratorKg + inputs.embodiedServerKg,
    lifeH: lifeHours(inputs.lifeY),
    operationalT: run.carbon.operational,
    embodiedT: run.carbon.accelerators + run.carbon.servers,
    wueLPerKwh: inputs.wueLPerKwh,
    gridWaterLPerKwh: inputs.gridWaterLPerKwh,
    pricePerGpuHour: inputs.pricePerGpuHour,
    ...run.totals,
  }
}
