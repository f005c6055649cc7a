import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { slowness } from './slowness.ts'

const built = fileURLToPath(new URL('../../dist/web', import.meta.url))

/**
 * The scripts that a page asks for before its first answer, what each weighs compressed, in kB, the cookies it leaves, and
 * the seconds of a processor that the page and its worker took until then, and how slow the machine is.
 */
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
  const measures = await context.newCDPSession(page)
  await measures.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.goto(url)
  await page.locator('.figure .value').first().waitFor()
  const { metrics } = await measures.send('Performance.getMetrics')
  const cpuS = metrics.find(({ name }) => name === 'ProcessTime')?.value ?? 0
  const kept = (await context.cookies()).map(({ name }) => name)
  await page.waitForLoadState('networkidle')
  const slow = await slowness(page)
  await context.close()
  const names = [...asked].filter((path) => !/\/(below|glossed|rest-of-models|after)-/.test(path))
  const kB = names.map((path) => gzipSync(readFileSync(`${built}/${path}`), { level: 9 }).length / 1000)
  return { names, kB, kept, cpuS, slow, sum: kB.reduce((total, one) => total + one, 0) }
}
