import { lstatSync, readlinkSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Where an answer goes. A file gets its name when it is whole; a device, a pipe or a socket is written to as it is, since
 * a file of its name would take its place.
 */
export type Target = { readonly kind: 'file' | 'stream'; readonly path: string }

/** Follows links, so that the file they lead to is written and they stay; `-` is standard output. A folder is refused. */
export function targetOf(path: string): Target {
  if (path === '-') return { kind: 'stream', path: '/dev/stdout' }
  const file = followed(path)
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat?.isDirectory() === true)
    throw Object.assign(new Error('a folder'), { code: 'EISDIR', syscall: 'open', path })
  return { kind: stat === undefined || stat.isFile() ? 'file' : 'stream', path: file }
}

const mostLinks = 40

/** What a link leads to, over as many links as a kernel follows; it need not be there. */
function followed(path: string, links = 0): string {
  const link = lstatSync(path, { throwIfNoEntry: false })
  if (link === undefined || !link.isSymbolicLink()) return path
  if (links === mostLinks)
    throw Object.assign(new Error('too many links'), { code: 'ELOOP', syscall: 'open', path })
  return followed(resolve(dirname(path), readlinkSync(path)), links + 1)
}
