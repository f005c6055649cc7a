import * as z from 'zod/mini'
import { quoted } from '../../base/shown.ts'
import { accept, refuse, spend, type Read } from '../../base/outcome.ts'
import type { Imported } from '../../queue/import/read.ts'
import type { JobTable, Window } from '../../queue/engine/job.ts'
import { synthesize, type SyntheticOptions } from '../../queue/synthetic/generate.ts'
import { synthesizeMonth } from '../../queue/synthetic/month-of-alps.ts'
import { inner, or, orNull } from '../asking/field.ts'
import { word } from '../asking/readers.ts'
import { amountIn, countIn } from './read-fields.ts'

/** An invented workload in place of a log. */
export type SyntheticWish =
  | { readonly kind: 'month-of-alps'; readonly seed: number }
  | (Omit<SyntheticOptions, 'nodes'> & { readonly kind: (typeof models)[number] })

const models = ['all', 'batch', 'interactive', 'both'] as const
const mostJobs = 2_000_000
const usualJobs = 10_000

export const syntheticField = z.pipe(
  z.strictObject({
    kind: inner(word, readKind),
    seed: or(countIn(0, 2 ** 53), 1),
    jobs: or(countIn(1, mostJobs), usualJobs),
    load: orNull(amountIn(0.01, 10)),
    limits: inner(z.optional(word), readLimits),
  }),
  z.transform(({ kind, seed, ...rest }): SyntheticWish =>
    kind === 'month-of-alps' ? { kind, seed } : { kind, seed, ...rest },
  ),
)

function readKind(kind: string, at: string): Read<SyntheticWish['kind']> {
  const known = (['month-of-alps', ...models] as const).find((name) => name === kind)
  if (known !== undefined) return accept(known)
  return refuse(at, `${quoted(kind)} is unknown; give month-of-alps, ${models.join(', ')}`)
}

function readLimits(limits = 'usual', at: string): Read<'usual' | 'exact'> {
  if (limits === 'usual' || limits === 'exact') return accept(limits)
  return refuse(at, `${quoted(limits)} is unknown; give usual or exact`)
}

/** The invented workload as if it had been read from a file. */
export function invented(wish: SyntheticWish, nodes: number | null): Read<Imported> {
  if (wish.kind === 'month-of-alps') {
    const month = synthesizeMonth(wish.seed)
    return accept(asRead(month.jobs, { windows: month.windows, nodes: month.nodes }))
  }
  if (nodes === null) return refuse('nodes', 'is missing; sizes and run times follow the machine')
  // Ten microseconds each.
  spend(10 * wish.jobs)
  return accept(asRead(synthesize({ ...wish, nodes }), { windows: [], nodes }))
}

type Machine = { readonly windows: readonly Window[]; readonly nodes: number }

export function asRead(jobs: JobTable, { windows, nodes }: Machine): Imported {
  const report = {
    format: 'synthetic' as const,
    unit: 'job' as const,
    lines: jobs.count,
    jobs: jobs.count,
    dropped: [],
    repaired: [],
    noticed: [],
  }
  return { jobs, windows, nodes, kinds: null, unixStartS: null, zone: null, recorded: null, report }
}
