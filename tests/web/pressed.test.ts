import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { toFragment } from '../../web/state/address.ts'
import { announcedOf, expectChartsToBeReachable } from './looked-at.ts'
import { servedPage } from './served.ts'

const served = servedPage()
const small = '#model=llama-3-8b&tokens=1T&system=alps&gpus=64&mfu=0.4'
const runs = ['64', '128', '256', '512'].map((gpus) =>
  toFragment({ model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus, mfu: '0.4' }),
)
const pinned = `#view=compare&pins=${encodeURIComponent(runs.join('|'))}`
let page: Page

const goTo = async (hash: string) => page.evaluate((to) => (location.hash = to), hash)
const headline = () => page.locator('h1')

beforeAll(async () => {
  page = await (await served.browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  page.setDefaultTimeout(40_000)
  await page.goto(`${served.url}/${small}`)
  await headline().getByText('on 64 accelerators').waitFor()
})

describe('what is pressed', () => {
  it.each(['', 'tradeoffs', 'invest', 'queue', 'compare', 'evidence', 'learn'])(
    'in %s is 24 px high at 320 px, sliders have a field, charts a text, a table and the scrolling of a finger',
    async (view) => {
      await page.setViewportSize({ width: 320, height: 700 })
      await goTo(`${view === 'compare' ? pinned : `${small}&view=${view || 'plan'}`}&lang=de`)
      await page.locator('html[lang=de]').waitFor({ state: 'attached' })
      await headline().first().waitFor()
      await page.waitForLoadState('networkidle')
      const pressed = async () =>
        page.evaluate(() => {
          const heightOf = (one: Element) =>
            Math.max(
              one.getBoundingClientRect().height,
              one.closest('label')?.getBoundingClientRect().height ?? 0,
            )
          // A link amid a sentence is as high as its line.
          const isAmid = (one: Element) =>
            getComputedStyle(one).display === 'inline' &&
            (one.parentElement?.textContent ?? '').trim().length > (one.textContent ?? '').trim().length
          const low = [...document.querySelectorAll('a, button, input, select, summary, textarea')].filter(
            (one) => one.checkVisibility() && heightOf(one) < 23.5 && !isAmid(one),
          )
          const alone = [...document.querySelectorAll('input[type=range]')].filter(
            (one) => one.parentElement?.querySelector('input:not([type=range])') === null,
          )
          return [...low, ...alone].map((one) => one.outerHTML.slice(0, 120))
        })
      await expect.poll(pressed).toEqual([])
      if (view !== 'learn' && view !== 'evidence')
        await expect
          .poll(async () => {
            const said = await page.locator('main [aria-live=polite]').allInnerTexts()
            return said.includes(await headline().first().innerText())
          })
          .toBe(true)
      await expectChartsToBeReachable(page)
      await page.setViewportSize({ width: 1280, height: 900 })
    },
  )

  it('is announced once when it has settled, however many steps a slider took', async () => {
    await goTo(small)
    await headline().getByText('on 64 accelerators').waitFor()
    const heard = await announcedOf(page)
    expect(heard).toEqual([await headline().innerText()])
  })

  it('scrolls the page over a chart, and is told apart by more than colour where colours are the reader’s own', async () => {
    await goTo(small)
    const chart = page.locator('.chart canvas')
    await chart.scrollIntoViewIfNeeded()
    expect(await chart.evaluate((one) => getComputedStyle(one).touchAction)).toMatch(/auto|pan-y/)
    const before = await page.evaluate(() => scrollY)
    await chart.hover()
    await page.mouse.wheel(0, 300)
    await page.waitForFunction((was) => scrollY > was + 100, before)
    await page.emulateMedia({ forcedColors: 'active' })
    const bar = page.locator('.figure .bar').first()
    expect(await bar.evaluate((one) => getComputedStyle(one).forcedColorAdjust)).toBe('none')
    await page.emulateMedia({ forcedColors: 'none' })
    // The theme is the device's until somebody chooses one.
    for (const [colorScheme, paper] of [
      ['dark', 'rgb(18, 23, 29)'],
      ['light', 'rgb(255, 255, 255)'],
    ] as const) {
      await page.emulateMedia({ colorScheme })
      await expect
        .poll(async () => page.evaluate(() => getComputedStyle(document.body).backgroundColor))
        .toBe(paper)
    }
    await page.context().close()
  })
})
