import { accept, refuse } from '../../../base/outcome.ts'
import type { PreemptMode } from '../../extras/preemption.ts'
import {
  asksNothing,
  confEntries,
  hostNames,
  withDefaults,
  type ConfEntry,
  type ConfFile,
} from './conf-lines.ts'
import { partitionLimitS, partitionsIn, sinfoEntries, type SlurmPartition } from './slurm-partitions.ts'
import { associationsIn, isOfSacctmgr, leftOf, qosIn, treeLeftOf, type SlurmQos } from './slurm-qos.ts'
import { addNodes, kindsOf, type SlurmNode } from './slurm-nodes.ts'

/** What the files of a Slurm say of its machine and its scheduling. */
export type SlurmMachine = Extract<ReturnType<typeof slurmMachine>, { readonly ok: true }>['value']

/** As a replay takes them; left out where the files say nothing of it, or suspend who is stopped. */
type Scheduled = {
  readonly backfill?: { readonly window?: string; readonly mostTested?: string }
  readonly tiers?: Readonly<Record<string, number>>
  readonly preemption?: SlurmPreemption
}

export type SlurmPriority = NonNullable<ReturnType<typeof priorityOf>>

export type SlurmPreemption = {
  readonly by: 'tier' | 'qos'
  readonly mode: PreemptMode
  /** Of partitions by tiers, of QOS by QOS, where they have their own. */
  readonly modes: Readonly<Record<string, PreemptMode>>
  readonly over: Readonly<Record<string, readonly string[]>>
  readonly exempt: number
}

const day = 86_400
const dumpTold = 'a dump of sacctmgr; give the texts of sacctmgr show assoc -P and sacctmgr show qos -P'

/** Reads slurm.conf, `scontrol show node`, `sinfo` and `sacctmgr show qos -P` and `show assoc -P`, each told by what it holds. */
export function slurmMachine(files: readonly ConfFile[]) {
  const tables = files.filter(({ text }) => isTable(text))
  const dumps = files.filter(({ text }) => /^Cluster - '/m.test(text))
  const all = files.filter((file) => ![...tables, ...dumps].includes(file)).flatMap(confEntries)
  // A node that is reserved says of which reservation.
  const isReservation = ({ values }: ConfEntry) => values.has('reservationname') && !values.has('nodename')
  const entries = all.filter((entry) => !isReservation(entry))
  const odd = all.filter(isReservation)
  const sinfo = tables.filter(({ text }) => isSinfo(text)).flatMap(sinfoEntries)
  const { all: nodes, working } = nodesIn(entries, sinfo, odd)
  if (working.length === 0)
    return refuse(
      'dir',
      nodes.length === 0
        ? 'holds no node: give slurm.conf with its NodeName lines, or the text of scontrol show node'
        : 'holds no node that takes a job: all are down, drained or failing',
    )
  const { partitions: found, members } = partitionsIn({ entries, nodes, sinfo }, odd)
  const isIn = (partition: string) => (node: SlurmNode) => members.get(partition)?.has(node.name) === true
  const partitions = found.map((one) => ({ ...one, nodes: working.filter(isIn(one.name)).length }))
  const settings = settingsIn(entries, odd)
  const name = settings.get('clustername') ?? 'slurm'
  const qos = tables.flatMap(({ text }) => qosIn(text))
  const types = new Set(nodes.flatMap(({ gpuType, gpus }) => (gpus > 0 ? [gpuType] : [])))
  return accept({
    name,
    kinds: kindsOf(working, (node) =>
      partitions.flatMap(({ name }) => (members.get(name)?.has(node) === true ? [name] : [])),
    ),
    /** Names of nodes that no job starts on. */
    away: nodes.filter((node) => !working.includes(node)).map((node) => node.name),
    /** 'a100' where every GPU is said to be one. */
    gpuType: types.size === 1 ? ([...types][0] ?? '') : '',
    partitions,
    qos,
    associations: tables.flatMap(({ text }) => associationsIn(text, name)),
    /** Null where priorities are those of submission alone. */
    priority: priorityOf(settings),
    ...stopsOf(settings, { partitions, qos }),
    ...boundsOf(settings.get('schedulerparameters') ?? ''),
    notUnderstood: [
      ...odd
        .filter(({ text }) => !isGiven(text, files))
        .map(({ file, line, text }) => ({ file, line, text: text.slice(0, 200) })),
      ...dumps.map(({ name: file }) => ({ file, line: 1, text: dumpTold })),
      ...tables.flatMap(({ name: file, text }) => {
        const found = [...qosIn(text), ...associationsIn(text, '')]
        const first = firstOf(text)
        const told = isOfSacctmgr(first) ? 'has a header and no rows' : first.slice(0, 200)
        if (found.length === 0) return isSinfo(text) ? [] : [{ file, line: 1, text: told }]
        const left = found.flatMap(({ limits }, i) =>
          Object.entries(limits).map(([limit, value]) => ({ file, line: i + 2, text: leftOf(limit, value) })),
        )
        return [...left, { file, line: 1, text: treeLeftOf(text) }].filter((one) => one.text !== '')
      }),
    ],
  })
}

/** `sacctmgr -P` prints a table with bars, `sinfo` one with blanks; JSON holds no entries and is told as what is left. */
function isTable(text: string): boolean {
  return firstOf(text).includes('|') || isSinfo(text) || /^\s*[[{]/.test(text)
}

/** Whether a line includes a file that is among those given. */
function isGiven(text: string, files: readonly ConfFile[]): boolean {
  return /^include\s/i.test(text) && files.some(({ name }) => name === text.split(/[\s/]+/).at(-1))
}

const firstOf = (text: string) => text.trimStart().split(/\r?\n/, 1)[0] ?? ''

function isSinfo(text: string): boolean {
  return /^PARTITION\s/.test(text.trimStart())
}

/**
 * What Slurm starts no job on, by the words of a state and by its mark for a node that does not answer; 'POWERED_DOWN' is
 * woken for one. Source: `_build_bitmaps` in src/slurmctld/read_config.c of Slurm 23.11, avail_node_bitmap.
 */
const takesNoJob = /\*|(^|\+)(DOWN|DRAIN|DRNG|FAIL|ERROR|INVAL|NOT_RESPONDING|NO_RESPOND)/i

/** All nodes of the files, and those of them that take jobs; the others are told. */
function nodesIn(entries: readonly ConfEntry[], sinfo: readonly ConfEntry[], odd: ConfEntry[]) {
  const nodes = new Map<string, SlurmNode>()
  let defaults: ConfEntry | null = null
  for (const entry of entries) {
    const name = entry.values.get('nodename')
    if (name === undefined) continue
    const gres = entry.values.get('gres') ?? ''
    if (name === 'DEFAULT') defaults = withDefaults(defaults, entry)
    // Nodes that need not exist yet.
    else if (/^FUTURE/i.test(entry.values.get('state') ?? '')) odd.push(entry)
    else if (!addNodes(nodes, entry, defaults)) odd.push(entry)
    else if (/gpu:\d+g\./.test(gres))
      odd.push({ ...entry, text: `NodeName=${name} Gres=${gres}: each part (MIG) is counted as a GPU` })
  }
  // What is said last of a node holds.
  const away = new Map<string, string>()
  for (const entry of [...entries, ...sinfo]) {
    const [list, state = ''] = ['nodename', 'state'].map((key) => entry.values.get(key))
    const named = list ?? entry.values.get('nodelist') ?? ''
    const inside = state === '' ? [] : (hostNames(named) ?? []).filter((name) => nodes.has(name))
    const isNew = takesNoJob.test(state) && inside.some((name) => !away.has(name))
    if (isNew)
      odd.push({ ...entry, text: `NodeName=${named} State=${state}: not counted, no job starts there` })
    for (const name of inside)
      if (takesNoJob.test(state)) away.set(name, state)
      else away.delete(name)
  }
  return { all: [...nodes.values()], working: [...nodes.values()].filter(({ name }) => !away.has(name)) }
}

/** Settings that say how Slurm schedules; those of accounts, paths, ports and logs say nothing of it. */
const scheduling =
  /^(priority|preempt|scheduler|select|enforce|fairshare|jobrequeue|licenses|overtime|accountingstorageenforce|maxarray|default|maxjob)/
const understood =
  /^(preemptexempttime|clustername|prioritytype|priorityweight(age|fairshare|jobsize|qos)|prioritymaxage|prioritydecayhalflife)$/

function settingsIn(entries: readonly ConfEntry[], odd: ConfEntry[]): ReadonlyMap<string, string> {
  const settings = new Map<string, string>()
  for (const entry of entries) {
    if (entry.values.has('nodename') || entry.values.has('partitionname')) continue
    for (const [key, value] of entry.values) settings.set(key, value)
    const [first = ''] = entry.values.keys()
    const text = unkeptIn(entry, first)
    if (text !== '') odd.push({ ...entry, text })
  }
  return settings
}

/** What a replay does not keep of an entry; '' where that is nothing. */
function unkeptIn({ text, values }: ConfEntry, first: string): string {
  const value = values.get(first) ?? ''
  if (first === 'schedulerparameters') {
    const rest = value.split(',').filter((one) => one !== '' && !keptParameter.test(one))
    return rest.length === 0 ? '' : `SchedulerParameters=${rest.join(',')}`
  }
  if (first === 'preempttype' && preemptTypes.has(value.toLowerCase())) return ''
  if (first === 'preemptmode' && preemptMode(value) !== null) return ''
  if (/^(sched\/backfill|select\/cons_(tres|res))$/i.test(value)) return ''
  const isOf = /^(include|downnodes)\b/i.test(text) || (scheduling.test(first) && !asksNothing.test(value))
  return isOf && !understood.test(first) ? text : ''
}

const keptParameter = /^(bf_window|bf_max_job_test)=\d+$/
/** Who may stop whom, as a replay has it. */
const preemptTypes: ReadonlyMap<string, 'off' | 'tier' | 'qos'> = new Map([
  ['preempt/none', 'off'],
  ['preempt/partition_prio', 'tier'],
  ['preempt/qos', 'qos'],
])
function preemptMode(text: string): PreemptMode | null {
  const mode = text.toLowerCase()
  return mode === 'off' || mode === 'cancel' || mode === 'requeue' ? mode : null
}

function priorityOf(settings: ReadonlyMap<string, string>) {
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

type Told = { readonly partitions: readonly SlurmPartition[]; readonly qos: readonly SlurmQos[] }

/** Tiers where they differ, and who may stop whom; whoever would be suspended is left alone. */
function stopsOf(settings: ReadonlyMap<string, string>, { partitions, qos }: Told): Scheduled {
  const by = preemptTypes.get((settings.get('preempttype') ?? '').toLowerCase()) ?? 'off'
  const mode = preemptMode(settings.get('preemptmode') ?? 'off')
  const tiers = Object.fromEntries(partitions.map(({ name, priorityTier }) => [name, priorityTier]))
  const over = Object.fromEntries(
    qos.filter(({ preempts }) => preempts.length > 0).map((one) => [one.name, one.preempts]),
  )
  const isTiered = new Set(Object.values(tiers)).size > 1
  const ofTiers = isTiered ? { tiers } : {}
  const isUsed = by === 'tier' ? isTiered : Object.keys(over).length > 0
  if (by === 'off' || mode === null || !isUsed) return ofTiers
  const modes = (by === 'tier' ? partitions : qos).flatMap(({ name, preemptMode: own }) =>
    own === null || own === '' ? [] : [[name, preemptMode(own) ?? 'off'] as const],
  )
  const exempt = Math.max(0, partitionLimitS(settings.get('preemptexempttime') ?? '') ?? 0)
  return { ...ofTiers, preemption: { by, mode, modes: Object.fromEntries(modes), over, exempt } }
}

function boundsOf(parameters: string): Scheduled {
  const minutes = /\bbf_window=(\d+)/.exec(parameters)?.[1]
  const mostTested = /\bbf_max_job_test=(\d+)/.exec(parameters)?.[1]
  const window = minutes === undefined ? {} : { window: `${minutes}min` }
  const backfill = { ...window, ...(mostTested === undefined ? {} : { mostTested }) }
  return Object.keys(backfill).length === 0 ? {} : { backfill }
}
