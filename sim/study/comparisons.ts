import { energyMwh } from '../base/units.ts'
import { totalsLike, type PublishedTotal } from '../evidence/published-totals.ts'
import type { RunEstimate, RunInputs } from '../run/estimate.ts'
import type { Comparison } from './answer.ts'
import { cited, urlOf } from './assumed.ts'
import type { Scenario } from './scenario.ts'

export type Compared = {
  readonly inputs: RunInputs
  readonly run: RunEstimate
  readonly trainingFlopsFullAttention: number
}

/** Published totals of the same run beside ours, and why they differ. */
export function comparisons(scenario: Scenario, compared: Compared): readonly Comparison[] {
  const like = { modelId: scenario.model.id, acceleratorId: scenario.accelerator.id, tokens: scenario.tokens }
  return totalsLike(like).map((total) => compare(total, compared))
}

const units = {
  trainingFlops: 'FLOP',
  gpuHours: 'GPU h',
  wallClockDays: 'days',
  energyMwh: 'MWh',
  carbonT: 't CO2e',
} as const

const titles = {
  trainingFlops: 'Training FLOPs',
  gpuHours: 'GPU-hours',
  wallClockDays: 'Duration',
  energyMwh: 'Energy',
  carbonT: 'Carbon',
} as const

function compare(total: PublishedTotal, compared: Compared): Comparison {
  const { ours, onTheirBasis, explanation } = explainers[total.figure](total, compared)
  return {
    figure: titles[total.figure],
    published: total.value,
    ours,
    unit: units[total.figure],
    onTheirBasis,
    explanation,
    source: cited(total.citation),
    url: urlOf(total.citation[0]),
  }
}

type Explained = Pick<Comparison, 'ours' | 'onTheirBasis' | 'explanation'>

const explainers: Readonly<
  Record<PublishedTotal['figure'], (total: PublishedTotal, compared: Compared) => Explained>
> = { trainingFlops: flops, gpuHours: hours, wallClockDays: duration, energyMwh: energy, carbonT: carbon }

function flops(total: PublishedTotal, { inputs, trainingFlopsFullAttention }: Compared): Explained {
  return {
    ours: inputs.trainingFlops,
    onTheirBasis: total.fullAttention ? trainingFlopsFullAttention : inputs.trainingFlops,
    explanation: `Theirs counts ${total.basis}; ours counts attention causal, half of the square.`,
  }
}

function hours(total: PublishedTotal, { run }: Compared): Explained {
  const net = total.basis.startsWith('net')
  return {
    ours: run.totals.gpuHours,
    onTheirBasis: net ? run.totals.netGpuHours : run.totals.gpuHours,
    explanation: `Theirs is ${total.basis}. Ours is gross: net hours, checkpoints, lost work and restarts.`,
  }
}

function duration(total: PublishedTotal, { run }: Compared): Explained {
  return {
    ours: run.totals.wallClockDays,
    onTheirBasis: run.totals.wallClockDays,
    explanation: `Theirs is ${total.basis}. Ours leaves out maintenance, slow phases at the start and stops by people.`,
  }
}

function energy(total: PublishedTotal, { inputs, run }: Compared): Explained {
  const watts = total.assumedW ?? inputs.computingW
  const theirHours = total.gpuHours ?? run.totals.gpuHours
  const theirs = energyMwh(watts, theirHours)
  const oursAtTheirPower = energyMwh(watts, run.totals.gpuHours)
  const theirHoursAtOurs = energyMwh(inputs.computingW, theirHours) * inputs.pueRatio
  return {
    ours: run.totals.energyMwh,
    onTheirBasis: oursAtTheirPower,
    explanation:
      `Theirs is ${total.basis}: ${millions(theirHours)} gross GPU-hours × ${round(watts)} W = ${round(theirs)} MWh. ` +
      `Ours is ${millions(run.totals.gpuHours)} GPU-hours × ${round(inputs.computingW)} W of system power × PUE ${String(inputs.pueRatio)}. ` +
      `Our hours at their power give ${round(oursAtTheirPower)} MWh; their hours at our power give ${round(theirHoursAtOurs)} MWh.`,
  }
}

function carbon(total: PublishedTotal, { run }: Compared): Explained {
  return {
    ours: run.totals.carbonT,
    onTheirBasis: run.carbon.operational,
    explanation: `Theirs is ${total.basis}. Ours uses this grid, system power with PUE, and adds embodied carbon.`,
  }
}

function millions(hours: number): string {
  return `${(hours / 1e6).toFixed(2)} M`
}

function round(value: number): string {
  return Math.round(value).toLocaleString('en')
}
