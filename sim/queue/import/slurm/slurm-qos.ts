/** A quality of service, as `sacctmgr show qos -P` prints it. */
export type SlurmQos = {
  readonly name: string
  readonly priority: number
  /** Qualities whose jobs it may preempt. */
  readonly preempts: readonly string[]
  /** '' where it has none of its own. */
  readonly preemptMode: string
  /** Whether its limits go before those of the QOS of a partition (OverPartQOS). */
  readonly isOverPartition: boolean
  /** The limits that are set, as they are written: MaxWall, MaxJobsPU, MaxTRESPU, GrpTRES, GrpTRESMins and their like. */
  readonly limits: Readonly<Record<string, string>>
}

/** An account, or a user of it, as `sacctmgr show assoc -P` prints it; `user` is '' for the account. */
export type SlurmAssociation = Pick<SlurmQos, 'limits'> & {
  readonly account: string
  readonly user: string
  readonly share: number
}

const limitName = /^(Max|Min|Grp)/
/** What else a replay does not keep, and the values that ask for nothing. */
const beside: ReadonlyMap<string, RegExp> = new Map([
  ['GraceTime', /^(00:00:00)?$/],
  ['UsageFactor', /^(1(\.0*)?)?$/],
])
const kept =
  /^(GrpJobs|GrpSubmit(Jobs)?|GrpTRES(Mins)?|MaxJobs(PU|PA)?|MaxSubmit(Jobs|PU|PA)?|MaxTRES(PU|PA)?|MaxWall|UsageFactor)$/
const keptTres = /^(node|gres\/gpu(:[^=]*)?)=/

/** What of a limit a replay does not keep, to be told; '' where it keeps all of it. Of TRES it keeps nodes and GPUs. */
export function leftOf(limit: string, value: string): string {
  if (!kept.test(limit)) return `${limit}=${value}`
  if (!/TRES/.test(limit)) return ''
  const isKept = (part: string) => (limit === 'MaxTRES' ? /^node=/ : keptTres).test(part)
  const left = value.split(',').filter((part) => !isKept(part))
  return left.length === 0 ? '' : `${limit}=${left.join(',')}`
}

type Row = { readonly cell: (name: string) => string } & Pick<SlurmQos, 'limits'>

function rowsWith(text: string, needed: readonly string[]): readonly Row[] {
  const [header = '', ...lines] = text.trim().split(/\r?\n/)
  const names = header.split('|')
  if (!needed.every((name) => names.includes(name))) return []
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
export function qosIn(text: string): readonly SlurmQos[] {
  return rowsWith(text, ['Name', 'Priority']).map(({ cell, limits }) => ({
    name: cell('Name'),
    priority: Number(cell('Priority')) || 0,
    preempts: cell('Preempt')
      .split(',')
      .filter((name) => name !== ''),
    preemptMode: cell('PreemptMode') === 'cluster' ? '' : cell('PreemptMode'),
    isOverPartition: /\bOverPartQOS\b/i.test(cell('Flags')),
    limits,
  }))
}

/** The rows of `sacctmgr show assoc -P`; none where it is another table. */
export function associationsIn(text: string): readonly SlurmAssociation[] {
  return rowsWith(text, ['Account', 'User', 'Share']).map(({ cell, limits }) => ({
    account: cell('Account'),
    user: cell('User'),
    share: Number(cell('Share')) || 1,
    limits,
  }))
}
