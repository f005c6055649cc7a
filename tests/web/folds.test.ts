import { expect, it } from 'vitest'
import { languages } from '../../web/language.ts'
import {
  badlyWritten,
  faultsAtWidths,
  faultsInThemes,
  leftInEnglish,
  linesOfAnswer,
  openUnfolded,
  viewNames,
} from './everywhere.ts'
import { servedPage } from './served.ts'

const served = servedPage()

/** Of the four languages in which `axe-all.ts` looks at every view: another one for each view. */
it.each(viewNames.map((view, at) => ({ view, language: languages[(at + 2) % 4] ?? 'en' })))(
  '$view in $language has, every fold open, nothing in another language, no overlap, nothing cut at five widths, an answer of at most four lines on a phone, and passes axe in both themes',
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
    expect(await badlyWritten(page)).toEqual([])
    if (asked.language !== 'en') await expect.poll(async () => leftInEnglish(page)).toEqual([])
    expect([...(await faultsInThemes(page)), ...(await faultsAtWidths(page))]).toEqual([])
    expect(await linesOfAnswer(page)).toBeLessThanOrEqual(4)
    await page.context().close()
  },
)

it('in German, Invest names the areas apart and the country, and Plan has its whole table in sight at 1440 px', async () => {
  const page = await (await served.browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(`${served.url}/#view=invest&lang=de`)
  await page.locator('#sovereignty > summary').click()
  const areas = page.locator('.spectrum h3', { hasText: /: [\d,]+/ })
  await areas.nth(3).waitFor()
  const named = (await areas.allInnerTexts()).map((text) => text.split(':')[0])
  expect(named.slice(0, 4)).toEqual(['Daten', 'Modell', 'Infrastruktur', 'Fachkräfte'])
  await page.locator('#nation', { hasText: 'Schweiz' }).waitFor()
  await page.goto(`${served.url}/#lang=de`)
  await page.locator('summary', { hasText: 'Dasselbe als Tabelle' }).first().press('Enter')
  const table = page.locator('.chart-place .wide')
  await table.waitFor()
  await expect.poll(async () => table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThan(2)
  await page.context().close()
})
