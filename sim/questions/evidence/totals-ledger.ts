import { readTable } from '../../catalogue/loader/table.ts'
import shapesText from '../../data/runs/models.csv?raw'
import noChecksText from '../../data/runs/no-checks.csv?raw'
import { publishedWithout } from '../../evidence/published.ts'
import { shapeOf } from '../../evidence/throughput.ts'
import { wholeRuns, type WholeRun } from '../../evidence/whole-runs.ts'
import { median } from '../../base/math.ts'
import type { Ledger, WholeRunRow } from './answer.ts'
import { cited, urlOf } from '../estimate/assumptions/cited.ts'
import { chooseRunLayout } from '../estimate/layout/choose-layout.ts'
import { predictStep } from '../estimate/layout/predicted-step.ts'
import { peakOf } from '../../step/kernel.ts'
import { readEstimate, type Scenario } from '../estimate/input.ts'
import { bandsOf, drawAll, type Bands } from '../estimate/assumptions/sampling.ts'
import { believe } from '../estimate/work.ts'

/** Shapes of the models of whole runs that the catalogue has not, by name. */
const shapes = new Map(
  readTable({ name: 'runs/models.csv', text: shapesText, key: ['model'] }, (row) => {
    row.text('source')
    return [row.text('model'), { ...shapeOf(row), num_hidden_layers: row.count('layers') }] as const
  }),
)

/** A catalogue id, or the shapes where the catalogue has no such model. */
export const modelOfWhole = ({ model }: WholeRun) => shapes.get(model) ?? model

/** Published hours that are no check, and why. */
const notChecks = readTable({ name: 'runs/no-checks.csv', text: noChecksText, key: ['name'] }, (row) => ({
  name: row.text('name'),
  because: row.text('because'),
}))

/**
 * The published hours of whole runs beside the range of the gross hours, each asked as a planner asks. Every source that
 * tells of a run is hidden from the fleets, the booked hours and the published utilisations that its estimate learns
 * from; the constants of the step are the product's, fitted on tables that hold rows of some of these models.
 */
export function totalsLedger(): Pick<Ledger, 'runs' | 'wholeRuns'> {
  const runs = wholeRuns.map(rowOf)
  return {
    runs,
    wholeRuns: {
      count: runs.length,
      inside: runs.filter(({ inside }) => inside).length / runs.length,
      medianRatio: median(runs.map(({ p50, publishedGpuHours }) => p50 / publishedGpuHours)),
      notChecks: [...notChecks],
    },
  }
}

function rowOf(run: WholeRun): WholeRunRow {
  const { p10, p50, p90 } = hoursOf(asAPlannerAsks(run)).gpuHours
  return {
    id: run.id,
    name: run.name,
    accelerator: run.acceleratorId,
    gpus: run.accelerators,
    gpusAssumed: run.acceleratorsAssumed,
    tokens: run.tokens,
    publishedGpuHours: run.gpuHours,
    basis: run.basis,
    p10,
    p50,
    p90,
    inside: run.gpuHours >= p10 && run.gpuHours <= p90,
    source: cited(run.citation),
    url: urlOf(run.citation[0]),
  }
}

/** Hours of a scenario; where no layout fits, by the nearest published utilisation. */
export function hoursOf(scenario: Scenario): Bands {
  const peak = peakOf(scenario.accelerator, scenario.precision)
  if (peak === null) throw new Error(`${scenario.accelerator.id} has no peak in ${scenario.precision}`)
  const chosen = chooseRunLayout(scenario)
  const predicted = chosen.feasible ? predictStep(scenario, chosen.value.layout) : null
  return bandsOf(drawAll(believe(scenario, peak, predicted).question, scenario))
}

const perNode = 8

/**
 * A run as somebody asks who plans it: model, tokens, machine and accelerators, nothing of its layout and software. The
 * machine is its own, or one of nodes of eight that is as large. Every source that tells of the run is hidden.
 */
export function asAPlannerAsks(run: WholeRun): Scenario {
  const system = run.systemId ?? {
    name: `the machine of ${run.name}`,
    acceleratorId: run.acceleratorId,
    nodes: Math.ceil(run.accelerators / perNode),
    acceleratorsPerNode: perNode,
    country: 'USA',
  }
  const { tokens, seqLen, precision, accelerators: gpus } = run
  const model = modelOfWhole(run)
  const read = readEstimate({ model, tokens, seqLen, precision, gpus, system })
  if (!read.ok) throw new Error(`${run.id}: ${read.problems.map(({ message }) => message).join('; ')}`)
  return { ...read.value, published: publishedWithout(run.sources) }
}
