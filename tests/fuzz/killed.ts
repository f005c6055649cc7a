import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'

/**
 * A process that saves without end, through the thread of the server as it is built, and says each id once it is
 * acknowledged.
 */
const writer = `
  const { Piscina } = require('piscina')
  const [folder, filename] = process.argv.slice(1)
  const pool = new Piscina({ filename, maxThreads: 1, workerData: { folder, mostBytes: 2 ** 30 }, execArgv: [] })
  const save = async () => {
    for (let n = 0; ; n += 1) {
      const study = { title: 'n' + n, question: 'estimate', input: 'x'.repeat(n % 5000), address: null }
      const { id } = await pool.run({ ask: 'create study', study })
      require('node:fs').writeSync(1, id + '\\n')
    }
  }
  save()
`

/** What was acknowledged before each kill, and what of it is gone. */
export type Killed = {
  readonly kills: number
  readonly acknowledged: number
  readonly lost: number
  readonly whole: boolean
}

/** Ends a saving process by SIGKILL, again and again, and looks for everything that it had acknowledged. */
export async function killed(kills: number, afterMs: (kill: number) => number): Promise<Killed> {
  const folder = mkdtempSync(join(tmpdir(), 'petaplan-killed-'))
  const thread = join(import.meta.dirname, '../../dist/server/store/worker.js')
  const acknowledged = new Set<string>()
  for (let kill = 0; kill < kills; kill += 1) {
    const child = spawn(process.execPath, ['-e', writer, folder, thread], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString()
    })
    await once(child.stdout, 'data')
    await new Promise((resolve) => setTimeout(resolve, afterMs(kill)))
    child.kill('SIGKILL')
    await once(child, 'close')
    for (const id of said.split('\n').slice(0, -1)) acknowledged.add(id)
  }
  const db = new Database(join(folder, 'petaplan.db'))
  const kept = new Set(db.prepare('select id from versions').raw().all().map(String))
  const check = String(db.prepare('pragma integrity_check').raw().all())
  db.close()
  const lost = Array.from(acknowledged).filter((id) => !kept.has(id)).length
  return { kills, acknowledged: acknowledged.size, lost, whole: check === 'ok' }
}
