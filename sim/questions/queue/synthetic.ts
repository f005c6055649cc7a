import { quoted } from '../../base/shown.ts'
import { accept, readAll, refuse, spend, type Read } from '../../base/outcome.ts'
import { readBounded, readWhole } from '../../base/quantity.ts'
import type { Imported } from '../../queue/import/read.ts'
import type { JobTable, Window } from '../../queue/engine/job.ts'
import { synthesize, type SyntheticOptions } from '../../queue/synthetic/generate.ts'
import { synthesizeMonth } from '../../queue/synthetic/month-of-alps.ts'
import { given } from './read-fields.ts'
import type { ReplayInput } from './schema.ts'

/** An invented workload in place of a log. */
export type SyntheticWish =
  | { readonly kind: 'month-of-alps'; readonly seed: number }
  | (Omit<SyntheticOptions, 'nodes'> & { readonly kind: (typeof models)[number] })

const models = ['all', 'batch', 'interactive', 'both'] as const
const mostJobs = 2_000_000
const usualJobs = 10_000

export function readSynthetic(fields: NonNullable<ReplayInput['synthetic']>): Read<SyntheticWish> {
  const seed = readWhole('synthetic.seed', fields.seed ?? 1, [0, 2 ** 53])
  if (fields.kind === 'month-of-alps')
    return seed.ok ? accept({ kind: 'month-of-alps', seed: seed.value }) : seed
  return readAll<SyntheticWish>({
    kind: readModel(fields.kind),
    seed,
    jobs: readWhole('synthetic.jobs', fields.jobs ?? usualJobs, [1, mostJobs]),
    load: given(fields.load, (load) => readBounded('synthetic.load', load, [0.01, 10])),
    limits: readLimits(fields.limits ?? 'usual'),
  })
}

function readModel(kind: string): Read<(typeof models)[number]> {
  const known = models.find((name) => name === kind)
  if (known !== undefined) return accept(known)
  return refuse('synthetic.kind', `${quoted(kind)} is unknown; give month-of-alps, ${models.join(', ')}`)
}

function readLimits(limits: string): Read<'usual' | 'exact'> {
  if (limits === 'usual' || limits === 'exact') return accept(limits)
  return refuse('synthetic.limits', `${quoted(limits)} is unknown; give usual or exact`)
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
