import table from '../../data/queue/lublin.json' with { type: 'json' }
import type { Random } from '../../base/random.ts'

/** Gamma distribution: mean shape · scale. */
type Gamma = { readonly shape: number; readonly scale: number }

/**
 * A draw for shapes of 1 and more.
 *
 * Source: Marsaglia and Tsang, 'A simple method for generating gamma variables', ACM TOMS 26(3), 2000.
 */
export function drawGamma({ shape, scale }: Gamma, random: Random): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = drawNormal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(positive(random)) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale
  }
}

/** Box and Muller, one of the two normals. */
function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(positive(random))) * Math.cos(2 * Math.PI * random())
}

/** In (0, 1], so that it has a logarithm. */
function positive(random: Random): number {
  return 1 - random()
}

/**
 * Probability of a value of x or less: the regularised lower incomplete gamma function P(shape, x/scale), by its series
 * Σ zᵏ / (a (a + 1) … (a + k)). All terms are positive, so nothing cancels; meant for z up to a few hundred.
 *
 * Source: Abramowitz and Stegun, 6.5.29.
 */
export function gammaCdf({ shape, scale }: Gamma, x: number): number {
  if (x <= 0) return 0
  const z = x / scale
  let term = 1 / shape
  let total = term
  for (let k = 1; term > total * 1e-16; k += 1) {
    term *= z / (shape + k)
    total += term
  }
  return Math.min(1, total * Math.exp(shape * Math.log(z) - z - logGamma(shape)))
}

const stirlingFrom = 12

/** ln Γ(a), by Stirling's series after the recurrence has taken a above 12: good to 1e-12. */
function logGamma(a: number): number {
  let shift = 0
  let x = a
  for (; x < stirlingFrom; x += 1) shift += Math.log(x)
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5) - 1 / (1680 * x ** 7)
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift
}

/**
 * The published parameters of one kind of job, fitted to logs of 128-node machines.
 *
 * Source: Lublin and Feitelson, 'The workload on parallel supercomputers: modeling the characteristics of rigid jobs',
 * J. Parallel Distrib. Comput. 63(11), 2003.
 *
 * `low`, `middle`, `high` are log2 of sizes: two-stage uniform, [low, middle] with probability `lowerFraction`, else
 * [middle, high]. ln of run times is `short` with probability slope · nodes + intercept, else `long`. `betweenArrivals`
 * is ln of the time between arrivals in units of the mean half hour (the published aarr times ARAR), `dailyCycle` over
 * the day, in half hours.
 */
export type LublinParameters = (typeof table.parameters)[LublinKind]

export type LublinKind = keyof typeof table.parameters

/** Nodes of the machine that the parameters are for. */
export const lublinNodes = 128

export const lublin: Readonly<Record<LublinKind, LublinParameters>> = table.parameters

/** ln of the longest run time, some 45 h. */
const longestLogRun = 12
/** ln of the longest time between arrivals. */
const longestLogBetween = 13
const bucketS = 1800
const bucketsPerDay = 48
/** The day of the model begins at half past five. */
const firstBucket = 11

/**
 * Nodes of one job on a machine of `machineNodes`. Beside the published 128 nodes the three bounds of log2(size) move
 * by log2(machineNodes / 128), which keeps high = log2(machine) and middle = high − 2.5 for all jobs, as the authors
 * advise.
 */
export function drawNodes(kind: LublinParameters, machineNodes: number, random: Random): number {
  const u = random()
  if (u <= kind.serialFraction) return 1
  const shift = Math.log2(machineNodes / lublinNodes)
  const middle = Math.max(kind.low, kind.middle + shift)
  const inLower = random() <= kind.lowerFraction
  const [from, to] = inLower ? [kind.low, middle] : [middle, Math.max(middle, kind.high + shift)]
  const x = from + random() * (to - from)
  const exponent = u <= kind.serialFraction + kind.powerOfTwoFraction ? Math.round(x) : x
  return Math.max(1, Math.min(machineNodes, Math.round(2 ** exponent)))
}

/**
 * Run time of a job in whole seconds. Larger jobs run longer; `share128` is the size of the job on a machine of 128
 * nodes, so that a large machine keeps the mix of the small one.
 */
export function drawRunS(kind: LublinParameters, share128: number, random: Random): number {
  const isShort = random() <= kind.slope * share128 + kind.intercept
  const logs = isShort ? kind.short : kind.long
  let log = drawGamma(logs, random)
  while (log > longestLogRun) log = drawGamma(logs, random)
  return Math.floor(Math.exp(log))
}

/** Activity of the 48 half hours of a day, their mean 1. */
export function dailyWeights({ dailyCycle }: LublinParameters): readonly number[] {
  const weights = Array.from({ length: bucketsPerDay }, () => 0)
  for (let i = firstBucket; i < firstBucket + bucketsPerDay; i += 1)
    weights[(i - 1) % bucketsPerDay] = gammaCdf(dailyCycle, i + 0.5) - gammaCdf(dailyCycle, i - 0.5)
  const mean = weights.reduce((total, weight) => total + weight, 0) / bucketsPerDay
  return weights.map((weight) => weight / mean)
}

/**
 * Instants of arrival in whole seconds from midnight, ascending. Each job brings a drawn amount of activity, and
 * time passes as the day's half hours take it up: a quiet one takes little, so arrivals are far apart.
 *
 * @param stretch  multiplies the activity that a job brings: 2 halves the arrivals without changing the day
 */
export function arrivals(
  kind: LublinParameters,
  { stretch, random }: { readonly stretch: number; readonly random: Random },
): () => number {
  const weights = dailyWeights(kind)
  let bucket = 0
  let activity = 0
  return () => {
    let log = drawGamma(kind.betweenArrivals, random)
    while (log > longestLogBetween) log = drawGamma(kind.betweenArrivals, random)
    activity += (stretch * Math.exp(log)) / bucketS
    let weight = weights[bucket % bucketsPerDay] ?? 1
    while (activity > weight) {
      activity -= weight
      bucket += 1
      weight = weights[bucket % bucketsPerDay] ?? 1
    }
    return Math.floor(bucketS * (bucket + activity / weight))
  }
}
