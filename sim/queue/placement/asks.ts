import {
  awayPartition,
  type JobTable,
  type Labels,
  type NodeKind,
  type PerNode,
  type Workload,
} from '../engine/job.ts'
import { isMet } from './constraint.ts'

/** What jobs of one sort ask for on each of their nodes. */
export type Ask = {
  readonly nodes: number
  readonly gpus: number
  readonly cores: number
  readonly memoryMb: number
  readonly isWhole: boolean
  /** Nodes that could carry it were they empty: least weight first, then by number. */
  readonly candidates: Int32Array
}

export type Asks = Readonly<ReturnType<typeof asksOf>>

/** The kind of each node, numbered from 0 in the order of the list. */
export function kindsOfNodes(kinds: readonly NodeKind[]): readonly NodeKind[] {
  return kinds.flatMap((kind) => Array.from({ length: kind.count }, () => kind))
}

/** Jobs that ask alike share one entry (rule 16). */
export function asksOf({ jobs }: Workload, kinds: readonly NodeKind[]) {
  const nodes = kindsOfNodes(kinds)
  const suitsKind = suiting(kinds)
  const known = new Map<string, number>()
  const lists = new Map<string, Int32Array>()
  const list: Ask[] = []
  const of = new Int32Array(jobs.count)
  for (let job = 0; job < jobs.count; job += 1) {
    if (job > 0 && asksAlike(jobs, job - 1, job)) {
      of[job] = of[job - 1] ?? 0
      continue
    }
    const bare = bareAsk(jobs.perNode, job)
    const from = whereOf(jobs.perNode, job)
    const count = jobs.nodes[job] ?? 0
    const key = `${String(count)} ${String(bare.gpus)} ${String(bare.cores)} ${String(bare.memoryMb)} ${String(bare.isWhole)} ${from.partition} ${from.constraint}`
    const found = known.get(key)
    if (found !== undefined) {
      of[job] = found
      continue
    }
    const suits = kinds.map((kind) => suitsKind(bare, kind, from))
    const which = suits.join()
    const candidates = lists.get(which) ?? candidatesAmong(nodes, kinds, suits)
    lists.set(which, candidates)
    of[job] = list.length
    known.set(key, list.length)
    list.push({ nodes: count, ...bare, candidates })
  }
  return { /** Which ask each job has. */ of, list }
}

/** Most jobs ask for what the one before them does. */
function asksAlike({ nodes, perNode }: JobTable, a: number, b: number): boolean {
  if (nodes[a] !== nodes[b]) return false
  if (perNode === null) return true
  const { gpus, cores, memoryMb, exclusive, partitions, constraints } = perNode
  return (
    gpus[a] === gpus[b] &&
    cores[a] === cores[b] &&
    memoryMb[a] === memoryMb[b] &&
    exclusive[a] === exclusive[b] &&
    partitions?.of[a] === partitions?.of[b] &&
    constraints?.of[a] === constraints?.of[b]
  )
}

type Bare = Omit<Ask, 'nodes' | 'candidates'>

function bareAsk(perNode: PerNode | null, job: number): Bare {
  if (perNode === null) return { gpus: 0, cores: 0, memoryMb: 0, isWhole: true }
  const gpus = perNode.gpus[job] ?? 0
  const cores = perNode.cores[job] ?? 0
  const memoryMb = perNode.memoryMb[job] ?? 0
  const asksForNone = gpus === 0 && cores === 0 && memoryMb === 0
  return { gpus, cores, memoryMb, isWhole: asksForNone || perNode.exclusive[job] === 1 }
}

/**
 * The part of a node that a job takes on each of its nodes, from 0 to 1, of the first kind that can carry it: by its
 * GPUs, else its cores, else its memory. 1 where nodes are taken whole.
 */
export function nodeShareOf({ kinds, jobs: { perNode } }: Workload): (job: number) => number {
  if (kinds === null || perNode === null) return () => 1
  const suitsKind = suiting(kinds)
  return (job) => {
    const bare = bareAsk(perNode, job)
    const kind = kinds.find((one) => suitsKind(bare, one, whereOf(perNode, job)))
    if (bare.isWhole || kind === undefined) return 1
    if (bare.gpus > 0) return bare.gpus / kind.gpus
    return Math.max(bare.cores / kind.cores, bare.memoryMb / kind.memoryMb)
  }
}

type Where = { readonly partition: string; readonly constraint: string }

function whereOf(perNode: PerNode | null, job: number): Where {
  const named = (labels: Labels | null) => labels?.names[labels.of[job] ?? -1] ?? ''
  return { partition: named(perNode?.partitions ?? null), constraint: named(perNode?.constraints ?? null) }
}

/** Which kinds can carry an ask; a feature that no kind tells is not looked at. */
function suiting(kinds: readonly NodeKind[]) {
  const told = new Set(kinds.flatMap(({ features = [] }) => features))
  return ({ gpus, cores, memoryMb }: Bare, kind: NodeKind, { partition, constraint }: Where): boolean => {
    if (partition !== '' && !kind.partitions.includes(partition)) return false
    if (partition === '' && kind.partitions.includes(awayPartition)) return false
    const has = (feature: string) => !told.has(feature) || kind.features?.includes(feature) === true
    if (constraint !== '' && !isMet(constraint, has)) return false
    return kind.gpus >= gpus && kind.cores >= cores && kind.memoryMb >= memoryMb
  }
}

function candidatesAmong(
  nodes: readonly NodeKind[],
  kinds: readonly NodeKind[],
  suits: readonly boolean[],
): Int32Array {
  const able = nodes.flatMap((kind, node) => (suits[kinds.indexOf(kind)] === true ? [node] : []))
  return Int32Array.from(able.sort((a, b) => (nodes[a]?.weight ?? 0) - (nodes[b]?.weight ?? 0) || a - b))
}
