import { spend } from '../../../base/outcome.ts'

/** One entry of a file of Slurm: `NodeName=n[1-4] CPUs=64` as its names and values, where it stands. */
export type ConfEntry = {
  readonly file: string
  readonly line: number
  readonly text: string
  /** By lower-case name, in their order. */
  readonly values: ReadonlyMap<string, string>
}

export type ConfFile = { readonly name: string; readonly text: string }

/**
 * The entries of a slurm.conf, or of what `scontrol show node` prints, where an entry goes over indented lines. Comments
 * are left out, and lines that end in a backslash go on. `scontrol show config` has blanks around the equals sign.
 *
 * Source: slurm.conf(5) of Slurm 24.05.
 */
export function confEntries({ name, text }: ConfFile): readonly ConfEntry[] {
  const entries: { line: number; text: string }[] = []
  let goesOn = false
  text.split(/\r?\n/).forEach((raw, i) => {
    // scontrol marks a node that wakes, 'State=IDLE#'.
    const line = withoutSaying(raw, goesOn)
      .replace(/(?<!\\|State=[A-Z+]+)#.*$/, '')
      .trimEnd()
    const last = entries.at(-1)
    if (line.trim() === '') goesOn = false
    else if ((goesOn || isFurther(line)) && last !== undefined)
      last.text += ` ${line.replace(/\\$/, '').trim()}`
    else entries.push({ line: i + 1, text: line.replace(/\\$/, '').trim() })
    goesOn = line.endsWith('\\')
  })
  return entries.map((entry) => ({ file: name, ...entry, values: valuesIn(entry.text) }))
}

/**
 * A line of `scontrol show node`, in lines or with `-o`, without what people and kernels write in it, which may hold '#' and
 * names of other values: its reason and what follows, and its system.
 */
function withoutSaying(line: string, isOfConf: boolean): string {
  if (!isOfConf && /^\s+(OS|Reason|Comment|Extra)=/.test(line)) return ''
  if (!line.includes(' CPUTot=')) return line
  const [before = '', system] = line.split(' OS=', 2)
  const rest = system?.slice(Math.max(0, system.indexOf(' RealMemory='))) ?? ''
  return (before + rest).split(/ (?:Reason|Comment|Extra)=/, 1)[0] ?? ''
}

/** What scontrol prints of a node goes on in indented lines. */
function isFurther(line: string): boolean {
  return /^\s/.test(line) && !/^\s*(NodeName|PartitionName)=/i.test(line)
}

function valuesIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', quoted, plain] of text.matchAll(/(?<!\w)(\w+)(?:=|\s+=\s*)(?:"([^"]*)"|(\S*))/g))
    found.set(name.toLowerCase(), quoted ?? plain ?? '')
  return found
}

/** A line of defaults adds to those before it, or replaces them. */
export function withDefaults(before: ConfEntry | null, entry: ConfEntry): ConfEntry {
  return { ...entry, values: new Map([...(before?.values ?? []), ...entry.values]) }
}

/** What asks for nothing, as scontrol writes it. */
export const asksNothing = /^(all|no|none|0|up|unlimited|n\/a|\(null\))?$/i

/** More nodes than any machine has: a slip of the pen. */
export const mostNodes = 2 ** 20
/** Of a name that a range stands for. */
const nameUs = 0.3
/** With the ranges in its brackets. */
const longestHost = 4096

/** 'n[001-003,7],login' as its names; null when it cannot be read. */
export function hostNames(list: string): readonly string[] | null {
  const parts = list.match(/(?:[^,[]|\[[^\]]*\]?)+/g) ?? []
  const names: string[] = []
  for (const part of parts) {
    const expanded = expand(part)
    if (expanded === null || names.length + expanded.length > mostNodes) return null
    for (const name of expanded) names.push(name)
  }
  return names
}

function expand(part: string): readonly string[] | null {
  if (part.length > longestHost) return null
  const match = /^([^[\]]*)\[([^\]]*)\](.*)$/.exec(part)
  if (match === null) return /[[\]]/.test(part) ? null : [part]
  const [, before = '', inside = '', after = ''] = match
  const rest = expand(after)
  if (rest === null) return null
  const names: string[] = []
  for (const range of inside.split(',')) {
    const [, low = '', high = low] = /^(\d+)(?:-(\d+))?$/.exec(range.trim()) ?? []
    const [first, last] = [Number(low), Number(high)]
    const wanted = (last - first + 1) * rest.length
    if (low === '' || last < first || names.length + wanted > mostNodes) return null
    spend(nameUs * wanted)
    for (let n = first; n <= last; n += 1)
      for (const tail of rest) names.push(`${before}${String(n).padStart(low.length, '0')}${tail}`)
  }
  return names
}
