import type { Workload } from '../job.ts'
import type { PolicyName } from '../policies.ts'
import { hasNoStart, simulate, type Beyond, type Schedule } from '../simulate.ts'
import { waitsByProject, waitsBySize, type Waits } from '../size-class.ts'
import { beyondWith, linksOf, withRun, type PlannedRun } from './planned-run.ts'
import { quantiles, type Quantiles } from './quantiles.ts'
import { shaken } from './shake.ts'

export type PlanOptions = {
  readonly policy: PolicyName
  readonly beyond: Beyond
  readonly seeds: readonly number[]
  /** Submissions of the others are moved by up to so much either way in each seed. */
  readonly shakeS: number
  readonly onProgress: ((seeds: number) => void) | null
}

/** Mean wait of the others with the run, less that without it. */
export type Delay = { readonly jobs: number; readonly meanDelayS: Quantiles }

export type RunPlan = {
  readonly links: number
  readonly nodeSeconds: number
  readonly firstStartS: Quantiles
  readonly lastEndS: Quantiles
  /** Waiting of all links together, the first included. */
  readonly waitS: Quantiles
  readonly delayBySize: readonly (Delay & { readonly fromNodes: number; readonly toNodes: number })[]
  readonly delayByProject: readonly (Delay & { readonly project: string })[]
}

/** The others, without and with the run among them, under one seed. */
type Pair = { readonly others: Workload; readonly without: Schedule; readonly together: Schedule }

/**
 * When a run would start and end in this queue, and what it does to everybody else, over shaken workloads. The same
 * workload is replayed without and with the run, so that what differs is the run's doing. Null where in some of them a
 * budget never lets it end.
 */
export function planRun(workload: Workload, run: PlannedRun, options: PlanOptions): RunPlan | null {
  const { policy, beyond, seeds, shakeS, onProgress } = options
  const { count } = workload.jobs
  const links = linksOf(run)
  const ranS = links.reduce((sum, s) => sum + s, 0)
  const pairs = seeds.map((seed, i): Pair => {
    const others = shaken(workload, shakeS, seed)
    const without = simulate(others, { policy, onProgress: null }, beyond)
    const together = simulate(
      withRun(others, run),
      { policy, onProgress: null },
      beyondWith(beyond, count, run),
    )
    onProgress?.(i + 1)
    return { others, without, together }
  })
  const last = count + links.length - 1
  if (pairs.some(({ together }) => hasNoStart(together.status[last]))) return null
  const firstStartS = pairs.map(({ together }) => together.startS[count] ?? 0)
  const lastEndS = pairs.map(({ together }) => together.endS[last] ?? 0)
  return {
    links: links.length,
    nodeSeconds: run.nodes * ranS,
    firstStartS: quantiles(firstStartS),
    lastEndS: quantiles(lastEndS),
    waitS: quantiles(lastEndS.map((endS) => endS - run.submitS - ranS)),
    delayBySize: delays(pairs, waitsBySize, ({ fromNodes, toNodes }) => ({ fromNodes, toNodes })),
    delayByProject: delays(pairs, waitsByProject, ({ project }) => ({ project })),
  }
}

/** Mean delay of each kind of job over the seeds; a kind is told by its key. */
function delays<Kind extends Waits, Key>(
  pairs: readonly Pair[],
  kindsOf: (workload: Workload, schedule: Schedule) => readonly Kind[],
  keyOf: (kind: Kind) => Key,
): readonly (Delay & Key)[] {
  const found = new Map<string, { readonly key: Key; readonly jobs: number; readonly delays: number[] }>()
  for (const { others, without, together } of pairs) {
    const after = new Map(kindsOf(others, together).map((kind) => [JSON.stringify(keyOf(kind)), kind]))
    for (const before of kindsOf(others, without)) {
      const key = keyOf(before)
      const name = JSON.stringify(key)
      const known = found.get(name) ?? { key, jobs: before.jobs, delays: [] }
      known.delays.push((after.get(name)?.meanWaitS ?? before.meanWaitS) - before.meanWaitS)
      found.set(name, known)
    }
  }
  return [...found.values()].map(({ key, jobs, delays: list }) => ({
    ...key,
    jobs,
    meanDelayS: quantiles(list),
  }))
}
