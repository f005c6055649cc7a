import file from './nodes-cases.json' with { type: 'json' }
import type { PlacedFate, SharedWorkload } from './nodes-words.ts'
import type { Policy } from './oracle.ts'

type ById<T> = Readonly<Record<string, T | undefined>>
type ByPolicy<T> = Readonly<Record<string, ById<T> | undefined>>

/** A schedule on shared nodes, worked out by hand; `every` is for the policies that have no entry of their own. */
export type NodesCase = {
  readonly title: string
  readonly rules: readonly number[]
  readonly because: string
  readonly workload: SharedWorkload
  readonly starts: ByPolicy<number | null>
  readonly places: ByPolicy<readonly number[]>
}

export const nodesCases: readonly NodesCase[] = file.cases

/** The hand-worked starts and places in input order. */
export function placedByHand({ workload, starts, places }: NodesCase, policy: Policy) {
  const [start, place] = [starts[policy] ?? starts['every'], places[policy] ?? places['every']]
  return workload.jobs.map(({ id }) => ({ id, start: start?.[id], places: place?.[id] }))
}

/** The same fields of a simulated schedule. */
export function placedBy({ workload }: NodesCase, fates: readonly PlacedFate[]) {
  return workload.jobs.map(({ id }, i) => ({ id, start: fates[i]?.start, places: fates[i]?.places }))
}
