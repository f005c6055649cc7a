import { stream, type Random } from '../../base/random.ts'
import type { JobTable } from '../engine/job.ts'
import {
  arrivals,
  drawNodes,
  drawRunS,
  lublin,
  lublinNodes,
  type LublinKind,
  type LublinParameters,
} from './lublin.ts'

/**
 * Limits that people type, by judgement the round ones of batch systems.
 *
 * Source for twenty that cover 90 % of jobs: Tsafrir, Etsion and Feitelson, JSSPP 2005.
 */
export const usualLimitsS: readonly number[] = [
  300, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200, 10800, 14400, 18000, 21600, 28800, 36000, 43200, 64800,
  86400, 129600, 172800,
]

const roundFraction = 0.9
const minuteS = 60
/** Nobody overestimates more than this, so that a second's job does not ask for days. */
const leastAccuracy = 0.01

/**
 * A limit for a job of known run time, never below it and never above `mostS` unless the run itself is: their ratio is
 * drawn uniform, as logs show it (Mu'alem and Feitelson 2001, section 5), and it goes up to the next usual value, or to the
 * next minute for one job in ten. Leaves out that people repeat their estimates, and jobs killed at their limit.
 */
export function drawLimitS(runS: number, mostS: number, random: Random): number {
  const accuracy = Math.max(leastAccuracy, 1 - random())
  const isRound = random() < roundFraction
  const wantedS = Math.min(Math.ceil(Math.max(runS, 1) / accuracy), mostS)
  const minutesS = Math.ceil(wantedS / minuteS) * minuteS
  const usualS = isRound ? usualLimitsS.find((limitS) => limitS >= wantedS) : undefined
  return Math.max(runS, 1, Math.min(usualS ?? minutesS, mostS))
}

export type SyntheticOptions = {
  readonly seed: number
  readonly jobs: number
  /** Nodes of the machine; sizes and run times follow. */
  readonly nodes: number
  /** `both` mixes batch and interactive jobs, as they arrive. */
  readonly kind: LublinKind | 'both'
  /** Node-seconds asked for over what the machine has until the last submission; null leaves the model's own. */
  readonly load: number | null
  readonly limits: 'usual' | 'exact'
}

/** Longest limit that the model's users ask for: Lublin and Feitelson's jobs end within 45 h. */
const longestLimitS = 48 * 3600

type Bodies = { readonly nodes: Float64Array; readonly actualS: Float64Array }

/**
 * A synthetic workload after Lublin and Feitelson, in order of submission from midnight of the first day. The same
 * seed gives the same jobs; sizes, run times, arrivals and limits are drawn from streams of their own, so that another
 * load or other limits change nothing else.
 */
export function synthesize(options: SyntheticOptions): JobTable {
  const { seed, jobs, nodes, kind, load } = options
  const plain = arrivalsOf(options, 1)
  const bodies = bodiesOf(options, plain.interactive)
  const stretch = load === null ? 1 : offeredLoad(plain.submitS, bodies, nodes) / load
  const submitS = stretch === 1 ? plain.submitS : arrivalsOf(options, stretch).submitS
  const random = stream(seed, 'synthetic limits')
  const requestedS = bodies.actualS.map((runS) =>
    options.limits === 'exact' ? Math.max(runS, 1) : drawLimitS(runS, longestLimitS, random),
  )
  return {
    count: jobs,
    submitS,
    ...bodies,
    requestedS,
    priority: null,
    projectOf: new Int32Array(jobs),
    projects: [''],
    users: null,
    queues: kind === 'both' ? { of: plain.interactive, names: ['batch', 'interactive'] } : null,
    powerWPerNode: null,
    perNode: null,
    conditions: null,
    ids: Float64Array.from({ length: jobs }, (_, i) => i + 1),
  }
}

type Arrivals = { readonly submitS: Float64Array; readonly interactive: Int32Array }

/** Two kinds arrive independently of each other; the earlier arrival is the next job, a batch job where they tie. */
function arrivalsOf({ seed, jobs, kind }: SyntheticOptions, stretch: number): Arrivals {
  const submitS = new Float64Array(jobs)
  const interactive = new Int32Array(jobs)
  const first = kind === 'both' ? 'batch' : kind
  const next = arrivals(lublin[first], { stretch, random: stream(seed, `synthetic arrivals ${first}`) })
  if (kind !== 'both') {
    for (let i = 0; i < jobs; i += 1) submitS[i] = next()
    return { submitS, interactive }
  }
  const random = stream(seed, 'synthetic arrivals interactive')
  const nextInteractive = arrivals(lublin.interactive, { stretch, random })
  let [batchS, interactiveS] = [next(), nextInteractive()]
  for (let i = 0; i < jobs; i += 1) {
    const isInteractive = interactiveS < batchS
    submitS[i] = isInteractive ? interactiveS : batchS
    interactive[i] = isInteractive ? 1 : 0
    if (isInteractive) interactiveS = nextInteractive()
    else batchS = next()
  }
  return { submitS, interactive }
}

function bodiesOf({ seed, jobs, nodes: machine, kind }: SyntheticOptions, interactive: Int32Array): Bodies {
  const [sizes, runs] = [stream(seed, 'synthetic nodes'), stream(seed, 'synthetic run times')]
  const nodes = new Float64Array(jobs)
  const actualS = new Float64Array(jobs)
  for (let i = 0; i < jobs; i += 1) {
    const own = kind === 'both' ? lublin[interactive[i] === 1 ? 'interactive' : 'batch'] : lublin[kind]
    const body = bodyOf(own, machine, { sizes, runs })
    nodes[i] = body.nodes
    actualS[i] = body.runS
  }
  return { nodes, actualS }
}

type Draws = { readonly sizes: Random; readonly runs: Random }

/** Size and run time of one job. */
export function bodyOf(kind: LublinParameters, machineNodes: number, { sizes, runs }: Draws) {
  const nodes = drawNodes(kind, machineNodes, sizes)
  return { nodes, runS: drawRunS(kind, (nodes * lublinNodes) / machineNodes, runs) }
}

/** Node-seconds of the jobs over those of the machine from the first to the last submission. */
export function offeredLoad(submitS: Float64Array, { nodes, actualS }: Bodies, machineNodes: number): number {
  let nodeSeconds = 0
  for (let i = 0; i < nodes.length; i += 1) nodeSeconds += (nodes[i] ?? 0) * (actualS[i] ?? 0)
  const spanS = (submitS.at(-1) ?? 0) - (submitS[0] ?? 0)
  return nodeSeconds / (machineNodes * Math.max(spanS, 1))
}
