import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { wordsCut } from './drawn.ts'
import { openUnfolded, viewNames } from './everywhere.ts'
import { faultsOfLayout } from './laid-out.ts'
import { lasting } from './axe.ts'
import { servedPage } from './served.ts'

const served = servedPage()

/** A wall is read from as many window heights away as a laptop: its print grows as its window does. */
const wall = { width: 3840, height: 2160 }
const laptopWidth = 1440
const printPx = 13

/** What of a page on a wall is too small, or does not fit the box that it is typed in. */
async function tooSmall(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    (leastPx) => {
      const main = document.querySelector('main')
      if (main === null) return ['there is no page']
      const parts = [...document.body.querySelectorAll('*')].filter((part) => part.checkVisibility())
      const says = (part: Element) =>
        [...part.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '')
      const shownPx = (part: Element) => {
        const drawing = part.closest('svg')
        const scale = drawing === null ? 1 : (drawing.getScreenCTM()?.a ?? 1)
        return Number.parseFloat(getComputedStyle(part).fontSize) * scale
      }
      const small = parts.filter((part) => says(part) && shownPx(part) < leastPx)
      const tight = parts.filter(
        (part) =>
          part instanceof HTMLInputElement && part.type === 'text' && part.scrollWidth > part.clientWidth,
      )
      const share = main.getBoundingClientRect().width / innerWidth
      return [
        ...small.map((part) => `'${(part.textContent ?? '').trim().slice(0, 40)}' is small`),
        ...tight.map((part) => `what is typed in '${part.id}' is cut`),
        ...(share < 0.45 ? [`the page takes ${String(share)} of the wall`] : []),
      ]
    },
    (printPx * wall.width) / laptopWidth / 1.4,
  )
}

it.each(viewNames)('%s fills a wall of 3,840 px, no print small, no word of a drawing cut', async (view) => {
  const page = await openUnfolded(served, { view, language: 'en' })
  await page.setViewportSize(wall)
  await page.reload()
  await page.waitForLoadState('networkidle')
  expect(await lasting(async () => [...(await tooSmall(page)), ...(await faultsOfLayout(page))])).toEqual([])
  const svg = page.getByRole('button', { name: 'SVG' })
  if ((await svg.count()) > 0) {
    const [download] = await Promise.all([page.waitForEvent('download'), svg.first().click()])
    expect(await wordsCut(page.context(), readFileSync(await download.path(), 'utf8'))).toEqual([])
  }
  await page.context().close()
})
