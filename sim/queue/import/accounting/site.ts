import { awayPartition } from '../../engine/job.ts'
import { hostNames } from '../slurm/conf-lines.ts'
import type { Notes } from '../report.ts'
import type { JobPhase } from './phase.ts'

/** What is known of the machine beside the file. */
export type KnownMachine = {
  /** The longest limit of each queue. */
  readonly longestS: Readonly<Record<string, number>>
  /** Nodes that are not of the machine, as no job starts there any more. */
  readonly away: ReadonlySet<string>
}

/** Where a job is told of, and what is known beside. */
export type SiteLine = { readonly site: KnownMachine; readonly notes: Notes; readonly line: number }

/**
 * Where a job is, and how many nodes it holds there: one that still runs on nodes which are not of the machine has them
 * for itself; one that runs on some that are holds those alone.
 */
export function heldBy(
  {
    nodeList,
    queue,
    nodes,
  }: { readonly nodeList: string | null; readonly queue: string; readonly nodes: number },
  phase: JobPhase,
  { site: { away }, notes, line }: SiteLine,
): { readonly partition: string; readonly held: number } {
  const asked = Math.ceil(nodes)
  if (away.size === 0 || phase !== 'running') return { partition: queue, held: asked }
  const names = hostNames(nodeList ?? '') ?? []
  const outside = names.filter((name) => away.has(name)).length
  if (outside > 0) notes.noticed.add('runs on nodes that take no other job any more', line)
  if (outside > 0 && outside === names.length) return { partition: awayPartition, held: asked }
  return { partition: queue, held: Math.max(1, asked - outside) }
}
