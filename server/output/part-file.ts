import { existsSync, truncateSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { countOfShard } from '../../sim/index.ts'
import { linesOf } from '../sweep/file-lines.ts'
import { placeOf, type Identity, type Place } from '../sweep/lines.ts'
import { claim } from './claim.ts'
import { targetOf } from './target.ts'

/** A file that is written under another name and gets its own when it is whole. */
export type PartFile = {
  readonly write: (text: string) => Promise<void>
  readonly finish: () => Promise<void>
  /** Leaves what is there under the other name. */
  readonly leave: () => Promise<void>
}

export function partOf(path: string): string {
  return `${path}.part`
}

/** A file that is this process's to write until it is released; `isFile` is false for what cannot be renamed or gone on with. */
export type Output = { readonly path: string; readonly isFile: boolean; readonly release: () => void }

/**
 * Takes the place of an answer for this process alone.
 *
 * @throws Claimed while another process writes there
 */
export function outputAt(path: string): Output {
  const target = targetOf(path)
  if (target.kind === 'stream') return { path: target.path, isFile: false, release: () => undefined }
  return { path: target.path, isFile: true, ...claim(target.path) }
}

export async function openPart({ path, isFile }: Output, how: 'anew' | 'at its end'): Promise<PartFile> {
  const file = await open(isFile ? partOf(path) : path, how === 'anew' ? 'w' : 'a')
  const close = async () => {
    if (isFile) await file.sync()
    await file.close()
  }
  return {
    write: async (text) => {
      await file.appendFile(text)
    },
    finish: async () => {
      await close()
      if (isFile) await rename(partOf(path), path)
    },
    leave: close,
  }
}

/** What an earlier run has left: so many rows that hold, or why they cannot be gone on with. */
export type Left =
  | { readonly status: 'none' }
  | { readonly status: 'whole' }
  | { readonly status: 'part'; readonly rows: number }
  | { readonly status: 'foreign'; readonly message: string }

/** Looks for rows of an earlier run of the same shard; what follows the last row that holds is cut away. */
export function whatIsLeft(path: string, identity: Identity, head: string | null): Left {
  const part = partOf(path)
  if (existsSync(part)) {
    const { rows, end, foreign } = scan(part, identity, head)
    if (foreign !== null) return { status: 'foreign', message: foreign }
    truncateSync(part, end)
    return end === 0 ? { status: 'none' } : { status: 'part', rows }
  }
  if (!existsSync(path)) return { status: 'none' }
  const { rows, foreign } = scan(path, identity, head)
  if (foreign !== null) return { status: 'foreign', message: foreign }
  const wanted = countOfShard(identity.count, identity)
  if (rows === wanted) return { status: 'whole' }
  return { status: 'foreign', message: `'${path}' ends after ${String(rows)} of ${String(wanted)} points` }
}

type Scan = { readonly rows: number; readonly end: number; readonly foreign: string | null }

/** Rows from the first on, as far as each follows the one before. */
function scan(path: string, identity: Identity, head: string | null): Scan {
  let rows = 0
  let end = 0
  for (const line of linesOf(path)) {
    if (!line.isWhole) break
    if (end === 0 && head !== null) {
      if (line.text !== head) return { rows, end, foreign: `'${path}' has other columns` }
    } else {
      const place = placeOf(line.text, head)
      if (place === null) break
      const foreign = strangerTo(identity, place)
      if (foreign !== null) return { rows, end, foreign: `'${path}' is ${foreign}` }
      if (place.index !== identity.shard - 1 + rows * identity.shards) break
      rows += 1
    }
    end = line.end
  }
  return { rows, end, foreign: null }
}

function strangerTo({ hash, shard, shards }: Identity, place: Place): string | null {
  if (place.hash !== hash) return `of another sweep, ${place.hash}; this one is ${hash}`
  if (place.shard === shard && place.shards === shards) return null
  return `shard ${String(place.shard)}/${String(place.shards)}`
}
