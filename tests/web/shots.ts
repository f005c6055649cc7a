/** `node tests/run-ts.js tests/web/shots.ts FOLDER`: every view of the built page at two widths and in both themes. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runServer } from '../server/running.ts'
import { openBrowser } from './browser.ts'

const places = [
  '',
  '#view=tradeoffs',
  '#view=queue',
  '#view=invest',
  '#view=compare',
  '#view=evidence',
  '#view=learn',
  '#view=learn&lesson=failure',
]
const folder = process.argv[2] ?? 'shots'
const only = process.argv[3]
mkdirSync(folder, { recursive: true })
const server = await runServer({ PAGE_FOLDER: fileURLToPath(new URL('../../dist/web', import.meta.url)) })
const browser = await openBrowser()
for (const colorScheme of ['light', 'dark'] as const) {
  const page = await (await browser.newContext({ colorScheme })).newPage()
  for (const place of places.filter((one) => only === undefined || one.includes(only))) {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await page.goto('about:blank')
      await page.goto(`${server.url}/${place}`)
      await page.locator('h1').first().waitFor()
      await page.waitForLoadState('networkidle')
      const name = `${place.replaceAll(/[^a-z]+/g, '-') || 'plan'}-${String(width)}-${colorScheme}.png`
      await page.screenshot({ path: join(folder, name), fullPage: true })
    }
  }
  await page.context().close()
}
await browser.close()
await server.stop()
