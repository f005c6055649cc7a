import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { answerFigures } from '../../sim/index.ts'
import { toFragment } from '../../web/state/address.ts'
import * as z from 'zod/mini'
import { operations } from '../../server/operations.ts'
import { petaplan } from '../cli/petaplan.ts'
import { post } from '../server/running.ts'
import { servedPage } from './served.ts'

const served = servedPage()
const small = '#model=llama-3-8b&tokens=1T&system=alps&gpus=64&mfu=0.4'
const runs = ['64', '128', '256', '512'].map((gpus) =>
  toFragment({ model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus, mfu: '0.4' }),
)
const pinned = `#view=compare&pins=${encodeURIComponent(runs.join('|'))}`
let page: Page

const goTo = async (hash: string) => page.evaluate((to) => (location.hash = to), hash)
const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
const headline = () => page.locator('h1')

async function taken(button: string) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).first().click(),
  ])
  return readFileSync(await download.path(), 'utf8')
}

beforeAll(async () => {
  const context = await served.browser.newContext({
    viewport: { width: 1280, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  page = await context.newPage()
  page.setDefaultTimeout(40_000)
  await page.goto(`${served.url}/${small}`)
  await headline().getByText('on 64 accelerators').waitFor()
})

describe('a ready run that is opened', () => {
  it('tells its story and its source, and Undo gives back the work before it', async () => {
    await page.locator('#preset').selectOption('llama-3.1-405b-eagle')
    await headline().getByText('Llama 3.1 405B').waitFor()
    const field = page.locator('.field', { has: page.locator('#preset') })
    await expect.poll(async () => (await field.locator('p.help').innerText()).length).toBeGreaterThan(10)
    await expect.poll(async () => field.getByRole('link').getAttribute('href')).toMatch(/^https:/)
    await page.getByRole('button', { name: 'Undo' }).click()
    await headline().getByText('Llama 3 8B').waitFor()
    expect(await page.evaluate(() => location.hash)).toBe(small)
  })
})

describe('a baseline', () => {
  it('is told apart from the run at hand in every view that has figures of it', async () => {
    await page.getByRole('button', { name: 'Pin as baseline' }).click()
    await page.locator('#gpus').fill('128')
    await page.locator('#gpus').press('Enter')
    for (const name of ['Trade-offs', 'Queue', 'Invest', 'Compare', 'Evidence']) {
      await page.getByRole('link', { name, exact: true }).click()
      await page.locator('nav [aria-current=page]', { hasText: name }).waitFor()
      await page
        .locator('.bar-place')
        .getByText(/days against the baseline \(8 of 10 cases: −/)
        .waitFor()
    }
  })
})

describe('up to four runs side by side', () => {
  it('share their futures: what differs is marked, and each difference has a range of its own', async () => {
    await goTo(pinned)
    await page.locator('table.side thead th').nth(3).waitFor()
    await expect.poll(async () => page.locator('.pins li').count()).toBe(4)
    await expect.poll(async () => page.locator('#ready').isDisabled()).toBe(true)
    await expect
      .poll(async () => page.locator('.questions mark').allInnerTexts())
      .toEqual(['128', '256', '512'])
    const rows = page.locator('.questions table').first().locator('tbody tr')
    await rows.nth(5).waitFor()
    await expect
      .poll(async () => plain(await rows.first().innerText()))
      .toMatch(/^Time, days −[\d.]+ −[\d.]+ (to|–) −[\d.]+ 0 of 100 futures$/)
  })
})

describe('units', () => {
  it('change what is written and no quantity: every unit of energy, time, work, memory and money', async () => {
    const read = async (kind: string, shownIn: string) => {
      await goTo(`${small}&shownIn=${encodeURIComponent(shownIn)}`)
      await page.waitForFunction(
        (wanted) => document.querySelector('.figures')?.textContent?.includes(wanted),
        shownIn.split(' ')[0] ?? '',
      )
      const figure = page.locator(`.figure.${kind}`)
      return {
        value: plain(await figure.locator('.value').innerText()),
        note: plain(await figure.innerText()),
      }
    }
    const number = (text: string) => {
      const [, digits = '', large = ''] = /([\d.,]+)\s*([kMB]?)\b/.exec(text) ?? []
      return Number(digits.replaceAll(',', '')) * ({ k: 1e3, M: 1e6, B: 1e9 }[large] ?? 1)
    }
    const answered = answerFigures({ model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: 64, mfu: 0.4 })
    if (answered.status !== 'answer') throw new Error(answered.status)
    const { totals, compute } = answered.value
    // By definition 1 MWh is 1,000 kWh and 3.6 GJ.
    for (const [unit, size] of [
      ['MWh', 1],
      ['kWh', 1000],
      ['GWh', 0.001],
      ['GJ', 3.6],
    ] as const) {
      const { value } = await read('energy', unit)
      expect(value).toContain(unit)
      expect(number(value) / (totals.energyMwh.p50 * size)).toBeCloseTo(1, 2)
    }
    for (const currency of ['EUR', 'USD', 'KRW']) {
      const { value, note } = await read('money', currency)
      expect(value).toContain(currency)
      const [, rate = '', date] =
        /1 CHF = ([\d.,]+) [A-Z]{3} \((20\d\d[\d-]*), US Federal Reserve\)/.exec(note) ?? []
      expect(date).toBeDefined()
      expect(number(value) / totals.cost.p50 / Number(rate.replaceAll(',', ''))).toBeCloseTo(1, 2)
    }
    const nodes = (await read('money', 'node-h')).note
    expect(
      number(/([\d.,]+ ?[kM]?) node-hours gross/.exec(nodes)?.[1] ?? '') / (totals.gpuHours.p50 / 4),
    ).toBeCloseTo(1, 2)
    const flops = (await read('money', 'EFLOP')).note
    expect(
      number(/([\d.,]+ ?[kMB]?) EFLOP/.exec(flops)?.[1] ?? '') / (compute.trainingFlops / 1e18),
    ).toBeCloseTo(1, 2)
  })
})

describe('a range', () => {
  it('can be worked out anew: dots, percentiles and every sample', async () => {
    await goTo(small)
    await page.locator('svg.dots circle').nth(30).waitFor()
    const lines = (await taken('CSV')).split('\n')
    expect(lines[3]).toMatch(/days_p10,days_p50,days_p90/)
    const samples = (await taken('All samples of the run')).split('\n')
    expect(samples.filter((line) => !line.startsWith('#')).length).toBeGreaterThan(1000)
  })
})

describe('the request behind what is in sight', () => {
  it('is one that the contract of the API takes, for each view', async () => {
    for (const [hash, path] of [
      [small, 'estimate'],
      [`${small}&view=tradeoffs`, 'tradeoffs'],
      [`${small}&view=queue`, 'schedule'],
      [`${small}&view=invest`, 'invest'],
      [pinned, 'estimate'],
      [`${small}&view=evidence`, 'evidence'],
    ] as const) {
      await goTo(hash)
      await page.locator('.figure .value, table.side, .scatter').first().waitFor()
      await page.getByRole('button', { name: 'Copy as curl' }).click()
      await page.getByText('Copied.').waitFor()
      const [line = ''] = (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
      const [, url = ''] = /^curl -s (\S+)/.exec(line) ?? []
      expect(url).toMatch(new RegExp(`^${served.url}/api/v1/${path}$`))
      const body = / -d '(.*)'$/s.exec(line)?.[1]
      if (body === undefined) continue
      const asked: unknown = JSON.parse(body.replaceAll(String.raw`'\''`, "'"))
      const operation = operations.find((one) => one.path === `/${path}`)
      expect([
        path,
        operation?.schema === null,
        z.safeParse(operation?.schema ?? z.never(), asked).success,
      ]).toEqual([path, false, true])
    }
    const contract: object = await (await fetch(`${served.url}/api/v1/openapi.json`)).json()
    expect(contract).toHaveProperty('openapi', '3.1.0')
  })
})

describe('a briefing', () => {
  it('holds question, answer, assumptions, exclusions, version, date, link and fingerprint, and its chart is of lines', async () => {
    await goTo(small)
    await headline().getByText('on 64 accelerators').waitFor()
    const sentence = await headline().innerText()
    const scenario = await handedScenario()
    await page.getByRole('button', { name: 'Briefing' }).click()
    const sheet = page.locator('.briefing')
    await sheet.locator('.rests li').nth(5).waitFor()
    const text = plain(await sheet.innerText())
    const api: {
      readonly fingerprint: string
      readonly notIncluded: readonly string[]
      readonly version: string
    } = await (await post(`${served.url}/api/v1/estimate`, scenario)).json()
    expect(text).toContain(
      'The question: what does it take to train Llama 3 8B on 1 T tokens with 64 accelerators',
    )
    expect(text).toContain(plain(sentence))
    for (const one of api.notIncluded) expect(text).toContain(one)
    expect(text).toMatch(new RegExp(`Petaplan ${api.version}, 20\\d\\d-\\d\\d-\\d\\d`))
    expect(text).toContain(api.fingerprint)
    await expect.poll(async () => sheet.locator('.made a').getAttribute('href')).toContain(small)
    await expect.poll(async () => sheet.locator('svg path').count()).toBe(2)
    await expect.poll(async () => sheet.locator('canvas, img').count()).toBe(0)
    // The same scenario file, the same result on the command line.
    const file = join(mkdtempSync(join(tmpdir(), 'petaplan-')), 'scenario.json')
    writeFileSync(file, scenario)
    expect(petaplan('estimate', '--scenario', file).out).toContain(`Result ${api.fingerprint}`)
    await page.getByRole('button', { name: 'Close the briefing' }).click()
    const excluded = page.locator('details', { hasText: 'Not included' }).last()
    await excluded.locator('summary').click()
    await expect
      .poll(async () => plain(await excluded.innerText()))
      .toContain(plain(api.notIncluded.join(' ')))
  })
})

async function handedScenario(): Promise<string> {
  await page.getByText('Hand over: command').click()
  return taken('Save the scenario file')
}

describe('what is pressed', () => {
  it.each(['', 'tradeoffs', 'invest', 'queue', 'compare', 'evidence', 'learn'])(
    'in %s is 24 px high, every slider has a field to write in, and a headline is announced once',
    async (view) => {
      await page.setViewportSize({ width: 390, height: 900 })
      await goTo(view === 'compare' ? pinned : `${small}&view=${view || 'plan'}`)
      await headline().first().waitFor()
      await page.waitForLoadState('networkidle')
      const found = await page.evaluate(() => {
        const heightOf = (one: Element) =>
          Math.max(
            one.getBoundingClientRect().height,
            one.closest('label')?.getBoundingClientRect().height ?? 0,
          )
        // A link amid a sentence is as high as its line.
        const isAmid = (one: Element) =>
          getComputedStyle(one).display === 'inline' &&
          (one.parentElement?.textContent ?? '').trim().length > (one.textContent ?? '').trim().length
        const low = [...document.querySelectorAll('a, button, input, select, summary, textarea')].filter(
          (one) => one.checkVisibility() && heightOf(one) < 23.5 && !isAmid(one),
        )
        const alone = [...document.querySelectorAll('input[type=range]')].filter(
          (one) => one.parentElement?.querySelector('input:not([type=range])') === null,
        )
        return [...low, ...alone].map((one) => one.outerHTML.slice(0, 120))
      })
      expect(found).toEqual([])
      if (view !== 'learn' && view !== 'evidence')
        await expect
          .poll(async () => {
            const said = await page.locator('main [aria-live=polite]').allInnerTexts()
            return said.includes(await headline().first().innerText())
          })
          .toBe(true)
      await page.setViewportSize({ width: 1280, height: 900 })
    },
  )

  it('scrolls the page over a chart, and is told apart by more than colour where colours are the reader’s own', async () => {
    await goTo(small)
    const chart = page.locator('.chart canvas')
    await chart.scrollIntoViewIfNeeded()
    expect(await chart.evaluate((one) => getComputedStyle(one).touchAction)).toMatch(/auto|pan-y/)
    const before = await page.evaluate(() => scrollY)
    await chart.hover()
    await page.mouse.wheel(0, 300)
    await page.waitForFunction((was) => scrollY > was + 100, before)
    await page.emulateMedia({ forcedColors: 'active' })
    const bar = page.locator('.figure .bar').first()
    expect(await bar.evaluate((one) => getComputedStyle(one).forcedColorAdjust)).toBe('none')
    await page.emulateMedia({ forcedColors: 'none' })
    await page.context().close()
  })
})
