import { texts, type Label, type Shard, type SweepRow } from '../../sim/index.ts'

export type Form = 'jsonl' | 'csv'

/** What every line of a file begins with, so that it says by itself which sweep and which shard it is of. */
export type Identity = Shard & { readonly hash: string; readonly count: number }

export type Place = Identity & { readonly index: number }

const totals = [
  'wallClockDays',
  'calendarDays',
  'gpuHours',
  'energyMwh',
  'carbonT',
  'waterM3',
  'cost',
] as const
const quantiles = ['p10', 'p50', 'p90'] as const
const own = ['sweep', 'shard', 'shards', 'count', 'index']

/** The first line of a CSV; the names are the paths of the JSON. */
export function csvHead(fields: readonly string[]): string {
  const figures = totals.flatMap((total) => quantiles.map((quantile) => `${total}.${quantile}`))
  const axes = fields.map((name) => `axes.${name}`)
  return [...own, ...axes, 'ok', ...figures, 'currency', 'mfu', 'layout', 'problem'].join(',')
}

/** One point as one line, without its end. */
export function lineOf(row: SweepRow, form: Form, identity: Identity): string {
  const { hash, shard, shards, count } = identity
  if (form === 'jsonl') return JSON.stringify({ sweep: hash, shard, shards, count, ...row })
  const figures = totals.flatMap((total) =>
    quantiles.map((quantile) => (row.ok ? row[total][quantile] : null)),
  )
  const rest = row.ok ? [row.currency, row.mfu, row.layout, null] : [null, null, null, row.problem]
  const cells = [
    hash,
    shard,
    shards,
    count,
    row.index,
    ...Object.values(row.axes),
    row.ok,
    ...figures,
    ...rest,
  ]
  return cells.map(cell).join(',')
}

function cell(value: Label): string {
  if (typeof value !== 'string') return value === null ? '' : String(value)
  return texts.csvCell(value.replaceAll(/[\r\n]+/g, ' '))
}

const jsonStart = /^\{"sweep":"(s[0-9a-f]{16})","shard":(\d+),"shards":(\d+),"count":(\d+),"index":(\d+),/
const csvStart = /^(s[0-9a-f]{16}),(\d+),(\d+),(\d+),(\d+),/

/** Reads where a line belongs; null for what is no whole line of a sweep. */
export function placeOf(line: string, head: string | null): Place | null {
  const match = (head === null ? jsonStart : csvStart).exec(line)
  if (match === null || !(head === null ? isJson(line) : cellsIn(line) === cellsIn(head))) return null
  const [, hash = '', ...numbers] = match
  const [shard = 0, shards = 0, count = 0, index = 0] = numbers.map(Number)
  return { hash, shard, shards, count, index }
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

/** Cells of a line of CSV; an open quote makes none. */
function cellsIn(line: string): number {
  const plain = line.replaceAll(/"(?:[^"]|"")*"/g, '')
  return plain.includes('"') ? 0 : plain.split(',').length
}

/** The same line as the whole sweep would have it. */
export function asWhole(line: string, head: string | null): string {
  return head === null
    ? line.replace(/"shard":\d+,"shards":\d+/, '"shard":1,"shards":1')
    : line.replace(/^([^,]*),\d+,\d+,/, '$1,1,1,')
}
