/**
 * `npm run fuzz -- [bodies] [seed]`: hostile bodies, made from the contract, against a server of its own. Ends with 1 where
 * an answer is a 5xx that is not documented, stands outside its schema, or costs more than two seconds.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { once } from 'node:events'
import { fuzz } from './run.ts'

const [, , bodies = '2000', seed = '1'] = process.argv
const env = { ...process.env, PORT: '0', LOG_LEVEL: 'error', RATE_LIMIT_PER_MINUTE: '1000000' }
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

const report = await fuzz({
  url,
  seed: Number(seed),
  bodies: Number(bodies),
  cpuS,
  onBody: (done) => {
    if (done % 1000 === 0) process.stderr.write(`${String(done)} bodies\n`)
  },
})
server.kill()
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
process.exitCode = report.faults.length > 0 ? 1 : 0
