import { addTo } from '../../../base/math.ts'
import { own } from '../../../base/nearest.ts'
import { spend } from '../../../base/outcome.ts'
import { idOf, type Dependency, type JobTable } from '../../engine/job.ts'
import { arrivalOrder } from '../../engine/sorted.ts'
import type { Notes } from '../report.ts'
import type { Rows } from '../rows.ts'

/** Of a job that another may wait for. */
const pairUs = 0.3

type Around = { readonly jobs: JobTable; readonly order: Uint32Array | null; readonly notes: Notes }

/**
 * The jobs that others wait for: 'afterok:123(unfulfilled),afterany:7_*:9'. A job that is not in the file has ended
 * before it was written, as the job asks for, or it would not wait.
 *
 * Source: sbatch(1), --dependency, and src/slurmctld/job_scheduler.c of Slurm 24.05.
 */
export function dependenciesOf(
  { dependencies: texts, namesakes }: Pick<Rows, 'dependencies' | 'namesakes'>,
  { jobs, order, notes }: Around,
): readonly Dependency[] | null {
  if (!texts.isNamed) return null
  const of = texts.of.takeIndices(order, jobs.count)
  const byId = positionsById(jobs)
  const likeOf = namesakes.of.takeIndices(order, jobs.count)
  const isSingleton = (job: number) => texts.names[of[job] ?? -1]?.includes('singleton') === true
  const earlier = namesakesBefore(jobs, likeOf, isSingleton)
  const found: Dependency[] = []
  of.forEach((label, job) => {
    const text = texts.names[label] ?? ''
    if (isSingleton(job)) {
      if ((namesakes.names[likeOf[job] ?? -1] ?? '') === '')
        notes.noticed.add('waits for jobs of its own name (singleton), which is not told: not kept', job + 1)
      else for (const on of earlier.get(job) ?? []) found.push({ job, on, kind: 'any' })
    }
    if (text.includes('?'))
      notes.noticed.add('waits for any one of several jobs: taken to wait for all', job + 1)
    if (/\bafter:/.test(text))
      notes.noticed.add('waits for the start of another job (after): taken to wait for its end', job + 1)
    for (const { id, kind } of idsIn(text)) {
      const list = byId.get(id) ?? []
      spend(pairUs * list.length)
      for (const on of list) if (on !== job) found.push({ job, on, kind })
    }
  })
  return found.length === 0 ? null : found
}

/**
 * Of each singleton the jobs of its user and name that came before it, from the singleton before it on: that one has
 * waited for all others.
 */
function namesakesBefore(
  { submitS }: JobTable,
  likeOf: Int32Array,
  isSingleton: (job: number) => boolean,
): ReadonlyMap<number, readonly number[]> {
  const [found, since] = [new Map<number, readonly number[]>(), new Map<number, number[]>()]
  for (const job of arrivalOrder(submitS)) {
    const like = likeOf[job] ?? -1
    if (isSingleton(job)) {
      found.set(job, since.get(like) ?? [])
      since.delete(like)
    }
    addTo(since, like, job)
  }
  return found
}

/** The positions of '123', of '123_4', and of '123_*', which is every task of an array; '123' of an array is the same. */
function positionsById(jobs: JobTable): ReadonlyMap<string, readonly number[]> {
  const byId = new Map<string, number[]>()
  for (let job = 0; job < jobs.count; job += 1) {
    const id = idOf(jobs, job)
    addTo(byId, id, job)
    const bar = id.indexOf('_')
    if (bar > 0) addTo(byId, id.slice(0, bar), job)
  }
  return byId
}

type Named = { readonly id: string; readonly kind: Dependency['kind'] }

const kinds: Readonly<Record<string, Dependency['kind']>> = { afterok: 'ok', afternotok: 'notok' }

/** `after:` waits for a start, which comes before any end that a replay could tell: it is taken for an end. */
function idsIn(text: string): readonly Named[] {
  return text
    .replaceAll(/\([^()]*\)/g, '')
    .split(/[,?]/)
    .flatMap((one) => {
      const [word = '', ...ids] = one.split(':')
      if (!word.startsWith('after')) return []
      const kind = own(kinds, word) ?? 'any'
      return ids.map((id) => ({ id: id.replace(/\+\d+$/, '').replace(/_\*$/, ''), kind }))
    })
}
