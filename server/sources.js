/** What the bundles are made from, as one hash: where a bundle says the same, it need not be made again. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
/** In folders that every build empties first, so that none outlives what it tells of. */
const stamps = ['dist/server/.sources', 'dist/web/.sources'].map((path) => join(root, path))

function hash() {
  const found = createHash('sha256').update(process.version)
  const read = (path) =>
    found
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
  read('package-lock.json')
  for (const folder of ['sim', 'server', 'web']) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
    for (const path of paths.sort()) read(path.slice(root.length))
  }
  return found.digest('hex')
}

export function isBuilt() {
  const now = hash()
  return stamps.every((stamp) => existsSync(stamp) && readFileSync(stamp, 'utf8') === now)
}

export function sayBuilt() {
  const now = hash()
  for (const stamp of stamps) writeFileSync(stamp, now)
}
