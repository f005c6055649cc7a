import type { Obstacle } from '../../../base/outcome.ts'
import { SECONDS_PER_DAY } from '../../../base/units.ts'
import type { FailureModel } from '../../../queue/extras/failures.ts'
import type { Workload } from '../../../queue/engine/job.ts'
import type { ReplayOptions } from '../input.ts'

/** Nodes enough for a job at fewer instants than this are as good as never. */
const asGoodAsNever = 1e-4

/**
 * A job so large that nodes enough for it are practically never up at once: the replay would not end. Nodes that are
 * away at an instant are Poisson distributed with mean rate × nodes × repair (an M/G/∞ queue), whatever else happens.
 */
export function failureObstacles(workload: Workload, options: ReplayOptions): readonly Obstacle[] {
  const { run, against } = options.ask
  const [here, there] = [options.beyond.failures, against?.scenario.beyond.failures ?? null]
  if (here === null && there === null) return []
  const { nodes, jobs } = workload
  let largest = run?.planned.nodes ?? 0
  for (let job = 0; job < jobs.count; job += 1) {
    const asked = jobs.nodes[job] ?? 0
    if (asked <= nodes && asked > largest) largest = asked
  }
  return [
    ...(here === null ? [] : obstacle({ nodes, largest }, here, 'failures')),
    ...(there === null ? [] : obstacle({ nodes, largest }, there, 'against.failures')),
  ]
}

function obstacle(
  { nodes, largest }: { readonly nodes: number; readonly largest: number },
  { ratePer1000NodeDays, repairS }: FailureModel,
  field: string,
): readonly Obstacle[] {
  const awayNodes = (ratePer1000NodeDays / 1000 / SECONDS_PER_DAY) * nodes * repairS
  const spare = nodes - largest
  if (atMost(spare, awayNodes) >= asGoodAsNever) return []
  const enoughS = longestRepairS(spare, awayNodes, repairS)
  return [
    {
      kind: 'queue',
      reason: `a job asks for ${String(largest)} of ${String(nodes)} nodes, of which failures keep ${awayNodes.toPrecision(3)} away on average: so many are up at less than one instant in 10,000`,
      nearest: {
        field: `${field}.repair`,
        value: enoughS,
        sentence: `Repair nodes within ${String(enoughS)} s`,
      },
    },
  ]
}

/** After which nodes enough are up often enough, in whole seconds. */
function longestRepairS(spare: number, awayNodes: number, repairS: number): number {
  let [low, high] = [0, repairS]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (atMost(spare, (awayNodes * middle) / repairS) >= asGoodAsNever) low = middle
    else high = middle
  }
  return low
}

/** Probability of no more than `count` where `mean` are expected; Poisson. */
function atMost(count: number, mean: number): number {
  if (mean <= 0) return 1
  // In logarithms, from the largest term down: e^-mean alone is 0 for many nodes.
  let logTerm = -mean
  let logSum = logTerm
  for (let k = 1; k <= count; k += 1) {
    logTerm += Math.log(mean / k)
    logSum = Math.max(logSum, logTerm) + Math.log1p(Math.exp(-Math.abs(logSum - logTerm)))
  }
  return Math.exp(logSum)
}
