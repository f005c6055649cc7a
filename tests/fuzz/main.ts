/**
 * `npm run fuzz -- [bodies] [seed] [kills] [minutes] [share]`: hostile bodies, made from the contract, against a server of its
 * own with a folder for what teams save, for so many minutes at most; of them a share of questions at their limits; and a store whose writer is killed so many times. Ends with 1 where an answer is a 5xx that is not documented, stands outside
 * its schema, costs more than two seconds or 300 MB, or where something that was acknowledged is lost.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killed } from './killed.ts'
import { fuzz, type Memory } from './run.ts'

const [, , bodies = '2000', seed = '1', kill = '100', minutes = '60', share = '0.01'] = process.argv
const endsMs = performance.now() + Number(minutes) * 60_000
const folder = mkdtempSync(join(tmpdir(), 'petaplan-fuzz-'))
const env = {
  ...process.env,
  PETAPLAN_DATA: folder,
  PORT: '0',
  LOG_LEVEL: 'error',
  RATE_LIMIT_PER_MINUTE: '1000000',
  // What is asked again to see what it costs is computed again.
  CACHE_BYTES: '0',
}
const server = spawn(process.execPath, ['dist/server/cli/main.js', 'serve'], {
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
})
const [line]: unknown[] = await once(server.stdout, 'data')
const url = /http:\S+/.exec(String(line))?.[0] ?? ''

/** User and system time of the server by the kernel's account, in hundredths of a second; null elsewhere than on Linux. */
function cpuS(): number | null {
  try {
    const fields = readFileSync(`/proc/${String(server.pid)}/stat`, 'utf8').split(' ')
    return (Number(fields[13]) + Number(fields[14])) / 100
  } catch {
    return null
  }
}

/** Resident memory and its peak since the last call, in megabytes; the kernel forgets the peak when it is told to. */
function memoryMb(): Memory | null {
  try {
    const status = readFileSync(`/proc/${String(server.pid)}/status`, 'utf8')
    writeFileSync(`/proc/${String(server.pid)}/clear_refs`, '5')
    const of = (name: string) => Number(status.split(`${name}:`)[1]?.trim().split(' ')[0]) / 1024
    return { now: of('VmRSS'), peak: of('VmHWM') }
  } catch {
    return null
  }
}

const report = await fuzz({
  url,
  seed: Number(seed),
  bodies: Number(bodies),
  limitsShare: Number(share),
  cpuS,
  memoryMb,
  onFault: (fault) => process.stderr.write(`${fault}\n`),
  onBody: (done) => {
    if (done % 1000 < 6) process.stderr.write(`${String(done)} bodies\n`)
    return performance.now() < endsMs
  },
})
server.kill()
await once(server, 'close')
rmSync(folder, { recursive: true })
const kills = Number(kill) > 0 ? await killed(Number(kill), (one) => (one * 13) % 61) : null
process.stdout.write(`${JSON.stringify({ ...report, kills }, null, 2)}\n`)
process.exitCode = report.faults.length > 0 || (kills !== null && (kills.lost > 0 || !kills.whole)) ? 1 : 0
