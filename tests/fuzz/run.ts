import { safeParse } from 'zod/mini'
import { operations } from '../../server/operations.ts'
import { fuzzed, type Fuzzed } from './bodies.ts'

/** What a run of hostile bodies found. */
export type FuzzReport = {
  readonly bodies: number
  readonly statuses: Readonly<Record<string, number>>
  readonly faults: readonly string[]
  /** Of one body at most, or of a handful that together took less than one may. */
  readonly slowestCpuS: number
  /** What it made of the server's memory. */
  readonly largestMb: number
  readonly healthP99Ms: number
  readonly healthMostMs: number
}

export type Memory = { readonly now: number; readonly peak: number }

type Meters = {
  /** CPU seconds of the server so far; null where that cannot be told. */
  readonly cpuS: () => number | null
  /** Resident memory of the server, and its peak since this was last asked; null where that cannot be told. */
  readonly memoryMb?: () => Memory | null
}

export type FuzzOptions = Meters & {
  readonly url: string
  readonly seed: number
  readonly bodies: number
  /** Of the bodies, those that ask for as much as the contract takes. */
  readonly limitsShare: number
  readonly onFault?: (fault: string) => void
  /** Told how many there were, now and then; false ends the run. */
  readonly onBody?: (done: number) => boolean
}

const allowedStatuses = new Set([200, 201, 202, 400, 404, 408, 413, 415, 422, 429, 503, 507])
const mostCpuS = 2
const mostMb = 300
const healthEveryMs = 50

/** As many at once as keep both sides busy; what costs too much together is asked again one by one. */
const atOnce = 6

/** Sends bodies, a handful at a time, and asks for the health meanwhile. */
export async function fuzz({
  url,
  seed,
  bodies,
  limitsShare,
  onFault,
  onBody,
  ...meters
}: FuzzOptions): Promise<FuzzReport> {
  const statuses: Record<string, number> = {}
  const faults: string[] = []
  let slowestCpuS = 0
  let largestMb = 0
  const health = watchHealth(url)
  const source = fuzzed(seed, limitsShare)
  let done = 0
  let goesOn = true
  const add = (asked: Fuzzed, what: string) => {
    const fault = `${asked.route}: ${what}: ${asked.body.slice(0, 1000)}`
    faults.push(fault)
    onFault?.(fault)
  }
  while (goesOn && done < bodies) {
    const handful = Array.from({ length: Math.min(atOnce, bodies - done) }, () => source.next().value)
    const { sent, cost } = await metered(url, handful, meters)
    for (const [index, { status, fault }] of sent.entries()) {
      statuses[status] = (statuses[status] ?? 0) + 1
      const asked = handful[index]
      if (fault !== null && asked !== undefined) add(asked, fault)
    }
    for (const asked of isMuch(cost) ? handful : []) {
      const alone = (await metered(url, [asked], meters)).cost
      slowestCpuS = Math.max(slowestCpuS, alone.cpuS)
      largestMb = Math.max(largestMb, alone.mb)
      if (isMuch(alone)) add(asked, `${alone.cpuS.toFixed(1)} s of CPU, ${alone.mb.toFixed(0)} MB`)
    }
    if (!isMuch(cost)) {
      slowestCpuS = Math.max(slowestCpuS, cost.cpuS)
      largestMb = Math.max(largestMb, cost.mb)
    }
    done += handful.length
    goesOn = onBody?.(done) ?? true
  }
  return { bodies: done, statuses, faults, slowestCpuS, largestMb, ...(await health.stop()) }
}

type Cost = { readonly cpuS: number; readonly mb: number }

const isMuch = ({ cpuS, mb }: Cost) => cpuS > mostCpuS || mb > mostMb

async function metered(url: string, handful: readonly Fuzzed[], { cpuS, memoryMb }: Meters) {
  const before = cpuS() ?? 0
  const held = memoryMb?.()?.now ?? 0
  const sent = await Promise.all(handful.map((asked) => send(url, asked)))
  const cost: Cost = { cpuS: (cpuS() ?? 0) - before, mb: (memoryMb?.()?.peak ?? 0) - held }
  return { sent, cost }
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

type Health = Pick<FuzzReport, 'healthP99Ms' | 'healthMostMs'>

/** Asks for the health now and then; tells the 99th percentile of how long it took. */
function watchHealth(url: string): { readonly stop: () => Promise<Health> } {
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
      return { healthP99Ms: tookMs[Math.floor(tookMs.length * 0.99)] ?? 0, healthMostMs: tookMs.at(-1) ?? 0 }
    },
  }
}
