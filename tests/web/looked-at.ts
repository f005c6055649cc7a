import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** Each chart of a page in German says what it shows, and holds a table or a list of it; the page scrolls over it. */
export async function expectChartsToBeReachable(page: Page): Promise<void> {
  const charts = page.locator('main :is(canvas, svg[role=img])')
  // Words of the language may come after the chart.
  const faults = async () =>
    charts.evaluateAll((all) => {
      const isFaulty = (one: Element) => {
        const label = one.getAttribute('aria-label') ?? ''
        const hasTable = one.closest('section:has(table, summary)') !== null
        const scrolls = /auto|pan-y/.test(getComputedStyle(one).touchAction)
        const isGerman = /\p{L}{3,} \p{L}/u.test(label) && !/\b(the|of|over|with|and|from)\b/.test(label)
        return !hasTable || !scrolls || !isGerman
      }
      return all.filter(isFaulty).map((one) => one.outerHTML.slice(0, 300))
    })
  await expect.poll(faults).toEqual([])
  if ((await charts.count()) === 0) return
  const chart = charts.first()
  await chart.evaluate((one) => {
    one.scrollIntoView({ block: 'start' })
  })
  await chart.hover({ position: { x: 60, y: 60 } })
  const before = await page.evaluate(() => scrollY)
  await page.mouse.wheel(0, 200)
  await page.waitForFunction((was) => Math.abs(scrollY - was) > 50, before)
}

/** What the polite region of a view says while a slider takes three steps at once, until it has said the last. */
export async function announcedOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const live = document.querySelector('main [aria-live=polite]')
    const slider = document.querySelector('#gpus')?.parentElement?.querySelector('input')
    if (live === null || slider?.type !== 'range') throw new Error('there is no slider')
    const headline = () => document.querySelector('h1')?.textContent ?? ''
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    while (live.textContent !== headline()) await frame()
    const [before, said] = [headline(), new Set<string>()]
    new MutationObserver(() => said.add(live.textContent ?? '')).observe(live, {
      characterData: true,
      childList: true,
      subtree: true,
    })
    for (let step = 0; step < 3; step += 1) {
      slider.stepUp()
      slider.dispatchEvent(new Event('input', { bubbles: true }))
    }
    while (live.textContent === before || live.textContent !== headline()) await frame()
    return [...said]
  })
}

type Why = {
  /** The expression, and the same with its numbers. */
  readonly lines: readonly string[]
  readonly result: string
  readonly marks: number
  readonly sources: readonly string[]
}

/** What opens at each Why of a view: the last formula, and what it rests on. */
export async function whysOf(page: Page): Promise<readonly Why[]> {
  const buttons = page.locator('.figure .why')
  const told: Why[] = []
  for (let at = 0; at < (await buttons.count()); at += 1) {
    await buttons.nth(at).click()
    const dialog = page.locator('dialog')
    await dialog.locator('.result').last().waitFor()
    const formula = dialog.locator('.formula').last()
    told.push({
      lines: (await formula.locator('code').allInnerTexts()).map(plain),
      result: plain(await formula.locator('.result').innerText()),
      marks: await dialog.locator('.assumptions .basis').count(),
      sources: (await dialog.locator('.assumptions dd').allInnerTexts()).map(plain),
    })
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
  return told
}
