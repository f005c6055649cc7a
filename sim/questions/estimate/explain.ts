import { chain, type Formula } from '../../formula/chain.ts'
import { substitute, valueOf, type Values } from '../../formula/substitute.ts'
import { lifeHours, type RunInputs, type RunRecord, type RunTotals } from '../../run/estimate.ts'
import type { ExplainedFormula } from './answer.ts'
import type { Middle } from './middle.ts'

export type Counted = { readonly flopsPerToken: number; readonly tokens: number; readonly currency: string }

/** The headline chain with the numbers of one run put in. */
export function explain(
  inputs: RunInputs,
  { run, totals }: Pick<Middle, 'run' | 'totals'>,
  counted: Counted,
): readonly ExplainedFormula[] {
  const values = symbolValues(inputs, run, counted)
  return chain.map((formula) => noted(explained(formula, values, counted.currency), totals))
}

/** Where the median of the samples is not what the formula gives with every input in the middle, says so. */
function noted(formula: ExplainedFormula, totals: RunTotals): ExplainedFormula {
  const median = isTotal(formula.id, totals) ? totals[formula.id] : formula.result
  if (Math.abs(median - formula.result) < 0.002 * Math.abs(formula.result)) return formula
  const said = `Here every input is at its middle; the middle of the samples is ${String(Number(median.toPrecision(3)))} ${formula.unit}.`
  return { ...formula, note: formula.note === null ? said : `${formula.note} ${said}` }
}

function isTotal(id: string, totals: RunTotals): id is keyof RunTotals {
  return Object.hasOwn(totals, id)
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

function symbolValues(inputs: RunInputs, run: Readonly<RunRecord>, counted: Counted): Values {
  const waitingGpuHours = run.checkpointsH + run.restartsH + run.queueChainH
  return {
    flopsPerToken: counted.flopsPerToken,
    tokens: counted.tokens,
    trainingFlops: inputs.trainingFlops,
    peakFlopsPerS: inputs.peakFlopsPerS,
    mfu: inputs.mfu,
    goodputFraction: run.shares.fraction,
    gpus: inputs.gpus,
    waitDays: Math.max(0, run.calendarDays * (1 - inputs.maintenanceFraction) - run.wallClockDays),
    maintenanceFraction: inputs.maintenanceFraction,
    computingGpuHours: run.gpuHours - waitingGpuHours,
    waitingGpuHours,
    computingW: inputs.computingW,
    waitingW: inputs.waitingW,
    pueRatio: inputs.pueRatio,
    itEnergyMwh: run.computingMwh + run.waitingMwh,
    gCo2ePerKwh: inputs.gCo2ePerKwh,
    embodiedKgCo2e: inputs.embodiedAcceleratorKg + inputs.embodiedServerKg,
    lifeH: lifeHours(inputs.lifeY),
    operationalT: run.operationalT,
    embodiedT: run.acceleratorsT + run.serversT,
    wueLPerKwh: inputs.wueLPerKwh,
    gridWaterLPerKwh: inputs.gridWaterLPerKwh,
    pricePerGpuHour: inputs.pricePerGpuHour,
    netGpuHours: run.netGpuHours,
    gpuHours: run.gpuHours,
    wallClockDays: run.wallClockDays,
    calendarDays: run.calendarDays,
    energyMwh: run.energyMwh,
    carbonT: run.carbonT,
    waterM3: run.waterM3,
    cost: run.cost,
  }
}
