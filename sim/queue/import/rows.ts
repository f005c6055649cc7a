import { eachNamed } from '../../base/csv.ts'
import type { JobTable, Labels, PerNode } from '../engine/job.ts'
import { Column, IdColumn, NameColumn } from './column.ts'

/** Phases of a job in a log, as the numbers that stand for them. */
export const [ended, running, waiting] = [0, 1, 2]

/** Jobs as they are read, one entry a column and job; `tableOf` makes the table. */
export type Rows = Readonly<ReturnType<typeof newRows>>

export function newRows() {
  return {
    ids: new IdColumn(),
    ...eachNamed('submitS nodes requestedS actualS priority powerWPerNode', () => new Column()),
    projects: new NameColumn(),
    /** Empty, as the next five, where no job says what it asks of a node. */
    ...eachNamed('gpusPerNode coresPerNode memoryMbPerNode exclusive', () => new Column()),
    ...eachNamed('partitions constraints users queues qos', () => new NameColumn()),
    /** When it did start and end; NaN where that has not come or is not told. */
    startS: new Column(),
    endS: new Column(),
    /** How long a running job had run when the log was written; NaN for others. */
    elapsedS: new Column(),
    /** Since when it may start: Infinity for not yet, NaN where nothing is said. */
    eligibleS: new Column(),
    phase: new Column(),
    /** The array that a task is of. */
    arrays: new NameColumn(),
    dependencies: new NameColumn(),
    /** User and name of a job that has not ended: those of one are singletons of each other. */
    namesakes: new NameColumn(),
    /** Instants at which the file says that it was written. */
    seenS: new Column(),
    /** The node of a job on one. */
    oneNode: new NameColumn(),
    /** Where in the file it stands. */
    lines: new Column(),
    /** How many tasks of an array may run at a time. */
    mostRunning: new Map<string, number>(),
    /** The cluster of the first job, where it is told. */
    clusters: new Set<string>(),
  }
}

export type Arrangement = {
  /** Positions in the rows, first to last, of all or of those to keep; null keeps the order of the file. */
  readonly order: Uint32Array | null
  /** Taken off every submission. */
  readonly originS: number
  readonly exactLimits: boolean
  /** Keeps the first so many; null keeps all. */
  readonly first: number | null
}

/** The jobs in order as a table; the rows are empty then. Columns that no job fills are null. */
export function tableOf(rows: Rows, { order, originS, exactLimits, first }: Arrangement): JobTable {
  const count = Math.min(order?.length ?? rows.submitS.length, first ?? Infinity)
  const submitS = rows.submitS.take(order, count)
  if (originS !== 0) for (let i = 0; i < count; i += 1) submitS[i] = (submitS[i] ?? 0) - originS
  const actualS = rows.actualS.take(order, count)
  const requestedS = rows.requestedS.take(order, count)
  if (exactLimits) makeExact(requestedS, actualS)
  return {
    count,
    submitS,
    nodes: rows.nodes.take(order, count),
    requestedS,
    actualS,
    priority: filled(rows.priority)?.take(order, count) ?? null,
    projectOf: rows.projects.of.takeIndices(order, count),
    projects: rows.projects.names,
    users: labels(rows.users, order, count),
    queues: labels(rows.queues, order, count),
    qos: labels(rows.qos, order, count),
    powerWPerNode: filled(rows.powerWPerNode)?.take(order, count) ?? null,
    perNode: perNodeOf(rows, order, count),
    conditions: null,
    ids: rows.ids.take(order, count),
  }
}

/** Null where no job asks for a part of a node, or for nodes of a partition. */
function perNodeOf(rows: Rows, order: Uint32Array | null, count: number): PerNode | null {
  if (rows.gpusPerNode.length === 0) return null
  return {
    gpus: rows.gpusPerNode.take(order, count),
    cores: rows.coresPerNode.take(order, count),
    memoryMb: rows.memoryMbPerNode.take(order, count),
    exclusive: Uint8Array.from(rows.exclusive.take(order, count)),
    partitions: labels(rows.partitions, order, count),
    constraints: labels(rows.constraints, order, count),
  }
}

/** min(run, limit); an unknown limit is the run time already (rule 4 of the policies). */
function makeExact(requestedS: Float64Array, actualS: Float64Array): void {
  for (let i = 0; i < requestedS.length; i += 1) {
    const limitS = requestedS[i] ?? 0
    const runS = actualS[i] ?? 0
    if (limitS > runS) requestedS[i] = Math.max(runS, 1)
  }
}

/** Null for a column of nothing but unknowns. */
export function filled(column: Column): Column | null {
  for (let i = 0; i < column.length; i += 1) if (!Number.isNaN(column.at(i))) return column
  return null
}

function labels(column: NameColumn, order: Uint32Array | null, count: number): Labels | null {
  return column.isNamed ? { of: column.of.takeIndices(order, count), names: column.names } : null
}
