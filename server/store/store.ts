import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { built } from '../built.ts'
import type { Command, Reply } from './commands.ts'

export type Store = {
  readonly ask: (command: Command) => Promise<Reply>
  /** Where the rows of jobs lie. */
  readonly rowsFolder: string
  readonly close: () => Promise<void>
}

/**
 * The store of a folder, which is made where there is none.
 *
 * @throws the file system's own error where nothing can be written there
 */
export function openStore(folder: string, mostBytes: number): Store {
  const rowsFolder = join(folder, 'jobs')
  mkdirSync(rowsFolder, { recursive: true, mode: 0o700 })
  accessSync(folder, constants.W_OK)
  const pool = new Piscina<Command, Reply>({
    filename: fileURLToPath(built('server/store/worker.js')),
    minThreads: 1,
    maxThreads: 1,
    workerData: { folder, mostBytes },
    execArgv: [],
  })
  return { ask: (command) => pool.run(command), rowsFolder, close: () => pool.destroy() }
}
