import type { Obstacle } from '../../../base/outcome.ts'
import { SECONDS_PER_HOUR } from '../../../base/units.ts'
import type { Workload } from '../../../queue/engine/job.ts'
import { gpusHeld, isLimited, type QueueLimit } from '../../../queue/extras/queue-limits.ts'
import { chainLinksOf, withRun, type PlannedRun } from '../../../queue/outlook/planned-run.ts'
import type { BudgetWish } from '../budgets.ts'
import type { ReplayOptions } from '../input.ts'

/** Why a run can never start on this machine. */
export function runObstacles(workload: Workload, options: ReplayOptions): readonly Obstacle[] {
  const planned = options.ask.run?.planned
  if (planned === undefined) return []
  const all = withRun(workload, planned)
  const link = workload.jobs.count
  const limits = (options.beyond.limits ?? []).filter((limit) => isLimited(all.jobs, limit)(link))
  const gpusPerNode = gpusHeld(all)(link) / planned.nodes
  const allowed = [
    { most: workload.nodes, what: `the machine has ${String(workload.nodes)}` },
    ...limits.flatMap((limit) => {
      const { mostRunning, mostRunningNodes = Infinity, mostRunningGpus = Infinity } = limit
      const who = scopeOf(limit)
      const gpuNodes = gpusPerNode > 0 ? Math.floor(mostRunningGpus / gpusPerNode) : Infinity
      return [
        { most: limit.mostNodes, what: `${who} allows ${String(limit.mostNodes)}` },
        { most: mostRunningNodes, what: `${who} runs at most ${String(mostRunningNodes)} at a time` },
        { most: gpuNodes, what: `${who} runs at most ${String(mostRunningGpus)} GPUs at a time` },
        { most: mostRunning < 1 ? 0 : Infinity, what: `${who} runs no job` },
      ]
    }),
  ]
  const most = Math.min(...allowed.map((one) => one.most))
  const tooLarge = allowed
    .filter((one) => planned.nodes > one.most)
    .map(({ what }) => ({
      kind: 'queue' as const,
      reason: `the run asks for ${String(planned.nodes)} nodes; ${what}`,
      nearest:
        most < 1 ? null : { field: 'run.nodes', value: most, sentence: `Ask for ${String(most)} nodes` },
    }))
  const tooLong = limits
    .filter(({ longestS }) => planned.limitS > longestS)
    .map((limit) => ({
      kind: 'queue' as const,
      reason: `a link asks for ${String(planned.limitS)} s; ${scopeOf(limit)} allows ${String(limit.longestS)} s`,
      nearest: {
        field: 'run.limit',
        value: limit.longestS,
        sentence: `Ask for ${String(limit.longestS)} s a link`,
      },
    }))
  return [...tooLarge, ...tooLong, ...budgetObstacles(options.beyond.budgets, planned)]
}

function scopeOf({ queue, qos, account, user, each }: QueueLimit): string {
  const names = [
    queue ? `the queue ${queue}` : '',
    qos ? `the QOS ${qos}` : '',
    account ? `the account ${account}` : '',
    user ? `the user ${user}` : '',
  ].filter((name) => name !== '')
  const whole = names.length === 0 ? 'the limit of all' : names.join(' of ')
  return each ? `${whole} for each ${each}` : whole
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

/** A run that starts under its budget, and never ends; without a budget it is kept out by what its limits count. */
export function unendedRun(planned: PlannedRun, wish: BudgetWish | null): Obstacle {
  if (wish?.isEnforced !== true)
    return {
      kind: 'queue',
      reason: 'a limit of what may be used or submitted keeps a link of the run out for ever',
      nearest: null,
    }
  const ranS = chainLinksOf(planned).reduce((sum, s) => sum + s, 0)
  const gpuH = (planned.nodes * wish.plan.gpusPerNode * ranS) / SECONDS_PER_HOUR
  return {
    kind: 'queue',
    reason: `the budget of ${planned.project ?? 'its project'} does not last to the end of the run, which takes ${gpuH.toFixed(0)} GPU-hours, beside the project's other jobs`,
    nearest: null,
  }
}
