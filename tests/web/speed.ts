/**
 * `node tests/run-ts.js tests/web/speed.ts [view [throttle]]`, part of `npm run bench`: the speeds of the built page, each with its bound and whether it is kept:
 * the processor's time of an estimate and of the chart's sweep, the script before the first view, when that view can be used,
 * and by view, at full speed and with the page's processor held to a quarter: from a step of a control to the first change
 * and to the first chart, painted, and how far things move that nobody moved. Figures of the machine at hand: no test holds
 * them. What other work takes of the processors is said at the end of each line: 1.0 is a quiet machine. Ends with 1 where
 * one is missed.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { answerFigures, gpuCounts } from '../../sim/index.ts'
import { runServer } from '../server/running.ts'
import { openBrowser } from './browser.ts'
import { firstLoad } from './first-load.ts'
import { steps, watch } from './painted.ts'

const at = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0

const spin = () => {
  const [fromMs, from] = [performance.now(), process.cpuUsage()]
  let sum = 0
  while (performance.now() - fromMs < 150) sum += Math.sqrt(sum + 1)
  const { user } = process.cpuUsage(from)
  return (performance.now() - fromMs) / (user / 1000)
}

let missed = 0
/** One figure with its bound, what it is of, and whether it is kept. */
function say(what: string, figure: number, [bound, unit]: readonly [bound: number, unit: string]): void {
  const isKept = figure <= bound
  if (!isKept) missed += 1
  const digits = bound < 1 ? 3 : 1
  process.stdout.write(
    `${isKept ? 'kept  ' : 'MISSED'} ${what}: ${figure.toFixed(digits)} of ${String(bound)} ${unit} (other work × ${spin().toFixed(1)})\n`,
  )
}

const cpuMs = (work: () => void) => {
  const from = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1000
}

/** Of the first view's run with other tokens each time: the processor's time, once the code is warm. */
function calculations(): void {
  const run = { model: 'apertus-70b', system: 'alps', gpus: 4096 }
  const sizes = gpuCounts.usualCounts(4, 10_752)
  const median = (work: (tokens: string) => void) =>
    at(
      Array.from({ length: 60 }, (_, round) => cpuMs(() => work(`${String(1 + round / 7)}T`))).slice(20),
      0.5,
    )
  say(
    'a whole estimate, processor',
    median((tokens) => answerFigures({ ...run, tokens })),
    [6, 'ms'],
  )
  say(
    "the chart's first sweep, processor",
    median((tokens) => gpuCounts.sweepGpus({ ...run, tokens, samples: 400 }, sizes)),
    [30, 'ms'],
  )
  say(
    "the chart's whole sweep, processor",
    median((tokens) => sizes.map((gpus) => gpuCounts.sweepGpus({ ...run, tokens }, [gpus]))),
    [116, 'ms as it was'],
  )
}

const pins = ['alps', 'kisti6'].map((system) => `model=apertus-70b&tokens=15T&system=${system}&gpus=4096`)
type Place = { readonly name: string; readonly at: string; readonly control: string; readonly chart: boolean }
const places: readonly Place[] = [
  { name: 'plan tokens', at: '', control: '.controls input[type=range]', chart: true },
  { name: 'plan accelerators', at: '', control: '.field:has(#gpus) input[type=range]', chart: true },
  { name: 'tradeoffs', at: 'view=tradeoffs', control: '.field:has(#maxTime) input[type=range]', chart: true },
  { name: 'queue', at: 'view=queue&runDay=3', control: '.controls input[type=range]', chart: true },
  { name: 'invest', at: 'view=invest', control: '.controls input[type=range]', chart: true },
  {
    name: 'compare',
    at: `view=compare&pins=${encodeURIComponent(pins.join('|'))}`,
    control: '#ready:enabled, .pins li:last-child button',
    chart: false,
  },
  { name: 'evidence', at: 'view=evidence', control: '.controls select, main select', chart: true },
  { name: 'learn', at: 'view=learn&lesson=failure', control: '.lesson-controls select', chart: true },
]

type Opened = { readonly browser: Browser; readonly url: string }

/** Scrolls to the end and back, as a reader does, while parts arrive. */
async function readThrough(page: Page): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) {
    const isEnd = await page.evaluate(() => {
      scrollBy(0, 600)
      return scrollY + innerHeight >= document.documentElement.scrollHeight - 2
    })
    await page.waitForTimeout(150)
    if (isEnd) break
  }
  await page.evaluate(() => {
    scrollTo(0, 0)
  })
}

/** As browsers count it: the most that moves within five seconds without a pause of one, and the furthest of it. */
async function shiftOf(page: Page, fromMs = 0) {
  const { shifts, chosenMs } = await page.evaluate(() => window.seen)
  const counted = shifts.filter(
    ({ atMs }) => atMs >= fromMs && !chosenMs.some((one) => atMs > one && atMs < one + 500),
  )
  let [sum, most, firstMs, lastMs] = [0, 0, -Infinity, -Infinity]
  for (const { value, atMs } of counted) {
    if (atMs - lastMs > 1000 || atMs - firstMs > 5000) [sum, firstMs] = [0, atMs]
    lastMs = atMs
    sum += value
    most = Math.max(most, sum)
  }
  const worst = at(
    counted.map(({ value }) => value),
    1,
  )
  return { most, what: counted.find(({ value }) => value === worst)?.what ?? '' }
}

async function measure(
  { browser, url }: Opened,
  throttle: number,
  { name, at: place, control, chart }: Place,
): Promise<void> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: throttle })
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.addInitScript(watch)
  const title = `${String(throttle)}× ${name}`
  await page.goto(`${url}/#${place}`)
  await page.locator('h1').first().waitFor()
  if (name === 'plan tokens') {
    await page.waitForFunction(() => window.seen.saidMs.length > 0)
    const readyMs = await page.evaluate(() => window.seen.saidMs.at(-1) ?? 0)
    say(`${title}, first view`, readyMs, [1200, 'ms'])
  }
  await page.waitForLoadState('networkidle')
  if (name === 'learn') {
    await page.locator('#prediction').fill('1')
    await page.locator('#prediction').press('Enter')
    await page.locator('.chart canvas').waitFor()
  }
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  if (throttle === 1) {
    const load = await shiftOf(page)
    await readThrough(page)
    const read = await shiftOf(page)
    const which = `${load.most.toFixed(3)} before it is read; ${read.what}`
    say(`${title}, shift while it loads and is read (${which})`, read.most, [0.02, ''])
  }
  const cost = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1000 * (metrics.find((one) => one.name === 'TaskDuration')?.value ?? 0)
  }
  const beforeMs = await cost()
  const fromMs = await page.evaluate(() => performance.now())
  const moved = await steps(page, { selector: control, many: name === 'compare' ? 80 : 50 })
  const mainMs = (((await cost()) - beforeMs) / moved.length).toFixed(0)
  const bound = [throttle === 1 ? 50 : 100, 'ms at p95'] as const
  for (const [what, key] of [
    ['first change', 'saidMs'],
    ['first chart', 'drawnMs'],
  ] as const) {
    if (key === 'drawnMs' && !chart) continue
    const there = moved.map((one) => one[key]).filter((one) => one !== null)
    const [p50, most] = [0.5, 1].map((share) => at(there, share).toFixed(0))
    const others = `p50 ${String(p50)}, most ${String(most)} of ${String(there.length)}, main thread ${mainMs} ms a step`
    say(`${title}, step to ${what} (${others})`, there.length === 0 ? Infinity : at(there, 0.95), bound)
  }
  const after = await shiftOf(page, fromMs)
  say(`${title}, shift with the steps (${after.what})`, after.most, [0.02, ''])
  await page.context().close()
}

const [only, onlyThrottle] = process.argv.slice(2)

/** What is seen in a browser: the script that is loaded, then each view at both speeds. */
async function seen({ browser, url }: Opened): Promise<void> {
  if (only === undefined)
    say('script before the first view, compressed', (await firstLoad(browser, url)).sum, [110, 'kB'])
  for (const throttle of [1, 4].filter((one) => String(one) === (onlyThrottle ?? String(one))))
    for (const place of places.filter(({ name }) => only === undefined || name.includes(only)))
      await measure({ browser, url }, throttle, place)
}

if (only === undefined) calculations()
const folder = fileURLToPath(new URL('../../dist/web', import.meta.url))
const built = existsSync(folder)
const browser = built ? await openBrowser().catch(String) : 'the page is not built: `npm run build`'
if (typeof browser === 'string')
  process.stdout.write(`NOT MEASURED in any view: ${browser.split('\n')[0] ?? ''}\n`)
else {
  const server = await runServer({ PAGE_FOLDER: folder })
  await seen({ browser, url: server.url })
  await browser.close()
  await server.stop()
}
process.stdout.write(`${String(missed)} missed\n`)
process.exitCode = missed > 0 ? 1 : 0
