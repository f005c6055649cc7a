import { notChecks, wholeRuns, type WholeRun } from '../../evidence/whole-runs.ts'
import type { Range } from '../estimate/answer.ts'
import { cited, urlOf } from '../estimate/assumptions/cited.ts'
import { chooseLayout } from '../estimate/layout/choose-layout.ts'
import { predictStep, type Habits } from '../estimate/layout/predicted-step.ts'
import { peakFlopsPerS } from '../estimate/layout/published-mfu.ts'
import { readEstimate } from '../estimate/input.ts'
import { bandsOf, drawAll } from '../estimate/assumptions/sampling.ts'
import type { Scenario } from '../estimate/input.ts'
import { believe } from '../estimate/work.ts'

/**
 * One published run beside its estimate. Every source that tells of the run is hidden from the fleets, the overheads and
 * the published utilisations that the estimate learns from; the constants of the step are those of the product, fitted
 * on throughput tables that hold rows of some of these models. Where no layout fits, the hours follow from the nearest
 * published utilisation.
 */
export type TotalsRow = {
  readonly id: string
  readonly name: string
  readonly tokens: number
  readonly accelerator: string
  readonly accelerators: number
  readonly acceleratorsAssumed: boolean
  readonly published: number
  readonly basis: string
  readonly gross: Range
  readonly net: Range
  /** The published hours lie between p10 and p90. */
  readonly covered: boolean
  readonly source: string
  readonly url: string
}

export type TotalsLedger = {
  readonly rows: readonly TotalsRow[]
  readonly covered: number
  readonly notChecks: readonly { readonly name: string; readonly because: string }[]
}

/** How many of the published GPU-hours of whole runs the range of the gross GPU-hours covers, each listed. */
export function totalsLedger(): TotalsLedger {
  const rows = wholeRuns.map(rowOf)
  return { rows, covered: rows.filter(({ covered }) => covered).length, notChecks }
}

function rowOf(run: WholeRun): TotalsRow {
  const scenario = { ...scenarioOf(run), without: run.sources }
  const peak = peakFlopsPerS(scenario.accelerator, scenario.precision)
  if (peak === null) throw new Error(`${run.id} has no peak in ${run.precision}`)
  const chosen = chooseLayout(scenario)
  const predicted = chosen.feasible ? predictStep(scenario, chosen.value.layout, habitsOf(run)) : null
  const { gpuHours, netGpuHours } = bandsOf(drawAll(believe(scenario, peak, predicted).question, scenario))
  return {
    id: run.id,
    name: run.name,
    tokens: run.tokens,
    accelerator: run.acceleratorId,
    accelerators: run.accelerators,
    acceleratorsAssumed: run.acceleratorsAssumed,
    published: run.gpuHours,
    basis: run.basis,
    gross: { p10: gpuHours.p10, p50: gpuHours.p50, p90: gpuHours.p90 },
    net: { p10: netGpuHours.p10, p50: netGpuHours.p50, p90: netGpuHours.p90 },
    covered: run.gpuHours >= gpuHours.p10 && run.gpuHours <= gpuHours.p90,
    source: cited(run.citation),
    url: urlOf(run.citation[0]),
  }
}

/** Of an unpublished layout nothing is known, so that the planner's own stands in for all of it. */
function habitsOf({ framework, year, layout }: WholeRun): Habits {
  return { framework, year, chosen: layout === null ? wholeLayout : [] }
}

const wholeLayout = ['tp', 'pp', 'vpp', 'dp', 'cp', 'ep', 'microBatch', 'globalBatch', 'zero', 'recompute']

const perNode = 8

/** The run as a scenario on its machine, or on one of nodes of eight that is as large. */
function scenarioOf(run: WholeRun): Scenario {
  const system = run.systemId ?? {
    name: `the machine of ${run.name}`,
    acceleratorId: run.acceleratorId,
    nodes: Math.ceil(run.accelerators / perNode),
    acceleratorsPerNode: perNode,
    country: 'USA',
  }
  const { model, tokens, seqLen, precision, accelerators: gpus } = run
  const read = readEstimate({ model, tokens, seqLen, precision, gpus, system, layout: run.layout ?? 'auto' })
  if (!read.ok) throw new Error(`${run.id}: ${read.problems.map(({ message }) => message).join('; ')}`)
  return read.value
}
