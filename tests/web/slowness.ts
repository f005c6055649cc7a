import type { Page } from 'playwright-core'

/** What the work below takes where the bounds in milliseconds were set: a core of 2026. */
const usualMs = 6

/**
 * How many times as long as there a page takes here for the same piece of work, one at least: a bound on a page's own
 * work is meant for its code, not for the machine that it happens to run on.
 */
export async function slowness(page: Page): Promise<number> {
  const leastMs = await page.evaluate(() => {
    const tookMs = Array.from({ length: 20 }, () => {
      const start = performance.now()
      const words = Array.from({ length: 20_000 }, (_, at) => String((at * 7919) % 20_011))
      document.body.dataset['sorted'] = words.sort()[0] ?? ''
      return performance.now() - start
    })
    delete document.body.dataset['sorted']
    return Math.min(...tookMs)
  })
  return Math.max(1, leastMs / usualMs)
}
