import { own } from './nearest.ts'
import { accept, refuse, type Read } from './outcome.ts'
import { quoted } from './shown.ts'
import { GIGA, HOURS_PER_DAY, MEGA, SECONDS_PER_HOUR, TERA } from './units.ts'

const magnitudes: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: MEGA,
  b: GIGA,
  g: GIGA,
  t: TERA,
  p: 1e15,
}
const durations: Readonly<Record<string, number>> = {
  s: 1,
  min: 60,
  h: SECONDS_PER_HOUR,
  d: SECONDS_PER_HOUR * HOURS_PER_DAY,
}

const countPattern =
  /^([0-9]+(?:[ ,'_][0-9]{3})*(?:\.[0-9]+)?|\.[0-9]+)(?:e([+-]?[0-9]{1,3}))?\s*([kgp]|m(?:illion)?|b(?:illion|n)?|t(?:rillion)?|)$/i
const durationPattern = /^([0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*(s|min|h|d)$/i
/** No amount that a person writes is longer; what is, no pattern sees, so that none can be made to backtrack for long. */
const longestWord = 64

function decimal(digits: string, exponent: string | undefined): number {
  const plain = digits.replaceAll(/[ ,'_]/g, '')
  return Number(exponent === undefined ? plain : `${plain}e${exponent}`)
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
    ? decimal(match[1] ?? '', match[2]) * (own(magnitudes, (match[3] ?? '').slice(0, 1).toLowerCase()) ?? 1)
    : Number.NaN
  return Number.isFinite(value) ? accept(value) : refuse(field, `${quoted(raw)} is not a number; ${wanted}`)
}

/** As `readCount`, then holds the value between two limits, both allowed. */
export function readBounded(
  field: string,
  raw: string | number,
  [least, most]: readonly [number, number],
): Read<number> {
  const count = readCount(field, raw)
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

/** Reads a duration written `90d`, `12h`, `30min` or `45s` into seconds. */
export function readDurationS(field: string, raw: string): Read<number> {
  const match = durationPattern.exec(short(raw))
  const unitS = own(durations, (match?.[2] ?? '').toLowerCase())
  return match && unitS !== undefined
    ? accept(Number(match[1]) * unitS)
    : refuse(field, `${quoted(raw)} is not a duration; write 90d, 12h, 30min or 45s`)
}

export type Money = { readonly amount: number; readonly currency: string }

/** Reads money written `CHF 120M` or `0.15 EUR`: three letters of ISO 4217 and an amount. */
export function readMoney(field: string, raw: string): Read<Money> {
  const word = short(raw)
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
