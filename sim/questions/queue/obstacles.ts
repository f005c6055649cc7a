import type { Obstacle } from '../../base/outcome.ts'
import { SECONDS_PER_HOUR } from '../../base/units.ts'
import type { Workload } from '../../queue/engine/job.ts'
import { chainLinksOf, type PlannedRun } from '../../queue/outlook/planned-run.ts'
import type { BudgetWish } from './read-budgets.ts'
import type { ReplayOptions } from './read-replay.ts'

/** Why a run can never start on this machine. */
export function runObstacles(workload: Workload, options: ReplayOptions): readonly Obstacle[] {
  const planned = options.ask.run?.planned
  if (planned === undefined) return []
  const obstacles: Obstacle[] = []
  const limits = (options.beyond.limits ?? []).filter(
    ({ queue, qos = null, user = null, account = null }) =>
      (queue ?? planned.queue) === planned.queue &&
      (account ?? planned.project) === planned.project &&
      qos === null &&
      user === null,
  )
  const most = Math.min(workload.nodes, ...limits.map(({ mostNodes }) => mostNodes))
  const tooLarge = (what: string) => {
    obstacles.push({
      kind: 'queue',
      reason: `the run asks for ${String(planned.nodes)} nodes; ${what}`,
      nearest: { field: 'run.nodes', value: most, sentence: `Ask for ${String(most)} nodes` },
    })
  }
  if (planned.nodes > workload.nodes) tooLarge(`the machine has ${String(workload.nodes)}`)
  for (const { queue, account = null, mostNodes, longestS } of limits) {
    const who = queue === null ? `the limit of ${account ?? 'all'}` : `the queue ${queue}`
    if (planned.nodes > mostNodes) tooLarge(`${who} allows ${String(mostNodes)}`)
    if (planned.limitS > longestS)
      obstacles.push({
        kind: 'queue',
        reason: `a link asks for ${String(planned.limitS)} s; ${who} allows ${String(longestS)} s`,
        nearest: { field: 'run.limit', value: longestS, sentence: `Ask for ${String(longestS)} s a link` },
      })
  }
  return [...obstacles, ...budgetObstacles(options.beyond.budgets, planned)]
}

/** A link whose authorisation no period of its project's budget could ever hold. */
function budgetObstacles(wish: BudgetWish | null, planned: PlannedRun): readonly Obstacle[] {
  const budget = wish?.plan.budgets.find(({ project }) => project === planned.project)
  if (wish?.isEnforced !== true || budget === undefined) return []
  const { rules, periods } = budget
  const allowance = (gpuH: number) =>
    planned.queue !== null && planned.queue === rules.lowQueue ? rules.allowanceGpuH(gpuH, rules.months) : 0
  const mostGpuH = Math.max(0, ...periods.map(({ budgetGpuH }) => budgetGpuH + allowance(budgetGpuH)))
  const gpus = planned.nodes * wish.plan.gpusPerNode
  const [longestS = 0] = chainLinksOf(planned)
  const neededGpuH = (gpus * longestS) / SECONDS_PER_HOUR
  if (neededGpuH <= mostGpuH) return []
  const value = Math.floor((mostGpuH * SECONDS_PER_HOUR) / gpus)
  return [
    {
      kind: 'queue',
      reason: `a link asks for ${neededGpuH.toFixed(0)} GPU-hours; the budget of ${budget.project} never has more than ${mostGpuH.toFixed(0)}`,
      nearest:
        value > planned.startupS
          ? { field: 'run.limit', value, sentence: `Ask for ${String(value)} s a link` }
          : null,
    },
  ]
}

/** A run that starts under its budget, and never ends. */
export function unendedRun(planned: PlannedRun, wish: BudgetWish | null): Obstacle {
  const ranS = chainLinksOf(planned).reduce((sum, s) => sum + s, 0)
  const gpuH = (planned.nodes * (wish?.plan.gpusPerNode ?? 1) * ranS) / SECONDS_PER_HOUR
  return {
    kind: 'queue',
    reason: `the budget of ${planned.project ?? 'its project'} does not last to the end of the run, which takes ${gpuH.toFixed(0)} GPU-hours, beside the project's other jobs`,
    nearest: null,
  }
}
