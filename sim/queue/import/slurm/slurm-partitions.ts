import { durationS } from '../clock.ts'
import { asksNothing, hostNames, withDefaults, type ConfEntry, type ConfFile } from './conf-lines.ts'
import type { SlurmNode } from './slurm-nodes.ts'

type Told = Readonly<ReturnType<typeof partitionOf>>
/** With the nodes of it that take jobs. */
export type SlurmPartition = Told & { readonly nodes: number }

type Members = ReadonlyMap<string, ReadonlySet<string>>

type Around = {
  readonly entries: readonly ConfEntry[]
  readonly nodes: readonly SlurmNode[]
  readonly sinfo: readonly ConfEntry[]
}

/** What of a partition a replay does not keep. */
const unkeptKey =
  /^(tresbillingweights|allow(accounts|groups|qos)|deny(accounts|qos)|gracetime|lln|maxcpusper(node|socket)|minnodes|oversubscribe|overtimelimit|exclusive(user|topo)|reqresv|state)$/

/** The partitions of slurm.conf, or else those of sinfo, or else those that scontrol tells of each node. */
export function partitionsIn({ entries, nodes, sinfo }: Around, odd: ConfEntry[]) {
  const known = new Set(nodes.map(({ name }) => name))
  const found = new Map<string, Told>()
  const members = new Map<string, ReadonlySet<string>>()
  const sets = nodeSetsIn(entries, nodes)
  let defaults: ConfEntry | null = null
  const before = new Map<string, ConfEntry>()
  // What scontrol tells of a partition holds: slurm.conf may have changed since.
  const isLive = ({ values }: ConfEntry) => Number(values.has('totalnodes'))
  for (const given of [...entries].sort((a, b) => isLive(a) - isLive(b))) {
    const name = given.values.get('partitionname')
    if (name === undefined) continue
    if (name === 'DEFAULT') {
      defaults = withDefaults(defaults, given)
      continue
    }
    const entry = withDefaults(before.get(name) ?? null, given)
    before.set(name, entry)
    const value = (key: string): string => entry.values.get(key) ?? defaults?.values.get(key) ?? ''
    const list = value('nodes')
    const named = hostNames(list)?.flatMap((one) => sets.get(one) ?? [one]) ?? null
    const inside = list === 'ALL' ? nodes.map((node) => node.name) : named
    if (inside === null || inside.some((node) => !known.has(node))) odd.push(entry)
    const unkept = [...given.values].filter(
      ([key, one]) => unkeptKey.test(key) && !asksNothing.test(one) && !/^exclusive/i.test(one),
    )
    if (unkept.length > 0)
      odd.push({ ...entry, text: `PartitionName=${name} ${unkept.map((pair) => pair.join('=')).join(' ')}` })
    members.set(name, new Set(inside ?? []))
    found.set(name, partitionOf(name, value))
  }
  const partitions = [...found.values()]
  if (partitions.length === 0) partitions.push(...sinfoPartitions(sinfo, members))
  if (partitions.length === 0) for (const entry of entries) membersOf(entry, members)
  const told = [...members.keys()].filter((name) => !partitions.some((one) => one.name === name))
  const all: Members = members
  return { partitions: [...partitions, ...told.map((name) => partitionOf(name, () => ''))], members: all }
}

/** `NodeSet=big Feature=highmem`, or by its nodes: a name that partitions give for them. */
function nodeSetsIn(entries: readonly ConfEntry[], nodes: readonly SlurmNode[]) {
  const sets = new Map<string, readonly string[]>()
  for (const { values } of entries) {
    const [name, feature = ''] = [values.get('nodeset'), values.get('feature')]
    if (name === undefined) continue
    const marked = nodes.filter(({ features }) => features?.includes(feature)).map((node) => node.name)
    sets.set(name, [...(sets.get(name) ?? []), ...marked, ...(hostNames(values.get('nodes') ?? '') ?? [])])
  }
  return sets
}

function membersOf({ values }: ConfEntry, members: Map<string, ReadonlySet<string>>): void {
  const names = hostNames(values.get('nodename') ?? '') ?? []
  for (const partition of (values.get('partitions') ?? '').split(',').filter((one) => one !== ''))
    members.set(partition, new Set([...(members.get(partition) ?? []), ...names]))
}

function partitionOf(name: string, value: (key: string) => string) {
  const mostNodes = Number(value('maxnodes'))
  const tier = value('prioritytier')
  return {
    name,
    isDefault: value('default').toUpperCase() === 'YES',
    /** Infinity where it is not limited. */
    longestS: partitionLimitS(value('maxtime')) ?? Infinity,
    /** Null where a job without a limit gets the longest. */
    usualS: partitionLimitS(value('defaulttime')),
    mostNodes: mostNodes > 0 ? mostNodes : Infinity,
    /** Whether jobs take their nodes whole. */
    isExclusive: /^exclusive/i.test(value('oversubscribe')),
    priorityTier: /^\d+$/.test(tier) ? Number(tier) : 1,
    preemptMode: value('preemptmode') === '' ? null : value('preemptmode'),
    /** Whose limits its jobs have beside those of their own; '' where there is none. */
    qos: asksNothing.test(value('qos')) ? '' : value('qos'),
  }
}

/** What `sinfo` prints of each partition and state: PARTITION AVAIL TIMELIMIT NODES STATE NODELIST, as entries. */
export function sinfoEntries({ name, text }: ConfFile): readonly ConfEntry[] {
  const [columns = [], ...lines] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/))
  return lines.map((cells, i) => ({
    ...{ file: name, line: i + 2, text: cells.join(' ') },
    values: new Map(columns.map((column, k) => [column.toLowerCase(), cells[k] ?? ''])),
  }))
}

function sinfoPartitions(
  sinfo: readonly ConfEntry[],
  members: Map<string, ReadonlySet<string>>,
): readonly Told[] {
  const found = new Map<string, Told>()
  for (const { values } of sinfo) {
    const [told = '', limit = ''] = [values.get('partition'), values.get('timelimit')]
    const name = told.replace(/\*$/, '')
    if (name === '') continue
    // sinfo writes minutes:seconds where slurm.conf writes minutes.
    const longestS = durationS(limit)
    found.set(name, {
      ...partitionOf(name, () => ''),
      isDefault: told !== name,
      longestS: Number.isNaN(longestS) ? Infinity : longestS,
    })
    const inside = hostNames(values.get('nodelist') ?? '') ?? []
    members.set(name, new Set([...(members.get(name) ?? []), ...inside]))
  }
  return [...found.values()]
}

/** Minutes, or [days-]hours:minutes:seconds; null where it is unlimited or not said. */
export function partitionLimitS(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text) * 60
  const seconds = durationS(text)
  return Number.isNaN(seconds) ? null : seconds
}
