import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { claim } from './claim.ts'
import { targetOf } from './target.ts'

/**
 * Writes a file that gets its name when it is whole: until then, and whatever happens, what stood there before stays. A
 * stop from the keyboard is heard when the file is written.
 *
 * @throws Claimed, or the file system's own error
 */
export function writeWhole(path: string, parts: Iterable<Uint8Array | string>): void {
  const target = targetOf(path)
  if (target.kind === 'stream') {
    writeParts(target.path, parts)
    return
  }
  const held = claim(target.path)
  const part = `${target.path}.part`
  const listen = () => {
    process.exitCode = 130
  }
  process.once('SIGINT', listen)
  try {
    writeParts(part, parts)
    renameSync(part, target.path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  } finally {
    held.release()
    process.off('SIGINT', listen)
  }
}

function writeParts(path: string, parts: Iterable<Uint8Array | string>): void {
  const file = openSync(path, 'w')
  try {
    for (const part of parts) writeFileSync(file, part)
    if (statSync(path).isFile()) fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
