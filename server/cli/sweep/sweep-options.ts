import type { Problem, Read, Shard } from '../../../sim/index.ts'
import type { Form } from '../../sweep/lines.ts'

export type SweepOptions = {
  readonly out?: string
  readonly shard?: string
  readonly format?: string
  readonly workers?: string
  readonly resume?: boolean
  readonly json?: boolean
}

export type SweepWish = {
  readonly shard: Shard
  /** Null: a table for a person. */
  readonly form: Form | null
  /** Null: as many as there are cores. */
  readonly workers: number | null
}

const mostShards = 1_000_000
const mostWorkers = 1024

/** What the options say, or everything that is wrong with them. */
export function readWish(options: SweepOptions): Read<SweepWish> {
  const { out, shard, format, workers, resume, json } = options
  const read = shard === undefined ? { shard: 1, shards: 1 } : shardOf(shard)
  const threads = workers === undefined ? null : wholeIn(workers, mostWorkers)
  const problems: readonly (Problem | null)[] = [
    read === null
      ? {
          field: 'shard',
          message: `'${String(shard)}' is not a shard; write i/n with 1 <= i <= n, e.g. 3/16`,
        }
      : null,
    workers !== undefined && threads === null
      ? { field: 'workers', message: `'${workers}' is not a whole number from 1 to ${String(mostWorkers)}` }
      : null,
    format !== undefined && format !== 'jsonl' && format !== 'csv'
      ? { field: 'format', message: `'${format}' is not jsonl or csv` }
      : null,
    format === 'csv' && json === true && out === undefined
      ? { field: 'format', message: 'is csv, but --json asks for JSON; give one of them' }
      : null,
    resume === true && out === undefined
      ? { field: 'resume', message: 'goes on with a file; name it with --out' }
      : null,
  ]
  const found = problems.flatMap((problem) => problem ?? [])
  if (found.length > 0 || read === null) return { ok: false, problems: found }
  return { ok: true, value: { shard: read, form: formOf(options), workers: threads } }
}

function formOf({ format, out, json }: SweepOptions): Form | null {
  if (format === 'csv' || format === 'jsonl') return format
  if (out !== undefined) return out.endsWith('.csv') ? 'csv' : 'jsonl'
  return json === true ? 'jsonl' : null
}

function shardOf(word: string): Shard | null {
  const match = /^([0-9]+)\/([0-9]+)$/.exec(word.trim())
  const [shard, shards] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)]
  return shard >= 1 && shard <= shards && shards <= mostShards ? { shard, shards } : null
}

function wholeIn(word: string, most: number): number | null {
  const value = /^[0-9]+$/.test(word) ? Number(word) : 0
  return value >= 1 && value <= most ? value : null
}
