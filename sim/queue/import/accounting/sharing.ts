import { featuresIn } from '../../placement/constraint.ts'
import type { Notes } from '../report.ts'
import type { Rows } from '../rows.ts'

const notice =
  'took a part of a node (of its GPUs or cores, or beside another job): charged whole unless the GPUs or cores of a node are given (gpusPerNode, coresPerNode)'
const anyNode = 'asks for features of nodes (constraint): not kept, any of its partition will do'

type Kept = {
  /** Rows that are kept; null for all. */
  readonly order: Uint32Array | null
  readonly notes: Notes
}

/**
 * Counts jobs that held a part of a node: fewer GPUs or cores of it than another job of their queue got of one, or on
 * a node that was another job's at the same time. A replay of whole nodes takes more room for them than they had.
 */
export function noticeSharing(rows: Rows, { order, notes }: Kept): void {
  const count = rows.lines.length
  if (count === 0 || rows.startS.length === 0) return
  const isPart = new Uint8Array(count)
  for (const column of [rows.gpusPerNode, rows.coresPerNode]) markSmaller(rows, column, isPart)
  const kept = order ?? Uint32Array.from({ length: count }, (_, row) => row)
  markTogether(rows, isPart, kept)
  for (const job of kept) if (isPart[job] === 1) notes.noticed.add(notice, rows.lines.at(job))
}

function markSmaller({ queues }: Rows, column: Rows['gpusPerNode'], isPart: Uint8Array): void {
  const most = new Float64Array(queues.names.length)
  for (let job = 0; job < column.length; job += 1) {
    const queue = queues.of.at(job)
    most[queue] = Math.max(most[queue] ?? 0, column.at(job))
  }
  for (let job = 0; job < column.length; job += 1) {
    const held = column.at(job)
    if (held > 0 && held < (most[queues.of.at(job)] ?? 0)) isPart[job] = 1
  }
}

/** Jobs of one node each: one that starts before another of its node has left shares it. */
function markTogether({ oneNode, startS, endS }: Rows, isPart: Uint8Array, kept: Uint32Array): void {
  if (oneNode.of.length === 0) return
  for (const jobs of byNode({ oneNode, startS }, kept)) {
    let [last, untilS] = [-1, -Infinity]
    for (const job of jobs.sort((a, b) => startS.at(a) - startS.at(b))) {
      if (startS.at(job) < untilS) {
        isPart[job] = 1
        if (last >= 0) isPart[last] = 1
      }
      const endsS = Number.isNaN(endS.at(job)) ? Infinity : endS.at(job)
      if (endsS > untilS) [last, untilS] = [job, endsS]
    }
  }
}

/** The started jobs of each node, counted and then put there: of a long log a sort of all takes longer than the rest. */
function byNode(
  { oneNode, startS }: Pick<Rows, 'oneNode' | 'startS'>,
  kept: Uint32Array,
): readonly Uint32Array[] {
  const nodeOf = (job: number) => (Number.isNaN(startS.at(job)) ? oneNode.names.length : oneNode.of.at(job))
  const counts = new Uint32Array(oneNode.names.length + 1)
  for (const job of kept) counts[nodeOf(job)] = (counts[nodeOf(job)] ?? 0) + 1
  const lists = Array.from(counts, (count) => new Uint32Array(count))
  counts.fill(0)
  for (const job of kept) {
    const [node, place] = [nodeOf(job), counts[nodeOf(job)] ?? 0]
    const list = lists[node]
    if (list !== undefined) list[place] = job
    counts[node] = place + 1
  }
  return lists.filter((_, node) => (oneNode.names[node] ?? '') !== '')
}

/** Counts jobs that ask for features which the machine does not tell; of types of GPUs any will do then. */
export function noticeConstraints(
  { constraints, lines, startS }: Rows,
  { order, notes, features }: Kept & { readonly features: readonly string[] },
): void {
  if (!constraints.isNamed || lines.length === 0 || startS.length === 0) return
  const isUnkept = constraints.names.map((name) =>
    featuresIn(name).some((one) => !one.startsWith('gpu:') && !features.includes(one)),
  )
  const count = order?.length ?? lines.length
  for (let i = 0; i < count; i += 1) {
    const row = order?.[i] ?? i
    if (isUnkept[constraints.of.at(row)] === true) notes.noticed.add(anyNode, lines.at(row))
  }
}
