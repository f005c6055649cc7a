import type { Page } from 'playwright-core'

type Moved = { readonly value: number; readonly atMs: number; readonly what: string }
type Seen = Readonly<Record<'drawnMs' | 'saidMs' | 'chosenMs', number[]>> & { readonly shifts: Moved[] }
declare global {
  interface Window {
    seen: Seen
  }
}

/** Before anything of the page runs: when what changed or was drawn was painted, and what moved how far. */
export function watch(): void {
  const seen: Seen = { shifts: [], drawnMs: [], saidMs: [], chosenMs: [] }
  window.seen = seen
  let waiting: Set<number[]> | null = null
  // A frame that is asked for now shows what is there by then; a message that is sent in it comes once it was painted.
  const painted = (list: number[]) => {
    if (waiting !== null) {
      waiting.add(list)
      return
    }
    waiting = new Set([list])
    requestAnimationFrame(() => {
      const lists = waiting ?? new Set()
      waiting = null
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        for (const one of lists) one.push(performance.now())
        port1.close()
      }
      port2.postMessage(null)
    })
  }
  const { clearRect } = CanvasRenderingContext2D.prototype
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    if (this.canvas.isConnected) painted(seen.drawnMs)
    clearRect.apply(this, box)
  }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value = 0, hadRecentInput = false, startTime: atMs, sources = [] } = Object(entry)
      if (hadRecentInput) continue
      const what = [...sources].map(({ node }) => {
        const of: Element | null = node instanceof Element ? node : (node?.parentElement ?? null)
        return of === null ? '?' : `${of.tagName.toLowerCase()}.${of.getAttribute('class') ?? ''}`
      })
      seen.shifts.push({ value, atMs, what: what.join(' ') })
    }
  }).observe({ type: 'layout-shift', buffered: true })
  let said = ''
  new MutationObserver(() => {
    const now = document.querySelector('main, .learn')?.textContent ?? ''
    if (now === said) return
    said = now
    painted(seen.saidMs)
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

type Step = Readonly<Record<'saidMs' | 'drawnMs', number | null>>

type Steps = { readonly selector: string; readonly many: number }

/** Steps a control to and fro; each step is waited for until nothing follows it: what is worked out at rest is begun 150 ms after. */
export async function steps(page: Page, asked: Steps): Promise<readonly Step[]> {
  return page.evaluate(async ({ selector: which, many }) => {
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
    const [leastMs, quietMs, mostMs] = [400, 250, 1500]
    const found: Step[] = []
    const turn = (input: Element | null, step: number): 'input' | 'change' => {
      if (input instanceof HTMLSelectElement) {
        input.selectedIndex = (input.selectedIndex + 1) % input.length
        return 'change'
      }
      if (input instanceof HTMLButtonElement) {
        input.click()
        return 'change'
      }
      if (!(input instanceof HTMLInputElement)) throw new Error(`no control ${which}`)
      if (input.type === 'radio' || input.type === 'checkbox') {
        input.click()
        return 'change'
      }
      if (input.type !== 'range') {
        input.value = String(step)
        return 'input'
      }
      const [now, least, most] = [input.valueAsNumber, Number(input.min), Number(input.max)]
      const by = Math.max(Number(input.step), (most - least) / 50)
      const next = step % 2 === 0 ? now - (1 + (step % 6)) * by : now + (2 + (step % 6)) * by
      input.value = String(next < least ? now + by : next > most ? now - by : next)
      return 'input'
    }
    for (let step = 0; step < many; step += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const control = [...document.querySelectorAll(which)].filter((one) => one.checkVisibility())
      const fromMs = performance.now()
      const event = turn(control[0] ?? null, step)
      // What follows a choice at once is what was chosen: a browser counts it as such where a hand chose.
      if (event === 'change') window.seen.chosenMs.push(fromMs)
      control[0]?.dispatchEvent(new Event(event, { bubbles: true }))
      let untilMs = fromMs + leastMs
      while (performance.now() < untilMs) {
        await wait(untilMs - performance.now())
        const lastMs = Math.max(window.seen.saidMs.at(-1) ?? 0, window.seen.drawnMs.at(-1) ?? 0)
        untilMs = Math.min(fromMs + mostMs, Math.max(untilMs, lastMs + quietMs))
      }
      const first = (all: readonly number[]) => {
        const there = all.find((one) => one > fromMs)
        return there === undefined ? null : there - fromMs
      }
      found.push({ saidMs: first(window.seen.saidMs), drawnMs: first(window.seen.drawnMs) })
    }
    return found
  }, asked)
}
