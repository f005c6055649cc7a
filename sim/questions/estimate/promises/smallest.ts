import { quantile } from '../../../base/math.ts'
import type { Outcome } from '../../../base/outcome.ts'
import { HOURS_PER_DAY } from '../../../base/units.ts'
import { estimateRun } from '../../../run/estimate.ts'
import { bandsOf, drawAll } from '../assumptions/sampling.ts'
import type { Scenario } from '../input.ts'
import { hasLayout } from '../layout/choose-layout.ts'
import type { Planned } from '../work.ts'

/** The numbers of accelerators that a machine may give a run: whole nodes, and the plan of the run on so many. */
type Machine = Readonly<ReturnType<typeof nodesOf>>

/** The machine of a scenario; each number is planned once, however often it is asked for. */
export function nodesOf(scenario: Scenario, planOf: (scenario: Scenario) => Outcome<Planned>) {
  const { acceleratorsPerNode, accelerators } = scenario.system
  const node = Math.min(acceleratorsPerNode, accelerators)
  const plans = new Map<number, Planned | null>()
  const at = (gpus: number): Planned | null => {
    const known = plans.get(gpus)
    if (known !== undefined) return known
    const run = { ...scenario, gpus, layout: 'auto' } as const
    // Of a number without a layout nobody asks which is the nearest with one.
    const planned = hasLayout(run) ? planOf(run) : null
    const found = planned?.feasible === true ? planned.value : null
    plans.set(gpus, found)
    return found
  }
  return {
    /** Null where the run cannot be. */
    at,
    node,
    most: Math.floor(accelerators / node),
  }
}

export type Deadline = { readonly timeDays: number; readonly confidence: number }

export type Smallest = {
  readonly planned: Planned
  readonly gpus: number
  readonly nodes: number
  readonly reachesDays: number
  readonly probability: number
}

/**
 * The fewest whole nodes that are in time by the calendar in so large a share of the futures: node by node upwards,
 * since a layout has to divide them and the utilisation may step. More than 128 nodes are looked at in steps of less than
 * two in a hundred, and node by node for four steps below the first that is in time: fewer still may do, where a layout
 * divides them better. Those that come close by the quick count are drawn as the estimate draws them. Null where none
 * is in time.
 */
export function smallestInTime(machine: Machine, deadline: Deadline): Smallest | null {
  const { most } = machine
  const inTime = timing(machine, deadline)
  const from = fewestNodes(machine, deadline)
  for (let nodes = from; nodes <= most; nodes = nextOf(nodes, most)) {
    const found = inTime(nodes)
    if (found === null) continue
    for (let fewer = Math.max(from, nodes - 4 * stepAt(nodes) + 1); fewer < nodes; fewer += 1) {
      const smaller = inTime(fewer)
      if (smaller !== null) return smaller
    }
    return found
  }
  return null
}

/** The last number of nodes of which each is looked at. */
const eachUpTo = 128

/** A power of two, so that what is looked at is what layouts divide. */
function stepAt(nodes: number): number {
  return Math.max(1, 2 ** Math.floor(Math.log2((2 * nodes) / eachUpTo)))
}

/** The next multiple of the step, and the whole machine as the last. */
function nextOf(nodes: number, most: number): number {
  const step = stepAt(nodes)
  const next = (Math.floor(nodes / step) + 1) * step
  return nodes < most ? Math.min(next, most) : next
}

/** Whether a number of nodes is in time, asked of one after the other. */
function timing(
  { at, node }: Machine,
  { timeDays, confidence }: Deadline,
): (nodes: number) => Smallest | null {
  // How much longer than the plan the last drawn number takes; its neighbours are alike, and few of them are drawn.
  let ratio = leastQuantile
  let drawnNodes = Infinity
  return (nodes) => {
    const planned = at(nodes * node)
    if (planned === null) return null
    const isAlike = planned.scenario.mfu !== null && drawnNodes < Infinity
    const alike = isAlike ? 1 - noise - apartWith * Math.abs(nodes / drawnNodes - 1) : neighbourly
    if (plannedDays(planned) * ratio * alike > timeDays) return null
    const ascending = drawnDays(planned)
    const reachesDays = quantile(ascending, confidence)
    ratio = reachesDays / plannedDays(planned)
    drawnNodes = nodes
    if (reachesDays > timeDays) return null
    return { planned, gpus: nodes * node, nodes, reachesDays, probability: shareUpTo(ascending, timeDays) }
  }
}

/** No share of the futures that may be asked for ends in less than this of the plan; what is below is not drawn. */
const leastQuantile = 0.5 / 0.95
/** Neighbouring numbers of nodes differ in that by less, a judgement. */
const neighbourly = 0.95
/** With a given utilisation nothing steps: so many nodes more in a hundred make at most half as much of a difference. */
const apartWith = 0.5
/** Of a high quantile of neighbouring numbers, by the same futures. */
const noise = 0.02

function plannedDays({ inputs }: Planned): number {
  return estimateRun(inputs).calendarDays
}

export function drawnDays({ question, scenario }: Planned, samples: number = scenario.samples): Float64Array {
  return bandsOf(drawAll(question, { seed: scenario.seed, samples })).calendarDays.ascending
}

/** Share of an ascending list that is at most so large. */
export function shareUpTo(ascending: Float64Array, most: number): number {
  const above = ascending.findIndex((one) => one > most)
  return (above === -1 ? ascending.length : above) / ascending.length
}

/** Accelerators are used better in no number of nodes than in the best doubling of one, within this: a judgement. */
const betterBetweenDoublings = 1.1
const anchorSamples = 1000

type Anchor = { readonly nodes: number; readonly days: number; readonly leastNodes: number }

/** Below this not even the best use of the accelerators is in time; beyond the machine where no number can be. */
function fewestNodes({ at, node, most }: Machine, { timeDays, confidence }: Deadline): number {
  const doublings = Array.from({ length: Math.floor(Math.log2(most)) + 1 }, (_, power) => 2 ** power)
  const anchors = [...new Set([...doublings, most])].flatMap((nodes): readonly Anchor[] => {
    const planned = at(nodes * node)
    if (planned === null) return []
    const days = quantile(drawnDays(planned, anchorSamples), confidence)
    const { netGpuHours } = estimateRun(planned.inputs)
    const leastNodes = netGpuHours / betterBetweenDoublings / (timeDays * HOURS_PER_DAY) / node
    return [{ nodes, days, leastNodes }]
  })
  const floor = Math.max(1, Math.floor(Math.min(...anchors.map(({ leastNodes }) => leastNodes))))
  const inTime = ({ days }: Anchor) => days / betterBetweenDoublings <= timeDays
  const place = anchors.findIndex(inTime)
  const [above, below] = [anchors[place], anchors[place - 1]]
  if (above === undefined) return most + 1
  if (below === undefined) return Math.min(most, floor)
  // Between two doublings the accelerator-days of the lower one are needed, within the same judgement.
  const needed = Math.floor((below.nodes * below.days) / betterBetweenDoublings / timeDays)
  return Math.min(above.nodes, Math.max(floor, below.nodes, needed))
}
