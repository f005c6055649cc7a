/** What is wrong with a number as it is written, a comma for the point or not; empty where it lies within its bounds. */
export function wrongNumber(text: string, least: number, most: number): string {
  const value = Number(text.replace(',', '.'))
  if (value >= least && value <= most) return ''
  return Number.isFinite(value)
    ? `${text} is outside ${String(least)} to ${String(most)}`
    : `'${text}' is not a number; write a number such as 4096, 70B, 15T or 1.5e13`
}
