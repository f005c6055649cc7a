import { expect, it } from 'vitest'
import { languages } from '../../web/language.ts'
import {
  faultsAtWidths,
  faultsInThemes,
  hyphensForMinus,
  leftInEnglish,
  openUnfolded,
  viewNames,
} from './everywhere.ts'
import { servedPage } from './served.ts'

const served = servedPage()

/** Of the four languages in which `axe-all.ts` looks at every view: another one for each view. */
it.each(viewNames.map((view, at) => ({ view, language: languages[(at + 2) % 4] ?? 'en' })))(
  '$view in $language has, every fold open, nothing in another language, no overlap, nothing cut at five widths, and passes axe in both themes',
  async (asked) => {
    const page = await openUnfolded(served, asked)
    // What comes late is opened too.
    await expect
      .poll(async () =>
        page.evaluate(() => {
          const closed = document.querySelectorAll('details:not([open])')
          for (const fold of closed) fold.setAttribute('open', '')
          return closed.length
        }),
      )
      .toBe(0)
    expect(await hyphensForMinus(page)).toEqual([])
    if (asked.language !== 'en') await expect.poll(async () => leftInEnglish(page)).toEqual([])
    expect([...(await faultsInThemes(page)), ...(await faultsAtWidths(page))]).toEqual([])
    await page.context().close()
  },
)
