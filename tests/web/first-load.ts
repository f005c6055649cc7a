import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'

const built = fileURLToPath(new URL('../../dist/web', import.meta.url))

/** The scripts that a page asks for before its first answer, and what each weighs compressed, in kB. */
export async function firstLoad(browser: Browser, url: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const asked = new Set<string>()
  context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.endsWith('.js')) asked.add(pathname)
  })
  // The code of what stands under the figures and the other models are asked for by the answer: held back, they cannot be a part of what is before.
  await context.route(/\/(below|glossed|rest-of-models|after)-[^/]*\.js$/, (route) => route.abort())
  await page.goto(url)
  await page.locator('.figure .value').first().waitFor()
  await page.waitForLoadState('networkidle')
  await context.close()
  const names = [...asked].filter((path) => !/\/(below|glossed|rest-of-models|after)-/.test(path))
  const kB = names.map((path) => gzipSync(readFileSync(`${built}/${path}`), { level: 9 }).length / 1000)
  return { names, kB, sum: kB.reduce((total, one) => total + one, 0) }
}
