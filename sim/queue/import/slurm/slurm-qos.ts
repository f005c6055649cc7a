/** A quality of service, as `sacctmgr show qos -P` prints it. */
export type SlurmQos = {
  readonly name: string
  readonly priority: number
  /** What a node-second counts for. */
  readonly usageFactor: number
  /** Qualities whose jobs it may preempt. */
  readonly preempts: readonly string[]
  /** The limits that are set, as they are written: MaxWall, MaxJobsPU, MaxTRESPU, GrpTRES, GrpTRESMins and their like. */
  readonly limits: Readonly<Record<string, string>>
}

const limitName = /^(Max|Min|Grp)/

/** The rows of `sacctmgr show qos -P`; none where it is another table. */
export function qosIn(text: string): readonly SlurmQos[] {
  const [header = '', ...lines] = text.trim().split(/\r?\n/)
  const names = header.split('|')
  if (!names.includes('Name') || !names.includes('Priority')) return []
  return lines.map((line) => {
    const cells = line.split('|')
    const cell = (name: string): string => cells[names.indexOf(name)] ?? ''
    const factor = cell('UsageFactor') === '' ? 1 : Number(cell('UsageFactor'))
    const limits = names.filter((name) => limitName.test(name) && cell(name) !== '')
    return {
      name: cell('Name'),
      priority: Number(cell('Priority')) || 0,
      usageFactor: factor >= 0 ? factor : 1,
      preempts: cell('Preempt')
        .split(',')
        .filter((name) => name !== ''),
      limits: Object.fromEntries(limits.map((name) => [name, cell(name)])),
    }
  })
}
