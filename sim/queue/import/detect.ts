import foreign from '../../data/queue/foreign.json' with { type: 'json' }
import { accept, refuse, type Read } from '../../base/outcome.ts'
import { pbsLine } from './accounting/pbs.ts'
import { squeueFormat } from './slurm/squeue-text.ts'

export type Detected =
  | { readonly format: 'swf' | 'json' | 'pbs' | 'lsf' | 'sge' }
  | { readonly format: 'sacct' | 'squeue' | 'csv'; readonly delimiter: string }

/** What the reader was told beforehand. */
type Told = {
  /** That the columns are named, so that a table is a CSV whatever its header. */
  readonly columns: 'named' | 'usual'
  /** Between the columns; null where it is to be found. */
  readonly delimiter: string | null
}

const sgeFields = 40
/** `qname:hostname:group:owner:job_name:job_number:account:priority:submission:…`. */
const sgeLine = new RegExp(
  `^[^:|,;]+(:[^:]*){4}:\\d+:[^:]*:-?\\d+:\\d+:\\d+:\\d+(:[^:]*){${String(sgeFields - 12)},}$`,
)
const lsfLine = /^"(JOB_|EVENT_|LSB_)[A-Z_]+" "[\d.]+" \d+ /

const wanted =
  'give a Standard Workload Format log, the text of `sacct --parsable2` or `sacct --json`, a CSV with a header, or JSON'

/** Titles that scripts put before a table, or `squeue -M` before those of each cluster, and empty lines. */
function isNoTitle(line: string): boolean {
  return line.trim() !== '' && !/^(#(?!!)|CLUSTER: )/.test(line)
}

/** Bytes before the text: the mark that some editors write in front of UTF-8. */
export function markLength(head: Uint8Array): number {
  return startsWith(head, [0xef, 0xbb, 0xbf]) ? 3 : 0
}

/** The format of a file from its first bytes; names are not looked at. */
export function detect(head: Uint8Array, told: Told): Read<Detected> {
  const begins = Array.from(head.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const [, kind = ''] = foreign.bytes.find(([bytes = '']) => begins.startsWith(bytes)) ?? []
  if (kind !== '') return refuse('file', kind)
  if (head.every((byte) => byte <= 32 && isText(byte))) return refuse('file', `is empty; ${wanted}`)
  if (startsWith(head.subarray(257), [0x75, 0x73, 0x74, 0x61, 0x72]))
    return refuse('file', 'is a tar archive; give the log inside')
  if (!mostlyText(head)) return refuse('file', `is binary, not text; ${wanted}`)
  const text = new TextDecoder().decode(head.subarray(markLength(head))).trimStart()
  const [first = '', second = ''] = text.split(/\r?\n|\r(?!$)/, 50).filter(isNoTitle)
  if (/^(\{|\[(?!\d{4}-))/.test(first)) return accept({ format: 'json' })
  if (first.startsWith('<')) return refuse('file', `is a web page or XML, not a job log; ${wanted}`)
  if (first.startsWith(';') || /^[-+]?[\d.]+[ \t]+[-+]?[\d.]+(\s|$)/.test(first))
    return accept({ format: 'swf' })
  const accounting = accountingIn(first, text)
  if (accounting !== null) return accounting
  if (/^-+( +-+)+\s*$/.test(second))
    return refuse('file', 'is sacct output in columns of fixed width; run sacct with --parsable2')
  return table(first, told)
}

/** The accounting logs of other batch systems, and files of Slurm that tell of no jobs. */
function accountingIn(first: string, text: string): Read<Detected> | null {
  if (pbsLine.test(first)) return accept({ format: 'pbs' })
  if (lsfLine.test(first)) return accept({ format: 'lsf' })
  const said = text.split(/\r?\n/).find((line) => line.trim() !== '' && !line.startsWith('#')) ?? ''
  if (sgeLine.test(said)) return accept({ format: 'sge' })
  if (/^#!/.test(first)) return refuse('file', `is a script, not a job log; ${wanted}`)
  if (/^(.*\d{4}\r?\n|CLUSTER: .*\n)?\s*JOBID\s+\S+\s+NAME\s/.test(text))
    return refuse('file', `is squeue output in columns of fixed width; run squeue -o '${squeueFormat}'`)
  const [, other = ''] = foreign.lines.find(([line = '']) => new RegExp(line).test(first)) ?? []
  return other === '' ? null : refuse('file', other)
}

const usualDelimiters = ['|', ',', ';', '\t'] as const

function table(header: string, { columns, delimiter: told }: Told): Read<Detected> {
  const delimiter = told ?? slurmDelimiter(header) ?? usualDelimiter(header)
  if (delimiter === null || !header.includes(delimiter)) {
    const start = header.length > 40 ? `${header.slice(0, 40)}…` : header
    const why = told === null ? 'is none of the formats' : `does not hold the delimiter '${told}'`
    return refuse('file', `begins with '${start}', which ${why}; ${wanted}`)
  }
  const names = header.split(delimiter).map((name) =>
    name
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .toLowerCase(),
  )
  const has = (column: RegExp) => names.some((name) => column.test(name))
  const isSacct = has(/^jobid(raw)?(%|$)/) && has(slurmColumn)
  if (columns === 'usual' && names.includes('jobid') && has(squeueColumn))
    return accept({ format: 'squeue', delimiter })
  if (columns === 'usual' && isSacct) return accept({ format: 'sacct', delimiter })
  if (columns === 'usual' && has(slurmState))
    return refuse('file', 'is sacct output without its header; run sacct without --noheader')
  if (delimiter.length > 1 || delimiter.charCodeAt(0) > 127)
    return refuse('delimiter', `'${delimiter}' is not one character of ASCII, which a CSV needs`)
  return accept({ format: 'csv', delimiter })
}

/** What stands between two columns of sacct or squeue, whatever it is: scripts choose ^, ~, or a snowman. */
function slurmDelimiter(header: string): string | null {
  const names =
    'JobID|JobIDRaw|User|Account|Partition|QOS|State|Submit|Start|End|Elapsed|ElapsedRaw|NNodes|JobName'
  const match = new RegExp(
    `(?:^|[^A-Za-z])(?:${names})([^A-Za-z0-9_ ]{1,8}?)(?:${names})(?![A-Za-z])`,
    'i',
  ).exec(header)
  const found = match?.[1] ?? null
  if (!/jobid/i.test(header)) return null
  return found?.replace(/^"(.+)"$/, '$1') ?? null
}

function usualDelimiter(header: string): string | null {
  const counts = usualDelimiters.map((delimiter) => header.split(delimiter).length - 1)
  const most = Math.max(...counts)
  return most === 0 ? null : (usualDelimiters[counts.indexOf(most)] ?? null)
}

const squeueColumn = /^(st|submit_time|time_limit|nodelist\(reason\)|time_left)$/
const slurmColumn = /^(state|elapsed|elapsedraw|submit|nnodes|alloctres|timelimit)$/
const slurmState = /^(completed|failed|timeout|cancelled( by \d+)?|node_fail|out_of_memory|running|pending)$/

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte)
}

/** Letters, line ends, tabs; no NUL and no other control character. */
function isText(byte: number): boolean {
  return byte > 31 || (byte >= 9 && byte <= 13)
}

/** A stray control character does not make a log binary; one in a hundred does, and so does a NUL. */
function mostlyText(head: Uint8Array): boolean {
  if (head.includes(0)) return false
  return head.filter((byte) => !isText(byte)).length * 100 <= head.length
}
