import { quoted } from '../../../base/shown.ts'
import { nearestIds } from '../../../base/nearest.ts'
import { accept, refuse, type Problem, type Read } from '../../../base/outcome.ts'
import { readCount, readDurationS } from '../../../base/quantity.ts'
import type { RunInputs } from '../../../run/estimate.ts'
import { copula, type Correlation } from '../../../uncertainty/correlation.ts'
import { samplerOf, type Distribution } from '../../../uncertainty/distribution.ts'
import { readDistribution } from './read-distribution.ts'

/** Inputs that a range may be given for. */
export type UncertainId = Exclude<keyof RunInputs, 'trainingFlops' | 'gpus' | 'peakFlopsPerS' | 'queueLimitH'>

type Domain = { readonly above: number; readonly below: number; readonly words: string }

const positive: Domain = { above: 0, below: Infinity, words: 'above 0' }
const share: Domain = { above: 0, below: 1, words: 'between 0 and 1' }

/** Where the values of each input may lie, so that no sample leaves it. */
const domains: Readonly<Record<UncertainId, Domain>> = {
  mfu: share,
  interruptionsPer1000GpuDays: positive,
  checkpointIntervalS: positive,
  checkpointStallS: positive,
  checkpointSaveS: positive,
  detectionS: positive,
  restartS: positive,
  slowNodesOverhead: positive,
  unsettledOverhead: positive,
  linkStartS: positive,
  queueWaitS: positive,
  maintenanceFraction: share,
  computingW: positive,
  waitingW: positive,
  pueRatio: { above: 0.999999, below: Infinity, words: 'at least 1' },
  gCo2ePerKwh: positive,
  embodiedAcceleratorKg: positive,
  embodiedServerKg: positive,
  lifeY: positive,
  wueLPerKwh: positive,
  gridWaterLPerKwh: positive,
  pricePerGpuHour: positive,
}

const uncertainIds = Object.keys(domains)

function isUncertain(id: string): id is UncertainId {
  return Object.hasOwn(domains, id)
}

export type Ranges = { readonly [id: string]: Distribution }

/** Ranges as a person writes them, by the id of an assumption: `"mfu": "0.28 to 0.36"`, or a distribution. */
export function readRanges(raw: { readonly [id: string]: unknown }): Read<Ranges> {
  const problems: Problem[] = []
  const ranges: Record<string, Distribution> = {}
  for (const [id, said] of Object.entries(raw)) {
    const read = readRange(id, said)
    if (read.ok) ranges[id] = read.value
    else problems.push(...read.problems)
  }
  return problems.length > 0 ? { ok: false, problems } : accept(ranges)
}

function readRange(id: string, said: unknown): Read<Distribution> {
  const field = `ranges.${id}`
  if (!isUncertain(id)) {
    return refuse(
      field,
      `is not an uncertain input; the nearest are ${nearestIds(id, uncertainIds).join(', ')}`,
    )
  }
  const domain = domains[id]
  const number = (at: string, word: string | number) => readNumber(at, word, id.endsWith('S'))
  const read = readDistribution(said, { field, number, odds: domain === share })
  if (!read.ok) return read
  const sampler = samplerOf(read.value)
  // So many deviations are passed once in a hundred million samples.
  const [low, high] = [sampler(-5.7), sampler(5.7)]
  return low > domain.above && high < domain.below
    ? read
    : refuse(field, `has to stay ${domain.words}, but its samples reach from ${short(low)} to ${short(high)}`)
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

/** A count; of an input in seconds also a duration such as 15min. */
function readNumber(field: string, word: string | number, isTime: boolean): Read<number> {
  const count = readCount(field, word)
  return count.ok || !isTime || typeof word === 'number' ? count : readDurationS(field, word)
}

/** Pairs of inputs that move together, each −1 to 1, none contradicting the others. */
export function readCorrelations(
  raw: readonly (readonly [string, string, number])[],
): Read<readonly Correlation[]> {
  const problems = raw.flatMap(([one, other, correlation], index): readonly Problem[] => {
    const field = `correlations.${String(index)}`
    const unknown = [one, other].filter((id) => !isUncertain(id))
    if (unknown.length > 0) return [{ field, message: `'${unknown.join("', '")}' is not an uncertain input` }]
    if (one === other) return [{ field, message: `${quoted(one)} always moves with itself` }]
    return Math.abs(correlation) < 1
      ? []
      : [{ field, message: `${String(correlation)} has to be above −1 and below 1` }]
  })
  if (problems.length > 0) return { ok: false, problems }
  return copula(uncertainIds, raw) === null
    ? refuse('correlations', 'contradict each other: no inputs can move together like this')
    : accept(raw)
}
