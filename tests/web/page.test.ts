import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { answerEstimate, type EstimateAnswer } from '../../sim/index.ts'
import { fromFragment, toFragment } from '../../web/state/address.ts'
import { short } from '../../web/format.ts'
import { petaplan } from '../cli/petaplan.ts'
import { post } from '../server/running.ts'
import { expectFaultless } from './axe.ts'
import { firstLoad } from './first-load.ts'
import { servedPage } from './served.ts'

const given = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: '4096', mfu: '0.31' }
const fragment = '#model=apertus-70b&tokens=15T&system=alps&gpus=4096&mfu=0.31'

const served = servedPage()

type Shape = { readonly width?: number; readonly colorScheme?: 'light' | 'dark'; readonly at?: string }

async function open({ width = 1440, colorScheme = 'light', at = '' }: Shape = {}): Promise<{
  page: Page
  errors: string[]
}> {
  const context = await served.browser.newContext({ viewport: { width, height: 900 }, colorScheme })
  // Not the first visit: its doors are tested where a plan is handed over.
  await context.addInitScript(() => {
    localStorage.setItem('door', 'stay')
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${served.url}/${at}`)
  await page.locator('.chart canvas').waitFor()
  return { page, errors }
}

function answerOf(input: unknown): EstimateAnswer {
  const answered = answerEstimate(input)
  if (answered.status !== 'answer') throw new Error(answered.status)
  return answered.value
}

const headlineOf = (page: Page) => page.locator('h1').innerText()

describe('the page', () => {
  it('shows the same numbers as the API and the command line', async () => {
    const api: unknown = await (await post(`${served.url}/api/v1/estimate`, JSON.stringify(given))).json()
    const args = Object.entries(given).flatMap(([name, value]) => [`--${name}`, value])
    const line: unknown = JSON.parse(petaplan('estimate', ...args, '--json').out)
    expect(api).toEqual(line)
    const { totals } = answerOf(given)
    expect(Object(api)).toHaveProperty('totals.energyMwh.p50', totals.energyMwh.p50)
    const { page, errors } = await open({ at: fragment })
    const figures = page.locator('.figure .value')
    await expect
      .poll(async () => (await figures.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim()))
      .toEqual([
        `${short(totals.wallClockDays.p50)} days`,
        `CHF ${short(totals.cost.p50)}`.replaceAll(/\s+/g, ' '),
        `${short(totals.energyMwh.p50)} MWh`,
        `${short(totals.carbonT.p50)} t CO₂e`,
      ])
    const sentence = await headlineOf(page)
    expect(sentence).toContain(
      `${short(totals.wallClockDays.p10)} to ${short(totals.wallClockDays.p90)} days`,
    )
    expect(errors).toEqual([])
    await page.context().close()
  })

  it('answers a slider by keyboard, and keeps the run in the address', async () => {
    const { page } = await open()
    const before = await headlineOf(page)
    const slider = page.getByRole('slider', { name: 'Accelerators' })
    await slider.focus()
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowRight', 'ArrowLeft']) {
      const old = await page.locator('h1').textContent()
      await page.keyboard.press(key)
      await page.waitForFunction((sentence) => document.querySelector('h1')?.textContent !== sentence, old)
    }
    await expect.poll(async () => headlineOf(page)).not.toBe(before)
    await expect.poll(() => page.url()).toContain('gpus=1024')
    await expect.poll(async () => slider.getAttribute('aria-valuetext')).toBe('1,024 accelerators')
    await page.context().close()
  })

  it('goes back to the run before', async () => {
    const { page } = await open()
    const before = await headlineOf(page)
    await page.getByLabel('Model').selectOption('llama-3-8b')
    await page.waitForFunction(
      (old) => document.querySelector('h1')?.textContent?.startsWith(old) !== true,
      before.slice(0, 11),
    )
    await page.goBack()
    await page.waitForFunction(() => document.querySelector('h1')?.textContent?.startsWith('Apertus 70B'))
    await page.context().close()
  })

  it('says why: formula, numbers, assumptions; Esc closes and focus returns', async () => {
    const { page } = await open({ at: fragment })
    const why = page.getByRole('button', { name: 'Why energy?' })
    await why.click()
    const dialog = page.getByRole('dialog', { name: 'Why energy?' })
    await dialog.getByText('* pueRatio').first().waitFor()
    for (const text of ['* pueRatio', 'W/GPU', 'HPL power of Alps'])
      await expect.poll(async () => dialog.innerText()).toContain(text)
    await dialog.getByRole('button', { name: 'Check with units' }).first().click()
    await dialog.getByText('Evaluated again with units').waitFor()
    const formula = answerOf(given).formulas.find(({ id }) => id === 'energyMwh')
    await expect
      .poll(async () => (await dialog.getByRole('status').first().innerText()).replaceAll(',', ''))
      .toContain(String(Number(formula?.result.toPrecision(6))))
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(async () => why.evaluate((node) => node === document.activeElement)).toBe(true)
    await page.context().close()
  })

  it('offers the nearest feasible change where a run cannot be', async () => {
    const { page } = await open({ at: '#model=apertus-70b&tokens=15T&system=alps&gpus=4096' })
    await page.locator('#gpus').fill('4')
    await page.locator('#gpus').press('Enter')
    await page.getByText('This cannot be done').waitFor()
    await page.getByRole('button', { name: 'Use 20 accelerators' }).click()
    await page.waitForFunction(
      () => document.querySelector('h1')?.textContent?.includes('on 20 accelerators') === true,
    )
    await page.locator('#tokens').fill('15X')
    await page.locator('#tokens').press('Enter')
    await page.getByText('Please correct the run').waitFor()
    await expect
      .poll(async () => page.locator('.field .wrong').innerText())
      .toContain("'15X' is not a number")
    await page.context().close()
  })

  it.each([
    ['gpus=4', '', 'This cannot be done'],
    ['gpus=4', 'tradeoffs', 'This cannot be done'],
    ['gpus=many', '', 'Please correct the run'],
    ['policy=no', 'queue', 'This log cannot be replayed'],
  ])('opens a link with %s in %s under one heading that says it has no answer', async (run, view, title) => {
    const page = await (await served.browser.newContext()).newPage()
    await page.goto(`${served.url}/#model=apertus-70b&tokens=15T&system=alps&${run}&view=${view}`)
    await page.locator('main .trouble h1', { hasText: title }).waitFor()
    expect(await page.locator('h1').count()).toBe(1)
    await page.context().close()
  })

  it('opens a link with a wrong programme under the headline of its case, the one heading', async () => {
    const page = await (await served.browser.newContext()).newPage()
    await page.goto(`${served.url}/#model=apertus-70b&tokens=15T&system=alps&utilisation=no&view=invest`)
    await page.locator('h1', { hasText: 'An accelerator-hour of Alps costs' }).waitFor()
    await page.locator('main .trouble h2', { hasText: 'Please correct the programme' }).waitFor()
    expect(await page.locator('h1').count()).toBe(1)
    await page.context().close()
  })

  it('says in the language of the page that a source states no licence', async () => {
    const { page } = await open({ at: '#model=apertus-70b&tokens=15T&system=alps&gpus=4096&lang=fr' })
    await page.locator('summary', { hasText: /^Hypothèses$/ }).click()
    const quiet = page.locator('.assumptions .quiet')
    await quiet.getByText('(aucune licence indiquée)').first().waitFor()
    expect((await quiet.allInnerTexts()).filter((text) => text.includes('stated'))).toEqual([])
    await page.context().close()
  })

  it('passes axe at two widths and in both themes, and names its canvas', async () => {
    const { page, errors } = await open({})
    await expectFaultless(page)
    await expect
      .poll(async () => page.locator('canvas').getAttribute('aria-label'))
      .toContain('Time, cost and energy')
    expect(errors).toEqual([])
    await page.context().close()
  })

  it.each([320, 390])('at %i px has nothing to scroll sideways, and the sheet opens', async (width) => {
    const { page } = await open({ width })
    await expect.poll(async () => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    await page.getByRole('button', { name: 'Change the run' }).click()
    await page.getByLabel('Model').waitFor()
    await expect.poll(async () => page.locator('h1').isVisible()).toBe(true)
    await page.context().close()
  })

  it('asks for under 110 kB of compressed JavaScript before its answer; chart.js, mathjs and other views after', async () => {
    const { names, kB, sum, kept, cpuS, slow } = await firstLoad(served.browser, served.url)
    process.stdout.write(
      `page: ${sum.toFixed(1)} kB of JavaScript at first, compressed: ${kB.map((one) => one.toFixed(1)).join(' + ')}\n`,
    )
    expect(names.some((path) => path.includes('worker'))).toBe(true)
    expect(names.filter((path) => /esm|evidence/.test(path))).toEqual([])
    expect(sum).toBeLessThan(110)
    // The first figure asks for no account and leaves nothing that would know a visitor again.
    expect(kept).toEqual([])
    // Within two seconds of a processor, the catalogue and the first figures worked out.
    expect(cpuS).toBeGreaterThan(0)
    expect(cpuS).toBeLessThan(2 * slow)
  })
})

describe('the address of a run', () => {
  it('gives back the run', () => {
    const run = { ...given, layout: 'tp=4,pp=8', gpuHourPrice: 'CHF 0.67', grid: 'CHE' }
    expect(fromFragment(`#${toFragment(run)}`)).toEqual(run)
  })

  it('leaves out what it does not know', () => {
    expect(fromFragment('#colour=red&gpus=64')).toEqual({
      model: 'apertus-70b',
      tokens: '15T',
      system: 'alps',
      gpus: '64',
    })
  })
})
