import { accept, refuse, type Read } from '../../../base/outcome.ts'
import type { NodeKind } from '../../engine/job.ts'
import { confEntries, type ConfEntry, type ConfFile } from './conf-lines.ts'
import { partitionLimitS, partitionsIn, type SlurmPartition } from './slurm-partitions.ts'
import { associationsIn, keptLimit, qosIn, type SlurmAssociation, type SlurmQos } from './slurm-qos.ts'
import { addNodes, kindsOf, type SlurmNode } from './slurm-nodes.ts'

/** What the files of a Slurm say of its machine and its scheduling. */
export type SlurmMachine = {
  readonly name: string
  readonly kinds: readonly NodeKind[]
  /** 'a100' where every GPU is said to be one. */
  readonly gpuType: string
  readonly partitions: readonly SlurmPartition[]
  readonly qos: readonly SlurmQos[]
  readonly associations: readonly SlurmAssociation[]
  /** Null where priorities are those of submission alone. */
  readonly priority: SlurmPriority | null
  /** As they are written: type and mode of preemption; SchedulerType and SchedulerParameters. */
  readonly preemption: Readonly<Record<string, string>>
  readonly backfill: Readonly<Record<string, string>>
  readonly notUnderstood: readonly { readonly file: string; readonly line: number; readonly text: string }[]
}

export type SlurmPriority = {
  readonly age: number
  readonly fairShare: number
  readonly size: number
  readonly qos: number
  readonly maxAgeS: number
  readonly halfLifeS: number
}

const day = 86_400

/** Reads slurm.conf, `scontrol show node`, `sinfo` and `sacctmgr show qos -P` and `show assoc -P`, each told by what it holds. */
export function slurmMachine(files: readonly ConfFile[]): Read<SlurmMachine> {
  const tables = files.filter(({ text }) => isTable(text))
  const entries = files.filter((file) => !tables.includes(file)).flatMap(confEntries)
  const odd: ConfEntry[] = []
  const nodes = nodesIn(entries, odd)
  if (nodes.length === 0)
    return refuse(
      'dir',
      'holds no node: give slurm.conf with its NodeName lines, or the text of scontrol show node',
    )
  const sinfo = tables.filter(({ text }) => isSinfo(text))
  const { partitions, members } = partitionsIn({ entries, nodes, sinfo }, odd)
  const settings = settingsIn(entries, odd)
  const types = new Set(nodes.flatMap(({ gpuType, gpus }) => (gpus > 0 ? [gpuType] : [])))
  return accept({
    name: settings.get('clustername') ?? 'slurm',
    kinds: kindsOf(nodes, (node) =>
      partitions.flatMap(({ name }) => (members.get(name)?.has(node) === true ? [name] : [])),
    ),
    gpuType: types.size === 1 ? ([...types][0] ?? '') : '',
    partitions,
    qos: tables.flatMap(({ text }) => qosIn(text)),
    associations: tables.flatMap(({ text }) => associationsIn(text)),
    priority: priorityOf(settings),
    preemption: picked(settings, ['preempttype', 'preemptmode', 'preemptexempttime']),
    backfill: backfillOf(settings),
    notUnderstood: [
      ...odd.map(({ file, line, text }) => ({ file, line, text: text.slice(0, 200) })),
      ...tables.flatMap(({ name, text }) => {
        const found = [...qosIn(text), ...associationsIn(text)]
        if (found.length === 0)
          return isSinfo(text) ? [] : [{ file: name, line: 1, text: text.slice(0, 200) }]
        return found.flatMap(({ limits }, i) =>
          Object.entries(limits)
            .filter(([limit]) => !keptLimit.test(limit))
            .map(([limit, value]) => ({ file: name, line: i + 2, text: `${limit}=${value}` })),
        )
      }),
    ],
  })
}

/** `sacctmgr -P` prints a table with bars, `sinfo` one with blanks. */
function isTable(text: string): boolean {
  const [first = ''] = text.trimStart().split(/\r?\n/, 1)
  return first.includes('|') || isSinfo(text)
}

function isSinfo(text: string): boolean {
  return /^PARTITION\s/.test(text.trimStart())
}

function nodesIn(entries: readonly ConfEntry[], odd: ConfEntry[]): readonly SlurmNode[] {
  const nodes = new Map<string, SlurmNode>()
  let defaults: ConfEntry | null = null
  for (const entry of entries) {
    const name = entry.values.get('nodename')
    if (name === undefined) continue
    if (name === 'DEFAULT') defaults = entry
    else if (!addNodes(nodes, entry, defaults)) odd.push(entry)
  }
  return [...nodes.values()]
}

/** Settings that say how Slurm schedules; those of accounts, paths, ports and logs say nothing of it. */
const scheduling =
  /^(priority|preempt|scheduler|select|enforce|fairshare|jobrequeue|overtime|accountingstorageenforce|maxarray|default|maxjob)/
/** Preemption and the parameters of backfill are told in the system file, and not kept by a replay. */
const understood =
  /^(clustername|prioritytype|priorityweight(age|fairshare|jobsize|qos)|prioritymaxage|prioritydecayhalflife|schedulertype|selecttype)$/

function settingsIn(entries: readonly ConfEntry[], odd: ConfEntry[]): ReadonlyMap<string, string> {
  const settings = new Map<string, string>()
  for (const entry of entries) {
    if (entry.values.has('nodename') || entry.values.has('partitionname')) continue
    for (const [key, value] of entry.values) settings.set(key, value)
    const [first = ''] = entry.values.keys()
    if (
      /^(include|nodeset|downnodes)\b/i.test(entry.text) ||
      (scheduling.test(first) && !understood.test(first))
    )
      odd.push(entry)
  }
  return settings
}

function priorityOf(settings: ReadonlyMap<string, string>): SlurmPriority | null {
  if (settings.get('prioritytype') !== 'priority/multifactor') return null
  const weight = (name: string): number => Number(settings.get(`priorityweight${name}`) ?? '0') || 0
  return {
    age: weight('age'),
    fairShare: weight('fairshare'),
    size: weight('jobsize'),
    qos: weight('qos'),
    maxAgeS: partitionLimitS(settings.get('prioritymaxage') ?? '') ?? 7 * day,
    halfLifeS: partitionLimitS(settings.get('prioritydecayhalflife') ?? '') ?? 7 * day,
  }
}

function picked(
  settings: ReadonlyMap<string, string>,
  names: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => (settings.has(name) ? [[name, settings.get(name) ?? '']] : [])),
  )
}

function backfillOf(settings: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const parameters = (settings.get('schedulerparameters') ?? '').split(',').filter((one) => one !== '')
  return {
    ...picked(settings, ['schedulertype']),
    ...Object.fromEntries(parameters.map((one) => [one.split('=')[0] ?? one, one.split('=')[1] ?? 'yes'])),
  }
}
