import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { servedPage } from './served.ts'

const served = servedPage()
const run = 'model=llama-3-8b&tokens=1T&system=alps&gpus=64&mfu=0.4'
let page: Page
beforeAll(async () => {
  page = await (await served.browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
})
afterAll(async () => page.context().close())

it('a baseline of a programme of one’s own holds all of it, and names a model and a machine by their names', async () => {
  const machine = { name: 'Ours', acceleratorId: 'h200', nodes: 8, acceleratorsPerNode: 8, country: 'FRA' }
  const own = run.replace('system=alps', `system=${encodeURIComponent(JSON.stringify(machine))}`)
  await page.goto(`${served.url}/#view=invest&${own}&capital=CHF%20180M&life=7`)
  await page.getByRole('button', { name: 'Pin as baseline' }).click()
  const apart = page.locator('.figures .apart')
  await expect.poll(async () => new Set(await apart.allInnerTexts())).toEqual(new Set(['as the baseline']))
  await page.locator('.bar-place').getByText('Baseline: Llama 3 8B · Ours · 64').waitFor()
})

it('a baseline that cannot be answered says why', async () => {
  const gone = encodeURIComponent('model=nosuch-9b&tokens=1T&system=alps&gpus=64')
  await page.goto('about:blank')
  await page.goto(`${served.url}/#${run}&baseline=${gone}`)
  await page
    .locator('.bar-place')
    .getByText(/'nosuch-9b' is not in the catalogue/)
    .waitFor()
})

it('a machine is described in the numbers of any of the four languages, its country chosen by name', async () => {
  await page.goto('about:blank')
  await page.goto(`${served.url}/#${run}&lang=de`)
  await page.locator('summary', { hasText: 'Eine eigene Anlage' }).click()
  const typed = { name: 'Marie', accelerator: 'h200', nodes: '32', pue: '1,15', price: '2,35 €' }
  for (const [name, text] of Object.entries(typed)) {
    await page.locator(`#machine-${name}`).fill(text)
    await page.locator(`#machine-${name}`).blur()
  }
  await page.locator('#machine-country').selectOption({ label: 'Frankreich' })
  await page.getByRole('button', { name: 'Diese Anlage verwenden' }).click()
  await page.locator('h1', { hasText: 'Marie' }).waitFor()
  const said = new URLSearchParams(new URL(page.url()).hash.slice(1))
  expect(JSON.parse(said.get('system') ?? '')).toMatchObject({ nodes: 32, country: 'FRA', pueRatio: 1.15 })
  expect(said.get('gpuHourPrice')).toBe('2.35 EUR')
})
