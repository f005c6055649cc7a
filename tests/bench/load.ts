/**
 * `node tests/run-ts.js tests/bench/load.ts [minutes] [share]`: the service under a mixed load of that share (0.8) of its
 * measured capacity for so many minutes (10): waits, answers by status, memory by the minute; then what two cores carry
 * over one, server and sender together on one and together on two. Ends with 1 where something is missed.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const headers = { 'Content-Type': 'application/json' }
const run = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096 }
const jobs = Array.from({ length: 200 }, (_, id) => ({
  id,
  submit: id * 60,
  nodes: 1 + (id % 7),
  requested_s: 7200,
  actual_s: 3600 + id,
}))
const line = { model: 'llama-3.1-8b', hardware: { accelerator: 'h100-sxm-80' }, gpus: 64 }

/** Of a hundred questions so many of each; every one differs from those before but the one that is asked again. */
const mixture: readonly (readonly [share: number, route: string, body: (n: number) => unknown])[] = [
  [55, 'estimate', (seed) => ({ ...run, seed })],
  [15, 'estimate', () => run],
  [8, 'layouts', (n) => ({ ...run, tokens: undefined, gpus: 256 * (1 + (n % 40)) })],
  [8, 'predict', (n) => ({ lines: [{ ...line, id: n, seqLen: 2048 + (n % 8) * 1024 }] })],
  [5, 'sbatch', (seed) => ({ ...run, seed })],
  [5, 'schedule', (n) => ({ policy: 'easy', cluster: { nodes: 20 + (n % 20) }, jobs })],
  [2, 'sweep', (seed) => ({ base: { ...run, samples: 200, seed }, axes: { tokens: ['5T', '10T', '15T'] } })],
  [1, 'tradeoffs', (n) => ({ ...run, gpus: [1024, 2048, 4096], tokens: `${String(1 + (n % 15))}T` })],
  [1, 'invest', (seed) => ({ case: 'alps', samples: 500, seed })],
]

function question(n: number): { readonly route: string; readonly body: string } {
  // Neighbours are of different kinds: 37 has no divisor with 100.
  let place = (n * 37) % 100
  for (const [share, route, body] of mixture) {
    if (place < share) return { route, body: JSON.stringify(body(n)) }
    place -= share
  }
  throw new Error('the shares are not a hundred')
}

type Started = { readonly child: ChildProcess; readonly url: string }

/** Keeps this process, and the servers that it starts from now on, to cores of Linux. */
function keepTo(cores: string): void {
  execFileSync('taskset', ['-apc', cores, String(process.pid)])
}

async function started(): Promise<Started> {
  const env = { ...process.env, PORT: '0', LOG_LEVEL: 'error', RATE_LIMIT_PER_MINUTE: '1000000' }
  const serve = ['dist/server/cli/main.js', 'serve']
  const child = spawn(process.execPath, serve, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [said]: unknown[] = await once(child.stdout, 'data')
  return { child, url: /http:\S+/.exec(String(said))?.[0] ?? '' }
}

function residentMb({ child }: Started): number {
  const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8')
  return Number(status.split('VmRSS:')[1]?.trim().split(' ')[0]) / 1024
}

async function ask(url: string, { route, body }: ReturnType<typeof question>): Promise<number> {
  try {
    const response = await fetch(`${url}/api/v1/${route}`, { method: 'POST', headers, body })
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}

/** Answers a second where so many always wait. */
async function capacity(url: string, of: (n: number) => ReturnType<typeof question>, forS: number) {
  const together = 8
  let [n, answered] = [0, 0]
  const startMs = performance.now()
  const one = async () => {
    while (performance.now() - startMs < forS * 1000) if ((await ask(url, of(n++))) === 200) answered += 1
  }
  await Promise.all(Array.from({ length: together }, one))
  return answered / ((performance.now() - startMs) / 1000)
}

type Minute = { readonly residentMb: number[]; readonly waitsMs: number[] }

/** Asks at a steady rate whatever the answers do, as many people together would. */
async function steady(server: Started, perS: number, minutes: number) {
  const statuses = new Map<number, number>()
  const byMinute: Minute[] = Array.from({ length: Math.ceil(minutes) }, () => ({
    residentMb: [],
    waitsMs: [],
  }))
  const healthMs: number[] = []
  const startMs = performance.now()
  const underWay = new Set<Promise<void>>()
  const minuteNow = () => byMinute[Math.floor((performance.now() - startMs) / 60_000)]
  const watching = setInterval(() => {
    minuteNow()?.residentMb.push(residentMb(server))
    const askedMs = performance.now()
    void fetch(`${server.url}/healthz`).then(() => healthMs.push(performance.now() - askedMs))
  }, 500)
  for (let n = 0; performance.now() - startMs < minutes * 60_000; n += 1) {
    const dueMs = startMs + (n * 1000) / perS
    if (dueMs > performance.now()) await sleep(dueMs - performance.now())
    const minute = minuteNow()
    const asked = ask(server.url, question(1e6 + n)).then((status) => {
      minute?.waitsMs.push(performance.now() - dueMs)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      underWay.delete(asked)
    })
    underWay.add(asked)
  }
  await Promise.all(underWay)
  clearInterval(watching)
  return { statuses, byMinute, healthMs }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length

const minutes = Number(process.argv[2] ?? '10')
const share = Number(process.argv[3] ?? '0.8')
const say = (text: string) => process.stdout.write(`${text}\n`)
const missed: string[] = []
const must = (holds: boolean, what: string) => {
  if (!holds) missed.push(what)
}

const server = await started()
await capacity(server.url, question, 10)
const most = await capacity(server.url, question, 20)
say(`capacity: ${most.toFixed(1)} mixed questions a second on all cores, the sender's share included`)
const { statuses, byMinute, healthMs } = await steady(server, most * share, minutes)
server.child.kill()
byMinute.forEach((minute, index) => {
  say(
    `minute ${String(index + 1)}: ${String(minute.waitsMs.length)} answers, p50 ${quantile(minute.waitsMs, 0.5).toFixed(0)} ms, p99 ${quantile(minute.waitsMs, 0.99).toFixed(0)} ms, ${mean(minute.residentMb).toFixed(0)} MB`,
  )
})
say(`statuses: ${[...statuses].map(([status, count]) => `${String(status)}: ${String(count)}`).join(', ')}`)
say(
  `all: p99 ${quantile(
    byMinute.flatMap(({ waitsMs }) => waitsMs),
    0.99,
  ).toFixed(0)} ms; healthz p99 ${quantile(healthMs, 0.99).toFixed(0)} ms (below 100)`,
)
must(
  [...statuses.keys()].every((status) => [200, 429, 503].includes(status)),
  'statuses',
)
must(quantile(healthMs, 0.99) < 100, 'healthz')
const [, second = { residentMb: [] }] = byMinute
const growth = mean(byMinute.at(-1)?.residentMb ?? []) / mean(second.residentMb)
if (byMinute.length > 2) {
  say(`memory of the last minute: ${growth.toFixed(3)} of the second (0.9 to 1.1)`)
  must(Math.abs(growth - 1) <= 0.1, 'memory')
}

const heavy = (n: number) => ({
  route: 'estimate',
  body: JSON.stringify({ ...run, samples: 20_000, seed: 1e7 + n }),
})
const rateOn = async (cores: string) => {
  keepTo(cores)
  const one = await started()
  await capacity(one.url, heavy, 5)
  const perS = await capacity(one.url, heavy, 20)
  one.child.kill()
  return perS
}
const [single, both] = [await rateOn('0'), await rateOn('0,1')]
say(
  `estimates of 20,000 samples a second: ${single.toFixed(2)} by server and sender on one core, ${both.toFixed(2)} on two: ${(both / single).toFixed(2)} times (at least 1.7)`,
)
must(both / single >= 1.7, 'two cores')
if (missed.length > 0) say(`missed: ${missed.join(', ')}`)
process.exitCode = missed.length > 0 ? 1 : 0
