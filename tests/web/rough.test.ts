import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { servedPage } from './served.ts'

const served = servedPage()

type Seen = { readonly busy: boolean; readonly sentence: string; readonly figures: readonly string[] }

/** What stands there now: the headline, and each figure that is drawn of futures. */
const seenOn = (page: Page): Promise<Seen> =>
  page.evaluate(() => ({
    busy: document.querySelector('.answer')?.getAttribute('aria-busy') === 'true',
    sentence: document.querySelector('h1')?.textContent ?? '',
    figures: [...document.querySelectorAll('.figure .value')].map((one) => one.textContent ?? ''),
  }))

/** Notes every state that the page draws from here on. */
const watch = (page: Page) =>
  page.evaluate(() => {
    const all: Seen[] = []
    Reflect.set(globalThis, 'drawn', all)
    const note = () =>
      all.push({
        busy: document.querySelector('.answer')?.getAttribute('aria-busy') === 'true',
        sentence: document.querySelector('h1')?.textContent ?? '',
        figures: [...document.querySelectorAll('.figure .value')].map((one) => one.textContent ?? ''),
      })
    new MutationObserver(note).observe(document.body, {
      ...{ subtree: true, childList: true, characterData: true, attributes: true },
    })
  })

const drawn = (page: Page): Promise<readonly Seen[]> => page.evaluate('drawn')
const isRough = ({ sentence, figures }: Seen) => [sentence, ...figures].some((text) => text.includes('≈'))

describe('a figure that is not drawn yet', () => {
  it.each([
    ['invest', '.controls input[type=range]'],
    ['tradeoffs', '#maxTime'],
  ])(
    'in %s has its ≈ until the settled one is there, which a page that was just opened has too',
    async (view, slider) => {
      const page = await (await served.browser.newContext()).newPage()
      await page.goto(`${served.url}/#view=${view}&maxTime=150`)
      const settled = async () => {
        await page.locator('.figure .value').first().waitFor()
        await expect.poll(async () => isRough(await seenOn(page))).toBe(false)
        await expect.poll(async () => (await seenOn(page)).figures.length).toBeGreaterThan(1)
        return seenOn(page)
      }
      const before = await settled()
      await watch(page)
      await page.locator(slider).first().focus()
      if (view === 'invest') await page.keyboard.press('ArrowLeft')
      else {
        await page.locator(slider).fill('80')
        await page.keyboard.press('Enter')
      }
      await expect.poll(async () => (await drawn(page)).some(isRough)).toBe(true)
      const after = await settled()
      expect(after).not.toEqual(before)
      // Rough is said of all that is rough, and of nothing once it is drawn.
      const rough = (await drawn(page)).filter(isRough)
      if (view === 'invest') {
        for (const { busy, sentence, figures } of rough)
          expect([busy, sentence, figures]).toEqual([
            true,
            expect.stringContaining('≈'),
            figures.map(() => expect.stringContaining('≈')),
          ])
      }
      const number = (text: string) => text.replaceAll(/[≈\s]/g, '')
      await page.reload()
      const again = await settled()
      expect(again.figures.map(number)).toEqual(after.figures.map(number))
      expect(again.sentence).toBe(after.sentence)
      await page.context().close()
    },
  )
})
