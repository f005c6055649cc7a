import { describe, expect, it } from 'vitest'
import { languages } from '../../web/language.ts'
import { faultsOf } from './axe.ts'
import { leftInEnglish } from './everywhere.ts'
import { servedPage } from './served.ts'

const served = servedPage()
const run = 'model=apertus-70b&tokens=15T&system=alps'
const pins = encodeURIComponent(`${run}&gpus=2048|${run}&gpus=4096`)
const views = [
  'view=tradeoffs&maxTime=120',
  'view=queue',
  'view=invest',
  `view=compare&pins=${pins}`,
  'view=evidence',
].flatMap((at, place) => [
  { at, language: languages[place % 4] ?? 'en' },
  { at, language: languages[(place + 2) % 4] ?? 'de' },
])

describe('a briefing printed from a view', () => {
  it.each(views)('has its answer and its chart on two A4 pages: $at, $language', async ({ at, language }) => {
    const context = await served.browser.newContext({ viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    const errors: string[] = []
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    await page.goto(`${served.url}/#${at}&lang=${language}`)
    await page.locator('main .chart').first().waitFor()
    await page.locator('main [aria-busy=true]').waitFor({ state: 'detached' })
    if (at.includes('tradeoffs')) await page.locator('.questions li:not(.quiet)').first().waitFor()
    await expect.poll(async () => page.locator('main').innerText()).not.toContain('≈')
    // What a view says below its first sentence is part of it here.
    const headline = async () => (await page.locator('main :is(h1, .also)').allInnerTexts()).join(' ')
    const [before, link] = [await headline(), page.url()]
    const figures = await page.locator('main .figures:not(.chart *) h2').allInnerTexts()
    await page.locator('header .undo').first().click()
    const briefing = page.locator('.briefing')
    await briefing.locator('.rests li').first().waitFor()
    expect(await headline()).toBe(before)
    const rows = await briefing.locator('table').first().locator('tbody th').allInnerTexts()
    if (figures.length > 0) expect(rows.slice(0, figures.length)).toEqual(figures)
    expect(await briefing.locator('figure div > svg').locator('path, rect').count()).toBeGreaterThan(4)
    expect(await briefing.locator('figure div > svg text').count()).toBeGreaterThan(4)
    expect(decodeURIComponent((await briefing.locator('.made a').getAttribute('href')) ?? '')).toContain(
      /view=\w+/.exec(link)?.[0],
    )
    expect(await leftInEnglish(page)).toEqual([])
    // Its colours are those of the page, so that they follow the theme.
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await faultsOf(page, '.briefing')).toEqual([])
    await page.emulateMedia({ media: 'print', colorScheme: 'light' })
    expect(await briefing.locator('.ask').isVisible()).toBe(false)
    const sheet = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(sheet.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(2)
    expect(errors).toEqual([])
    await page.emulateMedia({ media: 'screen' })
    await briefing.locator('.ask button').last().click()
    await page.locator('main .chart').first().waitFor()
    await expect.poll(headline).toBe(before)
    await context.close()
  })

  it('is of what stood there alone: another language or run closes it', async () => {
    const page = await (await served.browser.newContext()).newPage()
    await page.goto(`${served.url}/#view=evidence`)
    await page.locator('main .chart').first().waitFor()
    await page.getByRole('button', { name: 'Briefing' }).click()
    await page.locator('.briefing figure div > svg').waitFor()
    await page.getByLabel('Language').selectOption('de')
    await page.locator('.briefing').waitFor({ state: 'detached' })
    await page.locator('h1', { hasText: 'Quellen' }).waitFor()
    await page.context().close()
  })
})

describe('a briefing asked for early', () => {
  it('waits for the chart of the run, whose code is still on its way', async () => {
    const page = await (await served.browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
    let letGo = () => {}
    const held = new Promise<void>((resolve) => (letGo = resolve))
    await page.route(/\/below-[^/]*\.js$/, async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`${served.url}/#lang=en`)
    await page.locator('main .pending').first().waitFor()
    await page.locator('main h1').first().waitFor()
    await page.locator('main [aria-busy=true]').waitFor({ state: 'detached' })
    await page.locator('header .undo').first().click()
    // Whoever does not wait has opened it by now.
    await page
      .locator('.briefing')
      .waitFor({ timeout: 1000 })
      .catch(() => null)
    letGo()
    await page.locator('.briefing figure div > svg').waitFor()
    expect(await page.locator('.briefing figcaption').innerText()).toMatch(/accelerator|GPU/i)
    await page.context().close()
  })

  it('has the chart that a phone has not scrolled to', async () => {
    const page = await (await served.browser.newContext({ viewport: { width: 320, height: 480 } })).newPage()
    await page.goto(`${served.url}/#lang=en`)
    await page.locator('main h1').first().waitFor()
    await page.locator('header .undo').first().click()
    await page.locator('.briefing figure div > svg').waitFor()
    await page.context().close()
  })
})
