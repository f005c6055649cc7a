/** The day on this machine's clock, in UTC: 2027-01-15. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}

/** Today as the first day, where one of the times is a day. */
export function fromToday(...times: readonly unknown[]): { readonly start?: string } {
  return times.some((time) => typeof time === 'string' && /^\s*\d{4}-\d/.test(time)) ? { start: today() } : {}
}
