import { namesIn } from '../../../base/csv.ts'
import { accept, type Problem, type Read, refuse } from '../../../base/outcome.ts'
import { type Distribution, samplerOf } from '../../../uncertainty/distribution.ts'
import { quoted } from '../../../base/shown.ts'
import { nearestIds } from '../../../base/nearest.ts'
import { readBounded, readCount, readDurationS } from '../../../base/quantity.ts'
import type { Ranges } from '../assumptions/assumed.ts'
import { uncertainIds, type UncertainId } from '../assumptions/sampling.ts'
import { copula, type Correlation } from '../../../uncertainty/monte-carlo.ts'

/** How the numbers of one input's distribution are read. */
export type DistributionReading = {
  readonly field: string
  readonly number: (field: string, word: string | number) => Read<number>
  /** Keeps `low to high` of a share inside 0 to 1, of a PUE above 1. */
  readonly of: 'odds' | 'excess' | null
}

const wanted =
  'write a number, \'low to high\' for p10 to p90, or a distribution such as {"kind":"triangular","least":1,"mode":2,"most":5}'

const orderedFields = {
  lognormal: ['p10', 'p90'],
  uniform: ['least', 'most'],
  triangular: ['least', 'mode', 'most'],
  pert: ['least', 'mode', 'most'],
  quantiles: ['p10', 'p50', 'p90'],
} as const

type Ordered = keyof typeof orderedFields

/** Reads a distribution as a person writes it. */
export function readDistribution(raw: unknown, reading: DistributionReading): Read<Distribution> {
  if (typeof raw === 'number') return readFixed(raw, reading)
  if (typeof raw === 'string') return readText(raw, reading)
  if (typeof raw !== 'object' || raw === null) return refuse(reading.field, wanted)
  const fields = new Map<string, unknown>(Object.entries(raw))
  const kind = fields.get('kind')
  if (kind === 'fixed') return readFixed(fields.get('value'), reading)
  if (kind === 'normal') return readNormal(fields, reading)
  if (kind === 'discrete') return readDiscrete(fields, reading)
  if (typeof kind === 'string' && isOrdered(kind)) return readOrdered(kind, fields, reading)
  return refuse(
    reading.field,
    `has no kind that is known: fixed, normal, lognormal, uniform, triangular, pert, discrete, quantiles`,
  )
}

function isOrdered(kind: string): kind is Ordered {
  return Object.hasOwn(orderedFields, kind)
}

function readFixed(raw: unknown, { field, number }: DistributionReading): Read<Distribution> {
  if (typeof raw !== 'number' && typeof raw !== 'string') return refuse(field, wanted)
  const value = number(field, raw)
  return value.ok ? accept({ kind: 'fixed', value: value.value }) : value
}

function readText(text: string, reading: DistributionReading): Read<Distribution> {
  const ends = text.split(/\sto\s/)
  const [low, high] = ends
  if (low === undefined || high === undefined || ends.length !== 2) return readFixed(text, reading)
  return between([reading.number(reading.field, low), reading.number(reading.field, high)], reading)
}

/** 'low to high': p10 to p90, lognormal; of a share by its odds, of a PUE by what exceeds 1; by its value where low is not above 0. */
function between(
  [low, high]: readonly [Read<number>, Read<number>],
  { field, of }: DistributionReading,
): Read<Distribution> {
  if (!low.ok) return low
  if (!high.ok) return high
  const [p10, p90] = [low.value, high.value]
  if (p10 >= p90) return refuse(field, `${String(p10)} to ${String(p90)} does not rise`)
  if (of === 'excess' && p10 > 1)
    return accept({ kind: 'quantiles', p10, p50: 1 + Math.sqrt((p10 - 1) * (p90 - 1)), p90, of })
  if (of === 'odds' && p10 > 0 && p90 < 1) {
    const middle = Math.sqrt((p10 * p90) / ((1 - p10) * (1 - p90)))
    return accept({ kind: 'quantiles', p10, p50: middle / (1 + middle), p90, of: 'odds' })
  }
  if (p10 > 0) return accept({ kind: 'lognormal', p10, p90 })
  return accept({ kind: 'quantiles', p10, p50: (p10 + p90) / 2, p90, of: 'value' })
}

type Fields = ReadonlyMap<string, unknown>

function readNumbers(
  names: readonly string[],
  fields: Fields,
  { field, number }: DistributionReading,
): Read<readonly number[]> {
  const values: number[] = []
  for (const name of names) {
    const raw = fields.get(name)
    if (typeof raw !== 'number' && typeof raw !== 'string') return refuse(`${field}.${name}`, 'is missing')
    const value = number(`${field}.${name}`, raw)
    if (!value.ok) return value
    values.push(value.value)
  }
  const extra = [...fields.keys()].find((name) => name !== 'kind' && !names.includes(name))
  return extra === undefined ? accept(values) : refuse(`${field}.${extra}`, 'is not a field')
}

function readOrdered(kind: Ordered, fields: Fields, reading: DistributionReading): Read<Distribution> {
  const names = orderedFields[kind]
  const numbers = readNumbers(names, fields, reading)
  if (!numbers.ok) return numbers
  const [a = 0, b = 0, c = 0] = numbers.value
  const rises = numbers.value.every((value, index) => index === 0 || value >= (numbers.value[index - 1] ?? 0))
  if (!rises) return refuse(reading.field, `${names.join(', ')} have to rise in this order`)
  if (kind === 'lognormal') {
    return a > 0 ? accept({ kind, p10: a, p90: b }) : refuse(reading.field, 'a lognormal is above 0')
  }
  if (kind === 'uniform') return accept({ kind, least: a, most: b })
  if (kind !== 'quantiles') return accept({ kind, least: a, mode: b, most: c })
  const fits = reading.of === 'odds' ? a > 0 && c < 1 : a > 1
  const of = reading.of !== null && fits ? reading.of : a > 0 ? 'logarithm' : 'value'
  return accept({ kind, p10: a, p50: b, p90: c, of })
}

function readNormal(fields: Fields, reading: DistributionReading): Read<Distribution> {
  const numbers = readNumbers(['mean', 'deviation'], fields, reading)
  if (!numbers.ok) return numbers
  const [mean = 0, deviation = 0] = numbers.value
  return deviation > 0
    ? accept({ kind: 'normal', mean, deviation })
    : refuse(`${reading.field}.deviation`, `${String(deviation)} has to be above 0`)
}

function readDiscrete(fields: Fields, { field }: DistributionReading): Read<Distribution> {
  const values = numbersIn(fields.get('values'))
  const weights = numbersIn(fields.get('weights'))
  if (values === null || values.length === 0) return refuse(`${field}.values`, 'has to be a list of numbers')
  if (weights === null || weights.length !== values.length || weights.some((weight) => weight < 0)) {
    return refuse(`${field}.weights`, 'has to give each value its weight, none below 0')
  }
  return weights.some((weight) => weight > 0)
    ? accept({ kind: 'discrete', values, weights })
    : refuse(`${field}.weights`, 'are all 0')
}

function numbersIn(raw: unknown): readonly number[] | null {
  if (!Array.isArray(raw)) return null
  const numbers: readonly unknown[] = raw
  const finite = numbers.filter(
    (value): value is number => typeof value === 'number' && Number.isFinite(value),
  )
  return finite.length === numbers.length ? finite : null
}

type Domain = { readonly above: number; readonly below: number; readonly words: string }

const positive: Domain = { above: 0, below: Infinity, words: 'above 0' }
const none: Domain = { above: -Number.MIN_VALUE, below: Infinity, words: 'at least 0' }
const share: Domain = { above: 0, below: 1, words: 'between 0 and 1' }
const excess: Domain = { above: 0.999999, below: Infinity, words: 'at least 1' }

/** Of a site that is cooled without water, a grid without carbon, a queue without a wait. */
const mayBeNone = namesIn('wueLPerKwh gridWaterLPerKwh gCo2ePerKwh queueWaitS')

/** Where the values of an input may lie, so that no sample leaves it. */
function domainOf(id: UncertainId): Domain {
  if (id === 'mfu' || id === 'maintenanceFraction') return share
  if (mayBeNone.some((one) => one === id)) return none
  return id === 'pueRatio' ? excess : positive
}

function isUncertain(id: string): id is UncertainId {
  return uncertainIds.some((one) => one === id)
}

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
  const domain = domainOf(id)
  const number = (at: string, word: string | number) =>
    domain === share && String(word).includes('%')
      ? readBounded(at, word, [0, 1])
      : readNumber(at, word, id.endsWith('S'))
  const read = readDistribution(said, {
    field,
    number,
    of: domain === share ? 'odds' : domain === excess ? 'excess' : null,
  })
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
