import { quoted } from '../../../base/shown.ts'
import type { Imported } from '../../../queue/import/read.ts'
import type { ReplayOptions } from '../input.ts'

const vainLimit = 'limits of GPUs, and no job tells its GPUs: they hold nobody (gpusPerNode)'

/**
 * What the options name and no job has, so that it says nothing, and windows of more nodes than there are; one sentence
 * each. A system file names more than a log uses.
 */
export function unknownNames({ jobs, nodes, kinds }: Imported, options: ReplayOptions): readonly string[] {
  const { beyond, ask, system, windows, gpusPerNode } = options
  const { limits, tiers, usageFactors, preemption, multifactor } = beyond
  const run = ask.run?.planned
  const of = (field: 'queue' | 'qos' | 'account' | 'user') => (limits ?? []).map((limit) => limit[field])
  const keys = (table: object | undefined | null) => Object.keys(table ?? {})
  const queues = [...(jobs.queues?.names ?? []), ...(kinds ?? []).flatMap(({ partitions }) => partitions)]
  const levels = [...queues, ...(jobs.qos?.names ?? []), run?.qos, run?.queue]
  const over = Object.entries(preemption?.over ?? {}).flat(2)
  const named: readonly (readonly [what: string, names: readonly unknown[], known: readonly unknown[]])[] = [
    ['queue', [...of('queue'), ...keys(tiers)], [...queues, run?.queue]],
    ['queue', [run?.queue], [...queues, ...of('queue'), ...keys(tiers)]],
    ['qos', [...of('qos'), ...keys(usageFactors), ...keys(multifactor?.qos), ...over], levels],
    ['account', [...of('account'), ...keys(multifactor?.shares)], [...jobs.projects, run?.project]],
    ['user', of('user'), [...(jobs.users?.names ?? []), run?.user]],
  ]
  const unknown = named.flatMap(([what, names, known]) =>
    names
      .filter((name) => typeof name === 'string' && !known.includes(name))
      .map((name) => `the options name what no job has: ${what} ${quoted(String(name))}`),
  )
  const most = options.nodes ?? nodes ?? Infinity
  const wide = (windows ?? [])
    .filter((window) => (window.nodes ?? 0) > most)
    .map(({ nodes: count }) => `a window of ${String(count)} nodes on ${String(most)}: all are away`)
  const limitsGpus = (limits ?? []).some(
    ({ mostRunningGpus = Infinity, mostGpuS = Infinity }) => Math.min(mostRunningGpus, mostGpuS) < Infinity,
  )
  const tellsGpus =
    kinds !== null || gpusPerNode !== null || (jobs.perNode?.gpus ?? []).some((gpus) => gpus > 0)
  const vain = limitsGpus && !tellsGpus && system === null ? [vainLimit] : []
  return [...(system === null ? new Set(unknown) : []), ...wide, ...vain]
}
