import { safeParse } from 'zod/mini'
import { operations } from '../../server/operations.ts'
import { fuzzed, type Fuzzed } from './bodies.ts'

/** What a run of hostile bodies found. */
export type FuzzReport = {
  readonly bodies: number
  readonly statuses: Readonly<Record<string, number>>
  readonly faults: readonly string[]
  /** Answers of 200 that were asked for by an address with an ending. */
  readonly files: number
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
  let files = 0
  const health = watchHealth(url)
  const ids = await saved(url)
  const source = fuzzed({ seed, limitsShare, ids })
  let done = 0
  let goesOn = true
  const add = (asked: Fuzzed, what: string) => {
    const fault = `${asked.route.slice(0, 1000)}: ${what}: ${asked.body?.slice(0, 1000) ?? ''}`
    faults.push(fault)
    onFault?.(fault)
  }
  while (goesOn && done < bodies) {
    const handful = Array.from({ length: Math.min(atOnce, bodies - done) }, () => source.next().value)
    const { sent, cost } = await metered(url, handful, meters)
    for (const [index, { status, fault }] of sent.entries()) {
      statuses[status] = (statuses[status] ?? 0) + 1
      const asked = handful[index]
      if (status === 200 && /\.(?:csv|json|svg)(?:\?|$)/.test(asked?.route ?? '')) files += 1
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
  return { bodies: done, statuses, faults, files, slowestCpuS, largestMb, ...(await health.stop()) }
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
  try {
    const response = body === null ? await fetch(url + route) : await posted(url + route, body)
    const text = await response.text()
    // A short link leads to its answer.
    const to = body === null ? response.url.slice(url.length) : route
    const isKept = response.status === 201 || response.status === 202
    const fault = isKept ? await deleted(url + route, text) : faultOf(to, response.status, text)
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
function faultOf(address: string, status: number, text: string): string | null {
  if (!allowedStatuses.has(status)) return `status ${String(status)}`
  if (status !== 200) return text.includes('"type":"/problems/') ? null : 'no problem document'
  const [path = ''] = address.split('?')
  const [, route = path, ending] = /^(.*)\.(csv|svg|json)$/.exec(path) ?? []
  if (ending === 'csv' || ending === 'svg') return faultOfFile(ending, text, address)
  const operation = operations.find((one) => route === `/api/v1${one.path}`)
  const schema = operation?.answerSchema?.schema
  const issue = schema && safeParse(schema, JSON.parse(text)).error?.issues[0]
  return issue === undefined ? null : `outside its schema at ${issue.path.join('.')}: ${issue.message}`
}

/** What stands in a file where a figure or a name should; a title may say anything, and is escaped. */
function faultOfFile(ending: 'csv' | 'svg', text: string, address: string): string | null {
  const isWhole = ending === 'csv' ? text.startsWith('# Petaplan ') : /^<svg [^]*<\/svg>\n$/.test(text)
  if (!isWhole) return `no ${ending}: ${text.slice(0, 100)}`
  const none =
    ending === 'csv'
      ? /(?:,|^)"?(?:NaN|-?Infinity|undefined|\[object Object\])"?(?:,|$)/m
      : /="[^"]*(?:NaN|Infinity|undefined)[^"]*"|<(?!\/?(?:svg|title|rect|text)\b)/
  const found = none.exec(text)
  // A name that was sent comes back as it is.
  return found === null || /NaN|Infinity|undefined|object/.test(address)
    ? null
    : `${ending} holds ${found[0]}`
}

/** Studies that a server keeps, one of each question; none where it keeps nothing. */
async function saved(url: string): Promise<readonly string[]> {
  const ids: string[] = []
  for (const { name, example } of operations) {
    const study = { title: `of ${name}`, question: name, input: example }
    const response = await posted(`${url}/api/v1/studies`, JSON.stringify(study))
    const { id }: { id?: unknown } = Object(await response.json())
    if (response.status === 201) ids.push(String(id))
  }
  return ids
}

function posted(url: string, body: string): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
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
