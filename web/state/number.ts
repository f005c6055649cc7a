const letters: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12, p: 1e15 }

/** A quantity as typed; null when it is not one (the simulation says what is wrong with it). */
export function numberOf(text: string): number | null {
  const match = /^((?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d*)?(?:e[+-]?\d+)?)\s*([kmbgtp]?)$/i.exec(text.trim())
  const value =
    Number((match?.[1] ?? 'x').replaceAll(',', '')) * (letters[(match?.[2] ?? '').toLowerCase()] ?? 1)
  return Number.isFinite(value) && value > 0 ? value : null
}
