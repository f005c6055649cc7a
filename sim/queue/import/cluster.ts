import { accept, readAll, readItems, refuse, type Read } from '../../base/outcome.ts'
import { own } from '../../base/nearest.ts'
import { shown } from '../../base/shown.ts'
import type { NodeKind } from '../engine/job.ts'
import { hasFields, jsonNumberOf } from './json-value.ts'

type Machine = { readonly nodes: number | null; readonly kinds: readonly NodeKind[] | null }

/** Nodes of a machine beyond which a replay would not fit the memory. */
const mostNodes = 2 ** 20
/** Each of a node is told apart; no node has more. */
const mostGpus = 4096
const plenty = [0, Number.MAX_SAFE_INTEGER] as const

/** `cluster.nodes`: a number of like nodes, or a list of kinds; null where it is missing. */
export function readClusterMachine(given: unknown): Read<Machine> {
  if (Array.isArray(given)) return readKinds(given, 'cluster.nodes')
  const nodes = jsonNumberOf(given)
  if (nodes !== null && !(Number.isSafeInteger(nodes) && nodes >= 1))
    return refuse('cluster.nodes', `${String(nodes)} is not a whole number of nodes`)
  return accept({ nodes, kinds: null })
}

/** The kinds of nodes that a list names, and how many nodes they are together; every problem at once. */
export function readKinds(
  list: readonly unknown[],
  field: string,
): Read<{ nodes: number; kinds: readonly NodeKind[] }> {
  if (list.length === 0) return refuse(field, 'is an empty list; name a kind: [{ count, gpus }]')
  const read = readItems(list.map((kind, i) => readKind(kind, `${field}.${String(i)}`)))
  if (!read.ok) return read
  const kinds = read.value
  const nodes = kinds.reduce((sum, { count }) => sum + count, 0)
  if (nodes > mostNodes)
    return refuse(field, `names ${String(nodes)} nodes; at most ${String(mostNodes)} can be replayed`)
  return accept({ nodes, kinds })
}

const known = ['count', 'gpus', 'cores', 'memoryMb', 'weight', 'partitions', 'features']

function readKind(kind: unknown, field: string): Read<NodeKind> {
  if (!hasFields(kind)) return refuse(field, `is not { ${known.join(', ')} }`)
  const odd = Object.keys(kind).filter((name) => !known.includes(name))
  const fields = readItems(
    odd.map((name) =>
      refuse(`${field}.${name}`, `is not a field of a kind of node; the fields are ${known.join(', ')}`),
    ),
  )
  if (!fields.ok) return fields
  const amount = (
    name: string,
    otherwise: number,
    [least, most]: readonly [number, number],
  ): Read<number> => {
    const given = own(kind, name)
    if (given === undefined || given === null) return accept(otherwise)
    const value = jsonNumberOf(given) ?? Number.NaN
    if (Number.isSafeInteger(value) && value >= least && value <= most) return accept(value)
    return refuse(
      `${field}.${name}`,
      `${shown(given)} is not a whole number from ${String(least)} to ${String(most)}`,
    )
  }
  if (kind['count'] === undefined)
    return refuse(`${field}.count`, 'is missing; say how many such nodes there are')
  return readAll<NodeKind>({
    count: amount('count', 1, [1, mostNodes]),
    gpus: amount('gpus', 0, [0, mostGpus]),
    cores: amount('cores', Infinity, plenty),
    memoryMb: amount('memoryMb', Infinity, plenty),
    weight: amount('weight', 1, plenty),
    partitions: readNames(kind['partitions'] ?? ['all'], `${field}.partitions`),
    ...(kind['features'] === undefined ? {} : { features: readNames(kind['features'], `${field}.features`) }),
  })
}

function readNames(given: unknown, field: string): Read<readonly string[]> {
  const names: readonly unknown[] = Array.isArray(given) ? given : []
  const texts = names.flatMap((name) => (typeof name === 'string' && name !== '' ? [name] : []))
  if (texts.length === 0 || texts.length < names.length)
    return refuse(field, 'is not a list of names, such as ["gpu", "debug"]')
  return accept(texts)
}

type Around = { readonly field: string; readonly nodes: number | null }

/** Numbers of nodes, each once, below the number of nodes where that is known. */
export function readNodeIds(given: unknown, { field, nodes }: Around): Read<readonly number[]> {
  const list: readonly unknown[] = Array.isArray(given) ? given : []
  if (list.length === 0) return refuse(field, 'is not a list of numbers of nodes')
  const ids = list.flatMap((id) =>
    typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? [id] : [],
  )
  if (ids.length < list.length) return refuse(field, 'holds something that is not the number of a node')
  const beyond = ids.find((id) => nodes !== null && id >= nodes)
  if (beyond !== undefined)
    return refuse(
      field,
      `${String(beyond)} is no node: they are numbered from 0 to ${String((nodes ?? 1) - 1)}`,
    )
  return accept([...new Set(ids)])
}
