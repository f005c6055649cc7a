import { own } from './nearest.ts'
import { accept, refuse, type Read } from './outcome.ts'
import { quoted } from './shown.ts'
import { GIGA, MEGA, SECONDS_PER_DAY, SECONDS_PER_HOUR, TERA } from './units.ts'

const magnitudes: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: MEGA,
  b: GIGA,
  g: GIGA,
  t: TERA,
  p: 1e15,
}
/** A month or a year is of no one length, and `m` may be of either a month or a minute. */
const durations: readonly (readonly [words: RegExp, lengthS: number])[] = [
  [/^s(ec(ond)?s?)?$/, 1],
  [/^min(ute)?s?$/, 60],
  [/^h((ou)?rs?)?$/, SECONDS_PER_HOUR],
  [/^d(ays?)?$/, SECONDS_PER_DAY],
  [/^w((ee)?ks?)?$/, 7 * SECONDS_PER_DAY],
]

const countPattern =
  /^([0-9]+(?:[\s,'’_][0-9]{3})*(?:\.[0-9]+)?|\.[0-9]+)(?:e([+-]?[0-9]{1,3}))?\s*([kgp]|m(?:illion|io\.?)?|mrd\.?|b(?:illion|n)?|t(?:rillion|n)?|)$/i
const durationPart = /([0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*([a-z]+)\s*/giy
/** Slurm's days-hours:minutes:seconds. Of two numbers alone, each asks for something else. */
const clockPattern = /^(?:([0-9]+)-)?([0-9]{1,3}):([0-5][0-9]):([0-5][0-9])$/
/** No amount that a person writes is longer; what is, no pattern sees, so that none can be made to backtrack for long. */
const longestWord = 64

function decimal(digits: string, exponent: string | undefined): number {
  const plain = digits.replaceAll(/[\s,'’_]/g, '')
  return Number(exponent === undefined ? plain : `${plain}e${exponent}`)
}

/** The letter of 'million', 'Mio.', 'Mrd.' (a billion), 'bn'. */
function unitOf(word: string): string {
  return word.toLowerCase().replace(/^mrd/, 'b').slice(0, 1)
}

/** Reads a count written `15T`, `70B`, `4096`, `4,096`, `16.8M`, `1.5e13` or `15 trillion`. */
export function readCount(field: string, raw: string | number): Read<number> {
  const wanted = 'write a number such as 4096, 70B, 15T or 1.5e13'
  if (typeof raw === 'number') {
    return Number.isFinite(raw)
      ? accept(raw)
      : refuse(field, `${String(raw)} is not a finite number; ${wanted}`)
  }
  const match = countPattern.exec(short(raw))
  const value = match
    ? decimal(match[1] ?? '', match[2]) * (own(magnitudes, unitOf(match[3] ?? '')) ?? 1)
    : Number.NaN
  return Number.isFinite(value) ? accept(value) : refuse(field, `${quoted(raw)} is not a number; ${wanted}`)
}

/** As `readCount`, then holds the value between two limits, both allowed; a share may be written `80%`. */
export function readBounded(
  field: string,
  raw: string | number,
  [least, most]: readonly [number, number],
): Read<number> {
  const percent = most <= 1 && typeof raw === 'string' && /%\s*$/.test(short(raw))
  const written = readCount(field, percent ? raw.replace('%', '') : raw)
  const count = percent && written.ok ? accept(written.value / 100) : written
  if (!count.ok || (count.value >= least && count.value <= most)) return count
  return refuse(field, `${String(raw)} is outside ${String(least)} to ${String(most)}`)
}

/** As `readBounded`, and whole. */
export function readWhole(
  field: string,
  raw: string | number,
  limits: readonly [number, number],
): Read<number> {
  const count = readBounded(field, raw, limits)
  if (!count.ok || Number.isSafeInteger(count.value)) return count
  return refuse(field, `${String(raw)} is not a whole number`)
}

/** Reads a duration written `90d`, `12h`, `30min`, `1d 6h`, `2 weeks` or as Slurm has it, `1-12:00:00`, into seconds. */
export function readDurationS(field: string, raw: string): Read<number> {
  const seconds = clockOf(short(raw)) ?? partsOf(short(raw))
  return seconds === null
    ? refuse(field, `${quoted(raw)} is not a duration; write 90d, 12h, 30min or 45s`)
    : accept(seconds)
}

function clockOf(word: string): number | null {
  const [match, days = '0', ...clock] = clockPattern.exec(word) ?? []
  const [hours = 0, minutes = 0, seconds = 0] = clock.map(Number)
  return match === undefined
    ? null
    : Number(days) * SECONDS_PER_DAY + hours * SECONDS_PER_HOUR + minutes * 60 + seconds
}

/** The sum of parts that grow smaller; null where some of it is none. */
function partsOf(word: string): number | null {
  const parts = [...word.matchAll(durationPart)]
  const lengths = parts.map(
    ([, , unit = '']) => durations.find(([words]) => words.test(unit.toLowerCase()))?.[1] ?? 0,
  )
  const falls = lengths.every((lengthS, i) => lengthS > 0 && lengthS < (lengths[i - 1] ?? Infinity))
  const isWhole = word !== '' && parts.map(([part]) => part).join('').length === word.length
  return isWhole && falls
    ? parts.reduce((sumS, [, amount], i) => sumS + Number(amount) * (lengths[i] ?? 0), 0)
    : null
}

export type Money = { readonly amount: number; readonly currency: string }

/** Signs of one currency alone; '$' and '¥' are of several. */
export const currencySigns = { US$: 'USD', '€': 'EUR', '£': 'GBP', '₩': 'KRW' } as const

/** Reads money written `CHF 120M`, `0.15 EUR` or `€6M`: three letters of ISO 4217, or a sign, and an amount. */
export function readMoney(field: string, raw: string): Read<Money> {
  const word = Object.entries(currencySigns).reduce(
    (text, [sign, code]) => text.replace(sign, code),
    short(raw),
  )
  const before = currencyAt(word.slice(0, 3))
  const after = before === null ? currencyAt(word.slice(-3)) : null
  const amount = readCount(field, before === null ? word.slice(0, -3) : word.slice(3))
  const currency = before ?? after
  return currency !== null && amount.ok
    ? accept({ amount: amount.value, currency })
    : refuse(field, `${quoted(raw)} is not money; write a currency and an amount, e.g. CHF 0.67`)
}

function currencyAt(letters: string): string | null {
  return /^[A-Z]{3}$/i.test(letters) ? letters.toUpperCase() : null
}

/** A word without the blanks around it; what is too long to be a quantity is none. */
function short(raw: string): string {
  return raw.length <= longestWord ? raw.trim() : ''
}
