import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'

/** Why a file cannot be written now, in words that follow its name. */
export class Claimed extends Error {}

const touchEveryMs = 20_000
/** A writer on another machine that has not touched its claim for so long is gone. */
const staleAfterMs = 10 * touchEveryMs

/**
 * Takes a file for one writer: a claim beside it, made only where there is none. That of a writer who is gone is taken
 * over.
 *
 * @throws Claimed while another process writes the same file
 */
export function claim(path: string): { readonly release: () => void } {
  const file = `${path}.lock`
  if (!made(file)) {
    const holder = holderOf(file)
    if (holder !== null) throw new Claimed(`is being written by ${holder}; give another name or wait for it`)
    rmSync(file, { force: true })
    if (!made(file))
      throw new Claimed('is being written by another process; give another name or wait for it')
  }
  const alive = setInterval(() => {
    const now = new Date()
    utimesSync(file, now, now)
  }, touchEveryMs)
  alive.unref()
  return {
    release: () => {
      clearInterval(alive)
      rmSync(file, { force: true })
    },
  }
}

function made(file: string): boolean {
  try {
    const handle = openSync(file, 'wx')
    writeSync(handle, JSON.stringify({ host: hostname(), process: process.pid }))
    closeSync(handle)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Who holds a claim; null when nobody does any more. */
function holderOf(file: string): string | null {
  const said = saidIn(file)
  if (said === null) return ageMs(file) > staleAfterMs ? null : 'another process'
  if (said.host === hostname()) return isAlive(said.process) ? `process ${String(said.process)}` : null
  return ageMs(file) > staleAfterMs ? null : `process ${String(said.process)} of ${said.host}`
}

function saidIn(file: string): { readonly host: string; readonly process: number } | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof value !== 'object' || value === null || !('host' in value) || !('process' in value))
      return null
    const { host, process } = value
    return typeof host === 'string' && typeof process === 'number' ? { host, process } : null
  } catch {
    return null
  }
}

function ageMs(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat === undefined ? Infinity : Date.now() - stat.mtimeMs
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // One that may not be signalled is there all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
