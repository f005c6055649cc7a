import * as z from 'zod/mini'
import { accept, refuse, type Read } from '../../../base/outcome.ts'
import type { NodeKind } from '../../../queue/engine/job.ts'
import { readKinds } from '../../../queue/import/cluster.ts'
import { problemsOf } from '../../asking/problems.ts'
import type { ReplayInput } from '../schema.ts'

/** What a replay takes of a system file: the nodes, and what its partitions allow. */
export type SystemAsked = {
  readonly kinds: readonly NodeKind[]
  readonly limits: NonNullable<ReplayInput['limits']>
}

const atMost = z.optional(z.nullable(z.number().check(z.positive())))

const slurmFields = z.object({
  nodes: z.array(z.unknown()),
  partitions: z.optional(z.array(z.object({ name: z.string(), longestS: atMost, mostNodes: atMost }))),
})

/** Reads the part of a system file that `petaplan system from-slurm` writes for the queue. */
export function readSystemAsked(system: Readonly<Record<string, unknown>>): Read<SystemAsked> {
  const { slurm } = system
  if (slurm === undefined)
    return refuse(
      'system.slurm',
      'is missing: the queue needs the nodes that petaplan system from-slurm writes',
    )
  const shape = slurmFields.safeParse(slurm)
  if (!shape.success) {
    const problems = problemsOf(shape.error.issues, { raw: slurm, words: {} })
    return { ok: false, problems: problems.map((one) => ({ ...one, field: `system.slurm.${one.field}` })) }
  }
  const read = readKinds(shape.data.nodes)
  if (!read.ok)
    return {
      ok: false,
      problems: read.problems.map(({ field, message }) => ({
        field: field.replace('cluster.', 'system.slurm.'),
        message,
      })),
    }
  const limits = (shape.data.partitions ?? []).flatMap(({ name, longestS, mostNodes }) => {
    const longest = longestS ?? null
    const most = mostNodes ?? null
    if (longest === null && most === null) return []
    return [
      {
        queue: name,
        ...(longest === null ? {} : { longest }),
        ...(most === null ? {} : { mostNodes: most }),
      },
    ]
  })
  return accept({ kinds: read.value.kinds, limits })
}
