import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, vi } from 'vitest'

/**
 * What is found wrong with a page, asked again for a while where there is something: what is on its way is dimmed or not
 * yet in its place.
 */
export async function lasting(ask: () => Promise<readonly string[]>): Promise<readonly string[]> {
  let found: readonly string[] = []
  const isNone = async () => (found = await ask()).length === 0
  await vi.waitUntil(isNone, { timeout: 20_000, interval: 250 }).catch(() => null)
  return found
}

/** What axe finds wrong in the page, or in a part of it, by all rules or by that on colours alone, all that a theme changes. */
export async function faultsOf(
  page: Page,
  part?: string,
  rules: 'all' | 'colours' = 'all',
): Promise<readonly string[]> {
  // A page that was loaded anew has lost it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const where = part === undefined ? 'document' : JSON.stringify(part)
  const which = rules === 'all' ? {} : { runOnly: ['color-contrast'] }
  const ask = `axe.run(${where}, ${JSON.stringify(which)}).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html + (nodes[1] ? ' and ' + (nodes.length - 1) + ' more' : '')))`
  return lasting(async () => page.evaluate<readonly string[]>(ask))
}

/** At two widths and in both themes: no fault, and nothing to scroll sideways. */
export async function expectFaultless(page: Page): Promise<void> {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.waitForFunction((wanted) => document.documentElement.scrollWidth === wanted, width)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const rules = colorScheme === 'light' ? 'all' : 'colours'
      expect(await faultsOf(page, undefined, rules), `${String(width)} px, ${colorScheme}`).toEqual([])
    }
  }
}
