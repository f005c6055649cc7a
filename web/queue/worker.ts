import { expose, transfer } from 'comlink'
import {
  extentOf,
  gpusPerNodeOfMonth,
  jobLabelled,
  longestWait,
  monthAsRead,
  monthBudgetRules,
  monthBudgets,
  monthPower,
  readReplay,
  replay,
  startForecast,
  timelineOf,
  waitQuantiles,
  whyWaiting,
  workloadReader,
  type Imported,
  type Problem,
  type ReplayAnswer,
  type Replayed,
  type StartForecast,
  type Timeline,
  type WhyWaiting,
} from '../../sim/index.ts'

export type Asked = {
  /** Null: the invented month. */
  readonly file: File | null
  readonly policy: string
  readonly nodes: string
  readonly coresPerNode: string
}

export type Overview = {
  readonly answer: ReplayAnswer
  readonly fromS: number
  readonly untilS: number
  readonly longestJob: number
  readonly waits: ReturnType<typeof waitQuantiles>
  readonly unixStartS: number | null
  /** Null for a log, which does not say. */
  readonly gpusPerNode: number | null
  /** Where the figures of an invented workload come from. */
  readonly figures: ReturnType<typeof monthAsRead>['month']['figures']
  /** The rules of the budgets; null where there are none. */
  readonly budgetRules: string | null
}

export type Told =
  | { readonly ok: true; readonly value: Overview }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Share of the work at hand that is done, and which work it is. */
export type OnProgress = (stage: 'reading' | 'replaying', fraction: number) => void

let imported: { readonly key: string; readonly file: File | null; readonly value: Imported } | null = null
let replayed: Replayed | null = null

async function load(asked: Asked, told: OnProgress | null): Promise<Told> {
  const onProgress = told ?? ignore
  const options = readReplay({
    policy: asked.policy,
    ...(asked.nodes === '' ? {} : { nodes: asked.nodes }),
    ...(asked.coresPerNode === '' ? {} : { coresPerNode: asked.coresPerNode }),
  })
  if (!options.ok) return options
  const key = asked.coresPerNode
  if (imported === null || imported.file !== asked.file || imported.key !== key) {
    const read =
      asked.file === null
        ? { ok: true as const, value: monthAsRead(1).imported }
        : await readFile(asked.file, options.value.import, onProgress)
    if (!read.ok) return read
    imported = { key, file: asked.file, value: read.value }
  }
  const power = asked.file === null ? monthPower : null
  const made = replay(imported.value, { ...options.value, power }, (done, jobs) => {
    onProgress('replaying', done / jobs)
  })
  if (!made.ok) return made
  replayed = made.value
  const [fromS, untilS] = extentOf(replayed)
  const value = {
    answer: replayed.answer,
    fromS,
    untilS,
    longestJob: longestWait(replayed),
    waits: waitQuantiles(replayed),
    unixStartS: imported.value.unixStartS,
    gpusPerNode: asked.file === null ? gpusPerNodeOfMonth : null,
    figures: asked.file === null ? monthAsRead(1).month.figures : [],
    budgetRules: asked.file === null ? monthBudgetRules : null,
  }
  return { ok: true, value }
}

function ignore(): void {
  return undefined
}

type ImportOptions = Parameters<typeof workloadReader>[0]

/** Reads a file piece by piece, unpacked where it is gzip. */
async function readFile(file: File, options: ImportOptions, onProgress: OnProgress) {
  const reader = workloadReader(options)
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  let readBytes = 0
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      readBytes += chunk.length
      onProgress('reading', readBytes / file.size)
      controller.enqueue(chunk)
    },
  })
  const bytes = file.stream().pipeThrough(counted)
  const isGzip = head[0] === 0x1f && head[1] === 0x8b
  const stream = (isGzip ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes).getReader()
  try {
    for (let piece = await stream.read(); !piece.done; piece = await stream.read()) reader.push(piece.value)
  } catch {
    return reader.breakOff(isGzip ? 'the gzip stream breaks off or is damaged' : 'the file cannot be read')
  }
  return reader.end()
}

function timeline(fromS: number, untilS: number, buckets: number): Timeline | null {
  if (replayed === null) return null
  const power = replayed.energy === null ? null : monthPower
  const made = timelineOf(replayed, { fromS, untilS, buckets }, power)
  const arrays = [
    made.waitingJobs,
    made.closedNodes,
    ...(made.powerW === null ? [] : [made.powerW]),
    ...made.groups.flatMap(({ nodes, usedNodeH }) => [nodes, usedNodeH]),
  ]
  return transfer(
    made,
    arrays.map(({ buffer }) => buffer),
  )
}

/** Why a job does not run, and when it would start as far as could be known. */
export type Why = WhyWaiting & { readonly forecast: StartForecast | null }

/** At an instant, or in the second of the job's submission. */
function why(job: number, asked: number | null): Why | null {
  if (replayed === null) return null
  const atS = asked ?? replayed.workload.jobs.submitS[job] ?? 0
  const found = whyWaiting(replayed, job, atS)
  return { ...found, forecast: found.state === 'waiting' ? startForecast(replayed, job, atS) : null }
}

const queue = {
  load,
  timeline,
  budgets: (atS: number) => (replayed === null ? [] : monthBudgets(replayed, atS)),
  labelled: (label: string) => (replayed === null ? null : jobLabelled(replayed, label)),
  why,
}

export type Queue = typeof queue

expose(queue)
