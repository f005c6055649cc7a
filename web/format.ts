import { perLanguage, spoken, t } from './language.ts'

/** A way to write numbers, those below zero with a minus sign and no hyphen. */
function written(options: Intl.NumberFormatOptions): (value: number) => string {
  const format = perLanguage((language) => new Intl.NumberFormat(language, options))
  return (value) => format().format(value).replace('-', '−')
}

const three = written({ maximumSignificantDigits: 3 })
const compact = written({ notation: 'compact', maximumSignificantDigits: 3, useGrouping: 'always' })
const oneDecimal = written({ minimumFractionDigits: 1, maximumFractionDigits: 1 })
const twoDecimals = written({ minimumFractionDigits: 2, maximumFractionDigits: 2 })
const six = written({ maximumSignificantDigits: 6 })

/** A whole number with the separators of the language. */
export const count = written({ maximumFractionDigits: 0 })

const scales = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
] as const

/** Three significant digits, large figures with their letter or word: 6.14 M, 6,14 Mio., 614만; T in French too. */
export function short(value: number): string {
  const scale = scales.find(([size]) => Math.abs(value) >= size)
  if (scale === undefined) return three(value)
  const english = `${three(value / scale[0])}\u202f${scale[1]}`
  return spoken.value.language === 'en' ? english : compact(value).replace('Bn', 'T')
}

/** A range in words: 61 to 94. */
export function span(low: string, high: string): string {
  return t`${low} to ${high}`
}

/** A figure with its unit; a currency stands before it, what it is the price of behind: CHF 1.94/h, 91 days. */
export function withUnit(figure: string, unit: string): string {
  const said = unit.replace(/(?<![\w-])(?!GPU)[A-Z]{3}(?![\w-])/, (currency) => `${currency}\u00a0${figure}`)
  return said === unit ? `${figure}\u00a0${unit}`.trim() : said
}

/** A share of 1 as percent with one decimal: 3.9 %. */
export function percent(share: number): string {
  return `${oneDecimal(share * 100)}\u00a0%`
}

/** The same with its sign: −2.0 %. */
export function signedPercent(share: number): string {
  return `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`
}

/** The same of any size: what no letter is large enough for by its power of ten. */
export function shortOrPower(value: number): string {
  return value < 1e15 ? short(value) : scientific(value)
}

/** A figure of FLOPs and the like: 6.50 × 10²⁴. */
function scientific(value: number): string {
  const [digits = '0', exponent = '0'] = value.toExponential(2).split('e')
  const raised = String(Number(exponent)).replaceAll(
    /[-0-9]/g,
    (character) => superscripts['-0123456789'.indexOf(character)] ?? character,
  )
  return `${twoDecimals(Number(digits))}\u00a0×\u00a010${raised}`
}

/** By the place of the character: a sign and the ten digits. */
const superscripts = [...'⁻⁰¹²³⁴⁵⁶⁷⁸⁹']

/** As a person types it back: 15T, 4096. */
export function typed(value: number): string {
  const scale = scales.find(([size]) => value >= size)
  return scale === undefined
    ? String(Number(value.toPrecision(6)))
    : `${String(Number((value / scale[0]).toPrecision(4)))}${scale[1]}`
}

/** Any figure with six digits, for formulas. */
export function exact(value: number): string {
  return Math.abs(value) >= 1e12 || (value !== 0 && Math.abs(value) < 1e-3) ? scientific(value) : six(value)
}

const lists = perLanguage((language) => new Intl.ListFormat(language))

/** Parts of a sentence, the last with its 'and'. */
export const listed = (parts: readonly string[]) => lists().format(parts)
