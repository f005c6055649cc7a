import type { NodeKind } from '../../engine/job.ts'
import { hostNames, mostNodes, type ConfEntry } from './conf-lines.ts'
import { gpusAsked, gpuTypeIn } from './tres.ts'

/** A node of Slurm, with the partitions that it is in. */
export type SlurmNode = Omit<NodeKind, 'count' | 'partitions'> & {
  readonly name: string
  /** 'a100' where its GPUs are said to be such. */
  readonly gpuType: string
}

/** Adds the nodes of an entry; whether it could be read. A later entry of the same node replaces what it says. */
export function addNodes(
  nodes: Map<string, SlurmNode>,
  entry: ConfEntry,
  defaults: ConfEntry | null,
): boolean {
  const names = hostNames(entry.values.get('nodename') ?? '')
  if (names === null || nodes.size + names.length > mostNodes) return false
  const value = (...keys: readonly string[]): string =>
    keys.map((key) => entry.values.get(key) ?? defaults?.values.get(key) ?? '').find((text) => text !== '') ??
    ''
  if (value('realmemory') !== '' && wholeIn(value('realmemory')) === null) return false
  for (const name of names) {
    const known = nodes.get(name)
    const [gres, features] = [value('gres'), value('activefeatures', 'features', 'feature')]
    nodes.set(name, {
      name,
      gpus: gres === '' || gres === '(null)' ? (known?.gpus ?? 0) : gpusAsked(gres),
      gpuType: gpuTypeIn(gres) || (known?.gpuType ?? ''),
      cores: coresOf(value) ?? known?.cores ?? 1,
      memoryMb: memoryOf(value) ?? known?.memoryMb ?? Infinity,
      weight: wholeIn(value('weight')) ?? known?.weight ?? 1,
      features: /^(\(null\))?$/.test(features) ? (known?.features ?? []) : features.split(','),
    })
  }
  return true
}

/** Of a suffix Slurm takes K alone, for 1024 (`s_p_handle_uint64` in src/common/parse_value.c). */
function wholeIn(text: string): number | null {
  const [, digits, suffix] = /^(\d+)(k?)$/i.exec(text) ?? []
  return digits === undefined ? null : Number(digits) * (suffix === '' ? 1 : 1024)
}

type Value = (...keys: readonly string[]) => string

/** Without what is set aside for the system (MemSpecLimit). */
function memoryOf(value: Value): number | null {
  const all = wholeIn(value('realmemory'))
  return all === null ? null : Math.max(0, all - (wholeIn(value('memspeclimit')) ?? 0))
}

/** Without the cores that are set aside for the system (CoreSpecCount). */
function coresOf(value: Value): number | null {
  const left = wholeIn(value('cpuefctv'))
  if (left !== null) return left
  const all = cpusOf(value)
  const aside = (wholeIn(value('corespeccount')) ?? 0) * (wholeIn(value('threadspercore')) ?? 1)
  return all === null ? null : Math.max(1, all - aside)
}

/** Slurm counts CPUs, which are threads where it is told of threads. */
function cpusOf(value: Value): number | null {
  const cpus = wholeIn(value('cputot', 'cpus', 'procs'))
  if (cpus !== null) return cpus
  const parts = ['boards', 'sockets', 'corespersocket', 'threadspercore'].map((key) => wholeIn(value(key)))
  const perBoard = wholeIn(value('socketsperboard'))
  if (parts.every((part) => part === null) && perBoard === null) return null
  return parts.reduce<number>((product, part) => product * (part ?? 1), perBoard ?? 1)
}

/** Like nodes together, in the order of their first; Slurm takes those of less weight first. */
export function kindsOf(
  nodes: readonly SlurmNode[],
  partitionsOf: (node: string) => readonly string[],
): readonly NodeKind[] {
  const kinds = new Map<
    string,
    { count: number; readonly node: SlurmNode; readonly partitions: readonly string[] }
  >()
  for (const node of nodes) {
    const partitions = partitionsOf(node.name)
    const { gpus, gpuType, cores, memoryMb, weight, features } = node
    const key = JSON.stringify([gpus, gpuType, cores, memoryMb, weight, features, partitions])
    const known = kinds.get(key)
    if (known === undefined) kinds.set(key, { count: 1, node, partitions })
    else known.count += 1
  }
  return [...kinds.values()].map(({ count, node, partitions }) => {
    const { gpus, gpuType, cores, memoryMb, weight, features = [] } = node
    const all = [...features, ...(gpuType === '' ? [] : [`gpu:${gpuType}`])]
    const inside = partitions.length === 0 ? ['none'] : partitions
    const kind = { count, gpus, cores, memoryMb, weight, partitions: inside }
    return all.length === 0 ? kind : { ...kind, features: all }
  })
}
