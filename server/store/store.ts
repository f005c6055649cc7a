import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { built } from '../built.ts'
import type { JobRecord, Study, Version } from './kept.ts'

/** The file that is there cannot be opened. */
export class Unopened extends Error {}

export type Store = {
  readonly ask: (command: Command) => Promise<Reply>
  /** Where the rows of jobs lie. */
  readonly rowsFolder: string
  readonly close: () => Promise<void>
}

/**
 * The store of a folder, which is made where there is none.
 *
 * @throws the file system's own error where nothing can be written there, or the database's where its file is none
 */
export async function openStore(folder: string, mostBytes: number): Promise<Store> {
  const rowsFolder = join(folder, 'jobs')
  makeFolder(rowsFolder)
  accessSync(folder, constants.W_OK)
  const pool = new Piscina<Command, Reply>({
    filename: fileURLToPath(built('server/store/worker.js')),
    minThreads: 1,
    maxThreads: 1,
    workerData: { folder, mostBytes },
    execArgv: [],
  })
  const ask = async (command: Command) => pool.run(command)
  let isOpen = false
  pool.on('error', (error: unknown) => {
    if (isOpen) process.emitWarning(words(error))
  })
  await ask({ ask: 'waiting jobs' }).catch(async (error: unknown) => {
    await pool.destroy()
    throw new Unopened(words(error))
  })
  isOpen = true
  return { ask, rowsFolder, close: () => pool.destroy() }
}

function words(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return code === 'SQLITE_NOTADB'
    ? 'petaplan.db is no database of ours; move it away'
    : `the database failed (${code})`
}

/** Step by step: asked for all at once, the runtime never ends below a folder that takes none. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

/** What the store is asked; one thread answers, so that a slow disk holds up nobody else. */
export type Command =
  | { readonly ask: 'create study'; readonly study: Study }
  | { readonly ask: 'add version'; readonly id: string; readonly token: string; readonly study: Study }
  | { readonly ask: 'read version'; readonly id: string; readonly version: number | null }
  | { readonly ask: 'read versions'; readonly id: string }
  | { readonly ask: 'delete study'; readonly id: string; readonly token: string }
  | { readonly ask: 'create job'; readonly input: string }
  | { readonly ask: 'read job'; readonly id: string }
  | { readonly ask: 'settle job'; readonly id: string; readonly state: JobRecord['state'] }
  | { readonly ask: 'check job token'; readonly id: string; readonly token: string }
  | { readonly ask: 'delete job'; readonly id: string }
  | { readonly ask: 'waiting jobs' }

/** Acknowledged only when it is on the disk. */
export type Reply =
  | { readonly status: 'made'; readonly id: string; readonly version: number; readonly token: string }
  | { readonly status: 'versions'; readonly versions: readonly Version[] }
  | { readonly status: 'jobs'; readonly jobs: readonly JobRecord[] }
  | { readonly status: 'done' }
  | { readonly status: 'unknown' }
  | { readonly status: 'forbidden' }
  | { readonly status: 'full' }
