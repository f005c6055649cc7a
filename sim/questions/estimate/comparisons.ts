import words from '../../data/runs/totals-words.json' with { type: 'json' }
import { energyMwh } from '../../base/units.ts'
import { totalsLike, type PublishedTotal } from '../../evidence/published-totals.ts'
import type { RunInputs } from '../../run/estimate.ts'
import type { Comparison } from './answer.ts'
import { cited, urlOf } from './assumptions/cited.ts'
import type { Middle } from './middle.ts'
import type { Scenario } from './input.ts'

export type Compared = {
  readonly inputs: RunInputs
  readonly middle: Middle
  readonly trainingFlopsFullAttention: number
}

/** Published totals of the same run beside ours, and why they differ. */
export function comparisons(scenario: Scenario, compared: Compared): readonly Comparison[] {
  const like = { modelId: scenario.model.id, acceleratorId: scenario.accelerator.id, tokens: scenario.tokens }
  return totalsLike(like).map((total) => compare(total, compared))
}

function compare(total: PublishedTotal, compared: Compared): Comparison {
  const { ours, onTheirBasis, fromTheirInputs, explanation } = explainers[total.figure](total, compared)
  return {
    figure: words[total.figure].title,
    published: total.value,
    ours,
    unit: words[total.figure].unit,
    onTheirBasis,
    fromTheirInputs,
    explanation,
    source: cited(total.citation),
    url: urlOf(total.citation[0]),
  }
}

type Explained = Pick<Comparison, 'ours' | 'onTheirBasis' | 'fromTheirInputs' | 'explanation'>

const explainers: Readonly<
  Record<PublishedTotal['figure'], (total: PublishedTotal, compared: Compared) => Explained>
> = { trainingFlops: flops, gpuHours: hours, wallClockDays: duration, energyMwh: energy, carbonT: carbon }

function flops(total: PublishedTotal, { inputs, trainingFlopsFullAttention }: Compared): Explained {
  return {
    ours: inputs.trainingFlops,
    onTheirBasis: total.fullAttention ? trainingFlopsFullAttention : inputs.trainingFlops,
    fromTheirInputs: null,
    explanation: `Theirs counts ${total.basis}; ours counts attention causal, half of the square.`,
  }
}

function hours(total: PublishedTotal, { middle }: Compared): Explained {
  const net = total.basis.startsWith('net')
  return {
    ours: middle.totals.gpuHours,
    onTheirBasis: net ? middle.totals.netGpuHours : middle.totals.gpuHours,
    fromTheirInputs: null,
    explanation: `Theirs is ${total.basis}. Ours is gross: net hours, checkpoints, lost work, restarts, start-ups and slow phases.`,
  }
}

function duration(total: PublishedTotal, { middle }: Compared): Explained {
  return {
    ours: middle.totals.wallClockDays,
    onTheirBasis: middle.totals.wallClockDays,
    fromTheirInputs: null,
    explanation: `Theirs is ${total.basis}. Ours is the time that the accelerators are held; the calendar, with waits and maintenance, is ${round(middle.totals.calendarDays)} days.`,
  }
}

function energy(total: PublishedTotal, { inputs, middle }: Compared): Explained {
  const watts = total.assumedW ?? inputs.computingW
  const theirHours = total.gpuHours ?? middle.totals.gpuHours
  const theirs = energyMwh(watts, theirHours)
  const oursAtTheirPower = energyMwh(watts, middle.totals.gpuHours)
  const theirHoursAtOurs = energyMwh(inputs.computingW, theirHours) * inputs.pueRatio
  return {
    ours: middle.totals.energyMwh,
    onTheirBasis: oursAtTheirPower,
    fromTheirInputs: theirs,
    explanation:
      `Theirs is ${total.basis}: ${millions(theirHours)} gross GPU-hours × ${round(watts)} W = ${round(theirs)} MWh. ` +
      `Ours is ${millions(middle.totals.gpuHours)} GPU-hours × ${round(inputs.computingW)} W of system power × PUE ${String(inputs.pueRatio)}. ` +
      `Our hours at their power give ${round(oursAtTheirPower)} MWh; their hours at our power give ${round(theirHoursAtOurs)} MWh.`,
  }
}

function carbon(total: PublishedTotal, { middle }: Compared): Explained {
  return {
    ours: middle.totals.carbonT,
    onTheirBasis: middle.carbonT.operational,
    fromTheirInputs: null,
    explanation: `Theirs is ${total.basis}. Ours uses this grid, system power with PUE, and adds embodied carbon.`,
  }
}

function millions(hours: number): string {
  return `${(hours / 1e6).toFixed(2)} M`
}

function round(value: number): string {
  return grouped(Math.round(value))
}

/** Written here: the words of a locale take longer to load than all else of an estimate. */
function grouped(n: number): string {
  return n < 1000 ? String(n) : `${grouped(Math.floor(n / 1000))},${String(n % 1000).padStart(3, '0')}`
}
