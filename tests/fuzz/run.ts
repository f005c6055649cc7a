import { safeParse } from 'zod/mini'
import { operations } from '../../server/operations.ts'
import { fuzzed, type Fuzzed } from './bodies.ts'

/** What a run of hostile bodies found. */
export type FuzzReport = {
  readonly bodies: number
  readonly statuses: Readonly<Record<string, number>>
  readonly faults: readonly string[]
  readonly slowestCpuS: number
  /** What one body made of the server's memory at most. */
  readonly largestMb: number
  readonly healthP99Ms: number
}

export type Memory = { readonly now: number; readonly peak: number }

export type FuzzOptions = {
  readonly url: string
  readonly seed: number
  readonly bodies: number
  /** CPU seconds of the server so far; null where that cannot be told. */
  readonly cpuS: () => number | null
  /** Resident memory of the server, and its peak since this was last asked; null where that cannot be told. */
  readonly memoryMb?: () => Memory | null
  /** Told of each; false ends the run. */
  readonly onBody?: (done: number) => boolean
}

const allowedStatuses = new Set([200, 201, 202, 400, 404, 408, 413, 415, 422, 429, 503, 507])
const mostCpuS = 2
const mostMb = 300
const healthEveryMs = 50

/** Sends bodies one after the other, and asks for the health meanwhile. */
export async function fuzz({ url, seed, bodies, cpuS, memoryMb, onBody }: FuzzOptions): Promise<FuzzReport> {
  const statuses: Record<string, number> = {}
  const faults: string[] = []
  let slowestCpuS = 0
  let largestMb = 0
  const health = watchHealth(url)
  const source = fuzzed(seed)
  let done = 0
  let goesOn = true
  while (goesOn && done < bodies) {
    const asked = source.next().value
    const before = cpuS()
    const held = memoryMb?.()?.now ?? 0
    const { status, fault } = await send(url, asked)
    const used = (cpuS() ?? 0) - (before ?? 0)
    statuses[status] = (statuses[status] ?? 0) + 1
    const grew = (memoryMb?.()?.peak ?? 0) - held
    slowestCpuS = Math.max(slowestCpuS, used)
    largestMb = Math.max(largestMb, grew)
    const slow = used > mostCpuS ? `${used.toFixed(1)} s of CPU` : null
    const large = grew > mostMb ? `${grew.toFixed(0)} MB` : null
    for (const what of [fault, slow, large])
      if (what !== null) faults.push(`${asked.route}: ${what}: ${asked.body.slice(0, 600)}`)
    done += 1
    goesOn = onBody?.(done) ?? true
  }
  return { bodies: done, statuses, faults, slowestCpuS, largestMb, healthP99Ms: await health.stop() }
}

async function send(
  url: string,
  { route, body }: Fuzzed,
): Promise<{ readonly status: number; readonly fault: string | null }> {
  const headers = { 'Content-Type': 'application/json' }
  try {
    const response = await fetch(url + route, { method: 'POST', headers, body })
    const text = await response.text()
    const isKept = response.status === 201 || response.status === 202
    const fault = isKept ? await deleted(url + route, text) : faultOf(route, response.status, text)
    return { status: response.status, fault }
  } catch (error) {
    return { status: 0, fault: `no answer: ${String(error)}` }
  }
}

/** Deletes what a body has made, so that no job works on beside the next; what went wrong, if anything. */
async function deleted(route: string, text: string): Promise<string | null> {
  const { id, token }: { id?: unknown; token?: unknown } = Object(JSON.parse(text))
  const headers = { Authorization: `Bearer ${String(token)}` }
  const { status } = await fetch(`${route}/${String(id)}`, { method: 'DELETE', headers })
  return status === 204 ? null : `status ${String(status)} of its deletion`
}

/** What is wrong with an answer; null when nothing is. */
function faultOf(route: string, status: number, text: string): string | null {
  if (!allowedStatuses.has(status)) return `status ${String(status)}`
  if (status !== 200) return text.includes('"type":"/problems/') ? null : 'no problem document'
  const operation = operations.find(({ path }) => route === `/api/v1${path}`)
  const schema = operation?.answerSchema?.schema
  const issue = schema && safeParse(schema, JSON.parse(text)).error?.issues[0]
  return issue === undefined ? null : `outside its schema at ${issue.path.join('.')}: ${issue.message}`
}

/** Asks for the health now and then; tells the 99th percentile of how long it took. */
function watchHealth(url: string): { readonly stop: () => Promise<number> } {
  const tookMs: number[] = []
  let isStopped = false
  const watching = (async () => {
    while (!isStopped) {
      const start = performance.now()
      await (await fetch(`${url}/healthz`)).text()
      tookMs.push(performance.now() - start)
      await new Promise((resolve) => setTimeout(resolve, healthEveryMs))
    }
  })()
  return {
    stop: async () => {
      isStopped = true
      await watching
      tookMs.sort((a, b) => a - b)
      return tookMs[Math.floor(tookMs.length * 0.99)] ?? 0
    },
  }
}
