const locale = 'en'
const three = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 })
const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })

const scales = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
] as const

/** Three significant digits, large figures with their letter: 6.14 M. */
export function short(value: number): string {
  const scale = scales.find(([size]) => Math.abs(value) >= size)
  return scale === undefined ? three.format(value) : `${three.format(value / scale[0])}\u202f${scale[1]}`
}

export function count(value: number): string {
  return plain.format(value)
}

const oneDecimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** A share of 1 as percent with one decimal: 3.9 %. */
export function percent(share: number): string {
  return `${oneDecimal.format(share * 100)}\u00a0%`
}

/** The same with its sign: −2.0 %. */
export function signedPercent(share: number): string {
  return `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`
}

/** A figure of FLOPs and the like: 6.50 × 10²⁴. */
export function scientific(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential(2).split('e')
  const raised = String(Number(exponent)).replaceAll(
    /[-0-9]/g,
    (character) => superscripts[character] ?? character,
  )
  return `${digits} × 10${raised}`
}

const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻',
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
}

/** As a person types it back: 15T, 4096. */
export function typed(value: number): string {
  const scale = scales.find(([size]) => value >= size)
  return scale === undefined
    ? String(Number(value.toPrecision(6)))
    : `${String(Number((value / scale[0]).toPrecision(4)))}${scale[1]}`
}

/** Any figure with six digits, for formulas. */
export function exact(value: number): string {
  return Math.abs(value) >= 1e12 || (value !== 0 && Math.abs(value) < 1e-3)
    ? scientific(value)
    : new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 }).format(value)
}
