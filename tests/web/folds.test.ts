import { expect, it } from 'vitest'
import { languages } from '../../web/language.ts'
import { faultsAtWidths, faultsInThemes, openUnfolded, viewNames } from './everywhere.ts'
import { servedPage } from './served.ts'

const served = servedPage()

/** Of the four languages in which `axe-all.ts` looks at every view: another one for each view. */
it.each(viewNames.map((view, at) => ({ view, language: languages[(at + 2) % 4] ?? 'en' })))(
  '$view in $language has, every fold open, no overlap and nothing cut at five widths, and passes axe in both themes',
  async (asked) => {
    const page = await openUnfolded(served, asked)
    await expect.poll(async () => page.locator('details:not([open])').count()).toBe(0)
    expect([...(await faultsInThemes(page)), ...(await faultsAtWidths(page))]).toEqual([])
    await page.context().close()
  },
)
