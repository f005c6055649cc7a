import type { Browser, Page } from 'playwright-core'
import type { Language } from '../../web/spoken.ts'
import { faultsOf, lasting } from './axe.ts'
import { faultsOfLayout } from './laid-out.ts'

const run = 'model=apertus-8b&tokens=2T&system=alps&gpus=512'
const pins = [run, 'model=apertus-70b&tokens=15T&system=kisti6&gpus=4096'].join('|')

/** Every view of the page, Learn with its list and with a lesson. */
export const views: Readonly<Record<string, string>> = {
  plan: run,
  tradeoffs: `view=tradeoffs&${run}`,
  queue: `view=queue&runDay=3&${run}`,
  invest: 'view=invest',
  compare: `view=compare&pins=${encodeURIComponent(pins)}`,
  evidence: 'view=evidence',
  learn: 'view=learn',
  lesson: 'view=learn&lesson=failure',
}
export const viewNames = Object.keys(views)

/** Opens every fold, and those that come within, until nothing is on its way. */
async function unfold(page: Page): Promise<void> {
  const [width, height] = [page.viewportSize()?.width ?? 1440, page.viewportSize()?.height ?? 900]
  for (const tall of [11_000, 12_000]) {
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true
    })
    // What is near the window loads: in so tall a one all of it is.
    await page.setViewportSize({ width, height: tall })
    await page.waitForFunction(() => document.querySelector('.pending, .stale, [aria-busy=true]') === null)
  }
  await page.setViewportSize({ width, height })
}

type Asked = { readonly view: string; readonly language: Language }
type Served = { readonly browser: Browser; readonly url: string }

/** A view in a language with every fold open, and what a lesson shows once it was answered. */
export async function openUnfolded({ browser, url }: Served, { view, language }: Asked): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(`${url}/#${views[view] ?? ''}&lang=${language}`)
  await page.locator('h1').first().waitFor()
  if (view === 'lesson') {
    await page.locator('#prediction').fill('1')
    await page.locator('#prediction').press('Enter')
    await page.locator('.chart canvas').waitFor()
  }
  await page.waitForLoadState('networkidle')
  await unfold(page)
  return page
}

/** What axe finds in the page as it stands, in both themes. */
export async function faultsInThemes(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const faults = await faultsOf(page, undefined, colorScheme === 'light' ? 'all' : 'colours')
    found.push(...faults.map((fault) => `${colorScheme}: ${fault}`))
  }
  return found
}

/**
 * What stands there in English that is no name, no code, no title of a source and is not marked as English: words that the
 * other three languages do not have.
 */
export async function leftInEnglish(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const words = /\b(the|and|of|with|from|are|that|days|hours|years|people|trained|served|tokens a)\b/
    const titles = /\(.*\d{4}-\d{2}.*\)|\d{4}-\d{2}| · |as carried by|[„«‘][^“»’]*( to |of )/
    const found = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const [of, text] = [node.parentElement, (node.textContent ?? '').trim()]
      if (of === null || !of.checkVisibility() || !words.test(text) || titles.test(text)) continue
      if (of.closest('[lang=en], code, pre, option, a[target=_blank], dt') === null)
        found.add(text.slice(0, 90))
    }
    return [...found]
  })
}

/**
 * Amounts that stand there with a hyphen in place of a minus sign, or with their currency behind them, which stands in front
 * everywhere else; code keeps its own, and so do titles of sources and both sides of an exchange.
 */
export async function badlyWritten(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = (node.textContent ?? '').trim()
      const isCode = node.parentElement?.closest('code, pre, textarea, script, style') !== null
      const isHyphen = /(?<![\p{L}\d)])-\d/u.test(text)
      const isBehind = /\d\s?(T|B|M|만|억|조|Mio\.|Mrd\.|Md)?\s?(CHF|EUR|USD|KRW)(?![\w=]| [\d=])/u.test(text)
      const isSource =
        /\d{4}-\d{2}| = /.test(text) || node.parentElement?.closest('a[target=_blank], [lang=en]')
      if (!isCode && (isHyphen || (isBehind && !isSource))) found.push(text.slice(0, 90))
    }
    return found
  })
}

/** Tables that scroll sideways, which none has to where there is room. */
async function tablesCut(page: Page): Promise<readonly string[]> {
  const cut = page.locator('.wide.cut')
  return (await cut.allInnerTexts()).map((text) => `the table '${text.slice(0, 60)}' is cut`)
}

/** In how many lines the first sentence stands on a phone. */
export async function linesOfAnswer(page: Page): Promise<number> {
  await page.setViewportSize({ width: 390, height: 844 })
  return page
    .locator('main h1')
    .first()
    .evaluate((sentence) => {
      const range = document.createRange()
      range.selectNodeContents(sentence)
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size
    })
}

/** What is laid out badly at five widths. */
export async function faultsAtWidths(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const width of [320, 390, 1024, 1440, 2560]) {
    await page.setViewportSize({ width, height: 900 })
    // Charts follow the width a little later.
    const faults = await lasting(async () => [
      ...(await faultsOfLayout(page)),
      ...(width < 1440 ? [] : await tablesCut(page)),
    ])
    found.push(...faults.map((fault) => `${String(width)} px: ${fault}`))
  }
  return found
}
