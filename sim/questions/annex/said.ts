/** Three significant digits, thousands separated. */
export function said(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 })
}

/** Every digit before the point. */
export function allDigits(value: number): string {
  return Math.round(value).toLocaleString('en')
}
