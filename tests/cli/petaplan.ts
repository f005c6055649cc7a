import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The built command line. */
export const entry = fileURLToPath(new URL('../../dist/server/cli/main.js', import.meta.url))

export type Ran = {
  readonly code: number | null
  readonly out: string
  readonly err: string
  readonly ms: number
}

/** Runs the built command line. */
export function petaplan(...args: readonly string[]): Ran {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], { encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr, ms: performance.now() - start }
}
