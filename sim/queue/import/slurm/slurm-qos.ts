/** A quality of service, as `sacctmgr show qos -P` prints it. */
export type SlurmQos = Readonly<ReturnType<typeof qosIn>[number]>

/** An account, or a user of it, as `sacctmgr show assoc -P` prints it; `user` is '' for the account. */
export type SlurmAssociation = Readonly<ReturnType<typeof associationsIn>[number]>

const limitName = /^(Max|Min|Grp)/
/** What else a replay does not keep, and the values that ask for nothing. */
const beside: ReadonlyMap<string, RegExp> = new Map([
  ['GraceTime', /^(00:00:00)?$/],
  ['UsageFactor', /^(1(\.0*)?)?$/],
  ['Flags', /^$/],
])
const kept =
  /^(Flags|GrpJobs|GrpSubmit(Jobs)?|GrpTRES(Mins)?|MaxJobs(PU|PA)?|MaxSubmit(Jobs|PU|PA)?|MaxTRES(PU|PA)?|MaxWall|UsageFactor)$/
/** Flags that a replay keeps: what passes a limit (DenyOnLimit) never starts, and hours do not decay (NoDecay). */
const keptFlag = /^(DenyOnLimit|NoDecay|OverPartQOS|PartitionMaxNodes|PartitionTimeLimit)$/i
const keptTres = /^(node|gres\/gpu(:[^=]*)?)=/

/** What of a limit a replay does not keep, to be told; '' where it keeps all of it. Of TRES it keeps nodes and GPUs. */
export function leftOf(limit: string, value: string): string {
  if (!kept.test(limit)) return `${limit}=${value}`
  if (!/TRES|Flags/.test(limit)) return ''
  const keptPart = limit === 'Flags' ? keptFlag : limit === 'MaxTRES' ? /^node=/ : keptTres
  const left = value.split(',').filter((part) => !keptPart.test(part))
  return left.length === 0 ? '' : `${limit}=${left.join(',')}`
}

type Row = {
  readonly cell: (name: string) => string
  /** The limits that are set, as they are written: MaxWall, MaxJobsPU, MaxTRESPU, GrpTRES, GrpTRESMins, Flags and their like. */
  readonly limits: Readonly<Record<string, string>>
}

/** The columns that tell a table of either kind. */
const needed = { qos: ['Name', 'Priority'], associations: ['Account', 'User', 'Share'] } as const

/** Whether a text begins as one of the tables. */
export function isOfSacctmgr(text: string): boolean {
  const names = text.split(/\r?\n/, 1)[0]?.split('|') ?? []
  return Object.values(needed).some((list) => list.every((name) => names.includes(name)))
}

function rowsWith(text: string, kind: keyof typeof needed): readonly Row[] {
  const [header = '', ...lines] = text.trim().split(/\r?\n/)
  const names = header.split('|')
  if (!needed[kind].every((name) => names.includes(name))) return []
  return lines.map((line) => {
    const cells = line.split('|')
    const cell = (name: string): string => cells[names.indexOf(name)] ?? ''
    const limits = names.filter((name) => {
      const nothing = beside.get(name) ?? /^$/
      return (limitName.test(name) || beside.has(name)) && !nothing.test(cell(name))
    })
    return { cell, limits: Object.fromEntries(limits.map((name) => [name, cell(name)])) }
  })
}

/** The rows of `sacctmgr show qos -P`; none where it is another table. */
export function qosIn(text: string) {
  return rowsWith(text, 'qos').map(({ cell, limits }) => ({
    name: cell('Name'),
    priority: Number(cell('Priority')) || 0,
    /** Qualities whose jobs it may preempt. */
    preempts: cell('Preempt')
      .split(',')
      .filter((name) => name !== ''),
    /** '' where it has none of its own. */
    preemptMode: cell('PreemptMode') === 'cluster' ? '' : cell('PreemptMode'),
    limits,
  }))
}

/** The rows of `sacctmgr show assoc -P` of a cluster, where one is named in them; none where it is another table. */
export function associationsIn(text: string, cluster: string) {
  const rows = rowsWith(text, 'associations')
  const ours = rows.filter(({ cell }) => cell('Cluster').toLowerCase() === cluster.toLowerCase())
  // A tree indents each account by its depth; that at a depth is the last one met there.
  const path: string[] = []
  return (ours.length > 0 ? ours : rows).map(({ cell, limits }) => {
    const [account, user, share] = [cell('Account').trim(), cell('User'), cell('Share')]
    const depth = cell('Account').search(/\S/)
    if (user === '') path.splice(depth, Infinity, account)
    const parent = user === '' ? cell('Par Name') || cell('ParentName') || (path[depth - 1] ?? '') : ''
    const asked = share === '' ? 1 : Number(share)
    return {
      account,
      user,
      /** The one whose jobs it is of; '' for all. */
      partition: cell('Partition'),
      /** The account that an account is below; '' where nothing tells, and for users. */
      parent,
      /** Among those below the same account; 'parent' as `Fairshare=parent`. */
      share: share === 'parent' ? share : asked >= 0 ? asked : 1,
      limits,
    }
  })
}

/** What of its tree of accounts a table does not tell; '' where that is nothing. */
export function treeLeftOf(text: string): string {
  const accounts = associationsIn(text, '').filter(({ account, user }) => user === '' && account !== 'root')
  const known = new Set(['root', '', ...accounts.map(({ account }) => account)])
  const unknown = accounts.filter(({ parent }) => !known.has(parent)).length
  if (unknown > 0) return `Par Name: ${String(unknown)} accounts are below one without a row`
  return accounts.length > 1 && accounts.every(({ parent }) => parent === '')
    ? 'no Par Name and no tree: each account is taken as right below root'
    : ''
}
