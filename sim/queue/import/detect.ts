import { accept, refuse, type Read } from '../../base/outcome.ts'

export type Detected =
  | { readonly format: 'swf' }
  | { readonly format: 'json' }
  | { readonly format: 'sacct' | 'csv'; readonly delimiter: number }

const wanted =
  'give a Standard Workload Format log, the text of `sacct --parsable2` or `sacct --json`, a CSV with a header, or JSON'

/** What files of the wrong kind begin with. */
const magics: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x1f, 0x8b], 'is compressed twice, or was not decompressed (gzip)'],
  [[0x50, 0x4b, 0x03, 0x04], 'is a zip archive or a spreadsheet; give the log inside, or save it as CSV'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'is compressed with zstd; decompress it first'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'is compressed with xz; decompress it first'],
  [[0x42, 0x5a, 0x68], 'is compressed with bzip2; decompress it first'],
  [[0x50, 0x41, 0x52, 0x31], 'is Parquet; export it as CSV'],
  [[0x25, 0x50, 0x44, 0x46], 'is a PDF'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'is an SQLite database; export its table as CSV'],
  [[0xff, 0xfe], 'is UTF-16; save it as UTF-8'],
  [[0xfe, 0xff], 'is UTF-16; save it as UTF-8'],
]

/** Bytes before the text: the mark that some editors write in front of UTF-8. */
export function markLength(head: Uint8Array): number {
  return startsWith(head, [0xef, 0xbb, 0xbf]) ? 3 : 0
}

/**
 * The format of a file from its first bytes; names are not looked at. `columns` says that the reader was told what the
 * columns are called, so a table is a CSV whatever its header.
 */
export function detect(head: Uint8Array, columns: 'named' | 'usual'): Read<Detected> {
  const magic = magics.find(([bytes]) => startsWith(head, bytes))
  if (magic !== undefined) return refuse('file', magic[1])
  if (head.every((byte) => byte <= 32 && isText(byte))) return refuse('file', `is empty; ${wanted}`)
  if (!mostlyText(head)) return refuse('file', `is binary, not text; ${wanted}`)
  const text = new TextDecoder().decode(head.subarray(markLength(head))).trimStart()
  const [first = '', second = ''] = text.split(/\r?\n/, 2)
  if (/^[{[]/.test(first)) return accept({ format: 'json' })
  if (first.startsWith('<')) return refuse('file', `is a web page or XML, not a job log; ${wanted}`)
  if (first.startsWith(';') || /^[-+]?[\d.]+[ \t]+[-+]?[\d.]+(\s|$)/.test(first))
    return accept({ format: 'swf' })
  if (/^-+( +-+)+\s*$/.test(second))
    return refuse('file', 'is sacct output in columns of fixed width; run sacct with --parsable2')
  return table(first, columns)
}

const delimiters = ['|', ',', ';', '\t'] as const

function table(header: string, columns: 'named' | 'usual'): Read<Detected> {
  const counts = delimiters.map((delimiter) => header.split(delimiter).length - 1)
  const most = Math.max(...counts)
  const delimiter = delimiters[counts.indexOf(most)] ?? ','
  if (most === 0) {
    const start = header.length > 40 ? `${header.slice(0, 40)}…` : header
    return refuse('file', `begins with '${start}', which is none of the formats; ${wanted}`)
  }
  const names = header.split(delimiter).map((name) => name.trim().toLowerCase())
  const isSacct = names.some((name) => /^jobid(raw)?(%|$)/.test(name)) && names.some(isSlurmColumn)
  if (columns === 'usual' && isSacct) return accept({ format: 'sacct', delimiter: codeOf(delimiter) })
  if (columns === 'usual' && names.some(isSlurmState))
    return refuse('file', 'is sacct output without its header; run sacct without --noheader')
  return accept({ format: 'csv', delimiter: codeOf(delimiter) })
}

function codeOf(delimiter: string): number {
  return delimiter.charCodeAt(0)
}

function isSlurmColumn(name: string): boolean {
  return ['state', 'elapsed', 'elapsedraw', 'submit', 'nnodes', 'alloctres', 'timelimit'].includes(name)
}

function isSlurmState(cell: string): boolean {
  return /^(completed|failed|timeout|cancelled( by \d+)?|node_fail|out_of_memory|running|pending)$/.test(cell)
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte)
}

/** Letters, line ends, tabs; no NUL and no other control character. */
function isText(byte: number): boolean {
  return byte > 31 || (byte >= 9 && byte <= 13)
}

/** A stray control character does not make a log binary; one in a hundred does, and so does a NUL. */
function mostlyText(head: Uint8Array): boolean {
  let odd = 0
  for (const byte of head) {
    if (byte === 0) return false
    if (!isText(byte)) odd += 1
  }
  return odd * 100 <= head.length
}
