import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What axe finds wrong in the page, or in a part of it. */
export async function faultsOf(page: Page, part?: string): Promise<readonly string[]> {
  // A page that was loaded anew has lost it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const where = part === undefined ? 'document' : JSON.stringify(part)
  return page.evaluate<readonly string[]>(
    `axe.run(${where}).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
  )
}

/** At two widths and in both themes: no fault, and nothing to scroll sideways. */
export async function expectFaultless(page: Page): Promise<void> {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.waitForFunction((wanted) => document.documentElement.scrollWidth === wanted, width)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await faultsOf(page), `${String(width)} px, ${colorScheme}`).toEqual([])
    }
  }
}
