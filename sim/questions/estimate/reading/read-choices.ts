import { accept, type Read, refuse } from '../../../base/outcome.ts'
import { readBounded, readDurationS, readWhole } from '../../../base/quantity.ts'
import { HOURS_PER_YEAR, SECONDS_PER_HOUR } from '../../../base/units.ts'
import { quoted } from '../../../base/shown.ts'
import { type Exchange, pairOf, wrongCurrency } from '../../../catalogue/currencies.ts'
import { findPrice } from '../../../catalogue/prices.ts'
import type { Precision } from '../../../step/kernel.ts'
import { frameworkNames, stackOf } from '../../../step/practice.ts'
import { findGrid, unknownGrid } from '../../../catalogue/find.ts'
import type { Grid } from '../../../catalogue/types.ts'

const hourS = SECONDS_PER_HOUR

/** Reads a time between two limits, both allowed. */
export function timeBetween([leastS, mostS]: readonly [number, number]) {
  return (raw: string | number, field: string): Read<number> => {
    const timeS = typeof raw === 'number' ? accept(raw) : readTimeS(field, raw)
    if (!timeS.ok) return timeS
    return timeS.value >= leastS && timeS.value <= mostS
      ? timeS
      : refuse(field, `${String(raw)} is outside ${inWords(leastS)} to ${inWords(mostS)}`)
  }
}

/** A duration; a bare number is seconds. */
export function readTimeS(field: string, raw: string): Read<number> {
  const seconds = Number(raw)
  return raw.trim() !== '' && Number.isFinite(seconds) ? accept(seconds) : readDurationS(field, raw)
}

function inWords(timeS: number): string {
  return timeS >= hourS ? `${String(timeS / hourS)}h` : `${String(timeS)}s`
}

export function readQueueLimit(raw: string | number, field: string): Read<number | 'none'> {
  if (typeof raw === 'string' && raw.trim().toLowerCase() === 'none') return accept('none')
  return timeBetween([hourS, HOURS_PER_YEAR * hourS])(raw, field)
}

/** Sequences are counted in powers of two: 128K are 131,072, 1M are 1,048,576. */
export function readSeqLen(raw: string | number, field: string): Read<number> {
  const [, digits, unit] = /^([0-9]{1,5}) ?([km])i?$/i.exec(String(raw)) ?? []
  const power = unit?.toLowerCase() === 'm' ? 20 : 10
  return readWhole(field, digits === undefined ? raw : Number(digits) * 2 ** power, [1, 1e8])
}

export type PrecisionAsked = 'bf16' | 'fp8'

/** Ours: below it, counts of jobs and of days leave the whole numbers that are exact. */
const leastMfu = 1e-4

export function readMfu(raw: string | number): Read<number> {
  const mfu = readBounded('mfu', raw, [0, 1])
  if (!mfu.ok) return refuse('mfu', `${String(raw)} is not a fraction above 0 and below 1, e.g. 0.35`)
  if (mfu.value > 0 && mfu.value < leastMfu)
    return refuse(
      'mfu',
      `${String(raw)} is less than any run has; give ${String(leastMfu)} or more, e.g. 0.35`,
    )
  return mfu.value > 0 && mfu.value < 1
    ? mfu
    : refuse('mfu', `${String(raw)} has to be above 0 and below 1, e.g. 0.35`)
}

/** How trainers and their formats write them, in small letters and without what stands between. */
const precisions: readonly (readonly [words: RegExp, precision: Precision])[] = [
  [/^bf(loat)?16(mixed|true)?$/, 'bf16'],
  [/^(f|fp|float)16(mixed|true)?$|^half$/, 'fp16'],
  [/^(f|fp|float)8(e4m3(fn)?|e5m2|hybrid|mixed)?$|^e4m3(fn)?$/, 'fp8'],
  [/^mxfp8$/, 'mxfp8'],
  [/^(nv|mx)?fp4$/, 'nvfp4'],
]

/** A precision by any of its names; null for none. */
export function precisionNamed(said: string): Precision | null {
  const bare = said
    .trim()
    .toLowerCase()
    .replace(/^torch\./, '')
    .replaceAll(/[\s_-]/g, '')
  return precisions.find(([words]) => words.test(bare))?.[1] ?? null
}

export function readPrecision(raw: string, field: string): Read<PrecisionAsked> {
  const precision = precisionNamed(raw)
  if (precision === 'bf16' || precision === 'fp8') return accept(precision)
  return precision === 'fp16'
    ? refuse(field, `${quoted(raw)} is not bf16 or fp8; fp16 has the rate of bf16: write bf16`)
    : refuse(field, `${quoted(raw)} is not bf16 or fp8`)
}

export function readGrid(raw: string): Read<Grid> {
  const grid = findGrid(raw)
  if (grid !== null) return accept(grid)
  return refuse('grid', unknownGrid(raw))
}

/** A training software that is known: a misspelt one would move the answer with nothing to notice. */
export function readFramework(raw: string): Read<string> {
  return stackOf(raw) === 'unknown'
    ? refuse('framework', `${quoted(raw)} is not known; known are ${frameworkNames}; leave it out for any`)
    : accept(raw)
}

export function readCurrency(code: string, field: string): Read<string> {
  const wrong = wrongCurrency(code)
  return wrong === null ? accept(code) : refuse(field, wrong)
}

type Asked = {
  readonly currency: string | null
  readonly exchange: readonly Exchange[]
  readonly gpuHourPrice: { readonly currency: string } | null
}

/** What an hour's price is told in, where that is another currency than its own; the market's rents are in dollars. */
export function paidIn({ currency, exchange, gpuHourPrice }: Asked, tariffId: string | null) {
  if (currency === null && exchange.length > 0)
    return refuse('exchange', 'counts only beside currency; give currency, e.g. CHF')
  const from = gpuHourPrice?.currency ?? findPrice(tariffId ?? '')?.currency ?? 'USD'
  if (currency === null || currency === from) return accept(null)
  const used = exchange.find((one) => pairOf(one) === pairOf({ from, to: currency }))
  const wanted = `the hours are priced in ${from}; give exchange: [{ from: '${from}', to: '${currency}', rate, date, source }]`
  if (used === undefined) return refuse('currency', wanted)
  const rate = used.from === from ? used.rate : 1 / used.rate
  return accept({ ...used, from, currency, rate })
}
