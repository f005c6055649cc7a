/**
 * `node tests/run-ts.js tests/web/speed.ts [view]`: of the built page, by view: from a step of a slider to the headline and
 * to the first and the last chart drawn (p50 and p95), the layout shift while it loads and while sliders move, and when the first view can
 * be used with the processor of the page held to a quarter. Figures of the machine at hand: no test holds them.
 */
import { fileURLToPath } from 'node:url'
import type { CDPSession, Page } from 'playwright-core'
import { runServer } from '../server/running.ts'
import { openBrowser } from './browser.ts'

type Seen = { shift: number; drawnMs: number[]; saidMs: number }
declare global {
  interface Window {
    seen: Seen
  }
}

/** Before anything of the page runs: when its charts were last drawn, when its headline last changed, how far things moved. */
function watch(): void {
  window.seen = { shift: 0, drawnMs: [], saidMs: 0 }
  const { clearRect } = CanvasRenderingContext2D.prototype
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    window.seen.drawnMs.push(performance.now())
    clearRect.apply(this, box)
  }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value = 0, hadRecentInput = false }: { value?: number; hadRecentInput?: boolean } =
        Object(entry)
      if (!hadRecentInput) window.seen.shift += value
    }
  }).observe({ type: 'layout-shift', buffered: true })
  let said = ''
  new MutationObserver(() => {
    const now = document.querySelector('.answer h1, .learn h1')?.textContent ?? ''
    if (now === said) return
    said = now
    window.seen.saidMs = performance.now()
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

type Moved = Readonly<Record<'saidMs' | 'drawnMs' | 'exactMs', number | null>>

/** Steps one slider to and fro; each step is waited for until nothing follows it. */
async function steps(page: Page, [slider, count]: readonly [string, number]): Promise<readonly Moved[]> {
  return page.evaluate(
    async ([selector, howMany]) => {
      const input = document.querySelector<HTMLInputElement>(selector)
      if (input === null) throw new Error(`no slider ${selector}`)
      const moved: Moved[] = []
      const middle = Number(input.value)
      for (let step = 0; step < howMany; step += 1) {
        const least = Number(input.min)
        const away = 1 + Math.floor(step / 2)
        const next = middle - least > away ? middle - away * (step % 2) : middle + away * (step % 2)
        input.value = String(step % 2 === 0 ? next + 0 : next)
        if (Number(input.value) === middle) input.value = String(middle - 1)
        await new Promise((resolve) => requestAnimationFrame(resolve))
        const fromMs = performance.now()
        input.dispatchEvent(new Event('input', { bubbles: true }))
        input.dispatchEvent(new Event('change', { bubbles: true }))
        await new Promise((resolve) => setTimeout(resolve, 700))
        const after = (ms = 0) => (ms > fromMs ? ms - fromMs : null)
        const drawn = window.seen.drawnMs.filter((ms) => ms > fromMs)
        const { saidMs } = window.seen
        moved.push({ saidMs: after(saidMs), drawnMs: after(drawn[0]), exactMs: after(drawn.at(-1)) })
      }
      return moved
    },
    [slider, count] as const,
  )
}

const at = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))]
const ms = (values: readonly (number | null)[]) => {
  const there = values.filter((one) => one !== null)
  return there.length === 0
    ? 'none'
    : `${(at(there, 0.5) ?? 0).toFixed(0)} (p95 ${(at(there, 0.95) ?? 0).toFixed(0)}) ms of ${String(there.length)}`
}

const places: readonly (readonly [place: string, slider: string])[] = [
  ['', '.controls input[type=range]'],
  ['#view=tradeoffs', '.controls input[type=range]'],
  ['#view=invest', '.controls input[type=range]'],
  ['#view=queue', ''],
  ['#view=compare', ''],
  ['#view=evidence', ''],
  ['#view=learn&lesson=failure', '.learn input[type=range]'],
]
/** Processor time of the page's main thread and of its whole process, workers included, in ms: other work does not count. */
async function spent(session: CDPSession): Promise<readonly [mainMs: number, allMs: number]> {
  const { metrics } = await session.send('Performance.getMetrics')
  const whole = await browser.newBrowserCDPSession()
  const { processInfo } = await whole.send('SystemInfo.getProcessInfo')
  const allS = processInfo.reduce((sum, { type, cpuTime }) => sum + (type === 'renderer' ? cpuTime : 0), 0)
  return [1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0), 1000 * allS]
}

const only = process.argv[2]
const server = await runServer({ PAGE_FOLDER: fileURLToPath(new URL('../../dist/web', import.meta.url)) })
const browser = await openBrowser()
for (const throttle of [1, 4])
  for (const [place, slider] of places.filter(
    ([one]) => only === undefined || (one || 'plan').includes(only),
  )) {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: throttle })
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.addInitScript(watch)
    await page.goto(`${server.url}/${place}`)
    await page.locator('h1').first().waitFor()
    const readyMs = await page.evaluate(() => window.seen.saidMs)
    await page.waitForLoadState('networkidle')
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
    const loadShift = await page.evaluate(() => window.seen.shift)
    const before = await spent(session)
    const moved = slider === '' ? [] : await steps(page, [slider, 24])
    const after = await spent(session)
    const cost = after.map((one, at) => ((one - (before[at] ?? 0)) / Math.max(1, moved.length)).toFixed(0))
    const shift = await page.evaluate(() => window.seen.shift)
    process.stdout.write(
      `${String(throttle)}x ${place || 'plan'}: headline after ${readyMs.toFixed(0)} ms; shift ${loadShift.toFixed(3)}, with sliders ${shift.toFixed(3)}; step to headline ${ms(moved.map(({ saidMs }) => saidMs))}, to the first chart ${ms(moved.map(({ drawnMs }) => drawnMs))}, to the last ${ms(moved.map(({ exactMs }) => exactMs))}; a step costs the main thread ${cost[0] ?? ''} ms, all threads ${cost[1] ?? ''} ms\n`,
    )
    await page.context().close()
  }
await browser.close()
await server.stop()
