import { expect, it } from 'vitest'
import { faultsOfLayout } from './laid-out.ts'
import { servedPage } from './served.ts'

const served = servedPage()
const run = 'model=apertus-8b&tokens=2T&system=alps&gpus=512'
const pins = encodeURIComponent(`${run}|model=apertus-70b&tokens=15T&system=kisti6&gpus=4096`)
const places = [
  run,
  `view=tradeoffs&${run}`,
  `view=queue&${run}`,
  'view=invest',
  `view=compare&pins=${pins}`,
  'view=evidence',
  'view=learn&lesson=failure',
]

it('every fold of every view, opened, is laid out without overlap and nothing cut at five widths', async () => {
  const page = await (
    await served.browser.newContext({ viewport: { width: 1440, height: 12_000 } })
  ).newPage()
  const found: string[] = []
  let folds = 0
  for (const place of places) {
    await page.goto('about:blank')
    await page.goto(`${served.url}/#${place}`)
    await page.locator('h1').first().waitFor()
    await page.waitForLoadState('networkidle')
    // A fold may hold others, and what is in it may come later.
    for (const height of [11_000, 12_000]) {
      folds = await page.evaluate(() => {
        const all = [...document.querySelectorAll('details')]
        for (const fold of all) fold.open = true
        return all.length
      })
      await page.setViewportSize({ width: 1440, height })
      await page.waitForFunction(() => document.querySelector('.pending') === null)
    }
    for (const width of [320, 390, 1024, 1440, 2560]) {
      await page.setViewportSize({ width, height: 900 })
      // Charts follow the width a little later; a page that stays too wide is among the faults.
      await page
        .waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, undefined, {
          timeout: 3000,
        })
        .catch(() => null)
      const faults = await faultsOfLayout(page)
      found.push(
        ...faults.map((fault) => `${place} with ${String(folds)} folds, ${String(width)} px: ${fault}`),
      )
    }
  }
  expect(found).toEqual([])
  await page.context().close()
}, 120_000)
