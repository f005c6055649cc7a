/**
 * `node tests/run-ts.js tests/web/looks.ts [write] [view]`: every view of the built page at two widths and in both themes beside
 * how it looked when `looks.json` was written. A look is a coarse grid of grey, which no font of another machine moves by much:
 * a digit is the mean of a cell, 0 to f. Ends with 1 where a look has left its bound; `write` takes the looks as they are.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { runServer } from '../server/running.ts'
import { openBrowser } from './browser.ts'

const places = ['', 'tradeoffs', 'queue', 'invest', 'compare', 'evidence', 'learn', 'learn&lesson=failure']
const pinned = ['alps', 'kisti6'].map((system) => `model=apertus-70b&tokens=15T&system=${system}&gpus=4096`)
const [columns, rows] = [48, 36]
/** A cell differs by more than so many of 16 greys; so large a share of the cells may. */
const [fewGreys, mostShare] = [2, 0.04]
const file = fileURLToPath(new URL('looks.json', import.meta.url))

/** The picture as rows of digits. The browser itself reads and shrinks it: no decoder of ours. */
async function lookOf(page: Page, picture: Buffer): Promise<readonly string[]> {
  return page.evaluate(
    async ([base64, wide, high]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const canvas = new OffscreenCanvas(wide, high)
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('there is no canvas')
      context.imageSmoothingQuality = 'high'
      context.drawImage(image, 0, 0, wide, high)
      const { data } = context.getImageData(0, 0, wide, high)
      const grey = (at: number) =>
        Math.round(((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3 / 17).toString(16)
      return Array.from({ length: high }, (_, row) =>
        Array.from({ length: wide }, (__, column) => grey(4 * (row * wide + column))).join(''),
      )
    },
    [picture.toString('base64'), columns, rows] as const,
  )
}

/** Share of the cells that differ. */
function apart(before: readonly string[], after: readonly string[]): number {
  const [a, b] = [before.join(''), after.join('')]
  if (a.length !== b.length) return 1
  const differ = [...a].filter(
    (digit, at) => Math.abs(Number.parseInt(digit, 16) - Number.parseInt(b[at] ?? '0', 16)) > fewGreys,
  )
  return differ.length / a.length
}

const [first = '', second] = process.argv.slice(2)
const only = first === 'write' ? second : first
const known: Record<string, readonly string[]> = JSON.parse(readFileSync(file, 'utf8'))
const server = await runServer({ PAGE_FOLDER: fileURLToPath(new URL('../../dist/web', import.meta.url)) })
const browser = await openBrowser()
const lens = await (await browser.newContext()).newPage()
const looks: Record<string, readonly string[]> = { ...known }
let worst = 0
for (const colorScheme of ['light', 'dark'] as const) {
  const page = await (await browser.newContext({ colorScheme, reducedMotion: 'reduce' })).newPage()
  for (const place of places.filter(
    (one) => only === undefined || only === '' || (one || 'plan').includes(only),
  ))
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 1080 })
      await page.goto('about:blank')
      const pins = place === 'compare' ? `&pins=${encodeURIComponent(pinned.join('|'))}` : ''
      await page.goto(`${server.url}/#${place === '' ? '' : `view=${place}`}${pins}`)
      await page.locator('h1').first().waitFor()
      await page.waitForLoadState('networkidle')
      await page.waitForFunction(() => document.querySelector('.stale, [aria-busy=true]') === null)
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
      const name = `${place || 'plan'} ${String(width)} ${colorScheme}`
      const look = await lookOf(lens, await page.screenshot())
      const share = apart(known[name] ?? [], look)
      worst = Math.max(worst, share)
      looks[name] = look
      process.stdout.write(
        `${share > mostShare ? 'DIFFERS' : 'as before'} ${(100 * share).toFixed(1)} % ${name}\n`,
      )
    }
  await page.context().close()
}
if (first === 'write') writeFileSync(file, `${JSON.stringify(looks, null, 1)}\n`)
else process.exitCode = worst > mostShare ? 1 : 0
await browser.close()
await server.stop()
