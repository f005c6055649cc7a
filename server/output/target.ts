import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Where an answer goes. A file gets its name when it is whole; a device, a pipe or a socket is written to as it is, since
 * a file of its name would take its place.
 */
export type Target = { readonly kind: 'file' | 'stream'; readonly path: string }

/** Follows links, so that the file they lead to is written and they stay. */
export function targetOf(path: string): Target {
  const file = followed(path)
  const stat = statSync(file, { throwIfNoEntry: false })
  return { kind: stat === undefined || stat.isFile() || stat.isDirectory() ? 'file' : 'stream', path: file }
}

function followed(path: string): string {
  const link = lstatSync(path, { throwIfNoEntry: false })
  if (link === undefined || !link.isSymbolicLink()) return path
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return realpathSync(path)
  return resolve(dirname(path), readlinkSync(path))
}
