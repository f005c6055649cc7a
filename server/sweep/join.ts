import { countOfShard } from '../../sim/index.ts'
import { linesOf, type Line } from './file-lines.ts'
import { asWhole, placeOf, type Place } from './lines.ts'

/** Why files cannot be joined, in a sentence. */
export class Unjoinable extends Error {}

type ShardFile = { readonly path: string; readonly head: string | null; readonly first: Place }

/** The files of every shard of one sweep, each in its place. */
export type Joinable = Readonly<ReturnType<typeof joinable>>

/** Sorts shard files out by their first lines. Files without rows are those of shards without points. */
export function joinable(paths: readonly string[]) {
  const found = paths.flatMap((path) => inspect(path) ?? [])
  const [first] = found
  if (first === undefined) throw new Unjoinable('no file holds a row of a sweep')
  const { hash, count, shards } = first.first
  if (shards > mostShards) throw new Unjoinable(`'${first.path}' is one of more than a million shards`)
  const files: (ShardFile | null)[] = Array.from({ length: shards }, () => null)
  for (const file of found) {
    alike(file, first)
    const place = file.first.shard - 1
    const other = files[place] ?? null
    if (other !== null)
      throw new Unjoinable(`'${other.path}' and '${file.path}' are both shard ${nameOf(file.first)}`)
    files[place] = file
  }
  const missing = files.flatMap((file, place) =>
    file === null && countOfShard(count, { shard: place + 1, shards }) > 0 ? [String(place + 1)] : [],
  )
  if (missing.length > 0) {
    const which =
      missing.length === 1
        ? `shard ${missing.join('')} of ${String(shards)} is`
        : `shards ${few(missing)} of ${String(shards)} are`
    throw new Unjoinable(`${which} missing`)
  }
  return {
    hash,
    count,
    head: first.head,
    /** By shard; a shard without points needs no file. */
    files,
  }
}

const mostShards = 1_000_000
const mostNamed = 20

function few(names: readonly string[]): string {
  const more = names.length - mostNamed
  return names.slice(0, mostNamed).join(', ') + (more > 0 ? ` and ${String(more)} more` : '')
}

function nameOf({ shard, shards }: Place): string {
  return `${String(shard)}/${String(shards)}`
}

function inspect(path: string): ShardFile | null {
  const lines = linesOf(path)
  const start = lines.next().value
  if (start === undefined) return null
  const isCsv = start.text.startsWith('sweep,')
  const row = isCsv ? lines.next().value : start
  lines.return(undefined)
  if (row === undefined) return null
  const first = row.isWhole ? placeOf(row.text, isCsv ? start.text : null) : null
  if (first === null || first.shard < 1 || first.shard > first.shards)
    throw new Unjoinable(`'${path}' line ${isCsv ? '2' : '1'} is no whole row of a sweep`)
  return { path, head: isCsv ? start.text : null, first }
}

function alike(file: ShardFile, first: ShardFile): void {
  const say = (what: string) => {
    throw new Unjoinable(`'${file.path}' ${what}; '${first.path}' is not`)
  }
  if (file.first.hash !== first.first.hash || file.first.count !== first.first.count)
    throw new Unjoinable(
      `'${file.path}' is of the sweep ${file.first.hash}, '${first.path}' of another, ${first.first.hash}`,
    )
  if (file.first.shards !== first.first.shards) say(`is one of ${String(file.first.shards)} shards`)
  if (file.head !== first.head) say(file.head === null ? 'is JSON lines' : 'is a CSV with other columns')
}

/** All that is read of all files at the same time. */
const pieceBytesInAll = 64 * 1024 * 1024

/** The lines of the whole sweep in the order of the index, as one run would have written them. */
export function* joined({ hash, count, head, files }: Joinable): Generator<string> {
  const shards = files.length
  const pieceBytes = Math.max(4096, Math.min(1 << 16, Math.floor(pieceBytesInAll / shards)))
  const readers = files.map((file) => (file === null ? null : linesOf(file.path, pieceBytes)))
  if (head !== null) {
    for (const reader of readers) reader?.next()
    yield head
  }
  for (let index = 0; index < count; index += 1) {
    const shard = index % shards
    const file = files[shard]
    if (file === undefined || file === null) throw new Error('a shard is lost')
    const line = readers[shard]?.next().value
    yield asWhole(checked(line, { index, hash, head, file }), head)
  }
  readers.forEach((reader, place) => {
    if (reader?.next().value !== undefined)
      throw new Unjoinable(`'${String(files[place]?.path)}' goes on after its last point`)
  })
}

type Wanted = {
  readonly index: number
  readonly hash: string
  readonly head: string | null
  readonly file: ShardFile
}

function checked(line: Line | undefined, { index, hash, head, file }: Wanted): string {
  const { shard, shards, count } = file.first
  const row = Math.floor(index / shards)
  const at = `'${file.path}' line ${String(row + (head === null ? 1 : 2))}`
  if (line === undefined) {
    const all = countOfShard(count, { shard, shards })
    throw new Unjoinable(
      `'${file.path}' ends after ${String(row)} of ${String(all)} points; run it again with --resume`,
    )
  }
  const place = line.isWhole ? placeOf(line.text, head) : null
  if (place === null) throw new Unjoinable(`${at} is cut off or damaged`)
  const isIts =
    place.hash === hash && place.shard === shard && place.shards === shards && place.count === count
  if (!isIts) throw new Unjoinable(`${at} is of another sweep or shard`)
  if (place.index !== index)
    throw new Unjoinable(`${at} is point ${String(place.index)} in place of ${String(index)}`)
  return line.text
}
