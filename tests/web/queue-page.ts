import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectFaultless } from './axe.ts'

export type Shape = { readonly width?: number; readonly colorScheme?: 'light' | 'dark'; readonly at?: string }

/** The Queue view in a window of its own, once its charts are there; errors that the page reports are gathered. */
export async function openQueue(browser: Browser, url: string, shape: Shape = {}) {
  const { width = 1440, colorScheme = 'light', at = '' } = shape
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${url}/#view=queue${at}`)
  await page.locator('.panels canvas').first().waitFor()
  return { page, errors, close: () => context.close() }
}

export async function give(page: Page, name: string, text: string | Uint8Array): Promise<void> {
  await page.setInputFiles('#log', { name, mimeType: 'text/plain', buffer: Buffer.from(text) })
}

/** A text with plain spaces where the page keeps a figure beside its unit. */
export const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

export const headlineHas = (page: Page, text: string) =>
  page.waitForFunction(
    (wanted) =>
      document
        .querySelector('h1')
        ?.textContent?.replaceAll(/[\u00a0\u202f]/g, ' ')
        .includes(wanted),
    plain(text),
  )

/** Opens a fold of the details, and waits for it to be there. */
export async function unfold(page: Page, id: string): Promise<void> {
  await page.locator(`details#${id}`).evaluate((fold) => fold.setAttribute('open', ''))
}

/** Nothing is worked out any more: repeats, other policies, other budgets; what says so is opened. */
export async function allDone(page: Page): Promise<void> {
  await unfold(page, 'policies')
  if ((await page.locator('details#budgets').count()) > 0) await unfold(page, 'budgets')
  await page.waitForFunction(() => !document.body.innerText.includes('working …'))
}

/** At two widths and in both themes: passes axe, has nothing to scroll sideways and reports no error. */
export async function expectSound({
  page,
  errors,
}: {
  page: Page
  errors: readonly string[]
}): Promise<void> {
  await expectFaultless(page)
  expect(errors).toEqual([])
}

type TraceEvent = {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Of the thread's own processor time, in microseconds. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** The longest task of any page's main thread in a trace, in milliseconds of processor time: other work does not count. */
export function longestTaskMs(trace: Buffer): number {
  const { traceEvents }: { readonly traceEvents: readonly TraceEvent[] } = JSON.parse(trace.toString())
  const threadOf = ({ pid, tid }: TraceEvent) => `${String(pid)} ${String(tid)}`
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  )
  const tasks = traceEvents.filter((one) => one.name.endsWith('RunTask') && mains.has(threadOf(one)))
  if (tasks.length === 0) throw new Error('the trace has no task of a page')
  return tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur / 1000), 0)
}
